"""Which documents of a segment match: leaves looked up in the text, put together by a program, narrowed by filters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.bitsets import (
    add,
    count,
    intersect_into,
    keep_at_least,
    union_into,
    unite,
)
from search.engines.whoosh.kernels.columns import SINGLE, Bits, Int64s, SegmentColumns, UInt16s
from search.engines.whoosh.kernels.jit import inlined, inner, kernel
from search.engines.whoosh.kernels.query import (
    ALL,
    AND,
    AT_LEAST,
    LEAF,
    NOT,
    OR,
    AllowedValue,
    LeafRow,
    Step,
)
from search.engines.whoosh.kernels.segment import Tables, segment_at
from search.engines.whoosh.kernels.substrings import (
    BLOCK_BITS,
    LENGTH_BITS,
    add_run,
    first_not_below,
    part_of,
    stretches_across,
)

Sets = npt.NDArray[np.uint64]
"""A bitmap in each row."""


@inlined
def match_segment(
    segment: SegmentColumns,
    leaves: Sequence[LeafRow],
    units: UInt16s,
    program: Sequence[Step],
    wild: Sets,
    low: int,
    high: int,
    frequencies: Int64s,
    allowance: int,
) -> tuple[Bits, Bits, bool, int]:
    """The documents of a segment that match; those that would if no marks were read over, and whether they are others;
    and how much was looked at: too much as soon as it is above the allowance.

    How many documents match each leaf is added to `frequencies`. `wild` has, from `low` to `high`, the sets of those
    that are wildcards.
    """
    alive, reads_over = segment.alive, False
    both = np.zeros((2, len(leaves), len(alive)), np.uint64)
    found, across = both[0], both[1]
    looked_at = 0
    for number in range(len(leaves)):
        leaf, exactly, anyhow = leaves[number], found[number], across[number]
        if leaf.start < 0:
            union_into(exactly, wild[leaf.end, low:high])
        elif looked_at <= allowance:
            looked_at += _add_leaf(segment, leaf, units, exactly, anyhow)
        reads_over |= unite(anyhow, exactly)
        frequencies[number] += count(anyhow)
    matched = _run_program(program, across, alive)
    exact = matched
    if reads_over:
        exact = _run_program(program, found, alive)
    return matched, exact, reads_over, looked_at


@inlined
def _add_leaf(segment: SegmentColumns, leaf: LeafRow, units: UInt16s, bits: Bits, across: Bits) -> int:
    """Put the documents of a leaf into an empty set, those in which it stands across marks into another one; returns
    how many places were looked at.
    """
    run, bare = units[leaf.start : leaf.end], units[leaf.bare_start : leaf.bare_end]
    looked_at = _add_exactly(segment, leaf, run, bits)
    if len(bare) == 0:
        return looked_at
    if len(bare) < len(run):
        looked_at += _add_exactly(segment, leaf, bare, across)
    stretches, more = stretches_across(segment, bare, segment.alive)
    for stretch in stretches:
        start = stretch >> LENGTH_BITS
        if (leaf.parts >> part_of(segment.part_starts, start)) & 1:
            add(across, segment.block_documents[start >> BLOCK_BITS])
    return looked_at + more


@inner
def _add_exactly(segment: SegmentColumns, leaf: LeafRow, run: UInt16s, bits: Bits) -> int:
    if leaf.own and len(run) <= 2:
        keys = segment.common_keys
        key = np.int64(run[0]) | SINGLE if len(run) == 1 else np.int64(run[0]) << 16 | np.int64(run[1])
        number = first_not_below(keys, 0, len(keys), key)
        if number < len(keys) and keys[number] == key:
            union_into(bits, segment.common_bitmaps[number * len(bits) : (number + 1) * len(bits)])
            return 0
    return add_run(segment, run, ranges_of_parts(leaf.parts, segment.part_starts), bits)


@inner
def ranges_of_parts(parts: int, part_starts: Int64s) -> Int64s:
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


@kernel
def part_ranges(tables: Tables, number: int, parts: int) -> Int64s:
    """As `ranges_of_parts` says them, of a table's segment."""
    return ranges_of_parts(parts, segment_at(tables, number).part_starts)


@inlined
def _run_program(program: Sequence[Step], found: Sets, alive: Bits) -> Bits:
    if len(program) == 1 and program[0].operation == LEAF:
        intersect_into(found[program[0].operand], alive)
        return found[program[0].operand]
    stack = np.zeros((len(program), len(alive)), np.uint64)
    height = 0
    for at in range(len(program)):
        operation, number = program[at].operation, program[at].operand
        if operation == LEAF:
            union_into(stack[height], found[number])
            height += 1
        elif operation == ALL:
            union_into(stack[height], alive)
            height += 1
        elif operation == NOT:
            for word in range(len(alive)):
                stack[height - 1, word] = alive[word] & ~stack[height - 1, word]
        else:
            height -= number
            _combine(stack, height, height + number, operation, program[at].minimum)
            height += 1
    intersect_into(stack[0], alive)
    return stack[0]


@inlined
def _combine(stack: Sets, first: int, end: int, operation: int, minimum: int) -> None:
    """Make of some sets on the stack one, in the place of the first, and empty the others."""
    if operation == AT_LEAST:
        keep_at_least(stack, first, end, minimum)
    for other in range(first + 1, end):
        if operation == AND:
            intersect_into(stack[first], stack[other])
        elif operation == OR:
            union_into(stack[first], stack[other])
        for word in range(stack.shape[1]):
            stack[other, word] = np.uint64(0)


@inlined
def narrow(
    segment: SegmentColumns,
    segment_number: int,
    matched: Bits,
    allowed: Sequence[AllowedValue],
    filters: int,
    sets: Sets,
    low: int,
    high: int,
) -> None:
    """What is left of the matched documents behind so many filters: in the first set behind all of them, in each
    further one behind all but one. This segment's part of the sets, which are empty, goes from `low` to `high`.
    """
    for row in range(filters + 1):
        union_into(sets[row, low:high], matched)
    starts, documents = segment.facet_starts, segment.facet_documents
    for number in range(filters):
        having = np.zeros(len(matched), np.uint64)
        for at in range(len(allowed)):
            if allowed[at].segment == segment_number and allowed[at].filter == number:
                value = allowed[at].value
                for place in range(starts[value], starts[value + 1]):
                    add(having, documents[place])
        for row in range(filters + 1):
            if row != number + 1:
                intersect_into(sets[row, low:high], having)
