"""Cross tabulation of a result: by facet values, by queries, or by one against the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.engines.questions import Axis, Crosstab
from search.engines.whoosh.answering.budget import Budget
from search.engines.whoosh.answering.facet_counts import facet_entries
from search.engines.whoosh.answering.search import result_masks
from search.engines.whoosh.mirror.snapshot import Mask, SegmentView, Snapshot
from search.engines.whoosh.segments.layout import Integers
from search.language.tree import Node


@dataclass(frozen=True, slots=True)
class _Entries:
    """Which documents of a segment are under which names: two columns side by side, ascending by document."""

    names: Sequence[str]
    documents: Integers
    numbers: Integers

    def count(self) -> Counter[str]:
        return _named(self.names, np.bincount(self.numbers, minlength=len(self.names)))


def crosstab(
    snapshot: Snapshot, tree: Node, filters: Mapping[str, Collection[str]], rows: Axis, columns: Axis
) -> Crosstab:
    """Raises BadQuery when counting takes too much work."""
    budget, total = Budget(), 0
    by_row: Counter[str] = Counter()
    by_column: Counter[str] = Counter()
    by_both: Counter[tuple[str, str]] = Counter()
    down_sets, across_sets = (_sets(snapshot, axis, budget) for axis in (rows, columns))
    for number, hits in enumerate(result_masks(snapshot, tree, filters, budget)):
        segment = snapshot.segments[number]
        total += int(np.count_nonzero(hits))
        down = _entries(segment, rows, down_sets[number], hits)
        across = down if columns is rows else _entries(segment, columns, across_sets[number], hits)
        by_row += down.count()
        by_column += across.count()
        by_both += _count_both(down, across, budget)
    return Crosstab(total, dict(by_row), dict(by_column), dict(by_both))


def _sets(snapshot: Snapshot, axis: Axis, budget: Budget) -> list[list[Mask]]:
    """Of every segment, the documents of each question of an axis."""
    if isinstance(axis, str):
        return [[] for _ in snapshot.segments]
    of_questions = [result_masks(snapshot, node, {}, budget) for node in axis.values()]
    return [[masks[number] for masks in of_questions] for number in range(len(snapshot.segments))]


def _entries(segment: SegmentView, axis: Axis, sets: Sequence[Mask], hits: Mask) -> _Entries:
    if isinstance(axis, str):
        return _Entries(segment.facet_values(axis), *facet_entries(segment, axis, np.flatnonzero(hits)))
    found = [np.flatnonzero(having & hits) for having in sets]
    documents = np.concatenate([np.empty(0, np.int64), *found])
    numbers = np.repeat(np.arange(len(found)), [len(documents) for documents in found])
    order = np.argsort(documents, kind="stable")
    return _Entries(list(axis), documents[order], numbers[order])


def _count_both(down: _Entries, across: _Entries, budget: Budget) -> Counter[tuple[str, str]]:
    """Every pair of names that one document is under, counted: the two lists joined by document."""
    firsts = np.searchsorted(across.documents, down.documents)
    counts = np.searchsorted(across.documents, down.documents, side="right") - firsts
    budget.spend(int(counts.sum()))
    places = np.arange(counts.sum()) + np.repeat(firsts - np.cumsum(counts) + counts, counts)
    keys = np.repeat(down.numbers, counts) * len(across.names) + across.numbers[places]
    pairs, sums = np.unique(keys, return_counts=True)
    width = len(across.names)
    named = [(down.names[pair // width], across.names[pair % width]) for pair in pairs.tolist()]
    return Counter(dict(zip(named, sums.tolist(), strict=True)))


def _named(names: Sequence[str], counts: Integers) -> Counter[str]:
    present = np.flatnonzero(counts)
    return Counter(dict(zip([names[n] for n in present.tolist()], counts[present].tolist(), strict=True)))
