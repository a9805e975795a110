"""Shares over time: of the articles of each month or year, how many the search finds, or have a term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from search.engines.base import engine
from search.engines.questions import Crosstab
from search.insights.counts import Proportion, term_queries
from search.insights.scope import Scope
from search.language.tree import Everything, Term
from search.text.periods import read_period
from search.types import DATE_FACET, MISSING

MOST_MONTHS = 48  # a longer time is shown by years


@dataclass(frozen=True, slots=True)
class Moment:
    """A month or year that has articles: its `place` on the axis, from 0 on."""

    place: int
    label: str
    share: Proportion


@dataclass(frozen=True, slots=True)
class Series:
    """`undated` more articles have no day; `of` says what its shares are parts of."""

    name: str
    of: str
    moments: tuple[Moment, ...]
    undated: Proportion


@dataclass(frozen=True, slots=True)
class OverTime:
    """The axis has `places`, from the first moment to the last; where a series has none, there were no articles."""

    unit: str
    places: int
    series: tuple[Series, ...]


def over_time(scope: Scope, terms: tuple[str, ...]) -> OverTime:
    """What was asked comes first, of all articles under the same filters; then each term, of what was found."""
    facet = DATE_FACET if len(scope.crosstab(DATE_FACET, {}).rows) <= MOST_MONTHS else "year"
    tables: list[tuple[str, str, Crosstab, tuple[Term, ...]]] = []
    if scope.state.query:
        asked = engine().crosstab(Everything(), scope.shown.filters, {"": scope.shown.query.tree}, facet)
        tables.append(("", "全部文章", asked, ()))
    within = scope.crosstab(term_queries(terms), facet)
    tables += [(term, "其中的文章", within, (query,)) for term, query in term_queries(terms).items()]  # type: ignore[misc]
    numbers = {key: _number(key) for _, _, table, _ in tables for key in table.columns if key != MISSING}
    first = min(numbers.values(), default=0)
    places = {key: number - first for key, number in numbers.items()}
    series = tuple(_series(scope, facet, places, *one) for one in tables)
    return OverTime("月" if facet == DATE_FACET else "年", max(places.values(), default=-1) + 1, series)


def _series(
    scope: Scope, facet: str, places: Mapping[str, int], name: str, of: str, table: Crosstab, leaves: tuple[Term, ...]
) -> Series:
    def share(key: str) -> Proportion:
        count = table.cells.get((name, key), 0)
        return Proportion(count, table.columns.get(key, 0), _url(scope, facet, key, leaves) if count else "")

    moments = tuple(Moment(places[key], _label(key), share(key)) for key in sorted(places) if key in table.columns)
    return Series(name or f"“{scope.state.query}”", of, moments, share(MISSING))


def _url(scope: Scope, facet: str, key: str, leaves: tuple[Term, ...]) -> str:
    if key == MISSING:
        return scope.url(*leaves, year=MISSING)
    return scope.url(*leaves, **{facet: key if facet != DATE_FACET else f"{key}..{key}"})


def _number(key: str) -> int:
    year, _, month = key.partition("-")
    return 12 * int(year) + int(month) - 1 if month else int(year)


@lru_cache(maxsize=2_000)
def _label(key: str) -> str:
    period = read_period(key)
    return period.said if period else key
