"""A whole search in one step: match, narrow, score, rank and count over all segments of a snapshot."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.bits import Bits, count
from search.engines.whoosh.kernels.compiling import kernel
from search.engines.whoosh.kernels.facets import count_values
from search.engines.whoosh.kernels.heaps import sort_heap
from search.engines.whoosh.kernels.matching import Plan, Sets, match_segment, narrow
from search.engines.whoosh.kernels.nearness import Weights, add_bonuses
from search.engines.whoosh.kernels.scoring import score
from search.engines.whoosh.kernels.tables import NEWEST, Tables, integers_at
from search.engines.whoosh.kernels.words import Words, find_postings

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

Heap = tuple[Floats, Integers, Integers, Integers]
Places = tuple[npt.NDArray[np.uint32], Integers]


@kernel
def match_all(
    tables: Tables, offsets: Integers, plan: Plan, wild: Sets, allowed: Integers, filters: int, allowance: int
) -> tuple[Sets, Integers, Integers, int]:
    """The sets of documents that match, one segment's after the other's, so that `offsets` say where they begin; how
    many each holds, a row for a segment; how many documents match each leaf; how much was looked at.

    The first set is that of the hits; then, for each filter, what would match without it. Where more was looked at than
    allowed, nothing else means anything.
    """
    sets = np.zeros((filters + 1, offsets[len(tables)]), np.uint64)
    sizes = np.zeros((len(tables), filters + 1), np.int64)
    holders = np.zeros(len(plan[1]), np.int64)
    looked_at = 0
    for segment in range(len(tables)):
        low, high = offsets[segment], offsets[segment + 1]
        matched, more = match_segment(tables[segment], plan, wild, low, high, holders, allowance - looked_at)
        looked_at += more
        if looked_at > allowance:
            break
        narrow(tables[segment], segment, matched, allowed, filters, sets, low, high)
        for row in range(filters + 1):
            sizes[segment, row] = count(sets[row, low:high])
    return sets, sizes, holders, looked_at


@kernel
def rank_all(
    tables: Tables,
    offsets: Integers,
    hits: Bits,
    words: Words,
    fields: int,
    documents_all: int,
    column: int,
    heap: Heap,
) -> int:
    """Put the best hits of all segments into the heap, and that into order; returns how many they are.

    They score by the words, in so many fields; ties go by the keys in a column.
    """
    lists = len(words[1]) * fields
    begins, ends = np.empty((len(tables), lists), np.int64), np.empty((len(tables), lists), np.int64)
    holders = np.zeros(lists, np.int64)
    for segment in range(len(tables)):
        find_postings(tables[segment], words, begins[segment], ends[segment])
        for number in range(lists):
            holders[number] += ends[segment, number] - begins[segment, number]
    for segment in range(len(tables)):
        postings = (begins[segment], ends[segment])
        keys = integers_at(tables[segment], column)
        of_segment = hits[offsets[segment] : offsets[segment + 1]]
        score(tables[segment], of_segment, postings, holders, documents_all, keys, segment, heap)
    return sort_heap(heap)


@kernel
def count_all(
    tables: Tables, offsets: Integers, sets: Sets, sizes: Integers, facets: Integers, width: int
) -> npt.NDArray[np.int64]:
    """How many documents of each set have each value: a row for each set, see `facets.count_values`."""
    counts = np.zeros((len(sets), width), np.int64)
    for row in range(len(sets)):
        asked = False
        for at in range(len(facets)):
            asked |= facets[at, 0] == row
        for segment in range(len(tables)):
            if asked and sizes[segment, row]:
                bits = sets[row, offsets[segment] : offsets[segment + 1]]
                count_values(tables[segment], bits, sizes[segment, row], facets, row, counts[row])
    return counts


@kernel
def search_all(
    tables: Tables,
    offsets: Integers,
    plan: Plan,
    words: Words,
    wild: Sets,
    wild_places: Places,
    allowed: Integers,
    facets: Integers,
    numbers: tuple[int, int, int, int, int, int, int, int],
    weights: Weights,
) -> tuple[Sets, Integers, Heap, Integers, int]:
    """Sets and sizes as `match_all` says them, the best documents in order, the counts of facets, and how much was
    looked at.

    `numbers`: how many filters there are, and fields; how many documents there are, are wanted (-1: all), and are
    looked at for how their leaves stand, of how many ranking leaves; how many values the facets have; how much may be
    looked at. `wild_places`: the places of the plan's wildcards in each segment, one's after the other's, and a row for
    each segment of where they begin and the last one's end.
    """
    filters, fields, documents_all, limit, looked_through, ranking, width, allowance = numbers
    sets, sizes, holders, looked_at = match_all(tables, offsets, plan, wild, allowed, filters, allowance)
    if looked_at > allowance:
        limit, facets = 0, facets[:0]
    total = 0
    for segment in range(len(tables)):
        total += sizes[segment, 0]
    size = total if limit < 0 else min(max(limit, looked_through), total) if limit else 0
    heap = (np.empty(size), np.empty(size, np.int64), np.empty(size, np.int64), np.zeros(1, np.int64))
    if size:
        rank_all(tables, offsets, sets[0], words, fields, documents_all, NEWEST, heap)
        if looked_through:
            first = min(looked_through, size)
            head = (heap[0][:first], heap[1][:first], heap[2][:first], np.full(1, first))
            for segment in range(len(tables)):
                wild_of_segment = (wild_places[0], wild_places[1][segment])
                add_bonuses(
                    tables[segment],
                    segment,
                    head[0],
                    head[2],
                    plan,
                    wild_of_segment,
                    holders[:ranking],
                    documents_all,
                    weights,
                )
            sort_heap(head)
    counts = count_all(tables, offsets, sets, sizes, facets, width)
    return sets, sizes, heap, counts, looked_at
