"""An article seen from the search it was found by: the way back, the hits beside it, the matches in its text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import QueryDict

from search.answers.search import read, search
from search.errors import SearchError
from search.excerpts.highlighting import Marker
from search.pages.result_page import PER_PAGE, hit_url
from search.web.facet_panels import search_url
from search.web.forms import PageField, read_state
from search.web.state import SearchState


@dataclass(frozen=True, slots=True)
class Trail:
    """`position` of `total`, from 1, or 0 where the article was not come to from a result."""

    query: str
    back: str
    marker: Marker | None = None
    position: int = 0
    total: int = 0
    previous: str = ""
    next: str = ""


def trail(article_id: int, parameters: QueryDict) -> Trail | None:
    """None for a reader who did not come from a search.

    Where the search cannot be answered any more, the article is still there to be read, and the way back leads to the
    page that says what is wrong.
    """
    state = read_state(parameters)
    position = PageField().clean(parameters["hit"]) if "hit" in parameters else 0
    if state.is_empty and not position:
        return None
    back = search_url(state.on_page(-(-position // PER_PAGE) or 1)) + f"#hit-{article_id}"
    plain = Trail(state.query, back)
    try:
        marked = replace(plain, marker=_marker(state)) if state.query else plain
        return _placed(marked, state, position) if position else marked
    except SearchError:
        return plain


def _marker(state: SearchState) -> Marker:
    return Marker(read(state.request(per_page=1)).query.tree)


def _placed(found: Trail, state: SearchState, position: int) -> Trail:
    previous, _ = _hit_at(state, position - 1)
    following, total = _hit_at(state, position + 1)
    return replace(found, position=position, total=max(total, position), previous=previous, next=following)


def _hit_at(state: SearchState, rank: int) -> tuple[str, int]:
    """The address of the hit of this rank, or empty, and the total."""
    if rank < 1:
        return "", 0
    result = search(state.on_page(rank).request(per_page=1), values=0)
    return (hit_url(state, result.hits[0], rank) if result.hits else ""), result.total
