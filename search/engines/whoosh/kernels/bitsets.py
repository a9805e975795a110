"""Sets of documents as bits."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.columns import Bits, Int64s, Integer, UInt64s
from search.engines.whoosh.kernels.jit import inlined, inner, kernel

PLANES = 8  # of the counters of `keep_at_least`: it counts up to 255


@inner
def popcount(word: np.uint64) -> np.uint64:
    """How many bits of a uint64 are set. The compiler knows this pattern and makes one instruction of it."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (word * np.uint64(0x0101010101010101)) >> np.uint64(56)


@inner
def lowest_bit(word: np.uint64) -> int:
    """The number of the lowest bit that is set, of a uint64 that is not 0."""
    return int(np.int64(popcount((word ^ (word - np.uint64(1))) >> np.uint64(1))))


@inner
def add(bits: Bits, document: Integer) -> None:
    number = np.uint64(document)  # without a sign, so that nobody asks whether it counts from the end
    bits[number >> np.uint64(6)] |= np.uint64(1) << (number & np.uint64(63))


@inner
def contains(bits: Bits, document: Integer) -> np.uint64:
    """1 where the document is in the set, else 0; a uint64."""
    number = np.uint64(document)
    return (bits[number >> np.uint64(6)] >> (number & np.uint64(63))) & np.uint64(1)


@inner
def count(bits: Bits) -> int:
    """How many documents are in the set."""
    total = np.uint64(0)
    for word in bits:
        total += popcount(word)
    return int(np.int64(total))


@inner
def union_into(bits: Bits, others: Bits) -> None:
    """Put what is in another set into the set."""
    for at in range(len(bits)):
        bits[at] |= others[at]


@inner
def unite(bits: Bits, others: Bits) -> bool:
    """As `union_into`; whether the first held any document that the others do not."""
    more = np.uint64(0)
    for number in range(len(bits)):
        more |= bits[number] & ~others[number]
        bits[number] |= others[number]
    return bool(more != np.uint64(0))


@inner
def intersect_into(bits: Bits, others: Bits) -> None:
    """Leave in the set what is in the other one too."""
    for at in range(len(bits)):
        bits[at] &= others[at]


@inner
def subtract_from(bits: Bits, others: Bits) -> None:
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
def documents_of(bits: Bits) -> Int64s:
    """The documents of the set, ascending."""
    found = np.empty(count(bits), np.int64)
    filled = 0
    for at in range(len(bits)):
        word = bits[at]
        while word:
            found[filled] = at * 64 + lowest_bit(word)
            filled += 1
            word &= word - np.uint64(1)
    return found


@inner
def add_lists(starts: Int64s, ends: Int64s, documents: npt.NDArray[np.integer], bits: Bits) -> None:
    """Put the documents `documents[starts[i]:ends[i]]` of every i into the set."""
    for number in range(len(starts)):
        for at in range(starts[number], ends[number]):
            add(bits, documents[at])


@kernel
def count_in_lists(starts: Int64s, ends: Int64s, documents: npt.NDArray[np.integer], bits: Bits) -> Int64s:
    """Of each list of documents `documents[starts[i]:ends[i]]`, how many are in the set."""
    counts = np.zeros(len(starts), np.int64)
    for number in range(len(starts)):
        found = np.uint64(0)
        for at in range(starts[number], ends[number]):
            found += contains(bits, documents[at])
        counts[number] = np.int64(found)
    return counts


@inlined
def keep_at_least(sets: UInt64s, first: int, end: int, minimum: int) -> None:
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


@inlined
def _reach(planes: UInt64s, minimum: int) -> np.uint64:
    """Which of 64 counters are not below the minimum."""
    above, level = np.uint64(0), ~np.uint64(0)
    for plane in range(PLANES - 1, -1, -1):
        if (minimum >> plane) & 1:
            level &= planes[plane]
        else:
            above |= level & planes[plane]
            level &= ~planes[plane]
    return above | level
