"""Filing what an import doubts as Problems: each once, and away again when a better reading settles it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Article, Problem, SourceDocument
from articles.parsing.types import Problem as ReadingProblem

CURATED_DIFFERS = "curated-differs"
SAME_NAME = "same-name"
WITHDRAWN = "withdrawn-by-import"
CLIPPED = "clipped"
TITLE_INFERRED = "inferred-title"
TITLE_TRUNCATED = "truncated-title"
NEAR_DUPLICATE = "near-duplicate"
SUSPICIOUS_TEXT = "suspicious-text"
TITLE_DOUBTFUL = "doubtful-title"
JOIN_DOUBTFUL = "doubtful-join"
LOST_CHARACTER = "lost-character"
HINTS_DIFFER = "hint-differs"
IMPRINTS_DIFFER = "imprint-differs"
UNPLACED = "unplaced-text"
# These tell of something that happened; a later reading that does not say so again has not settled them.
_EVENTS = frozenset({CURATED_DIFFERS, SAME_NAME, WITHDRAWN})
# Pointed out, as the text is evidence and stays as it is; no reason to review the article.
HINTS = frozenset({SUSPICIOUS_TEXT})


@dataclass(frozen=True, slots=True)
class Doubt:
    """A problem to be filed: `at` is an offset in the source; the two texts are set where person and import differ."""

    code: str
    message: str
    at: int | None = None
    field: str = ""
    curated_text: str = ""
    imported_text: str = ""
    answers: tuple[str, ...] = ()


def doubts_of(problems: Iterable[ReadingProblem]) -> list[Doubt]:
    """What the reading itself doubted."""
    return [Doubt(problem.code, problem.message, problem.at, answers=problem.answers) for problem in problems]


def file_doubts(source: SourceDocument | None, article: Article | None, doubts: list[Doubt]) -> int:
    """File these as the doubts of an article, or of a source where no article is given; returns how many are new.

    An open problem of the reading that is not among them any more is taken away. One that a person has settled stays
    settled: the same is not filed again.
    """
    known = list(Problem.objects.filter(source=source, article=article))
    doubted = {_key(doubt) for doubt in doubts}
    settled = [
        p.pk for p in known if p.state == Problem.State.OPEN and p.code not in _EVENTS and _key(p) not in doubted
    ]
    Problem.objects.filter(pk__in=settled).delete()
    filed = {_key(problem) for problem in known}
    fresh = {_key(doubt): doubt for doubt in doubts if _key(doubt) not in filed}
    Problem.objects.bulk_create(_problem(source, article, doubt) for doubt in fresh.values())
    return len(fresh)


def file_first_doubts(source: SourceDocument | None, doubted: list[tuple[Article, list[Doubt]]]) -> int:
    """File the doubts of articles that are new, in one go; those articles want a review. Returns how many."""
    problems = [_problem(source, article, doubt) for article, doubts in doubted for doubt in doubts]
    Problem.objects.bulk_create(problems)
    Article.objects.filter(pk__in={problem.article_id for problem in problems}).update(needs_review=True)
    return len(problems)


def _key(doubt: Doubt | Problem) -> tuple[str, str, str, str]:
    return doubt.code, doubt.message, doubt.field, doubt.imported_text


def _problem(source: SourceDocument | None, article: Article | None, doubt: Doubt) -> Problem:
    return Problem(
        source=source,
        article=article,
        code=doubt.code,
        message=doubt.message,
        at=doubt.at,
        field=doubt.field,
        curated_text=doubt.curated_text,
        imported_text=doubt.imported_text,
        answers=list(doubt.answers),
    )
