"""Query strings into search states. Old links and typed addresses are taken as far as they can be read."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TypeVar

from django import forms
from django.http import QueryDict

from search.text.periods import read_period
from search.types import DATE_FACET, FACETS, LineOrder, ReadingMode, Sort
from search.web.state import MORE_PER_PAGE, PER_PAGE, SearchState, View

Option = TypeVar("Option", bound=StrEnum)

LAST_PAGE = 100_000  # beyond this nothing is asked for: an address made up, not followed
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
VALUES = 50  # the most values of one facet that are taken
_FORMER = {"organisation": ("affiliation",)}  # what old links call a facet


class OptionField(forms.Field):
    """One of an enumeration's values; anything else is its default."""

    def __init__(self, options: type[StrEnum], default: StrEnum) -> None:
        super().__init__(required=False)
        self.options, self.default = options, default

    def to_python(self, value: str | None) -> StrEnum:
        return self.options(value) if value in set(self.options) else self.default


class PageField(forms.Field):
    """A page number from 1; anything else is the first page."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: str | None) -> int:
        number = int(value) if value and value.isascii() and value.isdecimal() and len(value) < 7 else 1
        return min(max(number, 1), LAST_PAGE)


class PerPageField(forms.Field):
    """How many hits a page has; what is not offered is the default."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: str | None) -> int:
        return next((hits for hits in MORE_PER_PAGE if str(hits) == value), PER_PAGE)


class SearchForm(forms.Form):
    """The search page's form; the facets are read beside it, as they repeat."""

    mode = OptionField(ReadingMode, ReadingMode.WORDS)
    sort = OptionField(Sort, Sort.RELEVANCE)
    view = OptionField(View, View.LIST)
    order = OptionField(LineOrder, LineOrder.TEXT)
    per_page = PerPageField()
    page = PageField()


def read_state(parameters: QueryDict) -> SearchState:
    """The state that a query string says. The query is taken as typed, without controls and white space at its ends."""
    form = SearchForm(parameters)
    form.full_clean()
    filters = {facet: _chosen(parameters, facet) for facet in FACETS}
    return SearchState(
        query=without_controls(parameters.get("q", "")).strip(),
        filters={facet: values for facet, values in filters.items() if values},
        **form.cleaned_data,
    )


def without_controls(text: str) -> str:
    """The text without control characters: they mean nothing in a search, and PostgreSQL refuses to look for NUL."""
    return _CONTROL.sub("", text)


def months_between(first: str, last: str) -> tuple[str, ...]:
    """A filter by date: the months from one on and up to another, 2024-01..2024-06; what names no days is no end.

    An end that names a year is its first or last month, one that names a day is its month.
    """
    begin, end = read_period(first), read_period(last)
    if begin and end and begin.first > end.last:
        begin, end = end, begin
    months = f"{begin.months[0] if begin else ''}..{end.months[-1] if end else ''}"
    return (months,) if begin or end else ()


def _chosen(parameters: QueryDict, facet: str) -> tuple[str, ...]:
    if facet == DATE_FACET:
        return months_between(parameters.get("from", ""), parameters.get("to", ""))
    return _values(parameters, facet)


def _values(parameters: QueryDict, facet: str) -> tuple[str, ...]:
    """A facet's chosen values, each once, in the order chosen, without controls."""
    given = [value for name in (facet, *_FORMER.get(facet, ())) for value in parameters.getlist(name)]
    values = map(without_controls, given[:VALUES])
    return tuple(dict.fromkeys(filter(None, values)))
