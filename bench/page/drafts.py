"""What checking a draft takes: `python -m bench.page.drafts` prints processor seconds by kind and number of quotations,
as JSON: rows of kind, quotations, characters of the draft, seconds in all and those of the engine.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice

import django

django.setup()

from articles.models import Article  # noqa: E402  what follows can be imported only after setup
from bench.page.parts import Stopwatch  # noqa: E402
from search.engines.base import engine  # noqa: E402
from search.engines.whoosh import WhooshEngine  # noqa: E402
from search.verifying import checks  # noqa: E402
from tests.search.verifying.corrupting import Made, inventions, passages  # noqa: E402

SIZES = (10, 30, 100)
KINDS: dict[str, Callable[[int], bool]] = {
    "as printed": lambda changed: changed == 0,
    "1 to 3 characters changed": lambda changed: 1 <= changed <= 3,  # as many as it says
    "4 or 5 changed": lambda changed: changed > 3,
}
Row = tuple[str, int, int, float, float]

_ARTICLES = 300  # whose passages are quoted
_LEAST = 100  # characters of a paragraph that is quoted from
_TURNS = 3  # of which the least time is kept


def measure() -> Iterator[Row]:
    stopwatch = Stopwatch(time.thread_time)
    for method in ("search", "search_each", "holding_most"):
        stopwatch.watch(WhooshEngine, method, "engine")
    checks.BUDGET_SECONDS = 3_600.0
    engine().prepare()
    for kind, made in _quotations().items():
        _checked(made[: SIZES[0]])
        for size in SIZES:
            draft = made[:size]
            times = []
            for _ in range(_TURNS):
                stopwatch.take()
                began = time.process_time()
                _checked(draft)
                times.append((time.process_time() - began, stopwatch.take()["engine"] / 1e3))
            yield kind, size, len(_text(draft)), *min(times)


def _quotations() -> dict[str, list[Made]]:
    keys = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    chosen = random.Random(4).sample(keys, min(_ARTICLES, len(keys)))
    rows = Article.objects.filter(pk__in=chosen).order_by("pk").values_list("pk", "body")
    bodies = [(pk, block["text"]) for pk, body in rows for block in body if len(block["text"]) > _LEAST]
    drawn = list(islice(passages(bodies, 5), 10 * max(SIZES)))
    kinds = {kind: [one for one in drawn if belongs(one.changed or 0)][: max(SIZES)] for kind, belongs in KINDS.items()}
    return {**kinds, "made up": list(islice(inventions([text for _, text in bodies], 5), max(SIZES)))}


def _checked(made: list[Made]) -> None:
    report = checks.check(_text(made))
    if report.left or len(report.checked) != len(made):
        raise RuntimeError("a quotation was not looked up")


def _text(made: list[Made]) -> str:
    return "\n".join(one.sentence for one in made)


if __name__ == "__main__":
    json.dump(list(measure()), sys.stdout)
