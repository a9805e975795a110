"""Where runs stand: all their places, or those in some documents."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.compiling import inner, kernel
from search.engines.whoosh.kernels.runs import BLOCK_BITS, first_near, first_not_below, rarest_pair, stands
from search.engines.whoosh.kernels.tables import (
    PAIR_KEYS,
    PAIR_STARTS,
    PART_BLOCKS,
    POSITIONS,
    UNITS,
    integers_at,
    uint16s_at,
    uint32s_at,
)

Units = npt.NDArray[np.uint16]
Integers = npt.NDArray[np.int64]


@kernel
def places_of_run(table: Any, run: Units) -> npt.NDArray[np.uint32]:
    """Every place in the text where the run stands, in order."""
    positions, units = uint32s_at(table[POSITIONS]), uint16s_at(table[UNITS])
    start, end, lead = rarest_pair(run, uint32s_at(table[PAIR_KEYS]), integers_at(table[PAIR_STARTS]))
    found = np.empty(end - start, np.uint32)
    filled = 0
    for at in range(start, end):
        place = np.int64(positions[at]) - lead
        if stands(run, units, place):
            found[filled] = place
            filled += 1
    return np.sort(found[:filled]) if len(run) == 1 else found[:filled]


@inner
def places_in_documents(
    table: Any, run: Units, places: Any, wanted: int, parts: int, documents: Integers
) -> tuple[Integers, Integers]:
    """Where the run stands in some documents: places, and for each document and part in turn where theirs begin.

    Of an empty run, `places` has all there are. `wanted` says, as bits, which parts count. There is one more bound than
    documents times parts.
    """
    positions, units = uint32s_at(table[POSITIONS]), uint16s_at(table[UNITS])
    pair = (0, len(places), 0)
    if len(run):
        pair = rarest_pair(run, uint32s_at(table[PAIR_KEYS]), integers_at(table[PAIR_STARTS]))
    else:
        positions = places
    part_blocks = uint32s_at(table[PART_BLOCKS])
    bounds = np.zeros(len(documents) * parts + 1, np.int64)
    found = np.empty(64, np.int64)
    filled = 0
    within = _part_positions(pair, positions, part_blocks, parts)
    for row in range(len(documents)):
        for part in range(parts):
            at = documents[row] * parts + part
            low, high = np.int64(part_blocks[at]) << BLOCK_BITS, np.int64(part_blocks[at + parts]) << BLOCK_BITS
            if (wanted >> part) & 1 and low < high:
                found, filled = _collect(run, pair[2], positions, units, within[part], low, high, found, filled)
            bounds[row * parts + part + 1] = filled
    return found[:filled], bounds


@inner
def _part_positions(pair: tuple[int, int, int], positions: Any, part_blocks: Any, parts: int) -> Integers:
    """For each part, where the pair's positions in it begin and end, and where its text does."""
    within = np.empty((parts, 4), np.int64)
    start, end, _ = pair
    for part in range(parts):
        low = np.int64(part_blocks[part]) << BLOCK_BITS
        high = np.int64(part_blocks[len(part_blocks) - parts + part]) << BLOCK_BITS
        start = first_not_below(positions, start, end, low)
        within[part, 0], within[part, 1] = start, first_not_below(positions, start, end, high)
        within[part, 2], within[part, 3] = low, high
    return within


@inner
def _seek(positions: Any, within: Integers, wanted: Any) -> int:
    """The first place among a part's positions that is not below the wanted one.

    Places are spread over a part's text about evenly: so it is looked for around where it ought to be, by what stands
    where it ought to have been.
    """
    first, last, low, high = within[0], within[1], within[2], within[3]
    if first == last or wanted <= low:
        return first
    guess = min(first + (last - first) * (wanted - low) // (high - low), last - 1)
    missed = (last - first) * (wanted - np.int64(positions[guess])) // (high - low)
    guess = min(max(guess + missed, first), last - 1)
    return first_near(positions, first, last, guess, wanted)


@inner
def _collect(
    run: Units,
    lead: int,
    positions: Any,
    units: Units,
    within: Integers,
    low: Any,
    high: Any,
    found: Integers,
    filled: int,
) -> tuple[Integers, int]:
    """Add the run's places in a stretch of a part's text to those found."""
    if len(run) == 1:  # its positions are not in order
        first, last = low, high
    else:
        first, last = _seek(positions, within, low + lead), within[1]
    for at in range(first, last):
        place = at if len(run) == 1 else np.int64(positions[at]) - lead
        if place >= high:
            break
        if len(run) == 0 or stands(run, units, place):
            if filled == len(found):
                found = _with_room(found)
            found[filled] = place
            filled += 1
    return found, filled


@inner
def _with_room(values: Integers) -> Integers:
    """The same, with room for as many again."""
    larger = np.empty(2 * len(values), np.int64)
    for at in range(len(values)):
        larger[at] = values[at]
    return larger
