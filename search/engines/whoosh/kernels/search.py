"""A whole search in one step: match, narrow, score, rank and count over all segments of a snapshot."""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.kernels.bitsets import add, copy, count, subtract_from
from search.engines.whoosh.kernels.columns import Bits, Floats, Int64s, Integer, UInt32s
from search.engines.whoosh.kernels.facets import count_values
from search.engines.whoosh.kernels.jit import inlined, inner, kernel
from search.engines.whoosh.kernels.matching import Sets, match_segment, narrow
from search.engines.whoosh.kernels.occurrences import FewDocuments, few_documents, make_few
from search.engines.whoosh.kernels.postings import documents_of_word, find_postings
from search.engines.whoosh.kernels.proximity import RUN_WEIGHT, add_bonuses
from search.engines.whoosh.kernels.query import (
    EncodedQuery,
    allowed_of,
    facets_of,
    header_of,
    leaves_of,
    plan_of,
    program_of,
    units_of,
    words_of,
)
from search.engines.whoosh.kernels.scoring import Lists, idf_of, score, sums_of
from search.engines.whoosh.kernels.segment import Tables, segment_at
from search.engines.whoosh.kernels.substrings import first_not_below
from search.engines.whoosh.kernels.top_k import (
    SEGMENT_BITS,
    Heap,
    in_order,
    make_heap,
    sort_first,
    sort_heap,
)

Best = tuple[Floats, Int64s, Int64s]
"""Scores, articles' ids and places, see `top_k.Heap`."""

Details = tuple[Int64s, Sets, Int64s]
"""The best hits' places, the sets as `match_all` says them, the counts of facets. Many searches need none of these, and
to hand an array back takes as long as some hits.
"""

WildcardPlaces = tuple[UInt32s, Int64s]
"""Where the plan's wildcards stand in each segment, one's places after the other's; for each segment a row of where
those of each wildcard begin, and the last one's end.
"""


@inner
def _count_documents(tables: Tables) -> int:
    """Of all segments, deleted ones too."""
    documents = 0
    for segment in range(len(tables)):
        documents += len(segment_at(tables, segment).ids)
    return documents


@inlined
def _count_words(tables: Tables) -> int:
    """How many words of bits a set of all segments' documents has."""
    words = 0
    for segment in range(len(tables)):
        words += len(segment_at(tables, segment).alive)
    return words


@kernel
def match_all(
    tables: Tables, query: EncodedQuery, wild: Sets, allowance: int
) -> tuple[Sets, Bits, bool, Int64s, Int64s, int]:
    """The sets of documents that match, one segment's after the other's; the hits for which no marks are read over, and
    whether these may be others than all; how many each set holds, a row for a segment; how many documents match each
    leaf; how much was looked at.

    The first set is that of the hits; then, for each filter, what would match without it. `wild` has the sets of the
    plan's wildcards, a row each. Where more was looked at than allowed, nothing else means anything.
    """
    filters, allowed, leaves, program = header_of(query).filters, allowed_of(query), leaves_of(query), program_of(query)
    sets = np.zeros((filters + 1, _count_words(tables)), np.uint64)
    exact, is_apart = sets[0], False
    sizes = np.zeros((len(tables), filters + 1), np.int64)
    frequencies = np.zeros(len(leaves), np.int64)
    looked_at = high = 0
    for segment in range(len(tables)):
        columns = segment_at(tables, segment)
        low, high = high, high + len(columns.alive)
        matched, strictly, reads_over, more = match_segment(
            columns, leaves, units_of(query), program, wild, low, high, frequencies, allowance - looked_at
        )
        looked_at += more
        if looked_at > allowance:
            break
        narrow(columns, segment, matched, allowed, filters, sets, low, high)
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
    return heap.scores, _ids_of(tables, heap.places), heap.places


@inner
def _ids_of(tables: Tables, places: Int64s) -> Int64s:
    ids = np.empty(len(places), np.int64)
    for at in range(len(places)):
        segment, document = places[at] >> SEGMENT_BITS, places[at] & ((1 << SEGMENT_BITS) - 1)
        ids[at] = segment_at(tables, segment).ids[document]
    return ids


@inner
def _collect_best(tables: Tables, hits: Bits, query: EncodedQuery, heap: Heap) -> None:
    """Put the best hits of all segments into the heap."""
    begins, ends, idfs = _lists_of(tables, query)
    high = 0
    for segment in range(len(tables)):
        columns = segment_at(tables, segment)
        low, high = high, high + len(columns.alive)
        keys, least = columns.newest, columns.least_newest
        if header_of(query).oldest_first:
            keys, least = columns.oldest, columns.least_oldest
        score(columns, hits[low:high], (begins[segment], ends[segment]), idfs, keys, least, segment, heap)


@inner
def _lists_of(tables: Tables, query: EncodedQuery) -> tuple[Int64s, Int64s, Floats]:
    """Where the lists of postings of the query's words begin and end, a row for each segment, and their idfs."""
    first, documents_all = segment_at(tables, 0), _count_documents(tables)
    lists = len(words_of(query)) * (len(first.posting_starts) // (len(first.term_ends) + 1))
    postings, idfs = np.empty((2, len(tables), lists), np.int64), np.empty(lists)
    begins, ends = postings[0], postings[1]
    for segment in range(len(tables)):
        find_postings(segment_at(tables, segment), query, begins[segment], ends[segment])
    for number in range(lists):
        frequency = 0
        for segment in range(len(tables)):
            frequency += ends[segment, number] - begins[segment, number]
        idfs[number] = idf_of(frequency, documents_all) if frequency else 0.0
    return begins, ends, idfs


@kernel
def count_all(tables: Tables, sets: Sets, sizes: Int64s, query: EncodedQuery) -> Int64s:
    """How many documents of each set have each value: a row for each set, or none without facets.

    See `facets.count_values`.
    """
    facets = facets_of(query)
    counts = np.zeros((len(sets) if len(facets) else 0, header_of(query).facet_values), np.int64)
    for row in range(len(counts)):
        wanted, high = False, 0
        for at in range(len(facets)):
            wanted |= facets[at].row == row
        for segment in range(len(tables)):
            columns = segment_at(tables, segment)
            low, high = high, high + len(columns.alive)
            if wanted and sizes[segment, row]:
                count_values(columns, sets[row, low:high], sizes[segment, row], facets, row, counts[row])
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
    reranked = plan_of(query).reranked if wanted else 0
    heap = make_heap(min(max(wanted, reranked), held))
    size = len(heap.scores)
    if size == 0:
        return heap
    first = min(reranked, size)
    _collect_best(tables, hits, query, heap)
    if 0 < first < size:
        sort_heap(heap)
    if first:
        top = Heap(heap.scores[:first], heap.keys[:first], heap.places[:first], np.full(1, first))
        order, idfs = in_order(top.places), np.empty(plan_of(query).ranking)
        for leaf in range(len(idfs)):
            idfs[leaf] = idf_of(frequencies[leaf], _count_documents(tables))
        for segment in range(len(tables)):
            wild = (wild_places[0], wild_places[1][segment])
            add_bonuses(segment_at(tables, segment), segment, top, order, query, wild, idfs)
        sort_first(top, wanted)
    else:
        sort_first(heap, wanted)
    return heap


@kernel
def best_of_few(tables: Tables, plan: Int64s, limit: int) -> tuple[int, int, Floats, Int64s]:
    """How many hits there are of a plan of one run that stands in few places, how much was looked at, the scores and
    ids of the best, as many as the limit says. Where `search_all` is to be asked, -1 was looked at.

    Takes and gives little: to hand arrays over is a large part of what a small search costs.
    """
    looked_at, few, best = _search_few(tables, (plan, plan), limit)
    return few.bounds[-1], looked_at, best.scores, _ids_of(tables, best.places)


@inner
def _search_few(tables: Tables, query: EncodedQuery, limit: int) -> tuple[int, FewDocuments, Heap]:
    """The hits of a plan of one run; the best of them; how many places were looked at, -1 where they were too many.

    Bonuses go to the best: to all that are wanted, or there would have to be an order before.
    """
    looked_at, few = documents_of_word(tables, query) if plan_of(query).one_word else (-1, make_few(tables, 0))
    if looked_at < 0:
        looked_at, few = few_documents(tables, query)
    total, reranked = few.bounds[-1], plan_of(query).reranked
    wanted = min(limit, total) if limit >= 0 else total
    if wanted > reranked > 0:
        looked_at = -1
    best = _rank_few(tables, query, few, wanted if looked_at >= 0 else 0)
    return looked_at, few, Heap(best.scores[:wanted], best.keys[:wanted], best.places[:wanted], best.filled)


@inner
def _rank_few(tables: Tables, query: EncodedQuery, few: FewDocuments, wanted: int) -> Heap:
    """The best of few hits: as many as are wanted, or more, those first."""
    size = min(max(wanted, plan_of(query).reranked), few.bounds[-1]) if wanted else 0
    if size == 0:
        return make_heap(size)
    heap = _reaching(tables, few, _scores_of(tables, query, few), size)
    if len(heap.scores) > size and plan_of(query).reranked:
        sort_heap(heap)
        heap = Heap(heap.scores[:size], heap.keys[:size], heap.places[:size], np.full(1, size))
    if plan_of(query).reranked:
        amounts, idf = segment_at(tables, 0).amounts, idf_of(few.holding[0], _count_documents(tables))
        for at in range(len(heap.scores)):
            number, document = heap.places[at] >> SEGMENT_BITS, heap.places[at] & ((1 << SEGMENT_BITS) - 1)
            row = first_not_below(few.documents, few.bounds[number], few.bounds[number + 1], document)
            times = few.times[row]
            heap.scores[at] += amounts[RUN_WEIGHT] * idf * (few.weights[row] * times / (times + 1))
    sort_first(heap, wanted)
    return heap


@inner
def _scores_of(tables: Tables, query: EncodedQuery, few: FewDocuments) -> Floats:
    scores = np.empty(few.bounds[-1])
    begins, ends, idfs = _lists_of(tables, query)
    for number in range(len(tables)):
        segment, low, high = segment_at(tables, number), few.bounds[number], few.bounds[number + 1]
        columns = (segment.posting_documents, segment.posting_impacts, segment.bases)
        lists = Lists(begins[number], ends[number], idfs, *columns)
        scores[low:high] = sums_of(few.documents[low:high], lists, 64 * len(segment.alive))
    return scores


@inner
def _reaching(tables: Tables, few: FewDocuments, scores: Floats, size: Integer) -> Heap:
    """The best, at least so many, and not many more where they are wanted of many, in no order: those that reach the
    worst of the best of so many stretches. To know them beforehand is faster than to put all in order, and then
    keys, which are far from each other in memory, are read for all at once.
    """
    step, least, held = len(scores) // size, np.inf, int(np.int64(0))
    for stretch in range(size):
        best = 0.0
        for at in range(stretch * step, (stretch + 1) * step):
            best = max(best, scores[at])
        least = min(least, best)
    rows = np.empty(len(scores), np.int64)
    for row in range(len(scores)):
        rows[held] = row
        held += scores[row] >= least
    heap, number = make_heap(held), int(np.int64(0))
    for at in range(held):
        while rows[at] >= few.bounds[number + 1]:
            number += 1
        document = few.documents[rows[at]]
        heap.scores[at], heap.places[at] = scores[rows[at]], number << SEGMENT_BITS | document
        heap.keys[at] = segment_at(tables, number).newest[document]
    heap.filled[0] = held
    return heap


@inlined
def _bits_of(tables: Tables, few: FewDocuments) -> tuple[Sets, Int64s]:
    """Their set and its sizes, as `match_all` has them."""
    sets, sizes, low = np.zeros((1, _count_words(tables)), np.uint64), np.empty((len(tables), 1), np.int64), 0
    for number in range(len(tables)):
        for document in few.documents[few.bounds[number] : few.bounds[number + 1]]:
            add(sets[0, low:], document)
        low += len(segment_at(tables, number).alive)
        sizes[number, 0] = few.bounds[number + 1] - few.bounds[number]
    return sets, sizes


@kernel
def search_all(
    tables: Tables, query: EncodedQuery, wild: Sets, wild_places: WildcardPlaces, allowance: int
) -> tuple[tuple[int, int, int], Floats, Int64s, Details | None]:
    """How many hits there are, for how many of them no marks are read over, how much was looked at; the scores and ids
    of the best, those wanted, in order; the details where the header says so.

    Hits for which no marks are read over come before all others.
    """
    header = header_of(query)
    if plan_of(query).one_run and header.detailed and not header.filters:
        looked_at, few, best = _search_few(tables, query, header.limit)
        if 0 <= looked_at <= allowance:
            total, (sets, sizes) = few.bounds[-1], _bits_of(tables, few)
            details: Details | None = (best.places, sets, count_all(tables, sets, sizes, query))
            return (total, total, looked_at), best.scores, _ids_of(tables, best.places), details
    sets, exact, is_apart, sizes, frequencies, looked_at = match_all(tables, query, wild, allowance)
    total = sizes[:, 0].sum()
    strictly = count(exact) if is_apart else total
    wanted = min(header.limit, total) if header.limit >= 0 else total
    if looked_at > allowance:
        wanted = 0
    best = _rank(tables, exact, strictly, query, wild_places, frequencies, wanted)
    scores, places = best.scores, best.places
    if strictly < wanted:
        others = copy(sets[0])
        subtract_from(others, exact)
        rest = _rank(tables, others, total - strictly, query, wild_places, frequencies, wanted - strictly)
        scores, places = np.concatenate((scores, rest.scores)), np.concatenate((places, rest.places))
    scores, places, details = scores[:wanted], places[:wanted], None
    if header.detailed:
        details = (places, sets, count_all(tables, sets, sizes, query))
    return (total, strictly, looked_at), scores, _ids_of(tables, places), details
