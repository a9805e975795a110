"""Facet values as readers choose them: names for columns and themes, ids for authors, texts for the rest.

The index knows columns, authors and themes by the ids of the database, so that a new name needs no new index.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Model, Q

from articles.models import Author, Column, Theme
from articles.naming import pinyin
from search.engines.base import ValueCount
from search.panels import MISSING_LABELS
from search.types import MISSING, Facet, FacetValue

_MODELS: dict[str, type[Model]] = {"column": Column, "author": Author, "theme": Theme}
_UNKNOWN = "?"  # before a value that nothing in the database is called: in the index there is none like it
_LAST = "\U0010ffff"  # sorts behind every sound


@dataclass(frozen=True, slots=True)
class _Name:
    """A facet's value as it is shown; `sound` is what equally frequent ones are ordered by."""

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
    by_value = dict(counts)
    by_value.update({value: 0 for value in chosen if value not in by_value})
    names = _names(name, by_value)
    rows = [(value not in chosen, -count, names[value].sound, value) for value, count in by_value.items()]
    values = (
        FacetValue(names[value].value, names[value].label, -negative, not others)
        for others, negative, _, value in sorted(rows)
    )
    return Facet(name, tuple(values))


def _indexed(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    if name not in _MODELS:
        return values
    found: list[str] = []
    for value in values:
        found.extend([MISSING] if value == MISSING else _ids(name, value) or [_UNKNOWN + value])
    return tuple(dict.fromkeys(found))


def _ids(name: str, value: str) -> list[str]:
    """The ids that a value means: a name, an address name or an id, whichever of them fits first."""
    model = _MODELS[name]
    ways = [Q(name=value)] if name == "author" else [Q(name=value), Q(slug=value)]
    if value.isascii() and value.isdecimal() and len(value) < 19:
        ways.append(Q(pk=int(value)))
    for way in ways:
        ids = list(model._default_manager.filter(way).values_list("pk", flat=True))
        if ids:
            return [str(pk) for pk in ids]
    return []


def _names(facet: str, values: Iterable[str]) -> dict[str, _Name]:
    """What the index's values are called; a value that the database has lost keeps its own name."""
    names = {value: _Name(shown := value.removeprefix(_UNKNOWN), shown, _sound(facet, value)) for value in values}
    ids = [int(value) for value in names if value.isdecimal()]
    if facet == "author":
        authors = Author.objects.filter(pk__in=ids).values_list("pk", "name", "distinction", "pinyin")
        for pk, name, distinction, sound in authors:
            label = str(Author(name=name, distinction=distinction)) if distinction else name
            names[str(pk)] = _Name(str(pk), label, sound)
    elif facet in ("column", "theme"):
        rows = (Column if facet == "column" else Theme).objects.filter(pk__in=ids)
        names |= {str(pk): _Name(name, name, sound) for pk, name, sound in rows.values_list("pk", "name", "pinyin")}
    if MISSING in names:
        names[MISSING] = _Name(MISSING, MISSING_LABELS[facet], _LAST)
    return names


def _sound(facet: str, value: str) -> str:
    """What equally frequent values are ordered by: years the newest first, texts by pinyin."""
    if facet == "year" and value.isdecimal():
        return f"{9999 - int(value):04}"
    return _pinyin(value) if facet == "affiliation" else value


@lru_cache(maxsize=20_000)
def _pinyin(text: str) -> str:
    return pinyin(text)
