"""Where runs of characters stand. Exact: what the rarest pair of a run leaves is compared with the text itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.bits import Bits, put
from search.engines.whoosh.kernels.compiling import inner, kernel
from search.engines.whoosh.kernels.tables import (
    OWNERS,
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

BLOCK_BITS = 4  # a block of text has 16 units
_WORTH_MEETING = 24  # a pair's positions so many times as many as another's are still faster read than its text
_TOGETHER = 1024  # places whose text is compared at once: few enough for the nearest cache


@inner
def first_not_below(values: Any, start: int, end: int, wanted: Any) -> int:
    """The first place in values[start:end], ascending, whose value is not below the wanted one; `end` without any."""
    while start < end:
        middle = (start + end) >> 1
        if values[middle] < wanted:
            start = middle + 1
        else:
            end = middle
    return start


@inner
def rarest_pair(run: Units, pair_keys: Any, pair_starts: Integers) -> tuple[int, int, int]:
    """Of the pair of neighbours in the run that stands in the fewest places: its start and end among the positions,
    and where in the run it is. Of a single unit: all pairs that begin with it, whose places are not in order.
    Start and end are the same where the run cannot stand anywhere.
    """
    known = len(pair_keys)
    if len(run) == 1:
        low = np.uint32(run[0]) << np.uint32(16)
        start = first_not_below(pair_keys, 0, known, low)
        end = first_not_below(pair_keys, start, known, np.uint64(low) + np.uint64(1 << 16))
        return pair_starts[start], pair_starts[end], 0
    best_start, best_end, best_at = 0, 1 << 62, 0
    for at in range(len(run) - 1):
        key = (np.uint32(run[at]) << np.uint32(16)) | np.uint32(run[at + 1])
        number = first_not_below(pair_keys, 0, known, key)
        if number == known or pair_keys[number] != key:
            return 0, 0, 0
        if pair_starts[number + 1] - pair_starts[number] < best_end - best_start:
            best_start, best_end, best_at = pair_starts[number], pair_starts[number + 1], at
    return best_start, best_end, best_at


@inner
def stands(run: Units, units: Units, place: Any) -> bool:
    """Whether the run stands in the text at this place, which may lie outside of it."""
    if place < 0 or place + len(run) > len(units):
        return False
    for at in range(len(run)):
        if units[place + at] != run[at]:
            return False
    return True


@inner
def put_run(table: Any, run: Units, ranges: Integers, bits: Bits) -> int:
    """Put the documents in which the run stands into the set; returns how many places were looked at.

    `ranges` has a row of start and end for each stretch of text that counts. Some places are looked at together, unit
    by unit and without branches: so the processor fetches the text around many of them at once.
    """
    pair_keys, pair_starts = uint32s_at(table[PAIR_KEYS]), integers_at(table[PAIR_STARTS])
    positions, units = uint32s_at(table[POSITIONS]), uint16s_at(table[UNITS])
    owners = uint32s_at(table[OWNERS])
    start, end, lead = rarest_pair(run, pair_keys, pair_starts)
    other_start, other_end, other_lead = start, end, lead
    if start < end and len(run) > 2:
        other_start, other_end, other_lead = _second_pair(run, (start, end, lead), pair_keys, pair_starts)
    places = np.empty(_TOGETHER, np.int64)
    for number in range(len(ranges)):
        low, high = ranges[number, 0], min(ranges[number, 1], len(units) - len(run) + 1)
        first, last = start, end
        if len(run) > 1:
            first = first_not_below(positions, start, end, low + lead)
            last = first_not_below(positions, first, end, high + lead)
        other = first_not_below(positions, other_start, other_end, low + other_lead)
        for at in range(first, last, _TOGETHER):
            held = 0
            for place in positions[at : min(at + _TOGETHER, last)]:
                places[held] = np.int64(place) - lead
                held += low <= places[held] < high
            if other_lead != lead:
                held, other = _meet(places, held, positions, other, other_end, other_lead)
            held = _compare(places, held, run, lead, other_lead, units)
            for place in places[:held]:
                put(bits, owners[place >> BLOCK_BITS])
    return end - start


@inner
def _second_pair(
    run: Units, rarest: tuple[int, int, int], pair_keys: Any, pair_starts: Integers
) -> tuple[int, int, int]:
    """Of the pairs of a run that stands somewhere, the second rarest; the rarest again, where others are too many."""
    start, end, lead = rarest
    end = start + _WORTH_MEETING * (end - start)
    for at in range(len(run) - 1):
        if at != rarest[2]:
            key = (np.uint32(run[at]) << np.uint32(16)) | np.uint32(run[at + 1])
            number = first_not_below(pair_keys, 0, len(pair_keys), key)
            if pair_starts[number + 1] - pair_starts[number] < end - start:
                start, end, lead = pair_starts[number], pair_starts[number + 1], at
    return (start, end, lead) if lead != rarest[2] else rarest


@inner
def _compare(places: Integers, held: int, run: Units, lead: int, other_lead: int, units: Units) -> int:
    """Move the places where all of the run stands, not only its pairs at these offsets, to the front; how many."""
    for offset in range(len(run)):
        if offset - lead not in (0, 1) and offset - other_lead not in (0, 1):
            held = _keep(places, held, units, offset, run[offset])
    return held


@inner
def _meet(places: Integers, held: int, positions: Any, other: int, end: int, lead: int) -> tuple[int, int]:
    """Move the places at which another pair stands too to the front; returns how many, and how far its positions went.

    Both are in order, so that memory is read from front to end, which is faster than looking at the text around each.
    """
    kept = at = 0
    while at < held and other < end:
        place, there = places[at], np.int64(positions[other]) - lead
        places[kept] = place
        kept += place == there
        at += place <= there
        other += there <= place
    return kept, other


@inner
def _keep(places: Integers, held: int, units: Units, offset: int, unit: Any) -> int:
    """Move the places that this unit follows at an offset to the front; returns how many they are."""
    kept = 0
    for at in range(held):
        place = places[at]
        places[kept] = place
        kept += units[place + offset] == unit
    return kept


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
    step = 8
    if positions[guess] < wanted:
        while guess + step < last and positions[guess + step] < wanted:
            step <<= 2
        return first_not_below(positions, guess, min(guess + step, last), wanted)
    while guess - step > first and positions[guess - step] >= wanted:
        step <<= 2
    return first_not_below(positions, max(guess - step, first), guess, wanted)


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
        first = _seek(positions, within, low + lead)
        last = first_not_below(positions, first, min(first + (high - low), within[1]), high + lead)
    for at in range(first, last):
        place = at if len(run) == 1 else np.int64(positions[at]) - lead
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
