"""Facets: how many documents have each value, and which values some documents have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import overload

import numpy as np
import numpy.typing as npt

from search.engines.questions import ValueCount
from search.engines.whoosh.answering.prepared import FacetTable, Prepared, as_masks
from search.engines.whoosh.kernels.columns import Bits
from search.engines.whoosh.kernels.query import CountedFacet
from search.types import FACETS

_AT_ONCE = 64  # values


class ValueCounts(Sequence[ValueCount]):
    """Values that any document has, with their counts, most frequent first. Ordered when they are first looked at, and
    no more of them written out than are: of thousands of authors a page names ten.
    """

    __slots__ = ("_counts", "_numbers", "_row", "_run", "_values")

    def __init__(self, values: Sequence[str], counts: npt.NDArray[np.int64], row: int, run: slice) -> None:
        """The counts are a run of a row."""
        self._values, self._counts, self._row, self._run = values, counts, row, run
        self._numbers: npt.NDArray[np.intp] | None = None

    def __len__(self) -> int:
        return len(self._ordered())

    @overload
    def __getitem__(self, at: int) -> ValueCount: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[ValueCount, ...]: ...

    def __getitem__(self, at: int | slice) -> ValueCount | tuple[ValueCount, ...]:
        if isinstance(at, slice):
            return tuple(self._written(self._ordered()[at]))
        return next(self._written(self._ordered()[[at]]))

    def __iter__(self) -> Iterator[ValueCount]:
        numbers = self._ordered()
        return chain.from_iterable(
            self._written(numbers[start : start + _AT_ONCE]) for start in range(0, len(numbers), _AT_ONCE)
        )

    def _written(self, numbers: npt.NDArray[np.intp]) -> Iterator[ValueCount]:
        counts = self._counts[self._row, self._run][numbers]
        return map(ValueCount, [self._values[number] for number in numbers.tolist()], counts.tolist())

    def _ordered(self) -> npt.NDArray[np.intp]:
        """The numbers of the values."""
        if self._numbers is None:
            counts = self._counts[self._row, self._run]
            present = np.flatnonzero(counts)
            self._numbers = present[np.argsort(-counts[present], kind="stable")]
        return self._numbers


def row_of(name: str, filters: tuple[str, ...]) -> int:
    """In which of the matched sets a facet is counted: its own filter is left out."""
    return filters.index(name) + 1 if name in filters else 0


@lru_cache(maxsize=256)
def counted_facets(names: tuple[str, ...], filters: tuple[str, ...]) -> tuple[CountedFacet, ...]:
    """What the kernels are to count for these facets, where these are filtered by."""
    return tuple(CountedFacet(row_of(name, filters), FACETS.index(name)) for name in names)


def value_counts(
    table: FacetTable, names: tuple[str, ...], filters: tuple[str, ...], counts: npt.NDArray[np.int64]
) -> dict[str, Sequence[ValueCount]]:
    """The counts of the facets, which have a row for each of the matched sets."""
    return {name: ValueCounts(table.values[name], counts, row_of(name, filters), table.numbers[name]) for name in names}


def facet_entries(prepared: Prepared, name: str, hits: Bits) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The values that some documents have of a facet: each document's bit in the set, and the value's number among
    the facet's over all segments.
    """
    base = prepared.facets.numbers[name].start
    documents, numbers = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for segment, columns, mask, offset in zip(
        prepared.snapshot.segments, prepared.columns, as_masks(prepared, hits), prepared.offsets, strict=False
    ):
        first, end = segment.facet_range(name)
        starts = columns.facet_starts[first : end + 1].astype(np.int64)
        held = columns.facet_documents[starts[0] : starts[-1]]
        in_set = mask[held]
        documents.append(held[in_set] + 64 * offset)
        numbers.append(np.repeat(columns.facet_places[first:end] - base, np.diff(starts))[in_set])
    return np.concatenate(documents), np.concatenate(numbers)
