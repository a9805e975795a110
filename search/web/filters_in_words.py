"""What narrows a search, in words."""

from __future__ import annotations

from dataclasses import dataclass

from search.facets.labels import FACET_LABELS
from search.facets.names import indexed_filters, readable_facet
from search.types import DATE_FACET
from search.web.facet_panels import date_label
from search.web.state import SearchState


@dataclass(frozen=True, slots=True)
class ChosenFilter:
    """A chosen filter value."""

    facet: str
    value: str
    label: str

    @property
    def text(self) -> str:
        """栏目：智库圆桌"""
        return f"{FACET_LABELS[self.facet]}：{self.label}"


def conditions(state: SearchState) -> tuple[ChosenFilter, ...]:
    """The chosen filter values in their order."""
    indexed = indexed_filters(state.filters)
    found = []
    for facet, chosen in state.filters.items():
        if facet == DATE_FACET:
            found += [ChosenFilter(facet, value, date_label(value)) for value in chosen]
            continue
        labels = {value.value: value.label for value in readable_facet(facet, [], indexed[facet]).values}
        found += [ChosenFilter(facet, value, labels.get(value, value)) for value in chosen]
    return tuple(found)


def in_words(state: SearchState) -> str:
    """The search as a line: “人才”　栏目：智库圆桌"""
    said = [f"“{state.query}”"] if state.query else []
    return "　".join([*said, *(condition.text for condition in conditions(state))]) or "全部文章"
