"""A whole search in one step: match, narrow, score, rank and count over all segments of a snapshot."""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.kernels.bitsets import copy, count, subtract_from
from search.engines.whoosh.kernels.columns import Bits, Floats, Int64s, UInt32s
from search.engines.whoosh.kernels.facets import count_values
from search.engines.whoosh.kernels.jit import inner, kernel
from search.engines.whoosh.kernels.matching import Sets, match_segment, narrow
from search.engines.whoosh.kernels.postings import find_postings
from search.engines.whoosh.kernels.proximity import add_bonuses
from search.engines.whoosh.kernels.query import EncodedQuery, allowed_of, facets_of, header_of, words_of
from search.engines.whoosh.kernels.scoring import score
from search.engines.whoosh.kernels.segment import Tables, segment_at
from search.engines.whoosh.kernels.top_k import Heap, in_order, make_heap, sort_first, sort_heap

Best = tuple[Floats, Int64s, Int64s]
"""Scores, keys and places, see `top_k.Heap`."""

WildcardPlaces = tuple[UInt32s, Int64s]
"""Where the plan's wildcards stand in each segment, one's places after the other's; for each segment a row of where
those of each wildcard begin, and the last one's end.
"""


@inner
def _offsets(tables: Tables) -> Int64s:
    """Where each segment's part of a set begins, and the last one's ends."""
    offsets = np.zeros(len(tables) + 1, np.int64)
    for segment in range(len(tables)):
        offsets[segment + 1] = offsets[segment] + len(segment_at(tables, segment).alive)
    return offsets


@kernel
def match_all(tables: Tables, query: EncodedQuery, wild: Sets) -> tuple[Sets, Bits, bool, Int64s, Int64s, int]:
    """The sets of documents that match, one segment's after the other's; the hits for which no marks are read over, and
    whether these may be others than all; how many each set holds, a row for a segment; how many documents match each
    leaf; how much was looked at.

    The first set is that of the hits; then, for each filter, what would match without it. `wild` has the sets of the
    plan's wildcards, a row each. Where more was looked at than allowed, nothing else means anything.
    """
    filters, allowance, offsets = header_of(query).filters, header_of(query).allowance, _offsets(tables)
    sets = np.zeros((filters + 1, offsets[len(tables)]), np.uint64)
    exact, is_apart = sets[0], False
    sizes = np.zeros((len(tables), filters + 1), np.int64)
    frequencies = np.zeros(header_of(query).leaves, np.int64)
    looked_at = 0
    for segment in range(len(tables)):
        columns, low, high = segment_at(tables, segment), offsets[segment], offsets[segment + 1]
        matched, strictly, reads_over, more = match_segment(
            columns, query, wild, low, high, frequencies, allowance - looked_at
        )
        looked_at += more
        if looked_at > allowance:
            break
        narrow(columns, segment, matched, allowed_of(query), filters, sets, low, high)
        if reads_over or is_apart:
            if not is_apart:
                exact, is_apart = copy(sets[0]), True
            for word in range(low, high):
                exact[word] = sets[0, word] & strictly[word - low]
        for row in range(filters + 1):
            sizes[segment, row] = count(sets[row, low:high])
    return sets, exact, is_apart, sizes, frequencies, looked_at


@kernel
def rank_all(tables: Tables, hits: Bits, query: EncodedQuery) -> Best:
    """The best hits of all segments, as many as the header's limit says or there are, best first."""
    heap = make_heap(min(header_of(query).limit, count(hits)))
    if len(heap.scores):
        _collect_best(tables, hits, query, heap)
        sort_heap(heap)
    return heap.scores, heap.keys, heap.places


@inner
def _collect_best(tables: Tables, hits: Bits, query: EncodedQuery, heap: Heap) -> None:
    """Put the best hits of all segments into the heap."""
    header, offsets, first = header_of(query), _offsets(tables), segment_at(tables, 0)
    fields = len(first.posting_starts) // (len(first.term_ends) + 1)
    lists = len(words_of(query)) * fields
    begins, ends = np.empty((len(tables), lists), np.int64), np.empty((len(tables), lists), np.int64)
    frequencies = np.zeros(lists, np.int64)
    for segment in range(len(tables)):
        find_postings(segment_at(tables, segment), query, begins[segment], ends[segment])
        for number in range(lists):
            frequencies[number] += ends[segment, number] - begins[segment, number]
    for segment in range(len(tables)):
        columns, of_segment = segment_at(tables, segment), hits[offsets[segment] : offsets[segment + 1]]
        postings = (begins[segment], ends[segment])
        keys = columns.oldest if header.oldest_first else columns.newest
        score(columns, of_segment, postings, frequencies, header.documents_all, keys, segment, heap)


@kernel
def count_all(tables: Tables, sets: Sets, sizes: Int64s, query: EncodedQuery) -> Int64s:
    """How many documents of each set have each value: a row for each set, or none without facets.

    See `facets.count_values`.
    """
    facets, offsets = facets_of(query), _offsets(tables)
    counts = np.zeros((len(sets) if len(facets) else 0, header_of(query).facet_values), np.int64)
    for row in range(len(counts)):
        wanted = False
        for at in range(len(facets)):
            wanted |= facets[at].row == row
        for segment in range(len(tables)):
            if wanted and sizes[segment, row]:
                bits = sets[row, offsets[segment] : offsets[segment + 1]]
                count_values(segment_at(tables, segment), bits, sizes[segment, row], facets, row, counts[row])
    return counts


@inner
def _rank(
    tables: Tables,
    hits: Bits,
    held: int,
    query: EncodedQuery,
    wild_places: WildcardPlaces,
    frequencies: Int64s,
    wanted: int,
) -> Heap:
    """The best of hits, of which there are `held`, at least as many as are wanted, which come first and in order: by
    their scores, to which of the first is added what `proximity` says.
    """
    header, size = header_of(query), min(max(wanted, header_of(query).reranked), held)
    heap = make_heap(size)
    if size == 0:
        return heap
    first = min(header.reranked, size)
    _collect_best(tables, hits, query, heap)
    if 0 < first < size:
        sort_heap(heap)
    if first:
        top = Heap(heap.scores[:first], heap.keys[:first], heap.places[:first], np.full(1, first))
        order = in_order(top.places)
        for segment in range(len(tables)):
            wild = (wild_places[0], wild_places[1][segment])
            columns = segment_at(tables, segment)
            add_bonuses(columns, segment, top, order, query, wild, frequencies[: header.ranking])
        sort_first(top, wanted)
    else:
        sort_first(heap, wanted)
    return heap


@kernel
def search_all(
    tables: Tables, query: EncodedQuery, wild: Sets, wild_places: WildcardPlaces
) -> tuple[Sets, tuple[int, int], Best, Int64s, int]:
    """The sets as `match_all` says them, how many hits there are, for how many of them no marks are read over, the best
    of all, those wanted in order and first, the counts of facets, and how much was looked at.

    Hits for which no marks are read over come before all others.
    """
    header = header_of(query)
    sets, exact, is_apart, sizes, frequencies, looked_at = match_all(tables, query, wild)
    total = sizes[:, 0].sum()
    strictly = count(exact) if is_apart else total
    wanted = header.limit if header.limit >= 0 else total
    if looked_at > header.allowance:
        wanted = 0
    best = make_heap(0)
    if wanted:
        best = _rank(tables, exact, strictly, query, wild_places, frequencies, wanted)
    if strictly < min(wanted, total):
        others = copy(sets[0])
        subtract_from(others, exact)
        rest = _rank(tables, others, total - strictly, query, wild_places, frequencies, wanted - strictly)
        best = Heap(
            np.concatenate((best.scores, rest.scores)),
            np.concatenate((best.keys, rest.keys)),
            np.concatenate((best.places, rest.places)),
            rest.filled,
        )
    counts = count_all(tables, sets, sizes, query)
    return sets, (total, strictly), (best.scores, best.keys, best.places), counts, looked_at
