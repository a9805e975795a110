"""The counts behind the pictures of a result, exact and from the index.

Every number has its denominator, and where there is one, the search that lists the articles it counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from articles.models import TermCensus
from search.engines.base import engine
from search.engines.log_likelihood import log_likelihood
from search.engines.questions import Crosstab, SignificantTerm
from search.facets.labels import FACET_LABELS
from search.insights.scope import Scope, readable, term_query
from search.language.tree import Everything, Node
from search.models import DictionaryTerm
from search.text.folding import fold_text
from search.types import MISSING, FacetValue

MOST_ROWS = {"column": 14, "author": 10}  # that a picture of a term shows
HEAT_ROWS, HEAT_COLUMNS = 24, 15
FEWEST = 2  # articles: what stands in one is no habit
FROM_CENSUS, FROM_CURATORS = 120, 40  # terms that are counted in a result
KEY_TERMS = 16
KEY_TERMS_CONSIDERED = 60
LONGEST_KEY_TERM = 40  # characters: longer runs of letters are no terms, and looking for them takes too much work
SUGGESTED = 8
CLEARLY = 6.63  # G² that chance reaches once in a hundred times (chi-squared, one degree of freedom)


@dataclass(frozen=True, slots=True)
class Proportion:
    """`count` of `total` articles, and the search for the `count`."""

    count: int
    total: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class ThemesByColumn:
    """`cells` maps (theme, column), by their places, to the articles of the column that have the theme.

    `themes_left` and `columns_left` more have articles and are not shown.
    """

    themes: tuple[FacetValue, ...]
    columns: tuple[FacetValue, ...]
    cells: Mapping[tuple[int, int], Proportion]
    themes_left: int
    columns_left: int


def themes_by_column(scope: Scope) -> ThemesByColumn:
    table = scope.crosstab("theme", "column")
    themes, columns = readable("theme", table.rows), readable("column", table.columns)
    rows, across = list(themes)[:HEAT_ROWS], list(columns)[:HEAT_COLUMNS]
    cells = {
        (rows.index(row), across.index(column)): Proportion(
            count, columns[column].count, scope.url(theme=themes[row].value, column=columns[column].value)
        )
        for (row, column), count in table.cells.items()
        if row in rows and column in across
    }
    return ThemesByColumn(
        tuple(themes[row] for row in rows),
        tuple(columns[column] for column in across),
        cells,
        len(themes) - len(rows),
        len(columns) - len(across),
    )


@dataclass(frozen=True, slots=True)
class TermRow:
    """A column, author or year: of its articles in the result, how many have each of the terms."""

    value: FacetValue
    shares: tuple[Proportion, ...]


@dataclass(frozen=True, slots=True)
class TermsAcross:
    """Terms across the values of one facet; `left` more values have articles and are not shown."""

    facet: str
    label: str
    rows: tuple[TermRow, ...]
    left: int


def term_totals(scope: Scope, terms: tuple[str, ...]) -> tuple[Proportion, ...]:
    """Of each term, how many articles of the result have it."""
    table = scope.crosstab(term_queries(terms), {})
    return tuple(Proportion(table.rows.get(term, 0), scope.total, scope.url(term_query(term))) for term in terms)


def terms_across(scope: Scope, terms: tuple[str, ...], facet: str) -> TermsAcross:
    """The values with most of the terms come first, of authors those with several articles, where any has."""
    table = scope.crosstab(term_queries(terms), facet)
    counts = table.columns
    if facet == "author":
        # One article of one says nothing of its author; nobody in particular is no author.
        counts = {key: n for key, n in counts.items() if key != MISSING and n >= FEWEST} or counts
    ranks = {key: (-sum(table.cells.get((term, key), 0) for term in terms), n) for key, n in counts.items()}
    # Of thousands of authors only those are named that may be shown: the last of them, and all that are its equals.
    last = sorted(ranks.values())[: MOST_ROWS[facet]][-1:]
    values = readable(facet, {key: counts[key] for key, rank in ranks.items() if [rank] <= last})
    shown = sorted(values, key=ranks.__getitem__)[: MOST_ROWS[facet]]
    rows = [
        TermRow(
            values[key],
            tuple(_share(scope, facet, values[key], term, table.cells.get((term, key), 0)) for term in terms),
        )
        for key in shown
    ]
    return TermsAcross(facet, FACET_LABELS[facet], tuple(rows), len(counts) - len(rows))


def telling_terms(scope: Scope) -> tuple[SignificantTerm, ...]:
    """The words that set the result apart, as the engine finds them; none where it is all of the library."""
    if scope.is_everything:
        return ()
    return engine().significant_terms(scope.shown.query.tree, scope.shown.filters, KEY_TERMS_CONSIDERED)


def field_terms(scope: Scope, telling: Sequence[SignificantTerm]) -> dict[str, int]:
    """Terms of the taxonomy and of the curators' dictionary, with how many articles of the result have each.

    Of the taxonomy those that divide the library best by its last census, and those that set the result apart.
    """
    census = TermCensus.objects.order_by("-pk").first()
    counts = {fold_text(term): count for term, count in census.counts.items()} if census else {}
    chosen = dividing(counts, census.articles if census else 0)[:FROM_CENSUS]
    added = DictionaryTerm.objects.order_by("-updated_at").values_list("term", flat=True)[:FROM_CURATORS]
    terms = [*chosen, *map(fold_text, added), *(term.text for term in telling if term.text in counts)]
    return scope.crosstab(term_queries(term for term in terms if len(term) > 1), {}).rows


def suggested_terms(scope: Scope, counts: Mapping[str, int]) -> tuple[str, ...]:
    """The field's terms that divide the result best: neither in few of its articles nor in nearly all."""
    chosen: list[str] = []
    for term in dividing(counts, scope.total):
        if not any(term in other or other in term for other in chosen):
            chosen.append(term)
    return tuple(chosen[:SUGGESTED])


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """A term that is more frequent in the result than in the rest of the library (keyness, by log-likelihood)."""

    text: str
    inside: Proportion
    library: Proportion
    score: float

    @property
    def is_clear(self) -> bool:
        """Whether chance alone would do this less than once in a hundred times."""
        return self.score >= CLEARLY


def key_terms(scope: Scope, telling: Sequence[SignificantTerm]) -> tuple[KeyTerm, ...]:
    """The key terms of the result against the rest of the library, best first; none where the result is all of it."""
    if not telling:
        return ()
    typed = fold_text(scope.state.query)
    texts = (term.text for term in telling)
    characteristic = term_queries(t for t in texts if t not in typed and len(t) <= LONGEST_KEY_TERM)
    inside, library = scope.crosstab(characteristic, {}), engine().crosstab(Everything(), {}, characteristic, {})
    often = [term for term in characteristic if inside.rows.get(term, 0) >= FEWEST]
    weighed = [_key_term(term, inside, library) for term in often]
    best = tuple(_without_parts(term for term in weighed if term.score > 0))[:KEY_TERMS]
    # Writing an address reads its query back: only for what is shown.
    return tuple(replace(term, inside=replace(term.inside, url=scope.url(term_query(term.text)))) for term in best)


def _key_term(term: str, inside: Crosstab, library: Crosstab) -> KeyTerm:
    count, everywhere = inside.rows[term], library.rows[term]
    score = log_likelihood(count, inside.total, everywhere - count, library.total - inside.total)
    return KeyTerm(term, Proportion(count, inside.total), Proportion(everywhere, library.total), score)


def _without_parts(terms: Iterable[KeyTerm]) -> Iterator[KeyTerm]:
    """双城 is left out beside 双城经济圈 where it says nothing more: it stands in the same articles."""
    kept: list[KeyTerm] = []
    for term in sorted(terms, key=lambda term: (-term.score, -len(term.text), term.text)):
        if not any(term.text in other.text and term.inside.count == other.inside.count for other in kept):
            kept.append(term)
            yield term


def dividing(counts: Mapping[str, int], total: int) -> list[str]:
    """Terms by what knowing one of them tells of an article (its entropy), the most first."""

    def entropy(term: str) -> float:
        share = counts[term] / total
        return -share * math.log(share) - (1 - share) * math.log(1 - share)

    dividing = (term for term, count in counts.items() if 0 < count < total)
    return sorted(dividing, key=lambda term: (-entropy(term), term))


def term_queries(terms: Iterable[str]) -> dict[str, Node]:
    return {term: term_query(term) for term in terms}


def _share(scope: Scope, facet: str, value: FacetValue, term: str, count: int) -> Proportion:
    return Proportion(count, value.count, scope.url(term_query(term), **{facet: value.value}) if count else "")
