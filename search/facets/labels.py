"""Facets as pages show them: the names of their values, and their order. Pure.

The index knows columns, authors, themes and organisations by the ids of the database, so that a new name needs no new
index; what they are called is read by `search.facets.names`. All else goes by its own name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from articles.parsing.furniture.page_numbers import page_name
from articles.people.pinyin import pinyin
from search.text.periods import month_period
from search.types import DATE_FACET, MISSING, Facet, FacetValue

FACET_LABELS = {
    "column": "栏目",
    "author": "作者",
    "theme": "主题",
    "organisation": "单位",
    "year": "年份",
    "date": "日期",
    "publication": "报纸",
    "section": "版名",
    "printed_page": "版次",
}
MISSING_LABELS = {
    "column": "未署栏目",
    "author": "未署名",
    "theme": "未归主题",
    "organisation": "未署单位",
    "year": "年份不详",
    "date": "日期不详",
    "publication": "报纸不详",
    "section": "版名不详",
    "printed_page": "版次不详",
}
UNKNOWN = "?"  # before a value that nothing in the database is called: in the index there is none like it
_LAST_PAGE = "9999"
_LAST = "\U0010ffff"  # sorts behind every sound

Counts = Sequence[tuple[str, int]]
"""The index's values and how many articles have each, the most frequent first."""


@dataclass(frozen=True, slots=True)
class ValueName:
    """A facet's value as it is shown; `sound` is what equally frequent ones are ordered by."""

    value: str
    label: str
    sound: str


@dataclass(frozen=True, slots=True)
class TopValues:
    """The most frequent values of a facet in the index, with their counts; `all` is the number of its values."""

    counts: Mapping[str, int]
    all: int


def top_values(counts: Counts, chosen: Collection[str], most: int | None = None) -> TopValues:
    """The values as frequent as the `most`-th or more, and the chosen ones, with 0 where no article has them.

    Without `most`, all. No more of `counts` is looked at than is needed.
    """
    found = dict(counts) if most is None or len(counts) <= most else _as_frequent(counts, most)
    if not chosen:
        return TopValues(found, len(counts))
    every = {**dict.fromkeys(chosen, 0), **dict(counts)}
    return TopValues({**found, **{value: every[value] for value in chosen}}, len(every))


def facet_of(
    name: str, found: TopValues, names: Mapping[str, ValueName], chosen: Collection[str], most: int | None = None
) -> Facet:
    """A facet with its labels: chosen values first, then by count, then by sound; at most so many, or all chosen."""
    rows = sorted((value not in chosen, -count, names[value].sound, value) for value, count in found.counts.items())
    listed = rows if most is None else rows[: max(most, sum(not others for others, *_ in rows))]
    values = tuple(
        FacetValue(names[value].value, names[value].label, -negative, not others)
        for others, negative, _, value in listed
    )
    return Facet(name, values, found.all - len(values))


def plain_name(facet: str, value: str) -> ValueName:
    """The name of a value that is not a row of the database, or no longer one: its own text."""
    if value == MISSING:
        return ValueName(MISSING, MISSING_LABELS[facet], _LAST)
    shown = value.removeprefix(UNKNOWN)
    return ValueName(shown, page_name(shown) if facet == "printed_page" else shown, _sound(facet, shown))


def months_of(counts: Counts, chosen: Collection[str]) -> Facet:
    """The facet of dates: the months that articles have, from the first to the last, then those without a day."""
    values = sorted(counts, key=lambda counted: (counted[0] == MISSING, counted[0]))
    return Facet(
        DATE_FACET,
        tuple(FacetValue(value, _month_name(value), count, value in chosen) for value, count in values),
    )


@lru_cache(maxsize=2_000)
def _month_name(value: str) -> str:
    """As a result page says each month of a library's time."""
    return MISSING_LABELS[DATE_FACET] if value == MISSING else month_period(value).said


def _as_frequent(counts: Counts, most: int) -> dict[str, int]:
    least = counts[most - 1][1]
    return dict(takewhile(lambda counted: counted[1] >= least, counts))


def _sound(facet: str, value: str) -> str:
    """What equally frequent values are ordered by that have no row: years the newest first, pages by their numbers."""
    if facet == "year" and value.isdecimal() and len(value) <= 4:
        return f"{9999 - int(value):04}"
    return value.zfill(len(_LAST_PAGE)) if facet == "printed_page" else pinyin(value) or value
