"""Counting facet values within a set of documents."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.kernels.bitsets import contains, lowest_bit, popcount
from search.engines.whoosh.kernels.columns import Bits, Int64s, SegmentColumns
from search.engines.whoosh.kernels.jit import inlined
from search.engines.whoosh.kernels.query import CountedFacet


@inlined
def count_values(
    segment: SegmentColumns, bits: Bits, held: int, facets: Sequence[CountedFacet], row: int, counts: Int64s
) -> None:
    """Add to the counts how many documents of the set, which holds so many, have each value, by `facet_places`.

    Those of this `row` are counted. What is added for values of other facets means nothing. Whatever is estimated to
    read less is done: the values of each document, or the documents of each value.
    """
    starts, bases, places = segment.facet_starts, segment.facet_bases, segment.facet_places
    everything = len(segment.facet_forward_starts) - 1
    one_by_one = 2 * held * (len(segment.facet_documents) + everything) // max(everything, 1)
    all_of_them = len(segment.facet_bitmaps) // 4
    for at in range(len(facets)):
        if facets[at].row == row:
            all_of_them += (starts[bases[facets[at].facet + 1]] - starts[bases[facets[at].facet]]) // 2
    if one_by_one < all_of_them and held < everything:
        _count_by_document(segment, bits, counts)
        return
    for at in range(len(facets)):
        facet = facets[at].facet
        if facets[at].row != row:
            continue
        if held == everything:
            for value in range(bases[facet], bases[facet + 1]):
                counts[places[value]] += starts[value + 1] - starts[value]
        else:
            _count_by_value(segment, bits, bases[facet], bases[facet + 1], counts)


@inlined
def _count_by_document(segment: SegmentColumns, bits: Bits, counts: Int64s) -> None:
    starts, values, places = segment.facet_forward_starts, segment.facet_forward, segment.facet_places
    for at in range(len(bits)):
        word = bits[at]
        while word:
            document = at * 64 + lowest_bit(word)
            word &= word - np.uint64(1)
            for entry in range(starts[document], starts[document + 1]):
                counts[places[values[entry]]] += 1


@inlined
def _count_by_value(segment: SegmentColumns, bits: Bits, first: int, end: int, counts: Int64s) -> None:
    starts, documents, places = segment.facet_starts, segment.facet_documents, segment.facet_places
    rows, sets = segment.facet_rows, segment.facet_bitmaps
    width = len(bits)
    for value in range(first, end):
        found = np.uint64(0)
        if rows[value] >= 0:
            row = sets[rows[value] * width : (rows[value] + 1) * width]
            for at in range(width):
                found += popcount(bits[at] & row[at])
        else:
            for at in range(starts[value], starts[value + 1]):
                found += contains(bits, documents[at])
        counts[places[value]] += np.int64(found)
