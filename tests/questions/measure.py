"""A library to ask, and how often the article that answers a question is among the first three hits.

`python -m tests.questions` prints it. The library: the seeds, the articles that were written for made
pages, and the People's Daily of January 1998 and formulaic articles as company.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from articles.models import Article
from search.index.updating import rebuild
from search.types import SearchRequest
from tests.pages.words.formulaic import formulaic_article
from tests.pages.words.prose import Story, daily_stories, modern_stories
from tests.search.result_ids import result_ids

FIRST = 3
COMPANY = 60
_QUESTIONS = Path(__file__).with_name("questions.txt")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the beginning of the right article's title, and its rank among the hits; 0 where it is not found."""

    question: str
    title: str
    rank: int
    found: int


def questions() -> list[tuple[str, str]]:
    """Each question with the beginning of the title that answers it."""
    lines = _QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [(asked, title) for asked, title in (line.split("\t") for line in lines if not line.startswith("#"))]


def add_company() -> None:
    """Put the articles that were made beside the seeds, which are there, and index all of them."""
    rng = Random("questions")
    formulaic = [Story(*formulaic_article(rng, topic % 6)) for topic in range(COMPANY)]
    Article.objects.bulk_create(map(_article, [*modern_stories(), *daily_stories(), *formulaic]))
    rebuild()


def _article(story: Story) -> Article:
    body = [{"kind": "paragraph", "text": text} for text in story.paragraphs]
    return Article(title=story.title, body=body, status=Article.Status.PUBLISHED)


def ask(pairs: Sequence[tuple[str, str]]) -> list[Asked]:
    """Where the right article stands in the result of each question."""
    titles = dict(Article.objects.values_list("pk", "title"))
    asked = []
    for question, title in pairs:
        found = [titles[pk] for pk in result_ids(SearchRequest(question))]
        rank = next((rank for rank, other in enumerate(found, 1) if other.startswith(title)), 0)
        asked.append(Asked(question, title, rank, len(found)))
    return asked


def share_first(asked: Sequence[Asked]) -> float:
    """hit@3: the share of questions of which the right article is among the first three."""
    return sum(0 < each.rank <= FIRST for each in asked) / len(asked)
