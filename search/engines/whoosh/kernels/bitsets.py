"""Sets of documents as bits."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.jit import inner, kernel

Bits = npt.NDArray[np.uint64]

PLANES = 8  # of the counters of `keep_counted`: it counts up to 255


@inner
def ones_in(word: Any) -> Any:
    """How many bits of a uint64 are set. The compiler knows this pattern and makes one instruction of it."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (word * np.uint64(0x0101010101010101)) >> np.uint64(56)


@inner
def lowest(word: Any) -> Any:
    """The number of the lowest bit that is set, of a uint64 that is not 0."""
    return np.int64(ones_in((word ^ (word - np.uint64(1))) >> np.uint64(1)))


@inner
def put(bits: Bits, document: Any) -> None:
    number = np.uint64(document)  # without a sign, so that nobody asks whether it counts from the end
    bits[number >> np.uint64(6)] |= np.uint64(1) << (number & np.uint64(63))


@inner
def holds(bits: Bits, document: Any) -> Any:
    """1 where the document is in the set, else 0; a uint64."""
    number = np.uint64(document)
    return (bits[number >> np.uint64(6)] >> (number & np.uint64(63))) & np.uint64(1)


@inner
def count(bits: Bits) -> int:
    """How many documents are in the set."""
    total = np.uint64(0)
    for word in bits:
        total += ones_in(word)
    return int(total)


@inner
def put_all(bits: Bits, others: Bits) -> None:
    """Put what is in another set into the set."""
    for at in range(len(bits)):
        bits[at] |= others[at]


@inner
def keep_shared(bits: Bits, others: Bits) -> None:
    """Leave in the set what is in the other one too."""
    for at in range(len(bits)):
        bits[at] &= others[at]


@inner
def take_out(bits: Bits, others: Bits) -> None:
    """Leave in the set what is not in the other one."""
    for at in range(len(bits)):
        bits[at] &= ~others[at]


@inner
def copy(bits: Bits) -> Bits:
    made = np.empty(len(bits), np.uint64)
    for at in range(len(bits)):
        made[at] = bits[at]
    return made


@kernel
def documents_of(bits: Bits) -> npt.NDArray[np.int64]:
    """The documents of the set, ascending."""
    found = np.empty(count(bits), np.int64)
    filled = 0
    for at in range(len(bits)):
        word = bits[at]
        while word:
            found[filled] = at * 64 + lowest(word)
            filled += 1
            word &= word - np.uint64(1)
    return found


@inner
def put_lists(starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], documents: Any, bits: Bits) -> None:
    """Put the documents `documents[starts[i]:ends[i]]` of every i into the set."""
    for number in range(len(starts)):
        for at in range(starts[number], ends[number]):
            put(bits, documents[at])


@inner
def keep_counted(sets: npt.NDArray[np.uint64], first: int, end: int, minimum: int) -> None:
    """Leave in the first of some sets, which are rows, what is in so many, or more, of them: at most 255.

    64 documents are counted at once: bit by bit of the counters, plane by plane.
    """
    planes = np.zeros(PLANES, np.uint64)
    for at in range(sets.shape[1]):
        for plane in range(PLANES):
            planes[plane] = np.uint64(0)
        for number in range(first, end):
            carry = sets[number, at]
            for plane in range(PLANES):
                planes[plane], carry = planes[plane] ^ carry, planes[plane] & carry
        sets[first, at] = _reach(planes, minimum)


@inner
def _reach(planes: npt.NDArray[np.uint64], minimum: int) -> Any:
    """Which of 64 counters are not below the minimum."""
    above, level = np.uint64(0), ~np.uint64(0)
    for plane in range(PLANES - 1, -1, -1):
        if (minimum >> plane) & 1:
            level &= planes[plane]
        else:
            above |= level & planes[plane]
            level &= ~planes[plane]
    return above | level
