"""Where runs of characters stand. Exact: what the rarest pair of a run leaves is compared with the text itself."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.bitsets import add, contains
from search.engines.whoosh.kernels.columns import Bits, Int64s, Integer, SegmentColumns, UInt16s, UInt32s
from search.engines.whoosh.kernels.jit import inlined, inner

Pair = tuple[int, int, int]
"""Two neighbours in a run: start and end of their positions among all, and where in the run they are."""

BLOCK_BITS = 4  # a block of text has 16 units
_IN_BLOCK = (1 << BLOCK_BITS) - 1
LENGTH_BITS = 20  # of a stretch of text packed into one number: its start, and what its length lacks of the greatest
LONGEST = (1 << LENGTH_BITS) - 1
_WORTH_INTERSECTING = 24  # a pair's positions so many times as many as another's are still faster read than its text
_NEAR = 16  # values to each side of a guess that are searched at first
_TOGETHER = 1024  # places whose text is compared at once: few enough for the nearest cache


@inner
def first_not_below(values: npt.NDArray[np.integer], start: Integer, end: Integer, wanted: Integer) -> int:
    """The first place in values[start:end], ascending, whose value is not below the wanted one; `end` without any."""
    left = end - start
    while left > 1:  # without branches: which way to go cannot be foreseen, and to guess wrong costs more than to look
        half = left >> 1
        start += half * (values[start + half - 1] < wanted)
        left -= half
    return int(start + (values[start] < wanted) if left else start)


@inner
def first_near(values: npt.NDArray[np.integer], start: Integer, end: Integer, guess: Integer, wanted: Integer) -> int:
    """The same, where it ought to be near the guess: looked for in growing steps to both sides of it."""
    guess = min(max(guess, start), end)
    low, high = max(start, guess - _NEAR), min(end, guess + _NEAR)
    step = _NEAR
    while high < end and values[high] < wanted:
        step <<= 1
        low, high = high, min(end, high + step)
    while low > start and values[low - 1] >= wanted:
        step <<= 1
        low, high = max(start, low - step), low
    return first_not_below(values, low, high, wanted)


@inner
def rarest_bigram(segment: SegmentColumns, run: UInt16s) -> Pair:
    """Of the pair of neighbours in the run that stands in the fewest places: its start and end among the positions,
    and where in the run it is. Of a single unit: all pairs that begin with it, whose places are not in order.
    Start and end are the same where the run cannot stand anywhere.
    """
    if len(run) > 1:
        return rarest_bigrams(segment, run)[0]
    bigram_keys, bigram_starts = segment.bigram_keys, segment.bigram_starts
    low = np.uint32(run[0]) << np.uint32(16)
    start = first_not_below(bigram_keys, 0, len(bigram_keys), low)
    end = first_not_below(bigram_keys, start, len(bigram_keys), np.uint64(low) + np.uint64(1 << 16))
    return int(np.int64(bigram_starts[start])), int(np.int64(bigram_starts[end])), 0


@inner
def rarest_bigrams(segment: SegmentColumns, run: UInt16s) -> tuple[Pair, Pair]:
    """The rarest pair of a run of two units or more, and the second rarest, or again the rarest where there is none."""
    bigram_keys, bigram_starts = segment.bigram_keys, segment.bigram_starts
    best, second = (0, 1 << 62, 0), (0, 1 << 62, 0)
    for at in range(len(run) - 1):
        key = (np.uint32(run[at]) << np.uint32(16)) | np.uint32(run[at + 1])
        number = first_not_below(bigram_keys, 0, len(bigram_keys), key)
        if number == len(bigram_keys) or bigram_keys[number] != key:
            return (0, 0, 0), (0, 0, 0)
        start, end = int(np.int64(bigram_starts[number])), int(np.int64(bigram_starts[number + 1]))
        if end - start < best[1] - best[0]:
            best, second = (start, end, at), best
        elif end - start < second[1] - second[0]:
            second = (start, end, at)
    return best, second if len(run) > 2 else best


@inner
def occurs_at(run: UInt16s, units: UInt16s, place: Integer) -> bool:
    """Whether the run stands in the text at this place, which may lie outside of it."""
    if place < 0 or place + len(run) > len(units):
        return False
    for at in range(len(run)):
        if units[place + at] != run[at]:
            return False
    return True


@inner
def add_run(segment: SegmentColumns, run: UInt16s, ranges: Int64s, bits: Bits) -> int:
    """Put the documents in which the run stands into the set; returns how many places were looked at.

    `ranges` has a row of start and end for each stretch of text that counts.
    """
    positions, owners = segment.positions, segment.block_documents
    if len(run) > 1:
        best, second = rarest_bigrams(segment, run)
    else:
        best = rarest_bigram(segment, run)
        second = best
    start, end, lead = best
    other, other_end, other_lead = second if worth_intersecting(best, second) else best
    places = np.empty(min(_TOGETHER, end - start), np.int64)
    for number in range(len(ranges)):
        low, high = ranges[number, 0], min(ranges[number, 1], len(segment.units) - len(run) + 1)
        first, last = start, end
        if len(run) > 1:
            first = first_not_below(positions, start, end, low + lead)
            last = first_not_below(positions, first, end, high + lead)
        other = first_not_below(positions, other, other_end, low + other_lead)
        for at in range(first, last, _TOGETHER):
            reach = (at, min(at + _TOGETHER, last), low, high)
            held, other = standing(segment, run, best, (other, other_end, other_lead), reach, places)
            for place in places[:held]:
                add(bits, owners[place >> BLOCK_BITS])
    return end - start


@inner
def standing(
    segment: SegmentColumns, run: UInt16s, pair: Pair, other: Pair, reach: tuple[int, int, int, int], places: Int64s
) -> tuple[int, int]:
    """Of some of the positions of a pair of the run, those where all of it stands: collects the run's places, and
    returns how many they are, and how far the other pair's positions went, which may be the same pair's.

    `reach`: the first of the positions and their end, the first of the places that count and their end. All are looked
    at together, unit by unit and without branches: so the processor fetches the text around many of them at once.
    """
    (first, last, low, high), positions, lead = reach, segment.positions, pair[2]
    at, held = other[0], int(np.int64(0))
    for place in positions[first:last]:
        places[held] = np.int64(place) - lead
        held += low <= places[held] < high
    if other[2] != lead:
        held, at = _intersect(places, held, positions, at, other[1], other[2])
    return _compare(places, held, run, lead, other[2], segment.units), at


@inlined
def worth_intersecting(best: Pair, second: Pair) -> bool:
    return second[1] - second[0] <= _WORTH_INTERSECTING * (best[1] - best[0])


@inlined
def _compare(places: Int64s, held: Integer, run: UInt16s, lead: int, other_lead: int, units: UInt16s) -> int:
    """Move the places where all of the run stands, not only its pairs at these offsets, to the front; how many."""
    for offset in range(len(run)):
        if offset - lead not in (0, 1) and offset - other_lead not in (0, 1):
            held = _keep(places, held, units, offset, run[offset])
    return int(held)


@inlined
def _intersect(places: Int64s, held: Integer, positions: UInt32s, other: int, end: int, lead: int) -> tuple[int, int]:
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
def _keep(places: Int64s, held: Integer, units: UInt16s, offset: int, unit: Integer) -> int:
    """Move the places that this unit follows at an offset to the front; returns how many they are."""
    kept = 0
    for at in range(held):
        place = places[at]
        places[kept] = place
        kept += units[place + offset] == unit
    return kept


@inner
def stretches_across(segment: SegmentColumns, run: UInt16s, among: Bits) -> tuple[Int64s, int]:
    """The stretches of some documents' text in which the run, which has no marks, stands with marks between its units:
    packed, in no order; and how many places were looked at.

    Each is found once, by the first pair of its units that marks stand between. These lists of places are short.
    """
    keys, starts, places = segment.parted_keys, segment.parted_starts, segment.parted_places
    lows, highs = np.zeros(len(run), np.int64), np.zeros(len(run), np.int64)
    looked_at = 0
    for lead in range(len(run) - 1):
        key = (np.uint32(run[lead]) << np.uint32(16)) | np.uint32(run[lead + 1])
        number = first_not_below(keys, 0, len(keys), key)
        if number < len(keys) and keys[number] == key:
            lows[lead], highs[lead] = starts[number], starts[number + 1]
            looked_at += highs[lead] - lows[lead]
    found = np.empty(looked_at, np.int64)
    filled = 0
    for lead in range(len(run) - 1):
        for place in places[lows[lead] : highs[lead]]:
            if not contains(among, segment.block_documents[place >> BLOCK_BITS]):
                continue
            start = np.int64(place) - lead
            end = _end_across(segment, run, start, lead)
            if end >= 0:
                found[filled] = start << LENGTH_BITS | max(LONGEST - int(end - start), 0)
                filled += 1
    return found[:filled], looked_at


@inlined
def _end_across(segment: SegmentColumns, run: UInt16s, start: Integer, lead: int) -> int:
    """Where the run that begins here ends, if its first units, up to the one before `lead`, follow each other and the
    others do with marks between; else -1. The one at `lead` stands there. A text ends with a unit that no run has.
    """
    units = segment.units
    if start < 0:
        return -1
    for at in range(lead):
        if units[start + at] != run[at] or _is_mark(segment, start + at):
            return -1
    place, at = start + lead + 1, lead + 1
    while at < len(run):
        if not _is_mark(segment, place):
            if units[place] != run[at]:
                return -1
            at += 1
        place += 1
    return int(place)


@inner
def _is_mark(segment: SegmentColumns, place: Integer) -> bool:
    return bool((np.int64(segment.marks[place >> BLOCK_BITS]) >> (place & _IN_BLOCK)) & 1)


@inner
def part_of(part_starts: Int64s, place: Integer) -> int:
    """The part in whose text a place is."""
    part = 0
    while place >= part_starts[part + 1]:
        part += 1
    return part
