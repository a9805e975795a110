"""Articles to read after one: those that use the words that set it apart, with what they share said."""

from __future__ import annotations

import logging

from articles.models import Article
from articles.pages.search_context import Related
from articles.pages.shared_topics import shared_topics, theme_neighbours
from search.answers.search import similar
from search.errors import SearchError

logger = logging.getLogger(__name__)


def related_to(article: Article, limit: int = 5) -> tuple[Related, ...]:
    """The nearest by vocabulary, then by themes; none with which nothing can be named that both have.

    While there is no engine to ask, those that share themes: an article can be read without it.
    """
    try:
        near = similar(article.pk, limit)
    except SearchError as fault:
        logger.warning("articles like %s are found by their themes alone: %s", article.pk, fault)
        near = []
    if len(near) < limit:
        known = {other.pk for other in near}
        near += [other for other in theme_neighbours(article, limit) if other.pk not in known]
    found = [Related(other, shared) for other, shared in zip(near, shared_topics(article, near), strict=True) if shared]
    return tuple(found[:limit])
