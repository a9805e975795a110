"""An article seen from the search it was found by: the way back, the hits beside it, the matches in its text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, QueryDict

from articles.models import Article
from articles.pages.search_context import Mark, SearchContext, Trail
from search.answers.related import related_to
from search.answers.search import interpret, search
from search.errors import SearchError
from search.excerpts.highlighting import Marker
from search.pages.result_page import hit_url
from search.types import Span, Where
from search.web.facet_panels import search_url
from search.web.forms import PageField, read_state
from search.web.state import SearchState


def add_to_page(sender: type[Article], request: HttpRequest, article: Article, **_: Any) -> SearchContext:
    """Receives `article_shown`: what a search adds to the article's page.

    Where the search cannot be answered any more, the article is still there to be read, and the way back leads to the
    page that says what is wrong.
    """
    related = related_to(article)
    state, position = _read(request.GET)
    if state.is_empty and not position:
        return SearchContext(related=related)
    back = search_url(state.on_page(-(-position // state.per_page) or 1)) + f"#hit-{article.pk}"
    trail = Trail(state.query, back)
    try:
        placed = _placed(trail, state, position) if position else trail
        return SearchContext(placed, related, _mark(state)) if state.query else SearchContext(placed, related)
    except SearchError:
        return SearchContext(trail, related)


def _read(parameters: QueryDict) -> tuple[SearchState, int]:
    """The search that the address says, and the article's rank in its result: from 1, or 0 where it says none."""
    return read_state(parameters), PageField().clean(parameters["hit"]) if "hit" in parameters else 0


def _mark(state: SearchState) -> Mark:
    """Marks what the search's query matches."""
    marker = Marker(interpret(state.request(per_page=1)).query.tree)

    def mark(text: str, part: str) -> tuple[Span, ...]:
        return marker.mark(text, Where(part))

    return mark


def _placed(trail: Trail, state: SearchState, position: int) -> Trail:
    previous, _ = _hit_at(state, position - 1)
    following, total = _hit_at(state, position + 1)
    return replace(trail, position=position, total=max(total, position), previous=previous, next=following)


def _hit_at(state: SearchState, rank: int) -> tuple[str, int]:
    """The address of the hit of this rank, or empty, and the total."""
    if rank < 1:
        return "", 0
    result = search(state.on_page(rank).request(per_page=1), values=0)
    return (hit_url(state, result.hits[0], rank) if result.hits else ""), result.total
