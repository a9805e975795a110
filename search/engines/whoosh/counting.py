"""Facets over masks of matching documents: which documents a filter lets through, how many have each value."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from search.engines.base import ValueCount
from search.engines.whoosh.layout import Array
from search.engines.whoosh.snapshot import FacetTable, Mask, SegmentView, Snapshot
from search.types import FACETS

_FEW = 16  # a mask that holds less than one in so many documents is counted document by document


def filter_masks(segment: SegmentView, filters: Mapping[str, Collection[str]]) -> dict[str, Mask]:
    """For each facet that is filtered by, the documents that have one of the chosen values."""
    return {name: _with_values(segment, name, chosen) for name, chosen in filters.items() if name in FACETS and chosen}


def _with_values(segment: SegmentView, name: str, chosen: Collection[str]) -> Mask:
    found = np.zeros(segment.count, bool)
    starts, documents = segment.mirror[f"facet.{name}.starts"], segment.mirror[f"facet.{name}.documents"]
    for number, value in enumerate(segment.facet_values(name)):
        if value in chosen:
            found[documents[starts[number] : starts[number + 1]]] = True
    return found


def count_values(snapshot: Snapshot, name: str, masks: Sequence[Mask]) -> tuple[ValueCount, ...]:
    """How many documents have each of the facet's values, most frequent first; `masks` are of the segments.

    Values that no document has are left out.
    """
    table = _table(snapshot, name)
    totals = np.zeros(len(table.values), np.int64)
    for segment, mask, numbers in zip(snapshot.segments, masks, table.numbers, strict=True):
        counts = _segment_counts(segment, name, mask)
        if counts is not None:
            totals[numbers] += counts
    present = np.flatnonzero(totals)
    order = present[np.argsort(-totals[present], kind="stable")]
    return tuple(map(ValueCount, [table.values[number] for number in order.tolist()], totals[order].tolist()))


def _segment_counts(segment: SegmentView, name: str, mask: Mask) -> Array | None:
    """For each of the segment's values; None where the mask is empty."""
    total = int(np.count_nonzero(mask))
    if not total:
        return None
    starts = segment.mirror[f"facet.{name}.starts"]
    if total * _FEW < segment.count:
        return np.bincount(numbers_of(segment, name, np.flatnonzero(mask)), minlength=len(starts) - 1)
    if total == segment.count:
        return np.diff(starts)
    documents = segment.mirror[f"facet.{name}.documents"]
    return np.add.reduceat(mask.take(documents), starts[:-1], dtype=np.int32)


def _table(snapshot: Snapshot, name: str) -> FacetTable:
    """The facet's values over all segments; worked out with the first search of a snapshot."""
    if name not in snapshot.tables:
        of_segments = [segment.facet_values(name) for segment in snapshot.segments]
        values = sorted(set().union(*of_segments))
        number_of = {value: number for number, value in enumerate(values)}
        numbers = [np.array([number_of[value] for value in found], np.int64) for found in of_segments]
        snapshot.tables[name] = FacetTable(values, numbers)
    return snapshot.tables[name]


def numbers_of(segment: SegmentView, name: str, documents: Array) -> Array:
    """The numbers of the values of some documents, one after the other."""
    starts, numbers = segment.mirror[f"facet.{name}.forward_starts"], segment.mirror[f"facet.{name}.forward"]
    firsts, counts = starts[documents], starts[documents + 1] - starts[documents]
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return numbers[np.repeat(firsts, counts) + offsets]
