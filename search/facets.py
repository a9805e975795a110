"""Facet values as readers choose them: names for columns and themes, ids for authors, texts for the rest.

The index knows columns, authors and themes by the ids of the database, so that a new name needs no new index.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from articles.models import Author, Column, Theme
from articles.naming import pinyin
from search.engines.base import ValueCount
from search.panels import MISSING_LABELS
from search.types import MISSING, Facet, FacetValue

_UNKNOWN = "?"  # before a value that nothing in the database is called: in the index there is none like it


@dataclass(frozen=True, slots=True)
class ReadableName:
    """A column, author or theme as a facet shows it."""

    value: str
    label: str
    sound: str


def indexed_filters(filters: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The filters in the index's values. What the database does not know lets no article through."""
    return {name: _indexed(name, values) for name, values in filters.items() if values}


def readable_facet(name: str, counts: Iterable[ValueCount], chosen: tuple[str, ...]) -> Facet:
    """A facet with its labels: chosen values first, then by count, then by sound. `chosen` are the index's values.

    Chosen values that no article has any more stay, with a count of 0.
    """
    by_value = {counted.value: counted.count for counted in counts}
    by_value.update({value: 0 for value in chosen if value not in by_value})
    names = readable_names(name, by_value)
    rows = []
    for value, count in by_value.items():
        shown = names.get(value) or ReadableName(value.removeprefix(_UNKNOWN), value.removeprefix(_UNKNOWN), value)
        rows.append((shown, FacetValue(shown.value, shown.label, count, value in chosen)))
    rows.sort(key=lambda row: (not row[1].selected, -row[1].count, row[0].sound, row[0].value))
    return Facet(name, tuple(value for _, value in rows))


def _indexed(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    if name not in ("column", "author", "theme"):
        return values
    found: list[str] = []
    for value in values:
        found.extend([MISSING] if value == MISSING else _ids(name, value) or [_UNKNOWN + value])
    return tuple(dict.fromkeys(found))


def _ids(name: str, value: str) -> list[str]:
    """The ids that a value means: a name, an address name or an id, whichever of them fits first."""
    if name == "author":
        ids = _author_ids(value)
    else:
        model = Column if name == "column" else Theme
        ids = list(model.objects.filter(name=value).values_list("pk", flat=True))
        ids = ids or list(model.objects.filter(slug=value).values_list("pk", flat=True))
        ids = ids or _existing(model.objects.values_list("pk", flat=True), value)
    return [str(pk) for pk in ids]


def _author_ids(value: str) -> list[int]:
    ids = list(Author.objects.filter(name=value).values_list("pk", flat=True))
    return ids or _existing(Author.objects.values_list("pk", flat=True), value)


def _existing(pks, value: str) -> list[int]:
    is_id = value.isascii() and value.isdecimal() and len(value) < 19
    return list(pks.filter(pk=int(value))) if is_id else []


def readable_names(facet: str, values: Iterable[str]) -> dict[str, ReadableName]:
    """What the index's values are called."""
    names = {value: ReadableName(value, value, _sound(facet, value)) for value in values}
    ids = [int(value) for value in names if value.isdecimal()]
    if facet == "author":
        names = {str(a.pk): ReadableName(str(a.pk), str(a), a.pinyin) for a in Author.objects.filter(pk__in=ids)}
    elif facet in ("column", "theme"):
        model = Column if facet == "column" else Theme
        rows = model.objects.filter(pk__in=ids).values_list("pk", "name", "pinyin")
        names = {str(pk): ReadableName(name, name, sound) for pk, name, sound in rows}
    return {**names, MISSING: ReadableName(MISSING, MISSING_LABELS[facet], "~")}


def _sound(facet: str, value: str) -> str:
    """What equally frequent values are ordered by: years the newest first, texts by pinyin."""
    if facet == "year" and value.isdecimal():
        return f"{9999 - int(value):04}"
    return _pinyin(value) if facet == "affiliation" else value


@lru_cache(maxsize=20_000)
def _pinyin(text: str) -> str:
    return pinyin(text)
