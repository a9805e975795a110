"""Which documents of a segment match: leaves looked up in the text, put together by a program, narrowed by filters."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.bitsets import Bits, count, keep_counted, keep_shared, put, put_all
from search.engines.whoosh.kernels.column_tables import (
    ALIVE,
    COMMON_KEYS,
    COMMON_SETS,
    FACET_DOCUMENTS,
    FACET_STARTS,
    PART_STARTS,
    integers_at,
    uint32s_at,
    uint64s_at,
)
from search.engines.whoosh.kernels.jit import inner, kernel
from search.engines.whoosh.kernels.question import ALL, AND, AT_LEAST, END, LEAF, NOT, OR, OWN, PARTS_MASK, START, Plan
from search.engines.whoosh.kernels.substrings import first_not_below, put_run

Integers = npt.NDArray[np.int64]
Sets = npt.NDArray[np.uint64]

SINGLE = 1 << 32  # marks the key of a single unit among those of common units and pairs


@inner
def match_segment(
    table: Any, plan: Plan, wild: Sets, low: int, high: int, holders: Integers, allowance: int
) -> tuple[Bits, int]:
    """The documents of a segment that match, and how much was looked at: too much as soon as it is above the allowance.

    Of each leaf, it is added to `holders` how many documents match it. `wild` has, from `low` to `high`, the sets of
    those that are wildcards.
    """
    program, leaves, units = plan
    alive = uint64s_at(table[ALIVE])
    found = np.zeros((len(leaves), len(alive)), np.uint64)
    looked_at = 0
    for leaf in range(len(leaves)):
        if leaves[leaf, START] < 0:
            put_all(found[leaf], wild[leaves[leaf, END], low:high])
        elif looked_at <= allowance:
            looked_at += _put_leaf(table, leaves[leaf], units, found[leaf])
        holders[leaf] += count(found[leaf])
    return _run_program(program, found, alive), looked_at


@inner
def _put_leaf(table: Any, leaf: Integers, units: Any, bits: Bits) -> int:
    """Put the documents of a leaf into an empty set; returns how many places were looked at."""
    run = units[leaf[START] : leaf[END]]
    if leaf[OWN] and len(run) <= 2:
        keys = integers_at(table[COMMON_KEYS])
        key = np.int64(run[0]) | SINGLE if len(run) == 1 else np.int64(run[0]) << 16 | np.int64(run[1])
        number = first_not_below(keys, 0, len(keys), key)
        if number < len(keys) and keys[number] == key:
            put_all(bits, uint64s_at(table[COMMON_SETS])[number * len(bits) : (number + 1) * len(bits)])
            return 0
    return put_run(table, run, ranges_of_parts(leaf[PARTS_MASK], integers_at(table[PART_STARTS])), bits)


@kernel
def ranges_of_parts(parts: int, part_starts: Integers) -> Integers:
    """The stretches of text that hold some parts, given as bits, neighbours joined: a row of start and end for each."""
    ranges = np.empty((len(part_starts), 2), np.int64)
    held, joins = 0, False
    for part in range(len(part_starts) - 1):
        if (parts >> part) & 1:
            if not joins:
                ranges[held, 0] = part_starts[part]
                held += 1
            ranges[held - 1, 1] = part_starts[part + 1]
        joins = (parts >> part) & 1 == 1
    return ranges[:held]


@inner
def _run_program(program: Integers, found: Sets, alive: Bits) -> Bits:
    stack = np.zeros((len(program), len(alive)), np.uint64)
    height = 0
    for at in range(len(program)):
        deed, number = program[at, 0], program[at, 1]
        if deed == LEAF:
            put_all(stack[height], found[number])
            height += 1
        elif deed == ALL:
            put_all(stack[height], alive)
            height += 1
        elif deed == NOT:
            for word in range(len(alive)):
                stack[height - 1, word] = alive[word] & ~stack[height - 1, word]
        else:
            height -= number
            _put_together(stack, height, height + number, deed, program[at, 2])
            height += 1
    keep_shared(stack[0], alive)
    return stack[0]


@inner
def _put_together(stack: Sets, first: int, end: int, deed: int, minimum: int) -> None:
    """Make of some sets on the stack one, in the place of the first, and empty the others."""
    if deed == AT_LEAST:
        keep_counted(stack, first, end, minimum)
    for other in range(first + 1, end):
        if deed == AND:
            keep_shared(stack[first], stack[other])
        elif deed == OR:
            put_all(stack[first], stack[other])
        for word in range(stack.shape[1]):
            stack[other, word] = np.uint64(0)


@inner
def narrow(
    table: Any, segment: int, matched: Bits, allowed: Integers, filters: int, sets: Sets, low: int, high: int
) -> None:
    """What is left of the matched documents behind so many filters: in the first set behind all of them, in each
    further one behind all but one. This segment's part of the sets, which are empty, goes from `low` to `high`.

    `allowed` has a row for each value that is let through: segment, filter and the value's number there.
    """
    for row in range(filters + 1):
        put_all(sets[row, low:high], matched)
    starts, documents = integers_at(table[FACET_STARTS]), uint32s_at(table[FACET_DOCUMENTS])
    for number in range(filters):
        having = np.zeros(len(matched), np.uint64)
        for at in range(len(allowed)):
            if allowed[at, 0] == segment and allowed[at, 1] == number:
                value = allowed[at, 2]
                for place in range(starts[value], starts[value + 1]):
                    put(having, documents[place])
        for row in range(filters + 1):
            if row != number + 1:
                keep_shared(sets[row, low:high], having)
