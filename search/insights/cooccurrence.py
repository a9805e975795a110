"""What stands together in a result: themes, and the field's terms, oftener than chance has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from search.engines.log_likelihood import log_likelihood
from search.engines.questions import Crosstab
from search.insights.counts import FEWEST, Proportion, dividing, term_queries
from search.insights.scope import Scope, readable, term_query
from search.types import MISSING

PAIRS = 12
PAIRS_OF_A_TERM = 2
CANDIDATES = 60  # terms of which pairs are looked at


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that stand together: `both` of the articles that have `either`; `score` is how far from chance (G²)."""

    names: tuple[str, str]
    both: Proportion
    score: float


def theme_pairs(scope: Scope) -> tuple[Pair, ...]:
    table = scope.crosstab("theme", "theme")
    names = {key: value.label for key, value in readable("theme", table.rows).items() if key != MISSING}
    counts = {name: table.rows[key] for key, name in names.items()}
    together = {(names[a], names[b]): n for (a, b), n in table.cells.items() if a in names and b in names}
    return tuple(
        Pair(names, Proportion(*numbers, _url_of_themes(scope, names)), score)
        for names, numbers, score in _strongest(scope.total, counts, together)[:PAIRS]
    )


def term_pairs(scope: Scope, counts: Mapping[str, int]) -> tuple[Pair, ...]:
    """Pairs of the field's terms, neither a part of the other, no term in more than PAIRS_OF_A_TERM of them."""
    chosen = dividing(counts, scope.total)[:CANDIDATES]
    queries = term_queries(chosen)
    table = scope.crosstab(queries, queries)
    found = _varied(_strongest(scope.total, _wholes(table), table.cells))
    return tuple(
        Pair(names, Proportion(*numbers, scope.url(*map(term_query, names))), score) for names, numbers, score in found
    )


def _url_of_themes(scope: Scope, names: tuple[str, str]) -> str:
    leaves = scope.theme_runs(*names)
    return scope.url(*leaves) if leaves else ""


def _wholes(table: Crosstab) -> dict[str, int]:
    """A table's terms without those that only ever stand as a part of another one."""
    return {
        term: count
        for term, count in table.rows.items()
        if not any(term != other and term in other and table.cells.get((term, other)) == count for other in table.rows)
    }


Found = tuple[tuple[str, str], tuple[int, int], float]
"""A pair of names, (articles with both, articles with either), G²."""


def _varied(found: Iterable[Found]) -> list[Found]:
    """The first PAIRS in which no name stands more than PAIRS_OF_A_TERM times."""
    used: Counter[str] = Counter()
    kept = []
    for pair in found:
        if all(used[name] < PAIRS_OF_A_TERM for name in pair[0]):
            used.update(pair[0])
            kept.append(pair)
    return kept[:PAIRS]


def _strongest(total: int, counts: Mapping[str, int], together: Mapping[tuple[str, str], int]) -> list[Found]:
    """The pairs, neither a part of the other, that stand together oftener than chance has it, the strongest first."""
    found: list[Found] = []
    for first, second in combinations(counts, 2):
        both = together.get((first, second), 0)
        if both < FEWEST or first in second or second in first:
            continue
        alone, without = counts[second] - both, total - counts[first]
        if both * without > alone * counts[first]:  # oftener than chance: most pairs are not, and need no logarithms
            score = log_likelihood(both, counts[first], alone, without)
            found.append(((first, second), (both, counts[first] + alone), score))
    found.sort(key=lambda pair: (-pair[2], -pair[1][0], pair[0]))
    return found
