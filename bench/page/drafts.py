"""What checking a draft takes: `python -m bench.page.drafts` prints processor seconds by kind and number of quotations,
as JSON: rows of kind, quotations, characters of the draft, seconds in all and those of the engine.

The last row is a draft as editors have them: a quotation of some kind in each paragraph, with text of its own around.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain, islice

import django

django.setup()

from articles.models import Article  # noqa: E402  what follows can be imported only after setup
from bench.page.parts import Stopwatch  # noqa: E402
from search.engines.base import engine  # noqa: E402
from search.engines.whoosh import WhooshEngine  # noqa: E402
from search.verifying import checks  # noqa: E402
from tests.search.verifying.corrupting import Made, inventions, passages  # noqa: E402

SIZES = (10, 30, 100)
_WHOLE = 30  # quotations of a whole draft
KINDS: dict[str, Callable[[int], bool]] = {
    "as printed": lambda changed: changed == 0,
    "1 to 3 characters changed": lambda changed: 1 <= changed <= 3,  # as many as it says
    "4 or 5 changed": lambda changed: changed > 3,
}
Row = tuple[str, int, int, float, float]

_ARTICLES = 300  # whose passages are quoted
_LEAST = 100  # characters of a paragraph that is quoted from
_AROUND = 140  # characters of text for each quotation of a whole draft
_QUOTING = re.compile('[“”‘’「」『』《》"]')
_TURNS = 3  # of which the least time is kept: what is read of the index at first is held from then on


def measure() -> Iterator[Row]:
    stopwatch = Stopwatch(time.thread_time)
    for method in ("search", "search_each", "holding_most"):
        stopwatch.watch(WhooshEngine, method, "engine")
    checks.BUDGET_SECONDS = 3_600.0
    engine().prepare()
    for kind, size, draft in _drafts():
        times = []
        for _ in range(_TURNS):
            stopwatch.take()
            began = time.process_time()
            _check(draft, size)
            times.append((time.process_time() - began, stopwatch.take()["engine"] / 1e3))
        yield kind, size, len(draft), *min(times)


def _drafts() -> Iterator[tuple[str, int, str]]:
    """Kind, number of quotations, text."""
    paragraphs = _paragraphs()
    kinds = _quotations(paragraphs)
    for kind, made in kinds.items():
        for size in SIZES:
            yield kind, size, "\n".join(one.sentence for one in made[:size])
    around = (text[:_AROUND] for _, text in paragraphs if len(text) >= _AROUND and not _QUOTING.search(text))
    mixed = chain.from_iterable(zip(*kinds.values(), strict=False))
    whole = [f"{text}{made.sentence}" for text, made in islice(zip(around, mixed, strict=False), _WHOLE)]
    yield "of all kinds, in a whole draft", len(whole), "\n".join(whole)


def _paragraphs() -> list[tuple[int, str]]:
    """Some of the library's, each behind its article's id."""
    keys = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    chosen = random.Random(4).sample(keys, min(_ARTICLES, len(keys)))
    rows = Article.objects.filter(pk__in=chosen).order_by("pk").values_list("pk", "body")
    return [(pk, block["text"]) for pk, body in rows for block in body if len(block["text"]) > _LEAST]


def _quotations(paragraphs: list[tuple[int, str]]) -> dict[str, list[Made]]:
    drawn = list(islice(passages(paragraphs, 5), 10 * max(SIZES)))
    kinds = {kind: [one for one in drawn if belongs(one.changed or 0)][: max(SIZES)] for kind, belongs in KINDS.items()}
    return {**kinds, "made up": list(islice(inventions([text for _, text in paragraphs], 5), max(SIZES)))}


def _check(draft: str, quotations: int) -> None:
    report = checks.check(draft)
    if report.left or len(report.checked) != quotations:
        raise RuntimeError("a quotation was not looked up")


if __name__ == "__main__":
    json.dump(list(measure()), sys.stdout)
