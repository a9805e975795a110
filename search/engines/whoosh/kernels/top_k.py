"""The best of many, as a heap whose root is the worst of them: a lower score is worse, then a larger key."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.jit import inner

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

Heap = tuple[Floats, Integers, Integers, Integers]
"""Scores, keys, places (the segment's number × 2³² and the document's), and how many of them are filled (one entry)."""

SEGMENT_BITS = 32
_PICKED = 20  # up to so many are picked one by one faster than sorted


def make_heap(size: int) -> Heap:
    """Room for the best `size`."""
    return np.empty(size), np.empty(size, np.int64), np.empty(size, np.int64), np.zeros(1, np.int64)


@inner
def offer(score: float, key: int, segment: int, document: Any, heap: Any) -> None:
    """Take a document in where there is room, or in place of the worst, which it must be better than."""
    scores, keys, places, filled = heap
    size = filled[0]
    if size < len(scores):
        scores[size], keys[size], places[size] = score, key, (segment << SEGMENT_BITS) | np.int64(document)
        filled[0] = size + 1
        if size + 1 == len(scores):
            for root in range(size // 2, -1, -1):
                _sink(root, size + 1, heap)
        return
    scores[0], keys[0], places[0] = score, key, (segment << SEGMENT_BITS) | np.int64(document)
    _sink(0, size, heap)


@inner
def sort_heap(heap: Any) -> int:
    """Put what is in a heap into order, the best first, which makes it a heap no more; returns how many there are."""
    size = heap[3][0]
    for root in range(size // 2, -1, -1):
        _sink(root, size, heap)
    for last in range(size - 1, 0, -1):
        _swap(0, last, heap)
        _sink(0, last, heap)
    return size


@inner
def sort_first(heap: Any, count: int) -> None:
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
def _swap(one: int, other: int, heap: Any) -> None:
    scores, keys, places, _ = heap
    scores[one], scores[other] = scores[other], scores[one]
    keys[one], keys[other] = keys[other], keys[one]
    places[one], places[other] = places[other], places[one]


@inner
def _sink(at: int, size: int, heap: Any) -> None:
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
