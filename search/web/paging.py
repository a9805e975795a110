"""The pages of a result as links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.web.facet_panels import search_url
from search.web.state import SearchState

NEARBY = 2


@dataclass(frozen=True, slots=True)
class PageLink:
    """`number` 0 is a gap."""

    number: int
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Paging:
    """A search's pages: `rows` things, so many of them on each page."""

    state: SearchState
    rows: int
    per_page: int

    @property
    def last(self) -> int:
        return max(1, -(-self.rows // self.per_page))

    @property
    def first_row(self) -> int:
        """The number of the page's first row, from 1."""
        return (self.state.page - 1) * self.per_page + 1

    @property
    def previous_url(self) -> str:
        return search_url(self.state.on_page(self.state.page - 1)) if self.state.page > 1 else ""

    @property
    def next_url(self) -> str:
        return search_url(self.state.on_page(self.state.page + 1)) if self.state.page < self.last else ""

    @property
    def links(self) -> list[PageLink]:
        """First, last and nearby pages, with gaps between; none for a single page."""
        page, last = self.state.page, self.last
        near = [number for number in range(page - NEARBY, page + NEARBY + 1) if 1 <= number <= last]
        return list(_with_gaps(self.state, sorted({1, last, *near}))) if last > 1 else []


def _with_gaps(state: SearchState, numbers: Sequence[int]) -> Iterator[PageLink]:
    for before, number in zip((0, *numbers), numbers, strict=False):
        if number > before + 1:
            yield PageLink(0)
        yield PageLink(number, search_url(state.on_page(number)), number == state.page)
