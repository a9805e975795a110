"""Where runs stand in the documents of a result, and the characters beside them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.columns import Int64s, Integer, UInt16s, UInt32s, UInt64s
from search.engines.whoosh.kernels.jit import inlined, kernel
from search.engines.whoosh.kernels.segment import Tables, segment_at
from search.engines.whoosh.kernels.substrings import (
    BLOCK_BITS,
    LENGTH_BITS,
    LONGEST,
    first_not_below,
    occurs_at,
    rarest_bigram,
    stretches_across,
)

CHARACTER_BITS = 21
AT_ONCE = 2  # characters that are packed into one number

_LINE_BREAK, _SPACE = 10, 32
_HIGH, _LOW, _AFTER_LOW = 0xD800, 0xDC00, 0xE000  # where the halves of characters beyond 16 bits begin and end
_BEYOND = 0x10000


@kernel
def places_among(
    tables: Tables, segment_number: int, run: UInt16s, ranges: Int64s, rows: npt.NDArray[np.int32], room: int
) -> tuple[UInt32s, int]:
    """The places of a run in some stretches of a segment's text and in documents whose row is not negative, none
    overlapping the one before, no more than there is room for, ascending but those of a single unit; and how many
    places were looked at.
    """
    segment = segment_at(tables, segment_number)
    positions, units, owners = segment.positions, segment.units, segment.block_documents
    start, end, lead = rarest_bigram(segment, run)
    found = np.empty(min(end - start, room), np.uint32)
    filled = 0
    for number in range(len(ranges)):
        low, high = ranges[number, 0], ranges[number, 1]
        first, last, after = start, end, low
        if len(run) > 1:
            first = first_not_below(positions, start, end, low + lead)
            last = first_not_below(positions, first, end, high + lead)
        for at in range(first, last):
            place = np.int64(positions[at]) - lead
            if place < after or place >= high or rows[owners[place >> BLOCK_BITS]] < 0:
                continue
            if filled < room and occurs_at(run, units, place):
                found[filled] = place
                filled += 1
                after = place + len(run) if len(run) > 1 else low
    return found[:filled], end - start


@kernel
def parted_stretches(tables: Tables, number: int, run: UInt16s) -> tuple[Int64s, int]:
    """As `substrings.stretches_across` says them, of a table's segment."""
    return stretches_across(segment_at(tables, number), run, segment_at(tables, number).alive)


@kernel
def without_overlaps(stretches: Int64s) -> Int64s:
    """Of packed stretches in order those that do not overlap one kept before: the first, and of these the longest."""
    kept = np.empty(len(stretches), np.int64)
    filled, after = 0, 0
    for stretch in stretches:
        start = stretch >> LENGTH_BITS
        if start >= after:
            after = start + LONGEST - (stretch & LONGEST)
            kept[filled] = stretch
            filled += 1
    return kept[:filled]


@kernel
def characters_beside(tables: Tables, segments: Int64s, places: Int64s, step: int, numbers: int) -> UInt64s:
    """The characters from each place in its segment's text on, forwards (1) or backwards (-1), a space there left out.

    AT_ONCE of them are packed into a number; a row has the first numbers of all places, the next one the second. There
    is a 0 for each character past the end of the text or of its line.
    """
    found = np.zeros((numbers, len(places)), np.uint64)
    for line in range(len(places)):
        units, cursor = segment_at(tables, segments[line]).units, places[line]
        if 0 <= cursor < len(units) and units[cursor] == _SPACE:
            cursor += step
        for number in range(numbers):
            packed: Integer = 0
            for _ in range(AT_ONCE):
                character, cursor = _next(units, cursor, step)
                packed = packed << CHARACTER_BITS | character
            found[number, line] = packed
            if cursor < 0:
                break
    return found


@inlined
def _next(units: UInt16s, cursor: Integer, step: int) -> tuple[Integer, Integer]:
    """The character at the cursor, and the next cursor; 0 where the text or its line ends."""
    if cursor < 0 or cursor >= len(units) or units[cursor] == 0 or units[cursor] == _LINE_BREAK:
        return 0, -1
    unit = np.int64(units[cursor])
    if not _HIGH <= unit < _AFTER_LOW:
        return unit, cursor + step
    other = np.int64(units[cursor + step])
    high, low = (unit, other) if step > 0 else (other, unit)
    return _BEYOND + ((high - _HIGH) << 10) + (low - _LOW), cursor + 2 * step
