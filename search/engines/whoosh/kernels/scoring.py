"""How documents score by their words, and which come first by it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.bitsets import (
    Bits,
    copy,
    count,
    documents_of,
    holds,
    keep_shared,
    lowest,
    ones_in,
    put_lists,
    take_out,
)
from search.engines.whoosh.kernels.column_tables import BASES, WORD_DOCUMENTS, WORD_IMPACTS, floats_at, uint32s_at
from search.engines.whoosh.kernels.jit import inner
from search.engines.whoosh.kernels.substrings import first_near, first_not_below
from search.engines.whoosh.kernels.top_k import Heap, offer

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

WINDOW = 64  # words of bits: the documents that are scored together, so that their sums stay in the nearest cache
_FEW = 2048  # hits of a segment up to which these are looked at one by one, not as windows of bits
_SHORT = 8  # postings for each hit up to which a list is read through
_SEARCHING = 16  # postings passed over in the time that one document is looked up
_ASIDE = 4  # a list so many times as long as all others together is read apart from them


@inner
def idf_of(holders: Any, documents_all: Any) -> float:
    """Whoosh's: how telling a word is that so many of all documents hold."""
    return math.log(documents_all / (holders + 1)) + 1


@inner
def score(
    table: Any,
    hits: Bits,
    postings: tuple[Integers, Integers],
    holders: Integers,
    documents_all: int,
    keys: Any,
    segment: int,
    heap: Heap,
) -> None:
    """Offer all hits of a segment to the best ones, each with its score: the sum over its postings of idf · base.

    `postings` are starts and ends of lists of postings, each of which has a document and an impact, a number among the
    `bases`; `holders` are how many of all documents are in each list of all segments. Ties go by the smaller key.
    """
    begins, ends = postings
    documents, impacts = uint32s_at(table[WORD_DOCUMENTS]), uint32s_at(table[WORD_IMPACTS])
    lists = (begins, ends, (documents, impacts), floats_at(table[BASES]))
    idfs = np.empty(len(begins))
    longest, everything = 0, 0
    for number in range(len(begins)):
        idfs[number] = idf_of(holders[number], documents_all)
        everything += ends[number] - begins[number]
        if ends[number] - begins[number] > ends[longest] - begins[longest]:
            longest = number
    most = ends[longest] - begins[longest] if len(begins) else 0
    held = count(hits)
    if held <= _FEW:
        _score_few(hits, held, lists, idfs, keys, segment, heap)
    elif most > _ASIDE * (everything - most) and held * _SEARCHING > most:
        _score_aside(hits, longest, lists, idfs, keys, segment, heap)
    else:
        _score_together(hits, lists, idfs, keys, segment, heap)


@inner
def _score_aside(hits: Bits, longest: int, lists: Any, idfs: Floats, keys: Any, segment: int, heap: Heap) -> None:
    """Where one list has nearly all postings: those hits first that other lists hold too. Of the rest, which score by
    that list alone, most are passed over by their impact.
    """
    begins, ends, (documents, impacts), bases = lists
    short = ends.copy()
    short[longest] = begins[longest]
    beside = np.zeros(len(hits), np.uint64)
    put_lists(begins, short, documents, beside)
    rest, idf = copy(hits), idfs[longest]
    take_out(rest, beside)
    keep_shared(beside, hits)
    _score_together(beside, lists, idfs, keys, segment, heap)
    scores, heap_keys, _, filled = heap
    room, worst = filled[0] < len(scores), scores[0]
    for at in range(begins[longest], ends[longest]):
        value = idf * bases[impacts[at]]
        if (room or value >= worst) and holds(rest, documents[at]):
            key = keys[documents[at]]
            if room or value > worst or key < heap_keys[0]:
                offer(value, key, segment, documents[at], heap)
                room, worst = filled[0] < len(scores), scores[0]
    if room or worst <= 0:  # then those that no list holds come in too
        held = np.zeros(len(hits), np.uint64)
        put_lists(begins, ends, documents, held)
        take_out(rest, held)
        _offer_window(rest, 0, np.zeros(64 * len(hits)), keys, segment, heap)


@inner
def _score_few(hits: Bits, held: Any, lists: Any, idfs: Floats, keys: Any, segment: int, heap: Heap) -> None:
    """List by list, only what concerns the hits: long lists are not read, but the hits looked up in them."""
    begins, ends, postings, bases = lists
    documents, added = documents_of(hits), np.zeros(held)
    for number in range(len(begins)):
        begin, end = begins[number], ends[number]
        if end - begin > held * _SHORT:
            _look_up(documents, begin, end, idfs[number], postings, bases, added, 64 * len(hits))
        elif begin < end:
            _read_through(documents, begin, end, idfs[number], postings, bases, added)
    scores, heap_keys, _, entries = heap
    for at in range(held):
        room, worst = entries[0] < len(scores), scores[0]
        if room or added[at] > worst or (added[at] == worst and keys[documents[at]] < heap_keys[0]):
            offer(added[at], keys[documents[at]], segment, documents[at], heap)


@inner
def _read_through(
    documents: Integers, at: int, end: int, idf: float, postings: Any, bases: Floats, added: Floats
) -> None:
    """Add what a list of postings gives to the sums of some documents; both ascend."""
    row = 0
    while at < end and row < len(documents):
        here, there = documents[row], np.int64(postings[0][at])
        if here == there:
            added[row] += idf * bases[postings[1][at]]
        row += here <= there
        at += there <= here


@inner
def _look_up(
    documents: Integers, at: int, end: int, idf: float, postings: Any, bases: Floats, added: Floats, among: int
) -> None:
    """The same, looking each document up where it ought to be: postings are spread over all of them about evenly."""
    before, density = 0, (end - at) / among
    for row in range(len(documents)):
        wanted = documents[row]
        at = first_near(postings[0], at, end, at + np.int64((wanted - before) * density), wanted)
        if at == end:
            return
        before = wanted
        if postings[0][at] == wanted:
            added[row] += idf * bases[postings[1][at]]


@inner
def _score_together(hits: Bits, lists: Any, idfs: Floats, keys: Any, segment: int, heap: Heap) -> None:
    """Window by window of documents, list by list."""
    begins, ends, postings, bases = lists
    cursors = begins.copy()
    added = np.empty(WINDOW * 64, np.float64)
    for low in range(0, len(hits), WINDOW):
        window = hits[low : low + WINDOW]
        held = np.int64(0)
        for word in window:
            held += np.int64(ones_in(word))
        if held == 0:
            continue
        _clear(window, held, added)
        for number in range(len(begins)):
            if begins[number] < ends[number]:
                at, end, idf = cursors[number], ends[number], idfs[number]
                if held * _SEARCHING * len(hits) < (end - begins[number]) * len(window):
                    at = _add_few(window, low * 64, at, end, idf, postings, bases, added, 64 * len(hits))
                else:
                    at = _add_all(window, low * 64, at, end, idf, postings, bases, added)
                cursors[number] = at
        _offer_window(window, low * 64, added, keys, segment, heap)


@inner
def _clear(window: Bits, held: Any, added: Floats) -> None:
    """Begin anew: of the sums, those of the hits will be read."""
    if held > WINDOW:
        added[:] = 0.0
        return
    for number in range(len(window)):
        word = window[number]
        while word:
            added[number * 64 + lowest(word)] = 0.0
            word &= word - np.uint64(1)


@inner
def _add_all(window: Bits, low: int, at: int, end: int, idf: float, postings: Any, bases: Floats, added: Floats) -> int:
    """Read all postings in the window; returns where the next window goes on."""
    documents, impacts = postings
    if at < end and documents[at] < low:
        at = _leap(documents, at, end, low)
    high = low + 64 * len(window)
    while at < end and documents[at] < high:
        added[np.int64(documents[at]) - low] += idf * bases[impacts[at]]
        at += 1
    return at


@inner
def _add_few(
    window: Bits, low: int, at: int, end: int, idf: float, postings: Any, bases: Floats, added: Floats, among: int
) -> int:
    """The same, looking each hit up in the postings instead of reading them all: where it ought to be, as documents are
    spread over them about evenly.
    """
    documents, impacts = postings
    for number in range(len(window)):
        word = window[number]
        while word:
            within = number * 64 + lowest(word)
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


@inner
def _leap(documents: Any, at: int, end: int, wanted: int) -> int:
    """The first place from `at` on whose document is not below the wanted one, looked for in growing steps."""
    step = 1
    while at + step < end and documents[at + step] < wanted:
        at += step
        step <<= 1
    return first_not_below(documents, at, min(at + step, end), wanted)


@inner
def _offer_window(window: Bits, low: int, added: Floats, keys: Integers, segment: int, heap: Any) -> None:
    scores, heap_keys, _, filled = heap
    room, worst = filled[0] < len(scores), scores[0]
    for number in range(len(window)):
        word = window[number]
        while word:
            within = number * 64 + lowest(word)
            word &= word - np.uint64(1)
            if room or added[within] > worst or (added[within] == worst and keys[low + within] < heap_keys[0]):
                offer(added[within], keys[low + within], segment, low + within, heap)
                room, worst = filled[0] < len(scores), scores[0]
