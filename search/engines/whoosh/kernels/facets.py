"""Counting facet values within a set of documents."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.bitsets import Bits, holds, lowest, ones_in
from search.engines.whoosh.kernels.column_tables import (
    FACET_BASES,
    FACET_DOCUMENTS,
    FACET_PLACES,
    FACET_ROWS,
    FACET_SETS,
    FACET_STARTS,
    FORWARD,
    FORWARD_STARTS,
    integers_at,
    uint32s_at,
    uint64s_at,
)
from search.engines.whoosh.kernels.jit import inner

Integers = npt.NDArray[np.int64]

ByValue = tuple[Any, Any, Any, Any]
ByDocument = tuple[Any, Any]


@inner
def count_values(table: Any, bits: Bits, held: int, facets: Integers, row: int, counts: Integers) -> None:
    """Add to the counts how many documents of the set, which holds so many, have each value, by `facet_places`.

    `facets` has a row for each facet that is asked for: in which of some sets, and its number; those of this `row` are
    counted. What is added for values of other facets means nothing.
    """
    starts, documents = integers_at(table[FACET_STARTS]), uint32s_at(table[FACET_DOCUMENTS])
    rows, sets = integers_at(table[FACET_ROWS]), uint64s_at(table[FACET_SETS])
    forward_starts, forward = uint32s_at(table[FORWARD_STARTS]), uint32s_at(table[FORWARD])
    bases, places = integers_at(table[FACET_BASES]), integers_at(table[FACET_PLACES])
    everything = len(forward_starts) - 1
    one_by_one = 2 * held * (len(documents) + everything) // max(everything, 1)
    all_of_them = len(sets) // 4
    for at in range(len(facets)):
        if facets[at, 0] == row:
            all_of_them += (starts[bases[facets[at, 1] + 1]] - starts[bases[facets[at, 1]]]) // 2
    if one_by_one < all_of_them and held < everything:
        _count_by_document(bits, (forward_starts, forward), places, counts)
        return
    for at in range(len(facets)):
        facet = facets[at, 1]
        if facets[at, 0] != row:
            continue
        if held == everything:
            for value in range(bases[facet], bases[facet + 1]):
                counts[places[value]] += starts[value + 1] - starts[value]
        else:
            by_value = (starts, documents, rows, sets)
            _count_by_value(bits, bases[facet], bases[facet + 1], by_value, places, counts)


@inner
def _count_by_document(bits: Bits, by_document: ByDocument, places: Integers, counts: Integers) -> None:
    starts, values = by_document
    for at in range(len(bits)):
        word = bits[at]
        while word:
            document = at * 64 + lowest(word)
            word &= word - np.uint64(1)
            for entry in range(starts[document], starts[document + 1]):
                counts[places[values[entry]]] += 1


@inner
def _count_by_value(bits: Bits, first: int, end: int, by_value: ByValue, places: Integers, counts: Integers) -> None:
    starts, documents, rows, sets = by_value
    width = len(bits)
    for value in range(first, end):
        found = np.uint64(0)
        if rows[value] >= 0:
            row = sets[rows[value] * width : (rows[value] + 1) * width]
            for at in range(width):
                found += ones_in(bits[at] & row[at])
        else:
            for at in range(starts[value], starts[value + 1]):
                found += holds(bits, documents[at])
        counts[places[value]] += np.int64(found)
