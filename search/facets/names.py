"""What facets' values are called: names for columns and themes, ids for authors, read from the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q

from articles.curating.addresses import row_formerly_at
from articles.models import Article, Author, Authorship, Column, Organisation, Theme, ThemeAssignment
from articles.people.organisations import organisations_of
from search.facets.labels import UNKNOWN, Counts, ValueName, facet_of, months_of, plain_name, top_values
from search.index.triggers import record_version
from search.text.periods import read_period
from search.types import DATE_FACET, MISSING, Facet

_MODELS: dict[str, type[Model]] = {"column": Column, "author": Author, "theme": Theme, "organisation": Organisation}


KnownNames = dict[str, dict[str, ValueName]]
"""By facet, what some of its values are called."""


class _KeptNames(NamedTuple):
    """Names as long as the record has this version."""

    version: str
    names: KnownNames


_kept = _KeptNames("", {})
_PUBLISHED = Article.Status.PUBLISHED
_SIGNED = Authorship.objects.filter(article__status=_PUBLISHED)
_OF_READERS = {
    "column": Exists(Article.objects.filter(column=OuterRef("pk"), status=_PUBLISHED)),
    "author": Exists(_SIGNED.filter(author=OuterRef("pk"))),
    "theme": Exists(ThemeAssignment.objects.kept().filter(theme=OuterRef("pk"), article__status=_PUBLISHED)),
    "organisation": Exists(_SIGNED.filter(organisations=OuterRef("pk")))
    | Exists(_SIGNED.filter(organisations__parent=OuterRef("pk")))
    | Exists(_SIGNED.filter(organisations__parent__parent=OuterRef("pk"))),
}


def indexed_filters(filters: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The filters in the index's values. What the database does not know lets no article through.

    Nor does it know what no published article has: by its number anybody could read a name that only drafts have.
    """
    return {name: _indexed(name, values) for name, values in filters.items() if values}


def readable_facet(
    name: str, counts: Counts, chosen: tuple[str, ...], most: int | None = None, known: KnownNames | None = None
) -> Facet:
    """A facet with its labels, as `facet_of` has it. `chosen` are the index's values.

    Reads the names of those values only that may be among the first `most`, and are not `known`; of dates, all months
    are named.
    """
    if name == DATE_FACET:
        return months_of(counts, frozenset(chosen))
    found = top_values(counts, chosen, most)
    return facet_of(name, found, value_names(name, found.counts, known), chosen, most)


def value_names(facet: str, values: Iterable[str], known: KnownNames | None = None) -> dict[str, ValueName]:
    """What the index's values are called; one that the database has lost keeps its own name. At most two queries."""
    values = list(values)
    rows = [value for value in values if value.isdecimal()] if facet in _MODELS else []
    names = _names_of_rows(facet, rows, known_names() if known is None else known) if rows else {}
    return names | {value: plain_name(facet, value) for value in values if value not in names}


def known_names() -> KnownNames:
    """The names read since the record last changed, to be added to; none within a transaction, which may see what
    nobody else ever will. Every page of hits shows much the same ones, and the version takes a tenth of reading them.
    """
    global _kept
    if connection.in_atomic_block:
        return {name: {} for name in _MODELS}
    version = record_version()
    if _kept.version != version:
        _kept = _KeptNames(version, {name: {} for name in _MODELS})
    return _kept.names


def _names_of_rows(facet: str, ids: Iterable[str], known: KnownNames) -> dict[str, ValueName]:
    kept = known[facet]
    if missing := [int(pk) for pk in ids if pk not in kept]:
        kept |= _read_names(facet, missing)
    return {pk: kept[pk] for pk in ids if pk in kept}


def _read_names(facet: str, ids: list[int]) -> dict[str, ValueName]:
    if facet == "author":
        authors = Author.objects.filter(pk__in=ids).values_list("pk", "name", "distinction", "pinyin")
        return {
            str(pk): ValueName(str(pk), str(Author(name=name, distinction=distinction)) if distinction else name, sound)
            for pk, name, distinction, sound in authors
        }
    rows = _MODELS[facet]._default_manager.filter(pk__in=ids).values_list("pk", "name", "pinyin")
    return {str(pk): ValueName(name, name, sound) for pk, name, sound in rows}


def _indexed(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    if name == DATE_FACET:
        return tuple(month for value in values for month in _months(value))
    if name not in _MODELS:
        return values
    found: list[str] = []
    for value in values:
        found.extend([MISSING] if value == MISSING else _ids(name, value) or [UNKNOWN + value])
    return tuple(dict.fromkeys(found))


def _months(value: str) -> list[str]:
    """The months of a written period."""
    period = read_period(value)
    return period.months if period else [value]


def _ids(name: str, value: str) -> list[str]:
    """The ids that a value means: a name, an address name or an id, whichever of them fits first.

    An organisation is also meant by any way to write it, and by an affiliation that names it.
    """
    for way in _ways(name, value):
        ids = list(_MODELS[name]._default_manager.filter(way, _OF_READERS[name]).values_list("pk", flat=True))
        if ids:
            return [str(pk) for pk in ids]
    return []


def _ways(name: str, value: str) -> Iterator[Q]:
    """Reading an affiliation takes the dictionary of the language: only where nothing else fits."""
    yield Q(name=value)
    if name in ("column", "theme"):
        yield Q(slug=value)
    if value.isascii() and value.isdecimal() and len(value) < 19:
        yield Q(pk=int(value))
    if former := row_formerly_at(_MODELS[name], value):
        yield Q(pk=former.pk)
    if name == "organisation":
        yield Q(key__in=[named.key for named in organisations_of(value)])
