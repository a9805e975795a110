"""Facets as readers meet them: check boxes with counts, and chips for what is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.addresses import address
from search.facets.labels import FACET_LABELS
from search.text.periods import read_period
from search.types import DATE_FACET, Facet, FacetValue
from search.web.state import SearchState

SHOWN_VALUES = 10  # of a facet, before 更多


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter value and the search without it."""

    facet_label: str
    label: str
    without: SearchState

    @property
    def url(self) -> str:
        return search_url(self.without)


@dataclass(frozen=True, slots=True)
class FacetPanel:
    """A facet as check boxes: the first values, how many more there are, and the page that lists them all.

    `kept` is the rest of the search, as a form carries it to that page.
    """

    name: str
    label: str
    values: tuple[FacetValue, ...]
    more: int
    more_url: str
    kept: tuple[tuple[str, str], ...]


def search_url(state: SearchState) -> str:
    return address("search") + state.query_string()


def panel(state: SearchState, facet: Facet) -> FacetPanel:
    first = state.on_page(1)
    return FacetPanel(
        name=facet.name,
        label=FACET_LABELS[facet.name],
        values=facet.values,
        more=facet.more,
        more_url=address("search_facet", facet.name) + first.query_string() if facet.more else "",
        kept=tuple(first.parameters()) if facet.more else (),
    )


def chips(state: SearchState, facets: Sequence[Facet]) -> Iterator[Chip]:
    """A chip for every chosen value, as the result names it: an address may name a column by its number too."""
    for facet in facets:
        if facet.name == DATE_FACET:
            yield from _date_chips(state)
            continue
        chosen = [value for value in facet.values if value.selected]
        for value in chosen:
            others = tuple(other.value for other in chosen if other is not value)
            yield Chip(FACET_LABELS[facet.name], value.label, state.filtered_by(facet.name, others))


def _date_chips(state: SearchState) -> Iterator[Chip]:
    for value in state.filters.get(DATE_FACET, ()):
        yield Chip(FACET_LABELS[DATE_FACET], date_label(value), state.filtered_by(DATE_FACET, ()))


def date_label(value: str) -> str:
    """A filter by date in words: 2024年1月至6月."""
    period = read_period(value)
    return period.said if period else value
