"""Counting facet values within a set of documents."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.bits import Bits, holds, lowest, ones_in
from search.engines.whoosh.kernels.compiling import kernel

Integers = npt.NDArray[np.int64]

ByValue = tuple[Integers, Any, Integers, Bits]
ByDocument = tuple[Any, Any]


@kernel
def count_values(
    bits: Bits,
    held: int,
    wanted: Integers,
    by_value: ByValue,
    by_document: ByDocument,
    places: Integers,
    counts: Integers,
) -> None:
    """Add to `counts[places[v]]` how many documents of the set, which holds so many, have the value v.

    `wanted` has a row of first and end for each stretch of values that is asked for; of others, what is added means
    nothing. `by_value`: starts and documents of every value, the row of a value that has a set of its own, else -1,
    and these sets, row after row. `by_document`: starts and values of every document.
    """
    starts, documents, _, sets = by_value
    everything = len(by_document[0]) - 1
    if held == everything:
        for stretch in wanted:
            for value in range(stretch[0], stretch[1]):
                counts[places[value]] += starts[value + 1] - starts[value]
        return
    one_by_one = 2 * held * (len(documents) + everything) // max(everything, 1)
    all_of_them = len(sets) // 4
    for stretch in wanted:
        all_of_them += (starts[stretch[1]] - starts[stretch[0]]) // 2
    if one_by_one < all_of_them:
        _count_by_document(bits, by_document, places, counts)
    else:
        for stretch in wanted:
            _count_by_value(bits, stretch[0], stretch[1], by_value, places, counts)


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
