"""Facets as readers meet them: check boxes with counts, and chips for what is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from search.state import SearchState
from search.types import MISSING, Facet, FacetValue

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

    facet: str
    value: str
    facet_label: str
    label: str
    url: str


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


def labelled(facet: str, value: FacetValue) -> FacetValue:
    """With the words for articles that have none."""
    if value.value != MISSING:
        return value
    return FacetValue(value.value, MISSING_LABELS[facet], value.count, value.selected)


def panel(state: SearchState, facet: Facet) -> Panel:
    values = tuple(labelled(facet.name, value) for value in facet.values)
    shown = tuple(value for place, value in enumerate(values) if place < SHOWN_VALUES or value.selected)
    more_url = reverse("search_facet", args=[facet.name]) + state.on_page(1).query_string()
    kept = tuple(state.on_page(1).parameters())
    return Panel(facet.name, FACET_LABELS[facet.name], shown, len(values) - len(shown), more_url, kept)


def chips(state: SearchState, facets: Sequence[Facet]) -> Iterator[Chip]:
    labels = {
        (facet.name, value.value): labelled(facet.name, value).label for facet in facets for value in facet.values
    }
    for name, values in state.filters.items():
        for value in values:
            label = labels.get((name, value)) or value
            yield Chip(name, value, FACET_LABELS[name], label, search_url(state.without(name, value)))
