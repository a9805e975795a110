"""The best of many, as a heap whose root is the worst of them: a lower score is worse, then a larger key."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from search.engines.whoosh.kernels.columns import Floats, Int64s, Integer
from search.engines.whoosh.kernels.jit import inner

SEGMENT_BITS = 32
_ROOT: Integer = np.int64(0)  # and no literal, see `jit.inner`
_PICKED = 20  # up to so many are picked one by one faster than sorted


class Heap(NamedTuple):
    """Room for some documents, of which as many are filled as its last entry, the only one of its array, says."""

    scores: Floats
    keys: Int64s
    places: Int64s  # the segment's number × 2³² and the document's
    filled: Int64s


@inner
def make_heap(size: Integer) -> Heap:
    """Room for the best `size`."""
    numbers = np.empty((3, size), np.int64)  # together, since to make an array takes as long as to rank some hits
    return Heap(numbers[0].view(np.float64), numbers[1], numbers[2], np.zeros(1, np.int64))


@inner
def offer(score: float, key: Integer, segment: int, document: Integer, heap: Heap) -> None:
    """Take a document in where there is room, or in place of the worst, which it must be better than."""
    scores, keys, places, filled = heap
    size = filled[0]
    if size < len(scores):
        scores[size], keys[size], places[size] = score, key, (segment << SEGMENT_BITS) | np.int64(document)
        filled[0] = size + 1
        if size + 1 == len(scores):
            for root in range(size // 2, -1, -1):
                _sift_down(root, size + 1, heap)
        return
    scores[0], keys[0], places[0] = score, key, (segment << SEGMENT_BITS) | np.int64(document)
    _sift_down(_ROOT, size, heap)


@inner
def offer_if_better(score: float, key: Integer, segment: int, document: Integer, heap: Heap) -> None:
    """Take a document in where there is room, or where it is better than the worst."""
    room, worst = heap.filled[0] < len(heap.scores), heap.scores[0]
    if room or score > worst or (score == worst and key < heap.keys[0]):
        offer(score, key, segment, document, heap)


@inner
def sort_heap(heap: Heap) -> int:
    """Put what is in a heap into order, the best first, which makes it a heap no more; returns how many there are."""
    size = heap.filled[0]
    for root in range(size // 2, -1, -1):
        _sift_down(root, size, heap)
    for last in range(size - 1, 0, -1):
        _swap(_ROOT, last, heap)
        _sift_down(_ROOT, last, heap)
    return size


@inner
def sort_first(heap: Heap, count: int) -> None:
    """Put at least the first so many of what is in a heap in order, which makes it a heap no more."""
    scores, keys, _, filled = heap
    if count > _PICKED:
        sort_heap(heap)
        return
    for at in range(min(count, filled[0])):
        best = at
        for other in range(at + 1, filled[0]):
            above = scores[other] > scores[best]
            if above or (scores[other] == scores[best] and keys[other] < keys[best]):
                best = other
        _swap(at, best, heap)


@inner
def _swap(one: Integer, other: Integer, heap: Heap) -> None:
    scores, keys, places, _ = heap
    scores[one], scores[other] = scores[other], scores[one]
    keys[one], keys[other] = keys[other], keys[one]
    places[one], places[other] = places[other], places[one]


@inner
def _sift_down(at: Integer, size: Integer, heap: Heap) -> None:
    """Put right what may stand above worse ones among the first `size`."""
    scores, keys, _, _ = heap
    while True:
        worst = at
        for child in range(2 * at + 1, min(2 * at + 3, size)):
            below = scores[child] < scores[worst]
            if below or (scores[child] == scores[worst] and keys[child] > keys[worst]):
                worst = child
        if worst == at:
            return
        _swap(at, worst, heap)
        at = worst


@inner
def in_order(values: Int64s) -> Int64s:
    """The places of some tens of values, in ascending order of these, by insertion: `argsort` takes two seconds to
    compile.
    """
    order = np.empty(len(values), np.int64)
    for at in range(len(values)):
        place = at
        while place > 0 and values[order[place - 1]] > values[at]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = at
    return order
