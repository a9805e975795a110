"""An article seen from the search it was found by: the way back, the hits beside it, the matches in its text."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from search.forms import PageField, read_state
from search.panels import search_url
from search.results import PER_PAGE, hit_url
from search.searching import search
from search.state import SearchState


@dataclass(frozen=True, slots=True)
class Trail:
    """`position` of `total`, from 1, or 0 where the article was not come to from a result."""

    state: SearchState
    back: str
    position: int = 0
    total: int = 0
    previous: str = ""
    next: str = ""

    @property
    def query(self) -> str:
        return self.state.query


def trail(article_id: int, parameters: QueryDict) -> Trail | None:
    """None for a reader who did not come from a search."""
    state = read_state(parameters)
    position = PageField(required=False).clean(parameters.get("hit")) if "hit" in parameters else 0
    if state.is_empty and not position:
        return None
    back = search_url(state.on_page(-(-position // PER_PAGE) or 1)) + f"#hit-{article_id}"
    if not position:
        return Trail(state, back)
    previous, _ = _hit_at(state, position - 1)
    following, total = _hit_at(state, position + 1)
    return Trail(state, back, position, max(total, position), previous, following)


def _hit_at(state: SearchState, rank: int) -> tuple[str, int]:
    """The address of the hit of this rank, or empty, and the total."""
    if rank < 1:
        return "", 0
    result = search(state.on_page(rank).request(per_page=1))
    return (hit_url(state, result.hits[0], rank) if result.hits else ""), result.total
