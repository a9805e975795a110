"""Facets over sets of matching documents: which documents a filter lets through, how many have each value."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import overload

import numpy as np
import numpy.typing as npt

from search.engines.base import ValueCount
from search.engines.whoosh.kernels.bits import Bits
from search.engines.whoosh.kernels.facets import count_values as count_in_segment
from search.engines.whoosh.snapshot import FacetTable, SegmentView, Snapshot
from search.types import FACETS


class ValueCounts(Sequence[ValueCount]):
    """Values that any document has, with their counts, most frequent first. Listed when they are first looked at."""

    __slots__ = ("_counts", "_listed", "_values")

    def __init__(self, values: Sequence[str], counts: npt.NDArray[np.int64]) -> None:
        self._values = values
        self._counts = counts
        self._listed: tuple[ValueCount, ...] | None = None

    def __len__(self) -> int:
        return len(self._list())

    @overload
    def __getitem__(self, at: int) -> ValueCount: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[ValueCount, ...]: ...

    def __getitem__(self, at: int | slice) -> ValueCount | tuple[ValueCount, ...]:
        return self._list()[at]

    def __iter__(self) -> Iterator[ValueCount]:
        return iter(self._list())

    def _list(self) -> tuple[ValueCount, ...]:
        if self._listed is None:
            present = np.flatnonzero(self._counts)
            order = present[np.argsort(-self._counts[present], kind="stable")]
            values = [self._values[number] for number in order.tolist()]
            self._listed = tuple(map(ValueCount, values, self._counts[order].tolist()))
        return self._listed


def filter_numbers(
    snapshot: Snapshot, segment_number: int, filters: Mapping[str, Collection[str]]
) -> list[npt.NDArray[np.int64]]:
    """For each facet that is filtered by, the numbers in a segment of the values that are let through."""
    table = facet_table(snapshot).own_numbers[segment_number]
    return [
        np.array([table[name][value] for value in chosen if value in table[name]], np.int64)
        for name, chosen in filters.items()
    ]


def count_values(
    snapshot: Snapshot, names: tuple[str, ...], sets: Sequence[Bits], sizes: Sequence[int]
) -> dict[str, Sequence[ValueCount]]:
    """How many documents have each value of some facets; `sets` are the segments' documents, `sizes` how many."""
    if not names:
        return {}
    table, asked = facet_table(snapshot), _facet_numbers(names)
    counts = np.zeros(table.size, np.int64)
    for segment, bits, size, places in zip(snapshot.segments, sets, sizes, table.places, strict=True):
        if size:
            count_in_segment(bits, size, asked, segment.facet_columns, places, counts)
    return {name: ValueCounts(table.values[name], counts[table.numbers[name]]) for name in names}


@lru_cache(maxsize=64)
def _facet_numbers(names: tuple[str, ...]) -> npt.NDArray[np.int64]:
    return np.array([FACETS.index(name) for name in names])


def facet_table(snapshot: Snapshot) -> FacetTable:
    """The values over all segments; worked out with the first search of a snapshot."""
    if not snapshot.tables:
        snapshot.tables.append(_facet_table(snapshot.segments))
    return snapshot.tables[0]


def _facet_table(segments: Sequence[SegmentView]) -> FacetTable:
    values, numbers, base = {}, {}, 0
    places: list[list[npt.NDArray[np.int64]]] = [[] for _ in segments]
    own_numbers: list[dict[str, Mapping[str, int]]] = [{} for _ in segments]
    for name in FACETS:
        of_segments = [segment.facet_values(name) for segment in segments]
        values[name] = sorted(set().union(*of_segments))
        numbers[name] = slice(base, base + len(values[name]))
        number_of = {value: base + number for number, value in enumerate(values[name])}
        base += len(values[name])
        for segment, found, of_segment, own in zip(segments, of_segments, places, own_numbers, strict=True):
            of_segment.append(np.array([number_of[value] for value in found], np.int64))
            own[name] = {value: number for number, value in enumerate(found, segment.facet_range(name)[0])}
    return FacetTable(base, values, numbers, list(map(np.concatenate, places)), own_numbers)


def facet_entries(
    segment: SegmentView, name: str, documents: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int64]]:
    """The values that some documents have of a facet: the document and the number within the facet of each."""
    starts, (first, end) = segment.mirror["facet_forward_starts"].astype(np.int64), segment.facet_range(name)
    counts = starts[documents + 1] - starts[documents]
    offsets = np.arange(counts.sum()) + np.repeat(starts[documents] - np.cumsum(counts) + counts, counts)
    numbers = segment.mirror["facet_forward"][offsets].astype(np.int64)
    of_facet = (numbers >= first) & (numbers < end)
    return np.repeat(documents, counts)[of_facet], numbers[of_facet] - first
