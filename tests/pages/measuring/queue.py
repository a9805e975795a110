"""What the review queue is worth: how much of what was read wrong it points at, and with how many findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.parsing.problems import SUSPICIOUS_TEXT
from articles.parsing.types import ParsedArticle, ParsedDocument, ReadingProblem

# By what was read wrong, the findings of its article that point at it.
ABOUT = {
    "titles": frozenset({"inferred-title", "truncated-title", "doubtful-title", "hint-differs"}),
    "authors": frozenset({"author-from-file-head", "hint-differs"}),
    "bodies": frozenset({"doubtful-join", "lost-character", "unplaced-text"}),
}
_AT_A_JOIN = frozenset({"doubtful-join", "lost-character"})


@dataclass(frozen=True, slots=True)
class Queue:
    """Of one page: by what was read wrong, for each of them whether it was pointed at; and how many findings it has."""

    wrong: dict[str, tuple[bool, ...]]
    findings: int
    hints: int  # of the findings, those that only point out an error of the scan: no reason to review the article
    articles: int


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as read, None where it was lost, and what of it is wrong."""

    article: ParsedArticle | None
    title: bool
    authors: bool
    body: bool


def queue(parsed: ParsedDocument, readings: Sequence[Reading], wrong_joins: Iterable[int]) -> Queue:
    """`wrong_joins` are the places in the file of the blocks that were joined on wrongly."""
    everywhere = [problem for article in parsed.articles for problem in article.problems]
    doubted = {problem.at for problem in everywhere if problem.code in _AT_A_JOIN}
    found = {
        "joins": tuple(at in doubted for at in wrong_joins),
        "titles": tuple(_told("titles", r, parsed) for r in readings if not r.title),
        "authors": tuple(_told("authors", r, parsed) for r in readings if not r.authors),
        "bodies": tuple(_told("bodies", r, parsed) for r in readings if not r.body),
    }
    hints = sum(problem.code == SUSPICIOUS_TEXT for problem in everywhere)
    return Queue(found, len(everywhere) + len(parsed.problems), hints, len(parsed.articles))


def _told(what: str, reading: Reading, parsed: ParsedDocument) -> bool:
    """Whether its own findings point at it; what a lost article lacks only the page's own findings can."""
    problems: tuple[ReadingProblem, ...] = reading.article.problems if reading.article else parsed.problems
    return any(problem.code in ABOUT[what] for problem in problems)


def queue_lines(pages: Sequence[Queue]) -> Iterable[str]:
    """The measurement for print."""
    articles = sum(page.articles for page in pages)
    findings = sum(page.findings for page in pages)
    aside = findings - sum(page.hints for page in pages)
    yield (
        f"review queue: {findings} findings, {findings / max(articles, 1):.2f} an article; "
        f"hints aside {aside}, {aside / max(articles, 1):.2f}"
    )
    for what in ("joins", *ABOUT):
        told = [each for page in pages for each in page.wrong[what]]
        share = f", {100 * sum(told) / len(told):.1f} %" if told else ""
        yield f"   wrong {what}: {len(told)}, pointed at {sum(told)}{share}"
