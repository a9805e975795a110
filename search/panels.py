"""Facets as readers meet them: check boxes with counts, and chips for what is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from search.state import SearchState
from search.types import Facet, FacetValue

SHOWN_VALUES = 10  # of a facet, before 更多

FACET_LABELS = {"column": "栏目", "author": "作者", "theme": "主题", "affiliation": "单位", "year": "年份"}
MISSING_LABELS = {
    "column": "未署栏目",
    "author": "未署名",
    "theme": "未归主题",
    "affiliation": "未署单位",
    "year": "年份不详",
}


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
class Panel:
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
    return reverse("search") + state.query_string()


def panel(state: SearchState, facet: Facet) -> Panel:
    shown = tuple(value for place, value in enumerate(facet.values) if place < SHOWN_VALUES or value.selected)
    kept = tuple(state.on_page(1).parameters())
    return Panel(
        name=facet.name,
        label=FACET_LABELS[facet.name],
        values=shown,
        more=len(facet.values) - len(shown),
        more_url=reverse("search_facet", args=[facet.name]) + state.on_page(1).query_string(),
        kept=kept,
    )


def chips(state: SearchState, facets: Sequence[Facet]) -> Iterator[Chip]:
    """A chip for every chosen value, as the result names it: an address may name a column by its number too."""
    for facet in facets:
        chosen = [value for value in facet.values if value.selected]
        for value in chosen:
            others = tuple(other.value for other in chosen if other is not value)
            yield Chip(FACET_LABELS[facet.name], value.label, state.filtered_by(facet.name, others))
