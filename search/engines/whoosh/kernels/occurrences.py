"""Where runs stand: all their places, or those in some documents."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.column_tables import PART_BLOCKS, POSITIONS, UNITS, uint16s_at, uint32s_at
from search.engines.whoosh.kernels.jit import inner, kernel
from search.engines.whoosh.kernels.substrings import (
    BLOCK_BITS,
    Integers,
    Units,
    first_near,
    first_not_below,
    rarest_pair,
    stands,
)


@kernel
def places_of_run(table: Any, run: Units) -> npt.NDArray[np.uint32]:
    """Every place in the text where the run stands, in order."""
    positions, units = uint32s_at(table[POSITIONS]), uint16s_at(table[UNITS])
    start, end, lead = rarest_pair(table, run)
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
    """Where the run stands in some documents: places, and for each part and document in turn where theirs begin.

    Of an empty run, `places` has all there are. `wanted` says, as bits, which parts count. There is one more bound than
    parts times documents.
    """
    positions, part_blocks = uint32s_at(table[POSITIONS]), uint32s_at(table[PART_BLOCKS])
    pair = (0, len(places), 0)
    if len(run):
        pair = rarest_pair(table, run)
    else:
        positions = places
    bounds = np.zeros(parts * len(documents) + 1, np.int64)
    found = np.empty(64, np.int64)
    filled = 0
    for part in range(parts):
        begins = part_blocks[part::parts]
        ends = bounds[part * len(documents) + 1 : (part + 1) * len(documents) + 1]
        if (wanted >> part) & 1 and begins[0] < begins[-1]:
            text = (uint16s_at(table[UNITS]), positions, begins)
            found, filled = _collect(run, pair, text, documents, found, filled, ends)
        else:
            ends[:] = filled
    return found[:filled], bounds


@inner
def _collect(
    run: Units, pair: Any, text: Any, documents: Integers, found: Integers, filled: int, ends: Integers
) -> tuple[Integers, int]:
    """Add the run's places in some documents' texts of a part to those found, and say where each one's end.

    Positions are spread over a text about evenly: so they are looked for around where they ought to be, from the
    document before on.
    """
    (units, positions, begins), (first, last, lead) = text, pair
    before, end = np.int64(begins[0]) << BLOCK_BITS, np.int64(begins[-1]) << BLOCK_BITS
    if len(run) != 1:
        first = first_not_below(positions, first, last, before)
        last = first_not_below(positions, first, last, end)
    density = (last - first) / (end - before)
    at: Any
    stop: Any
    for row in range(len(documents)):
        low, high = np.int64(begins[documents[row]]) << BLOCK_BITS, np.int64(begins[documents[row] + 1]) << BLOCK_BITS
        at, stop = low, high  # the positions of a single unit are not in order: its text is read
        if len(run) != 1:
            guess = first + np.int64((low + lead - before) * density)
            at, stop = first_near(positions, first, last, guess, low + lead), last
            first, before = at, low + lead
        while at < stop:
            place = at if len(run) == 1 else np.int64(positions[at]) - lead
            if place >= high:
                break
            if len(run) == 0 or len(run) == 2 or stands(run, units, place):  # two units are the pair itself
                if filled == len(found):
                    found = _with_room(found)
                found[filled] = place
                filled += 1
            at += 1
        ends[row] = filled
    return found, filled


@inner
def _with_room(values: Integers) -> Integers:
    """The same, with room for as many again."""
    larger = np.empty(2 * len(values), np.int64)
    for at in range(len(values)):
        larger[at] = values[at]
    return larger
