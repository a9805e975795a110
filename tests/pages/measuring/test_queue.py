"""What the review queue is worth, on readings that are known and on a few made pages."""

from __future__ import annotations

from dataclasses import replace

from articles.parsing.types import Coverage, DocumentKind, ParsedArticle, ParsedDocument, ReadingProblem, TitleOrigin
from tests.pages.evaluate import measure
from tests.pages.measuring.queue import ABOUT, Reading, queue, queue_lines


def article(*problems: ReadingProblem) -> ParsedArticle:
    return ParsedArticle("题目", TitleOrigin.PRINTED, problems=problems)


def test_a_finding_points_at_the_field_it_is_about_and_at_the_join_where_it_stands() -> None:
    told, untold = article(ReadingProblem("doubtful-title", "", 3), ReadingProblem("doubtful-join", "", 40)), article()
    told = replace(told, problems=(*told.problems, ReadingProblem("suspicious-text", "", 7)))
    document = ParsedDocument(DocumentKind.NEWSPAPER_PAGE, (told, untold), (), (), Coverage(1, 1))
    readings = [
        Reading(told, False, False, True),
        Reading(untold, False, True, False),
        Reading(None, True, True, False),
    ]
    found = queue(document, readings, wrong_joins=[40, 90])
    assert found.wrong == {
        "joins": (True, False), "titles": (True, False), "authors": (False,), "bodies": (False, False),
    }  # fmt: skip
    assert next(iter(queue_lines([found]))) == "review queue: 3 findings, 1.50 an article; hints aside 2, 1.00"


def test_the_queue_on_made_pages_is_short_and_points_at_most_of_what_is_wrong() -> None:
    """Bounds under what 600 pages have (52 to 57 findings for 100 articles, ten of them hints; 84 % of wrong joins)."""
    pages = [score.queue for score in measure(40, 2001, "mixed")]
    wrong = [told for page in pages for what in ("joins", *ABOUT) for told in page.wrong[what]]
    assert sum(page.findings for page in pages) <= 0.6 * sum(page.articles for page in pages)
    assert sum(wrong) >= 0.5 * len(wrong)
    assert wrong
