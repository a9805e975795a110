"""Binds a query to a snapshot and matches it. Exact: every match is verified in the folded text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.engines.parts import OWN_PARTS
from search.engines.whoosh.answering.budget import Budget
from search.engines.whoosh.answering.plan import Parts, Plan, encode, make_plan
from search.engines.whoosh.answering.prepared import Prepared
from search.engines.whoosh.answering.wildcards import WildcardWords, wildcard_set, wildcard_words
from search.engines.whoosh.kernels.query import AllowedValue
from search.engines.whoosh.kernels.search import match_all
from search.language.tree import Node
from search.types import FACETS

Filters = Mapping[str, Collection[str]]


class BoundQuery(NamedTuple):
    """A query to be matched: a tree and its plan, what its wildcards stand for in each segment, and the filters in use.

    `wild` has the wildcards' sets, a row each; `allowed` the values that the filters let through.
    """

    tree: Node
    plan: Plan
    words: Sequence[WildcardWords]
    wild: npt.NDArray[np.uint64]
    filters: tuple[str, ...]
    allowed: tuple[AllowedValue, ...]


def bind(prepared: Prepared, tree: Node, filters: Filters, budget: Budget, scope: Parts = OWN_PARTS) -> BoundQuery:
    """`scope` are the parts that a leaf without fields looks into. Filters without a value let everything through."""
    plan = make_plan(tree, scope)
    words: Sequence[WildcardWords] = prepared.no_words
    wild = NO_SETS
    allowed: tuple[AllowedValue, ...] = ()
    used: tuple[str, ...] = ()
    if plan.wildcards:
        views = prepared.snapshot.segments
        words = [[wildcard_words(view, leaf, tree, budget) for leaf in plan.wildcards] for view in views]
        wild = _wildcard_sets(prepared, plan, words, scope, budget)
    if filters:
        used = tuple(name for name, chosen in filters.items() if chosen and name in FACETS)
        allowed = _allowed(prepared, filters, used)
    return BoundQuery(tree, plan, words, wild, used, allowed)


def match(prepared: Prepared, bound: BoundQuery, budget: Budget) -> tuple[npt.NDArray[np.uint64], int]:
    """The sets of documents, as `kernels.search.match_all` has them, and how many hits there are."""
    query = encode(bound.plan, allowed=bound.allowed, filters=len(bound.filters))
    sets, _, _, sizes, _, looked_at = match_all(prepared.tables, query, bound.wild, budget.left)
    budget.spend(looked_at)
    return sets, int(sizes[:, 0].sum())


def _wildcard_sets(
    prepared: Prepared, plan: Plan, words: Sequence[WildcardWords], scope: Parts, budget: Budget
) -> npt.NDArray[np.uint64]:
    sets = np.zeros((len(plan.wildcards), int(prepared.offsets[-1])), np.uint64)
    for number, of_segment in enumerate(words):
        low, high = prepared.offsets[number : number + 2].tolist()
        for row, (leaf, found) in enumerate(zip(plan.wildcards, of_segment, strict=True)):
            sets[row, low:high] = wildcard_set(prepared, number, found, frozenset(leaf.fields or scope), budget)
    return sets


def _allowed(prepared: Prepared, filters: Filters, used: Sequence[str]) -> tuple[AllowedValue, ...]:
    allowed: list[AllowedValue] = []
    for segment, numbers in enumerate(prepared.facets.own_numbers):
        for number, name in enumerate(used):
            for value in filters[name]:
                if value in numbers[name]:
                    allowed.append(AllowedValue(segment, number, numbers[name][value]))
    return tuple(allowed)


NO_SETS = np.empty((0, 0), np.uint64)
