"""Measure 核引 and 查重 on seeds and made pages: python -m tests.search.verifying.evaluate [--pages 60] [--seeds 8] …

Prints how many quotations of each kind are judged rightly, by seed and in all, and how many judgements of each kind are
right; then how often the right article is among the first five that were printed on a topic. The library is one of its
own, in a folder that goes with the process.
"""

from __future__ import annotations

import argparse
import atexit
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="chengyu-evaluate-"))
atexit.register(shutil.rmtree, FOLDER)
DATABASE = f"sqlite:///{FOLDER / 'chengyu.sqlite3'}"
os.environ |= {"DATA_DIR": str(FOLDER), "INDEX_DIR": str(FOLDER / "index"), "DATABASE_URL": DATABASE}
os.environ["DJANGO_SETTINGS_MODULE"] = "chengyu_site.settings"

import django  # noqa: E402  reads where the library is

django.setup()

from django.core.management import call_command  # noqa: E402  what follows can be imported only after setup

from articles.models import Article  # noqa: E402
from search.verifying import checks  # noqa: E402
from search.verifying.topics import overlap  # noqa: E402
from tests.pages.layout import make_page  # noqa: E402
from tests.search.verifying.corrupting import FEW, Made, checked, drafted  # noqa: E402
from tests.search.verifying.holding_out import Cases, hold_out, outlines  # noqa: E402

SOURCES = ("daily", "modern")  # of the made pages: in formulaic ones every article says the same
SEEDS = Path(__file__).resolve().parents[3] / "seeds"
FIRST = 5
Answered = tuple[Made, checks.Checked]


def main() -> None:
    options = _options()
    fill(options.pages)
    say(f"{Article.objects.published().count()} articles")
    checks.BUDGET_SECONDS = 3_600.0  # what there is no time for would not be judged
    answered: list[Answered] = []
    for seed in range(options.first, options.first + options.seeds):
        own = checked(drafted(seed, options.number))
        say(f"seed {seed}: of 1 to 3 changed, {_share(_is_right(one) for one in own if one[0].changed in FEW)} found")
        answered += own
    say("\n".join(_table(answered)))
    cases = {"outlines": list(outlines()), **hold_out()}
    call_command("rebuild_index", skip_checks=True, stdout=sys.stderr)
    for name, of_kind in cases.items():
        say(f"{name}: of {_topics(of_kind, options.cases)} the right article is among the first {FIRST}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.search.verifying.evaluate")
    parser.add_argument("--pages", type=int, default=60, help="made, beside the seeds (%(default)s)")
    parser.add_argument("--seeds", type=int, default=8, help="drafts of quotations (%(default)s)")
    parser.add_argument("--first", type=int, default=1, help="of the seeds (%(default)s)")
    parser.add_argument("--number", type=int, default=300, help="of passages in a draft, changed or not (%(default)s)")
    parser.add_argument("--cases", type=int, default=100, help="topics of each kind (%(default)s)")
    return parser.parse_args()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fill(pages: int) -> None:
    """The seeds and so many made pages, in the database and in the index."""
    folder = FOLDER / "pages"
    folder.mkdir()
    for number in range(pages):
        page = make_page(number, SOURCES[number % len(SOURCES)])
        (folder / f"{number:03}.txt").write_text(page.text, encoding="utf-8")
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    call_command("import_pages", str(SEEDS), str(folder), skip_checks=True, stdout=sys.stderr)
    call_command("rebuild_index", skip_checks=True, stdout=sys.stderr)


def _table(answered: Sequence[Answered]) -> list[str]:
    kinds = dict.fromkeys(made.kind for made, _ in answered)
    lines = [f"{kind:12} {_share(_is_right(one) for one in answered if one[0].kind == kind)} found" for kind in kinds]
    for verdict in checks.Verdict:
        told = [made.wanted == verdict for made, found in answered if found.verdict == verdict]
        lines.append(f"{verdict:13} {_share(told)} right")
    return lines


def _is_right(answered: Answered) -> bool:
    made, found = answered
    return made.is_answered_by(found)


def _topics(cases: Cases, number: int) -> str:
    """A story that stands on several pages is right wherever it is found."""
    titles = dict(Article.objects.values_list("pk", "title"))
    chosen = random.Random(1).sample(cases, min(number, len(cases)))
    return _share(titles[pk] in [one.article.title for one in overlap(text).printed[:FIRST]] for pk, text in chosen)


def _share(told: Iterable[bool]) -> str:
    each = list(told)
    return f"{sum(each) / max(len(each), 1):.4f} of {len(each)}"


if __name__ == "__main__":
    main()
