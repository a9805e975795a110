"""The passages that most articles have, as the index has them now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Article
from search.engines.base import engine
from search.engines.questions import Question
from search.models import RecurringPassage
from search.phrases.recurring import lineage_url, term_of
from search.types import Sort

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Common:
    """A passage that so many articles have, and the oldest of them."""

    text: str
    articles: int
    first: Article

    @property
    def url(self) -> str:
        """Its lineage."""
        return lineage_url(self.text)


def common(kept: Iterable[RecurringPassage]) -> list[Common]:
    """These passages, but for those that return no more. Raises EngineUnavailable."""
    asked = [(one.text, Question(term_of(one.text), {}, Sort.OLDEST, 0, 1, ())) for one in kept]
    answers = [(text, engine().search(question)) for text, question in asked]
    oldest = [article_id for _, answer in answers for article_id in answer.ids]
    articles = Article.objects.published().for_hits().in_bulk(oldest)
    return [
        Common(text, answer.total, articles[answer.ids[0]])
        for text, answer in answers
        if answer.total > 1 and answer.ids[0] in articles
    ]
