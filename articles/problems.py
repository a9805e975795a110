"""Problems of an import are filed for curators, each once, and taken away when a later reading no longer has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.models import Article, Problem, SourceDocument
from articles.parsing.problems import SUSPICIOUS_TEXT, ReadingProblem

CURATED_DIFFERS = "curated-differs"
SAME_NAME = "same-name"
WITHDRAWN = "withdrawn-by-import"
CLIPPED = "clipped"
TABLES = "tables-as-paragraphs"
NEAR_DUPLICATE = "near-duplicate"
# These report something that happened once: a later reading that does not report it again has not settled them.
_EVENTS = frozenset({CURATED_DIFFERS, SAME_NAME, WITHDRAWN, TABLES})
# Only pointed out, since the printed text stays as it is: no reason to review the article.
HINTS = frozenset({SUSPICIOUS_TEXT})


@dataclass(frozen=True, slots=True)
class NewProblem:
    """A problem to be filed: `at` is an offset in the source; the texts are set where person and import differ."""

    code: str
    message: str
    at: int | None = None
    field: str = ""
    former_text: str | None = None
    curated_text: str = ""
    imported_text: str = ""
    answers: tuple[str, ...] = ()


def problems_of_reading(problems: Iterable[ReadingProblem]) -> list[NewProblem]:
    """Those that the reading itself reports."""
    return [NewProblem(problem.code, problem.message, problem.at, answers=problem.answers) for problem in problems]


def file_problems(
    source: SourceDocument | None, article: Article | None, found: list[NewProblem], new: bool = False
) -> int:
    """File the problems of an article, or of a source where no article is given; returns how many are new.

    An open problem of the reading that is not among them any more is taken away. One that a person has settled stays
    settled: the same is not filed again. `new`: whose problems they are is so, and has none yet.
    """
    known = () if new else Problem.objects.filter(source=source, article=article)
    return len(_file([(source, article, found)], known))


def file_many_problems(found: Sequence[tuple[Article, list[NewProblem]]], new: bool = False) -> list[Problem]:
    """The same for many articles and their sources, each once; those that are new. A fixed number of queries."""
    rows = [(article.source, article, problems) for article, problems in found]
    sources, articles = {article.source_id for article, _ in found}, [article for article, _ in found]
    return _file(rows, () if new else Problem.objects.filter(source__in=sources, article__in=articles))


def _file(
    found: Sequence[tuple[SourceDocument | None, Article | None, list[NewProblem]]], known: Iterable[Problem]
) -> list[Problem]:
    known_of: dict[int | None, list[Problem]] = defaultdict(list)
    for row in known:
        known_of[row.article_id].append(row)
    gone: list[int] = []
    new: list[Problem] = []
    for source, article, problems in found:
        rows = known_of[article.pk if article else None]
        wanted = {_key(problem): problem for problem in problems}
        gone += [row.pk for row in rows if _is_of_reading(row) and _key(row) not in wanted]
        unknown = wanted.keys() - {_key(row) for row in rows}
        new += [_row(source, article, problem) for key, problem in wanted.items() if key in unknown]
    if gone:
        Problem.objects.filter(pk__in=gone).delete()
    return Problem.objects.bulk_create(new)


def _is_of_reading(problem: Problem) -> bool:
    """Whether it is open, and settled once a later reading does not report it again."""
    return problem.state == Problem.State.OPEN and problem.code not in _EVENTS


def file_first_problems(source: SourceDocument | None, found: list[tuple[Article, list[NewProblem]]]) -> int:
    """File the problems of articles that are new, in one query; those articles need a review. Returns how many."""
    rows = [_row(source, article, problem) for article, problems in found for problem in problems]
    Problem.objects.bulk_create(rows)
    Article.objects.filter(pk__in={row.article_id for row in rows}).update(needs_review=True)
    return len(rows)


def _key(problem: NewProblem | Problem) -> tuple[str, str, str, str]:
    """What makes two problems of an article the same."""
    return problem.code, problem.message, problem.field, problem.imported_text


def _row(source: SourceDocument | None, article: Article | None, problem: NewProblem) -> Problem:
    return Problem(
        source=source,
        article=article,
        code=problem.code,
        message=problem.message,
        at=problem.at,
        field=problem.field,
        former_text=problem.former_text,
        curated_text=problem.curated_text,
        imported_text=problem.imported_text,
        answers=list(problem.answers),
    )
