"""Counting facet values within a set of documents."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.bits import Bits, holds, lowest, ones_in
from search.engines.whoosh.kernels.compiling import kernel

Integers = npt.NDArray[np.int64]

ByValue = tuple[Any, Any, Any, Any]
ByDocument = tuple[Any, Any]


@kernel
def count_values(bits: Bits, held: int, asked: Integers, columns: Any, places: Integers, counts: Integers) -> None:
    """Add to `counts[places[v]]` how many documents of the set, which holds so many, have the value v.

    `asked` are the numbers of some facets; what is added for values of others means nothing. `columns` are the
    segment's `facet_columns`.
    """
    starts, documents, rows, sets, forward_starts, forward, bases = columns
    everything = len(forward_starts) - 1
    one_by_one = 2 * held * (len(documents) + everything) // max(everything, 1)
    all_of_them = len(sets) // 4
    for facet in asked:
        all_of_them += (starts[bases[facet + 1]] - starts[bases[facet]]) // 2
    if one_by_one < all_of_them and held < everything:
        _count_by_document(bits, (forward_starts, forward), places, counts)
        return
    for facet in asked:
        if held == everything:
            for value in range(bases[facet], bases[facet + 1]):
                counts[places[value]] += starts[value + 1] - starts[value]
        else:
            by_value = (starts, documents, rows, sets)
            _count_by_value(bits, bases[facet], bases[facet + 1], by_value, places, counts)


@kernel
def _count_by_document(bits: Bits, by_document: ByDocument, places: Integers, counts: Integers) -> None:
    starts, values = by_document
    for at in range(len(bits)):
        word = bits[at]
        while word:
            document = at * 64 + lowest(word)
            word &= word - np.uint64(1)
            for entry in range(starts[document], starts[document + 1]):
                counts[places[values[entry]]] += 1


@kernel
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
