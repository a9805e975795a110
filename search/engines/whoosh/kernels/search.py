"""A whole search in one step: match, narrow, score, rank and count over all segments of a snapshot."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.bitsets import Bits, count
from search.engines.whoosh.kernels.column_tables import ALIVE, TERM_ENDS, WORD_STARTS, Tables, integers_at
from search.engines.whoosh.kernels.facets import count_values
from search.engines.whoosh.kernels.jit import inner, kernel
from search.engines.whoosh.kernels.matching import Sets, match_segment, narrow
from search.engines.whoosh.kernels.postings import find_postings
from search.engines.whoosh.kernels.proximity import add_bonuses
from search.engines.whoosh.kernels.question import (
    ALLOWANCE,
    DOCUMENTS_ALL,
    FACET_VALUES,
    FILTERS,
    KEYS,
    LIMIT,
    LOOKED_THROUGH,
    RANKING,
    Asked,
    allowed_of,
    facets_of,
    plan_of,
    words_of,
)
from search.engines.whoosh.kernels.scoring import score
from search.engines.whoosh.kernels.top_k import sort_first, sort_heap

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

Heap = tuple[Floats, Integers, Integers, Integers]
Best = tuple[Floats, Integers, Integers]
"""A heap's scores, keys and places."""

Places = tuple[npt.NDArray[np.uint32], Integers]


@inner
def _offsets(tables: Tables) -> Integers:
    """Where each segment's part of a set begins, and the last one's ends."""
    offsets = np.zeros(len(tables) + 1, np.int64)
    for segment in range(len(tables)):
        offsets[segment + 1] = offsets[segment] + tables[segment, ALIVE, 1]
    return offsets


@kernel
def match_all(tables: Tables, asked: Asked, wild: Sets) -> tuple[Sets, Integers, Integers, int]:
    """The sets of documents that match, one segment's after the other's; how many each holds, a row for a segment; how
    many documents match each leaf; how much was looked at.

    The first set is that of the hits; then, for each filter, what would match without it. `wild` has the sets of the
    plan's wildcards, a row each. Where more was looked at than allowed, nothing else means anything.
    """
    filters, allowance = asked[0][FILTERS], asked[0][ALLOWANCE]
    offsets, plan = _offsets(tables), plan_of(asked)
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
        narrow(tables[segment], segment, matched, allowed_of(asked), filters, sets, low, high)
        for row in range(filters + 1):
            sizes[segment, row] = count(sets[row, low:high])
    return sets, sizes, holders, looked_at


@kernel
def rank_all(tables: Tables, hits: Bits, asked: Asked, heap: Heap) -> int:
    """Put the best hits of all segments into the heap, and that into order; returns how many they are."""
    _put_best(tables, hits, asked, heap)
    return sort_heap(heap)


@inner
def _put_best(tables: Tables, hits: Bits, asked: Asked, heap: Heap) -> None:
    """Put the best hits of all segments into the heap."""
    words, offsets = words_of(asked), _offsets(tables)
    fields = len(integers_at(tables[0, WORD_STARTS])) // (len(integers_at(tables[0, TERM_ENDS])) + 1)
    lists = len(words[1]) * fields
    begins, ends = np.empty((len(tables), lists), np.int64), np.empty((len(tables), lists), np.int64)
    holders = np.zeros(lists, np.int64)
    for segment in range(len(tables)):
        find_postings(tables[segment], words, begins[segment], ends[segment])
        for number in range(lists):
            holders[number] += ends[segment, number] - begins[segment, number]
    for segment in range(len(tables)):
        postings = (begins[segment], ends[segment])
        of_segment = hits[offsets[segment] : offsets[segment + 1]]
        keys = integers_at(tables[segment, asked[0][KEYS]])
        score(tables[segment], of_segment, postings, holders, asked[0][DOCUMENTS_ALL], keys, segment, heap)


@kernel
def count_all(tables: Tables, sets: Sets, sizes: Integers, asked: Asked) -> npt.NDArray[np.int64]:
    """How many documents of each set have each value: a row for each set, or none without facets.

    See `facets.count_values`.
    """
    facets, offsets = facets_of(asked), _offsets(tables)
    counts = np.zeros((len(sets) if len(facets) else 0, asked[0][FACET_VALUES]), np.int64)
    for row in range(len(counts)):
        wanted = False
        for at in range(len(facets)):
            wanted |= facets[at, 0] == row
        for segment in range(len(tables)):
            if wanted and sizes[segment, row]:
                bits = sets[row, offsets[segment] : offsets[segment + 1]]
                count_values(tables[segment], bits, sizes[segment, row], facets, row, counts[row])
    return counts


@inner
def _look_through(tables: Tables, asked: Asked, wild_places: Places, holders: Integers, heap: Heap) -> None:
    """Add to the scores of what is in a heap, which is one no more, what their bonuses are."""
    scores, _, places, _ = heap
    plan, documents_all, order = plan_of(asked), asked[0][DOCUMENTS_ALL], np.argsort(places)
    for segment in range(len(tables)):
        wild = (wild_places[0], wild_places[1][segment])
        add_bonuses(tables[segment], segment, scores, places, order, plan, wild, holders, documents_all)


@inner
def _rank(tables: Tables, hits: Bits, asked: Asked, wild_places: Places, holders: Integers, heap: Heap) -> None:
    """Put the best hits into an empty heap, and those that are wanted into the order that bonuses give."""
    numbers, size = asked[0], len(heap[0])
    wanted = numbers[LIMIT] if numbers[LIMIT] >= 0 else size
    first = min(numbers[LOOKED_THROUGH], size)
    _put_best(tables, hits, asked, heap)
    if 0 < first < size:
        sort_heap(heap)
    if first:
        heap = (heap[0][:first], heap[1][:first], heap[2][:first], np.full(1, first))
        _look_through(tables, asked, wild_places, holders[: numbers[RANKING]], heap)
    sort_first(heap, wanted)


@kernel
def search_all(tables: Tables, asked: Asked, wild: Sets, wild_places: Places) -> tuple[Sets, int, Best, Integers, int]:
    """The sets as `match_all` says them, how many hits there are, the best of them, those wanted in order and first,
    the counts of facets, and how much was looked at.

    `wild_places`: the places of the plan's wildcards in each segment, one's after the other's, and a row for each
    segment of where they begin and the last one's end.
    """
    numbers = asked[0]
    sets, sizes, holders, looked_at = match_all(tables, asked, wild)
    total = 0
    for segment in range(len(tables)):
        total += sizes[segment, 0]
    size = total
    if looked_at > numbers[ALLOWANCE]:
        size = 0
    elif numbers[LIMIT] >= 0:
        size = min(max(numbers[LIMIT], numbers[LOOKED_THROUGH]), total)
    heap = (np.empty(size), np.empty(size, np.int64), np.empty(size, np.int64), np.zeros(1, np.int64))
    if size:
        _rank(tables, sets[0], asked, wild_places, holders, heap)
    return sets, total, heap[:3], count_all(tables, sets, sizes, asked), looked_at
