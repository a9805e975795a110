"""Cross tabulation of a result: by facet values, by queries, or by one against the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.engines.questions import Axis, Crosstab
from search.engines.whoosh.answering.budget import Budget
from search.engines.whoosh.answering.facet_counts import facet_entries
from search.engines.whoosh.answering.prepared import Prepared, prepare
from search.engines.whoosh.answering.search import result_bits
from search.engines.whoosh.kernels.columns import Bits
from search.engines.whoosh.kernels.matching import Sets
from search.engines.whoosh.mirror.snapshot import Snapshot
from search.engines.whoosh.segments.layout import Integers
from search.language.tree import Node

_COUNTED_IN_PLACE = 1_000_000  # pairs of names that there may be: of more, those that are there are sorted together


@dataclass(frozen=True, slots=True)
class _Entries:
    """Which documents are under which names: two columns side by side. A document is its bit's place in a set."""

    names: Sequence[str]
    documents: Integers
    numbers: Integers

    def by_document(self) -> _Entries:
        order = np.argsort(self.documents, kind="stable")
        return _Entries(self.names, self.documents[order], self.numbers[order])

    def count(self) -> Integers:
        return np.bincount(self.numbers, minlength=len(self.names))


@dataclass(frozen=True, slots=True)
class _Sets:
    """The documents under each name, as a set of bits."""

    names: Sequence[str]
    sets: Sets

    def count(self) -> Integers:
        return _sizes(self.sets)


def crosstab(
    snapshot: Snapshot, tree: Node, filters: Mapping[str, Collection[str]], rows: Axis, columns: Axis
) -> Crosstab:
    """Raises BadQuery when counting takes too much work."""
    prepared, budget = prepare(snapshot), Budget()
    hits = result_bits(prepared, tree, filters, budget)
    down = _ruled(prepared, rows, hits, budget)
    across = down if columns is rows else _ruled(prepared, columns, hits, budget)
    return Crosstab(
        int(np.bitwise_count(hits).sum()),
        _named(down.names, down.count()),
        _named(across.names, across.count()),
        _count_both(down, across, budget),
    )


def _ruled(prepared: Prepared, axis: Axis, hits: Bits, budget: Budget) -> _Entries | _Sets:
    if isinstance(axis, str):
        return _Entries(prepared.facets.values[axis], *facet_entries(prepared, axis, hits))
    sets = np.empty((len(axis), len(hits)), np.uint64)
    for row, node in enumerate(axis.values()):
        np.bitwise_and(result_bits(prepared, node, {}, budget), hits, out=sets[row])
    return _Sets(list(axis), sets)


def _count_both(down: _Entries | _Sets, across: _Entries | _Sets, budget: Budget) -> dict[tuple[str, str], int]:
    """Every pair of names that one document is under, counted."""
    width = len(across.names)
    if not (down.names and width):
        return {}
    if isinstance(down, _Sets) and isinstance(across, _Sets):
        budget.spend(down.sets.size * width)
        counts = np.concatenate([_sizes(across.sets & of_name) for of_name in down.sets])
        pairs: Integers = np.flatnonzero(counts)
        sums: Integers = counts[pairs]
    else:
        pairs, sums = _joined(_entries(down), _entries(across), budget)
    named = [(down.names[pair // width], across.names[pair % width]) for pair in pairs.tolist()]
    return dict(zip(named, sums.tolist(), strict=True))


def _entries(axis: _Entries | _Sets) -> _Entries:
    if isinstance(axis, _Entries):
        return axis
    numbers, documents = np.nonzero(np.unpackbits(axis.sets.view(np.uint8), axis=1, bitorder="little"))
    return _Entries(axis.names, documents, numbers)


def _joined(down: _Entries, across: _Entries, budget: Budget) -> tuple[Integers, Integers]:
    """Two lists joined by document: each pair of numbers as one number, and how often it is there."""
    across = across.by_document()
    firsts = np.searchsorted(across.documents, down.documents)
    counts = np.searchsorted(across.documents, down.documents, side="right") - firsts
    budget.spend(int(counts.sum()))
    places = np.arange(counts.sum()) + np.repeat(firsts - np.cumsum(counts) + counts, counts)
    keys = np.repeat(down.numbers, counts) * len(across.names) + across.numbers[places]
    if len(down.names) * len(across.names) > _COUNTED_IN_PLACE:
        return np.unique(keys, return_counts=True)
    every = np.bincount(keys)
    pairs = np.flatnonzero(every)
    return pairs, every[pairs]


def _sizes(sets: Sets) -> Integers:
    return np.bitwise_count(sets).sum(axis=1, dtype=np.int64)


def _named(names: Sequence[str], counts: Integers) -> dict[str, int]:
    present = np.flatnonzero(counts)
    return dict(zip([names[n] for n in present.tolist()], counts[present].tolist(), strict=True))
