"""Words in a segment's vocabulary, and how documents score by them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.bits import Bits, lowest, ones_in
from search.engines.whoosh.kernels.compiling import kernel
from search.engines.whoosh.kernels.heaps import Heap, offer
from search.engines.whoosh.kernels.runs import first_not_below

Bytes = npt.NDArray[np.uint8]
Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

WINDOW = 64  # words of bits: the documents that are scored together, so that their sums stay in the nearest cache
_SEARCHING = 16  # postings passed over in the time that one document is looked up


@kernel
def find_words(
    asked: Bytes, asked_ends: Integers, heads: npt.NDArray[np.uint64], terms: Bytes, term_ends: Integers
) -> Integers:
    """The places of words in the vocabulary, -1 for those that are not in it. `asked` are their bytes, one's after the
    other's; `heads` the vocabulary's first eight bytes, as numbers.
    """
    found = np.full(len(asked_ends), -1, np.int64)
    start = 0
    for number in range(len(asked_ends)):
        word = asked[start : asked_ends[number]]
        start = asked_ends[number]
        head = np.uint64(0)
        for at in range(8):
            head = (head << np.uint64(8)) | (np.uint64(word[at]) if at < len(word) else np.uint64(0))
        place = first_not_below(heads, 0, len(heads), head)
        while place < len(heads) and heads[place] == head:
            if _is_term(word, place, terms, term_ends):
                found[number] = place
                break
            place += 1
    return found


@kernel
def _is_term(word: Bytes, place: int, terms: Bytes, term_ends: Integers) -> bool:
    start, end = (term_ends[place - 1] if place else 0), term_ends[place] - 1
    if end - start != len(word):
        return False
    for at in range(8, len(word)):
        if terms[start + at] != word[at]:
            return False
    return True


@kernel
def find_postings(
    asked: Bytes,
    asked_ends: Integers,
    wanted: npt.NDArray[np.bool_],
    columns: Any,
) -> tuple[Integers, Integers]:
    """The starts and ends of the postings of words in every field: word by word, field by field.

    `wanted` says for each of these what is asked for; `columns` are a segment's `word_columns`.
    """
    heads, terms, term_ends, starts, _, _ = columns
    words, width = len(asked_ends), len(term_ends) + 1
    fields = len(starts) // width
    begins, ends = np.zeros(words * fields, np.int64), np.zeros(words * fields, np.int64)
    places = find_words(asked, asked_ends, heads, terms, term_ends)
    for word in range(words):
        for field in range(fields):
            if places[word] >= 0 and wanted[word * fields + field]:
                at = field * width + places[word]
                begins[word * fields + field], ends[word * fields + field] = starts[at], starts[at + 1]
    return begins, ends


@kernel
def idf_of(holders: Any, documents_all: Any) -> float:
    """Whoosh's: how telling a word is that so many of all documents hold."""
    return math.log(documents_all / (holders + 1)) + 1


@kernel
def score(
    hits: Bits,
    postings: tuple[Integers, Integers],
    holders: Integers,
    documents_all: int,
    bases: Floats,
    keys: Any,
    segment: int,
    columns: Any,
    heap: Heap,
) -> None:
    """Offer all hits of a segment to the best ones, each with its score: the sum over its postings of idf · base.

    `postings` are starts and ends of lists of postings, each of which has a document and an impact, a number among the
    `bases`; `holders` are how many of all documents are in each list of all segments. Ties go by the smaller key.
    `columns` are the segment's `word_columns`.
    """
    begins, ends = postings
    _, _, _, _, documents, impacts = columns
    added = np.empty(WINDOW * 64, np.float64)
    cursors, idfs = begins.copy(), np.empty(len(begins))
    for number in range(len(begins)):
        idfs[number] = idf_of(holders[number], documents_all)
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
                    at = _add_few(window, low * 64, at, end, idf, documents, impacts, bases, added)
                else:
                    at = _add_all(window, low * 64, at, end, idf, documents, impacts, bases, added)
                cursors[number] = at
        _offer_window(window, low * 64, added, keys, segment, heap)


@kernel
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


@kernel
def _add_all(
    window: Bits,
    low: int,
    at: int,
    end: int,
    idf: float,
    documents: Any,
    impacts: Any,
    bases: Floats,
    added: Floats,
) -> int:
    """Read all postings in the window; returns where the next window goes on."""
    if at < end and documents[at] < low:
        at = _leap(documents, at, end, low)
    high = low + 64 * len(window)
    while at < end and documents[at] < high:
        added[np.int64(documents[at]) - low] += idf * bases[impacts[at]]
        at += 1
    return at


@kernel
def _add_few(
    window: Bits,
    low: int,
    at: int,
    end: int,
    idf: float,
    documents: Any,
    impacts: Any,
    bases: Floats,
    added: Floats,
) -> int:
    """The same, looking each hit up in the postings instead of reading them all."""
    for number in range(len(window)):
        word = window[number]
        while word:
            within = number * 64 + lowest(word)
            word &= word - np.uint64(1)
            at = _leap(documents, at, end, low + within)
            if at == end:
                return at
            if documents[at] == low + within:
                added[within] += idf * bases[impacts[at]]
    return at


@kernel
def _leap(documents: Any, at: int, end: int, wanted: int) -> int:
    """The first place from `at` on whose document is not below the wanted one, looked for in growing steps."""
    step = 1
    while at + step < end and documents[at + step] < wanted:
        at += step
        step <<= 1
    return first_not_below(documents, at, min(at + step, end), wanted)


@kernel
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
