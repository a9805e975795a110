"""A search as its address says it: the page's whole state is the query string. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from urllib.parse import quote_plus

from search.types import DATE_FACET, FACETS, LineOrder, ReadingMode, SearchRequest, Sort

PER_PAGE, MORE_PER_PAGE = 20, (50, 100)  # hits on a page, and what else may be chosen


class View(StrEnum):
    """LIST: 列表, a hit an article. COMPACT: 简表, the same in two lines. CONTEXT: 语境, a line an occurrence."""

    LIST = "list"
    COMPACT = "compact"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class SearchState:
    """What a reader asked for. Every change is a new state; a change of anything but the page drops the page."""

    query: str = ""
    mode: ReadingMode = ReadingMode.WORDS
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    view: View = View.LIST
    order: LineOrder = LineOrder.TEXT
    per_page: int = PER_PAGE

    @property
    def chosen(self) -> int:
        """How many filter values are set."""
        return sum(len(values) for values in self.filters.values())

    @property
    def is_empty(self) -> bool:
        return not self.query and not self.chosen

    def parameters(self) -> list[tuple[str, str]]:
        """The query string's pairs, in one order; empty and default values are left out."""
        pairs = asked_for(self.query, self.filters)
        pairs += [(name, str(value)) for name in _OPTIONS if (value := getattr(self, name)) != getattr(_DEFAULT, name)]
        return pairs

    @property
    def first_month(self) -> str:
        """The month that the dates are filtered from, 2024-01; empty where all are."""
        return dict(_ends(*self.filters.get(DATE_FACET, ()))).get("from", "")

    @property
    def last_month(self) -> str:
        return dict(_ends(*self.filters.get(DATE_FACET, ()))).get("to", "")

    def query_string(self) -> str:
        """With its question mark, or empty."""
        return written(self.parameters())

    def on_page(self, page: int) -> SearchState:
        return replace(self, page=page)

    def asking(self, query: str) -> SearchState:
        return replace(self, query=query, page=1)

    def read_as(self, mode: ReadingMode) -> SearchState:
        return replace(self, mode=mode, page=1)

    def sorted_by(self, sort: Sort) -> SearchState:
        return replace(self, sort=sort, page=1)

    def seen_as(self, view: View, order: LineOrder = LineOrder.TEXT) -> SearchState:
        return replace(self, view=view, order=order, page=1)

    def in_pages_of(self, hits: int) -> SearchState:
        return replace(self, per_page=hits, page=1)

    def unfiltered(self) -> SearchState:
        return replace(self, filters={}, page=1)

    def filtered_by(self, facet: str, values: tuple[str, ...]) -> SearchState:
        """With these values of the facet and no others of it."""
        filters = {**self.filters, facet: values}
        return replace(self, filters={name: kept for name, kept in filters.items() if kept}, page=1)

    def request(self, per_page: int) -> SearchRequest:
        return SearchRequest(self.query, self.mode, self.filters, self.sort, self.page, per_page)


def asked_for(query: str, filters: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """The pairs of a query string that say what is looked for."""
    pairs = [("q", query)] if query else []
    for facet in FACETS if filters else ():
        values = filters.get(facet, ())
        pairs += _ends(*values) if facet == DATE_FACET else [(facet, value) for value in values]
    return pairs


def written(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs as a query string with its question mark, or empty."""
    encoded = "&".join(f"{name}={_quoted(value)}" for name, value in pairs)
    return f"?{encoded}" if encoded else ""


_OPTIONS = ("mode", "sort", "view", "order", "per_page", "page")
_DEFAULT = SearchState()


@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    """Remembered: a page writes the same few values into hundreds of addresses."""
    return quote_plus(value)


def _ends(period: str = "") -> list[tuple[str, str]]:
    """A filter's written period of months as the address has it: from and to, without an end that is open."""
    first, _, last = period.partition("..")
    return [(name, month) for name, month in (("from", first), ("to", last)) if month]
