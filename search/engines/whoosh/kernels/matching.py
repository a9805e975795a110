"""Which documents of a segment match: leaves looked up in the text, put together by a program, narrowed by filters."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.bits import Bits, at_least, count, put_lists
from search.engines.whoosh.kernels.compiling import kernel
from search.engines.whoosh.kernels.runs import first_not_below, put_run

Integers = npt.NDArray[np.int64]

LEAF, ALL, AND, OR, NOT, AT_LEAST = range(6)
SINGLE = 1 << 32  # marks the key of a single unit among those of common units and pairs


@kernel
def match(
    program: Integers,
    leaves: Integers,
    parts: npt.NDArray[np.bool_],
    units: npt.NDArray[np.uint16],
    wild: npt.NDArray[np.uint64],
    filters: tuple[Integers, Integers],
    alive: Bits,
    text: Any,
    facets: Any,
) -> tuple[npt.NDArray[np.uint64], Integers, Integers, int]:
    """The sets of documents that match, how many each holds, how many each leaf matches, and how much was looked at.

    The first set is that of the hits; then, for each filter, what would match without it.

    `program`: steps over a stack of sets, a row each: what to do, and with how many or which. `leaves`: a row each, see
    `planning.Plan`, whose `parts` and `units` these are; `wild` has the sets of the wildcards. `filters`: the
    numbers of the values let through, one filter's after the other's, and where each ends. `text` and `facets` are
    columns of the mirror, see `snapshot`.
    """
    values, value_ends = filters
    found = np.zeros((len(leaves), len(alive)), np.uint64)
    holders = np.empty(len(leaves), np.int64)
    looked_at = 0
    for leaf in range(len(leaves)):
        looked_at += _put_leaf(leaves[leaf], parts[leaf], units, wild, text, found[leaf])
        holders[leaf] = count(found[leaf])
    matched = _run_program(program, found, alive)
    sets = np.empty((len(value_ends) + 1, len(alive)), np.uint64)
    sets[:] = matched
    start = 0
    for number in range(len(value_ends)):
        allowed = _with_values(values[start : value_ends[number]], facets, len(alive))
        start = value_ends[number]
        for row in range(len(sets)):
            if row != number + 1:
                sets[row] &= allowed
    sizes = np.empty(len(sets), np.int64)
    for row in range(len(sets)):
        sizes[row] = count(sets[row])
    return sets, sizes, holders, looked_at


@kernel
def _put_leaf(
    leaf: Integers, parts: npt.NDArray[np.bool_], units: Any, wild: npt.NDArray[np.uint64], text: Any, bits: Bits
) -> int:
    """Put the documents of a leaf into an empty set; returns how many places were looked at."""
    pair_keys, pair_starts, positions, text_units, owners, part_starts, common_keys, common_sets = text
    start, end, own = leaf[0], leaf[1], leaf[3]
    if start < 0:
        bits[:] = wild[end]
        return 0
    run = units[start:end]
    if own and len(run) <= 2:
        key = np.int64(run[0]) | SINGLE if len(run) == 1 else np.int64(run[0]) << 16 | np.int64(run[1])
        number = first_not_below(common_keys, 0, len(common_keys), key)
        if number < len(common_keys) and common_keys[number] == key:
            bits[:] = common_sets[number * len(bits) : (number + 1) * len(bits)]
            return 0
    ranges = ranges_of_parts(parts, part_starts)
    return put_run(run, pair_keys, pair_starts, positions, text_units, owners, ranges, bits)


@kernel
def ranges_of_parts(parts: npt.NDArray[np.bool_], part_starts: Integers) -> Integers:
    """The stretches of text that hold some parts, neighbours joined: a row of start and end for each."""
    ranges = np.empty((len(parts), 2), np.int64)
    held = 0
    for part in range(len(parts)):
        if parts[part]:
            if part == 0 or not parts[part - 1]:
                ranges[held, 0] = part_starts[part]
                held += 1
            ranges[held - 1, 1] = part_starts[part + 1]
    return ranges[:held]


@kernel
def _run_program(program: Integers, found: npt.NDArray[np.uint64], alive: Bits) -> Bits:
    stack = np.empty((len(program) + 1, len(alive)), np.uint64)
    height = 0
    for step in program:
        deed, number = step[0], step[1]
        if deed in (LEAF, ALL):
            stack[height] = found[number] if deed == LEAF else alive
            height += 1
        elif deed == NOT:
            stack[height - 1] = alive & ~stack[height - 1]
        else:
            height -= number
            if deed == AT_LEAST:
                stack[height] = at_least(step[2], stack[height : height + number])
            for other in range(height + 1, height + number):
                if deed == AND:
                    stack[height] &= stack[other]
                elif deed == OR:
                    stack[height] |= stack[other]
            height += 1
    return stack[0] & alive


@kernel
def _with_values(values: Integers, facets: Any, width: int) -> Bits:
    """The documents that have one of a facet's values."""
    allowed = np.zeros(width, np.uint64)
    put_lists(facets[0][values], facets[0][values + 1], facets[1], allowed)
    return allowed
