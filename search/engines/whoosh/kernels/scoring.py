"""How documents score by their words, and which come first by it.

Three ways give the same scores, summed in the same order. Each was left out in turn: without looking few hits up
(`_score_few`) rare phrases take 1.1 to 1.2 times as long, without scoring the hits of sparse lists first
(`_score_sparse_first`) frequent words 1.5 times and two words 1.8 times, without looking the hits of a window up in
long lists (`_add_few`) frequent words 1.3 times. Reading lists through beside few hits, and taking up to 2,048 hits for
few, was slower.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.kernels.bitsets import (
    Bits,
    add,
    add_lists,
    contains,
    copy,
    count,
    documents_of,
    intersect_into,
    lowest_bit,
    subtract_from,
)
from search.engines.whoosh.kernels.columns import Floats, Int64s, Integer, SegmentColumns, UInt16s
from search.engines.whoosh.kernels.jit import inlined, inner
from search.engines.whoosh.kernels.substrings import first_near, first_not_below
from search.engines.whoosh.kernels.top_k import Heap, offer, offer_if_better

WINDOW = 64  # words of bits: the documents that are scored together, so that their sums stay in the nearest cache
_FEW = 256  # hits of a segment up to which these are looked up one by one
_BESIDE = 4  # a list so many times as long as the hits is read through, not looked into
_SEARCHING = 16  # postings passed over in the time that one document is looked up
_OF_MANY = 8  # hits for each one that is wanted, from which on it is worth to score some of them first
_DENSE = 32  # documents for each posting of a list, up to which it is a dense one


class Lists(NamedTuple):
    """Lists of postings in a segment: where each begins and ends, and its idf; the columns that they lie in.

    What reads many postings takes the columns out first: taken out within the loop, it takes a tenth longer.
    """

    begins: Int64s
    ends: Int64s
    idfs: Floats
    documents: UInt16s
    impacts: UInt16s
    bases: Floats


@inner
def idf_of(frequency: Integer, documents_all: Integer) -> float:
    """Whoosh's inverse document frequency of a term that so many of all documents hold."""
    return math.log(documents_all / (frequency + 1)) + 1


@inlined
def score(
    columns: SegmentColumns,
    hits: Bits,
    postings: tuple[Int64s, Int64s],
    idfs: Floats,
    keys: Int64s,
    least: Int64s,
    segment: int,
    heap: Heap,
) -> None:
    """Offer all hits of a segment to the best ones, each with its score: the sum over its postings of idf · base.

    `postings` are starts and ends of lists; `idfs` those of all segments' lists.
    Ties go by the smaller key; `least` are the least of each 64 documents.
    """
    begins, ends = postings
    lists = Lists(begins, ends, idfs, columns.posting_documents, columns.posting_impacts, columns.bases)
    held = count(hits)
    if held <= _FEW:
        _score_few(hits, lists, keys, segment, heap)
    elif len(begins) == 0:
        _offer_by_keys(hits, keys, least, segment, heap)
    elif held > _OF_MANY * len(heap.scores):
        _score_sparse_first(columns, hits, lists, keys, segment, heap)
    else:
        _score_together(hits, lists, keys, segment, heap)


@inlined
def _offer_by_keys(hits: Bits, keys: Int64s, least: Int64s, segment: int, heap: Heap) -> None:
    """Offer hits that nothing scores: of most words of bits no key is read. The last are often the newest."""
    room, worst = heap.filled[0] < len(heap.scores), heap.keys[0]
    if not room and heap.scores[0] > 0:
        return
    for number in range(len(hits) - 1, -1, -1):
        word = hits[number]
        if not room and least[number] > worst:
            continue
        while word:
            document = number * 64 + lowest_bit(word)
            word &= word - np.uint64(1)
            if room or keys[document] < worst:
                offer(0.0, keys[document], segment, document, heap)
                room, worst = heap.filled[0] < len(heap.scores), heap.keys[0]


@inlined
def _score_few(hits: Bits, lists: Lists, keys: Int64s, segment: int, heap: Heap) -> None:
    """Look each hit up in each list, where it ought to be: postings are spread over all documents about evenly."""
    documents = documents_of(hits)
    added = sums_of(documents, lists, 64 * len(hits))
    _offer_few(documents, added, keys, segment, heap)


@inlined
def _offer_few(documents: Int64s, added: Floats, keys: Int64s, segment: int, heap: Heap) -> None:
    """Offer some documents of a segment with their scores. Keys are far from each other in memory: few are read."""
    scores, filled = heap.scores, heap.filled
    for row in range(len(documents)):
        if filled[0] < len(scores) or added[row] >= scores[0]:
            offer_if_better(added[row], keys[documents[row]], segment, documents[row], heap)


@inner
def sums_of(documents: Int64s, lists: Lists, among: int) -> Floats:
    """The scores of some documents of a segment, which ascend. The segment has room for `among` documents."""
    added, places = np.zeros(len(documents)), np.empty(len(documents), np.int64)
    values, impacts, bases = lists.documents, lists.impacts, lists.bases
    for number in range(len(lists.begins)):
        begin, end, idf = lists.begins[number], lists.ends[number], lists.idfs[number]
        if begin == end:
            continue
        if end - begin <= _BESIDE * len(documents):
            _go_through(values, begin, end, documents, places)
        else:
            _look_up(values, begin, end, documents, among, places)
        for row in range(len(documents)):
            place = places[row]
            if place < end and values[place] == documents[row]:
                added[row] += idf * bases[impacts[place]]
    return added


@inlined
def _go_through(values: UInt16s, begin: Integer, end: Integer, wanted: Int64s, places: Int64s) -> None:
    """For each of the wanted values, the first place in values[begin:end] whose value is not below it, else the end."""
    at = begin
    for row in range(len(wanted)):
        while at < end and values[at] < wanted[row]:
            at += 1
        places[row] = at


@inlined
def _look_up(values: UInt16s, begin: Integer, end: Integer, wanted: Int64s, among: int, places: Int64s) -> None:
    """The same, of values spread about evenly over `among` numbers: all are first looked for where they ought to be,
    then where they ought to be by what stands there. So the processor waits for memory once for all of them.
    """
    density = (end - begin) / among
    for row in range(len(wanted)):
        places[row] = values[min(begin + np.int64(wanted[row] * density), end - 1)]
    for row in range(len(wanted)):
        place = min(begin + np.int64(wanted[row] * density), end - 1)
        guess = place + np.int64((wanted[row] - places[row]) * density)
        places[row] = min(max(guess, begin), end - 1)
    for row in range(len(wanted)):
        places[row] = first_near(values, begin, end, places[row], wanted[row])


@inlined
def _score_sparse_first(
    columns: SegmentColumns, hits: Bits, lists: Lists, keys: Int64s, segment: int, heap: Heap
) -> None:
    """Those hits first that sparse lists hold: those with a word in their title, for the most part. The others score by
    dense lists alone, and are passed over where these cannot give as much as the worst of the best has.
    """
    sparse, most, longest, dense = lists.ends.copy(), 0.0, int(np.int64(0)), 0
    for number in range(len(sparse)):
        if (lists.ends[number] - lists.begins[number]) * _DENSE >= 64 * len(hits):
            sparse[number] = lists.begins[number]
            most += lists.idfs[number] * columns.greatest_bases[number % len(columns.greatest_bases)]
            longest, dense = number, dense + 1
    beside = np.zeros(len(hits), np.uint64)
    add_lists(lists.begins, sparse, lists.documents, beside)
    rest = copy(hits)
    subtract_from(rest, beside)
    intersect_into(beside, hits)
    _score_together(beside, lists, keys, segment, heap)
    if heap.filled[0] == len(heap.scores) and most < heap.scores[0]:
        return
    if dense == 1 and count(rest) * _SEARCHING > lists.ends[longest] - lists.begins[longest]:
        _score_by_one(rest, longest, lists, keys, segment, heap)
    else:
        _score_together(rest, lists, keys, segment, heap)


@inlined
def _score_by_one(hits: Bits, only: Integer, lists: Lists, keys: Int64s, segment: int, heap: Heap) -> None:
    """Offer hits that no other list holds: most are passed over by their impact."""
    documents, idf = lists.documents, lists.idfs[only]
    room, worst = heap.filled[0] < len(heap.scores), heap.scores[0]
    for at in range(lists.begins[only], lists.ends[only]):
        value = idf * lists.bases[lists.impacts[at]]
        if (room or value >= worst) and contains(hits, documents[at]):
            key = keys[documents[at]]
            if room or value > worst or key < heap.keys[0]:
                offer(value, key, segment, np.int64(documents[at]), heap)
                room, worst = heap.filled[0] < len(heap.scores), heap.scores[0]
    if room or worst <= 0:  # then those that it does not hold come in too
        held = np.zeros(len(hits), np.uint64)
        for at in range(lists.begins[only], lists.ends[only]):
            add(held, documents[at])
        others = copy(hits)
        subtract_from(others, held)
        _offer_window(others, int(np.int64(0)), np.zeros(64 * len(hits)), keys, segment, heap)


@inner
def _score_together(hits: Bits, lists: Lists, keys: Int64s, segment: int, heap: Heap) -> None:
    """Window by window of documents, list by list."""
    cursors = lists.begins.copy()
    added = np.empty(WINDOW * 64, np.float64)
    for low in range(0, len(hits), WINDOW):
        window = hits[low : low + WINDOW]
        held = count(window)
        if held == 0:
            continue
        _clear(window, held, added)
        for number in range(len(cursors)):
            if lists.begins[number] < lists.ends[number]:
                length = lists.ends[number] - lists.begins[number]
                if held * _SEARCHING * len(hits) < length * len(window):
                    cursors[number] = _add_few(window, low * 64, lists, number, cursors[number], added, 64 * len(hits))
                else:
                    cursors[number] = _add_all(window, low * 64, lists, number, cursors[number], added)
        _offer_window(window, low * 64, added, keys, segment, heap)


@inlined
def _clear(window: Bits, held: Integer, added: Floats) -> None:
    """Begin anew: of the sums, those of the hits will be read."""
    if held > WINDOW:
        added[:] = 0.0
        return
    for number in range(len(window)):
        word = window[number]
        while word:
            added[number * 64 + lowest_bit(word)] = 0.0
            word &= word - np.uint64(1)


@inlined
def _add_all(window: Bits, low: Integer, lists: Lists, number: int, at: Integer, added: Floats) -> Integer:
    """Add what a list's postings in the window give, from one on; returns where the next window goes on."""
    documents, impacts, bases = lists.documents, lists.impacts, lists.bases
    end, idf = lists.ends[number], lists.idfs[number]
    if at < end and documents[at] < low:
        at = _leap(documents, at, end, low)
    high = low + 64 * len(window)
    while at < end and documents[at] < high:
        added[np.int64(documents[at]) - low] += idf * bases[impacts[at]]
        at += 1
    return at


@inlined
def _add_few(window: Bits, low: Integer, lists: Lists, number: int, at: Integer, added: Floats, among: int) -> Integer:
    """The same, looking each hit of the window up in the list, where it ought to be, instead of reading all of it."""
    documents, impacts, bases = lists.documents, lists.impacts, lists.bases
    end, idf = lists.ends[number], lists.idfs[number]
    for place in range(len(window)):
        word = window[place]
        while word:
            within = place * 64 + lowest_bit(word)
            word &= word - np.uint64(1)
            if at < end and documents[at] < low + within:
                before = np.int64(documents[at])
                guess = at + (end - at) * (low + within - before) // (among - before)
                at = first_near(documents, at, end, guess, low + within)
            if at == end:
                return at
            if documents[at] == low + within:
                added[within] += idf * bases[impacts[at]]
    return at


@inlined
def _leap(documents: UInt16s, at: Integer, end: Integer, wanted: Integer) -> Integer:
    """The first place from `at` on whose document is not below the wanted one, looked for in growing steps."""
    step = 1
    while at + step < end and documents[at + step] < wanted:
        at += step
        step <<= 1
    return first_not_below(documents, at, min(at + step, end), wanted)


@inner
def _offer_window(window: Bits, low: int, added: Floats, keys: Int64s, segment: int, heap: Heap) -> None:
    """Offer a window's hits with their sums. What they must surpass is read anew only where one is taken."""
    room, worst = heap.filled[0] < len(heap.scores), heap.scores[0]
    for number in range(len(window)):
        word = window[number]
        while word:
            within = number * 64 + lowest_bit(word)
            word &= word - np.uint64(1)
            if room or added[within] > worst or (added[within] == worst and keys[low + within] < heap.keys[0]):
                offer(added[within], keys[low + within], segment, low + within, heap)
                room, worst = heap.filled[0] < len(heap.scores), heap.scores[0]
