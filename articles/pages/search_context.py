"""What searching adds to an article's page: the way it was found by, what was searched for in it, articles like it.

The record does not know how articles are found. It declares what its page can show, asks with `article_shown`, and
shows what is answered; where nothing listens, the page is the article alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest

from articles.models import Article
from articles.pages.blocks import Run
from articles.pages.shared_topics import SharedTopics
from articles.signals import article_shown

Mark = Callable[[str, str], Sequence[Run]]
"""The runs of a text, given the name of the part it is of; none where nothing is searched for."""


def _unmarked(text: str, part: str) -> Sequence[Run]:
    return ()


@dataclass(frozen=True, slots=True)
class Trail:
    """The result that the reader came from: its query, the way back, and the hits beside this one (addresses or "").

    The article is at `position` of `total`, from 1, or 0 where it was not opened from a result.
    """

    query: str
    back: str
    position: int = 0
    total: int = 0
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """An article like this one, and why."""

    article: Article
    shared: SharedTopics


@dataclass(frozen=True, slots=True)
class SearchContext:
    """All that searching adds to one article's page. `trail` is None for a reader who did not come from a search."""

    trail: Trail | None = None
    related: tuple[Related, ...] = ()
    mark: Mark = field(default=_unmarked)


def search_context_of(request: HttpRequest, article: Article) -> SearchContext:
    """What the one receiver of `article_shown` answers, or nothing added where there is none."""
    for _, answer in article_shown.send(Article, request=request, article=article):
        if isinstance(answer, SearchContext):
            return answer
    return SearchContext()
