"""Where runs stand: all their places, or those in some documents."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from search.engines.whoosh.kernels.columns import Floats, Int64s, Integer, SegmentColumns, UInt16s, UInt32s
from search.engines.whoosh.kernels.jit import inlined, inner, kernel
from search.engines.whoosh.kernels.query import EncodedQuery, leaves_of
from search.engines.whoosh.kernels.segment import Tables, segment_at
from search.engines.whoosh.kernels.substrings import (
    BLOCK_BITS,
    LENGTH_BITS,
    Pair,
    first_near,
    first_not_below,
    occurs_at,
    part_of,
    rarest_bigram,
    stretches_across,
)

_FEW_PLACES = 256  # of the rarest pairs of a run, in all segments
_USUAL_PLACES = 32  # of a run in a document, at most: where more stand, they are read twice


@kernel
def places_of_run(tables: Tables, number: int, run: UInt16s) -> UInt32s:
    """Every place in a segment's text where the run stands: ascending, but those of a single unit."""
    segment = segment_at(tables, number)
    positions, units = segment.positions, segment.units
    start, end, lead = rarest_bigram(segment, run)
    found = np.empty(end - start, np.uint32)
    filled = 0
    for at in range(start, end):
        place = np.int64(positions[at]) - lead
        if occurs_at(run, units, place):
            found[filled] = place
            filled += 1
    return found[:filled]


@inner
def places_in_documents(
    segment: SegmentColumns, run: UInt16s, places: UInt32s, wanted: int, parts: int, documents: Int64s
) -> tuple[Int64s, Int64s]:
    """Where the run stands in some documents: places, and for each part and document in turn where theirs begin.

    Of an empty run, `places` has all there are. `wanted` says, as bits, which parts count. There is one more bound than
    parts times documents.
    """
    positions, part_blocks = segment.positions, segment.part_blocks
    pair = (0, len(places), 0)
    if len(run):
        pair = rarest_bigram(segment, run)
    else:
        positions = places
    bounds = np.zeros(parts * len(documents) + 1, np.int64)
    found = np.empty(_USUAL_PLACES * len(documents), np.int64)
    filled = int(np.int64(0))
    for part in range(parts):
        begins, before = part_blocks[part::parts], filled
        ends = bounds[part * len(documents) + 1 : (part + 1) * len(documents) + 1]
        if (wanted >> part) & 1 and begins[0] < begins[-1]:
            text = (segment.units, positions, begins)
            filled = _collect(run, pair, text, documents, found, before, ends)
            if filled > len(found):
                found = _with_room(found, 2 * filled)
                filled = _collect(run, pair, text, documents, found, before, ends)
        else:
            ends[:] = filled
    return found[:filled], bounds


@inner
def _collect(
    run: UInt16s,
    pair: tuple[Integer, Integer, Integer],
    text: tuple[UInt16s, UInt32s, UInt32s],
    documents: Int64s,
    found: Int64s,
    filled: Integer,
    ends: Int64s,
) -> int:
    """Add the run's places in some documents' texts of a part to those found, as far as there is room, and say where
    each one's end; returns how many there are. To make room here would count references with every document.

    Positions are spread over a text about evenly: so they are looked for around where they ought to be, from the
    document before on.
    """
    (units, positions, begins), (first, last, lead) = text, pair
    before, end = np.int64(begins[0]) << BLOCK_BITS, np.int64(begins[-1]) << BLOCK_BITS
    if len(run) != 1:
        first = first_not_below(positions, first, last, before)
        last = first_not_below(positions, first, last, end)
    density = (last - first) / (end - before)
    at: Integer
    stop: Integer
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
            if len(run) == 0 or len(run) == 2 or occurs_at(run, units, place):  # two units are the pair itself
                if filled < len(found):
                    found[filled] = place
                filled += 1
            at += 1
        ends[row] = filled
    return int(filled)


@inlined
def _with_room(values: Int64s, size: int) -> Int64s:
    """The same, with room for so many."""
    larger = np.empty(size, np.int64)
    for at in range(len(values)):
        larger[at] = values[at]
    return larger


@inner
def with_stretches(
    segment: SegmentColumns, stretches: Int64s, wanted: int, documents: Int64s, places: Int64s, bounds: Int64s
) -> tuple[Int64s, Int64s]:
    """Places and bounds as `places_in_documents` has them, with those of the stretches among them."""
    cells, more = np.empty(len(stretches), np.int64), np.zeros(len(bounds), np.int64)
    for number in range(len(stretches)):
        cells[number] = _cell(segment, stretches[number] >> LENGTH_BITS, wanted, documents)
        if cells[number] >= 0:
            more[cells[number]] += 1
    all_bounds, shift = bounds.copy(), 0
    for cell in range(len(bounds)):
        all_bounds[cell] += shift
        shift += more[cell]
    found = np.empty(len(places) + shift, np.int64)
    filled = all_bounds[:-1].copy()
    for cell in range(len(bounds) - 1):
        for place in places[bounds[cell] : bounds[cell + 1]]:
            found[filled[cell]] = place
            filled[cell] += 1
    for number in range(len(stretches)):
        cell = cells[number]
        if cell >= 0:
            _insert(found[all_bounds[cell] : filled[cell] + 1], stretches[number] >> LENGTH_BITS)
            filled[cell] += 1
    return found, all_bounds


@inlined
def _cell(segment: SegmentColumns, place: Integer, wanted: int, documents: Int64s) -> int:
    """Part times documents, plus row, of a place in the text; -1 where it is in none of those that are wanted."""
    document = np.int64(segment.block_documents[place >> BLOCK_BITS])
    row = first_not_below(documents, 0, len(documents), document)
    if row == len(documents) or documents[row] != document:
        return -1
    part = part_of(segment.part_starts, place)
    return part * len(documents) + row if (wanted >> part) & 1 else -1


@inlined
def _insert(values: Int64s, value: Integer) -> None:
    """Put a value among others in order; the last place is free."""
    at = len(values) - 1
    while at > 0 and values[at - 1] > value:
        values[at] = values[at - 1]
        at -= 1
    values[at] = value


class FewDocuments(NamedTuple):
    """The documents in which a run stands that stands in few places: where each segment's begin, and the last one's
    end; their numbers, ascending within a segment; how often the run stands in each, and the weight of its best part.
    """

    bounds: Int64s
    documents: Int64s
    times: Int64s
    weights: Floats


@inner
def few_documents(tables: Tables, query: EncodedQuery) -> tuple[int, FewDocuments]:
    """The documents, deleted ones too, that hold the query's first leaf, a run of several units, and how many places
    were looked at: -1 where they are too many to be looked at one by one, or where the run, unquoted, stands across
    marks anywhere in the text.

    No sets of bits are made: to go through these takes most of the time that such a run takes otherwise.
    """
    leaf = leaves_of(query)[0]
    run, bare = query[2][leaf.start : leaf.end], query[2][leaf.bare_start : leaf.bare_end]
    pairs, looked_at = np.empty((len(tables), 3), np.int64), int(np.int64(0))
    for number in range(len(tables)):
        start, end, lead = rarest_bigram(segment_at(tables, number), run)
        pairs[number, 0], pairs[number, 1], pairs[number, 2] = start, end, lead
        looked_at += end - start
    room, bounds = min(looked_at, _FEW_PLACES), np.zeros(len(tables) + 1, np.int64)
    few = FewDocuments(bounds, np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room))
    if looked_at > _FEW_PLACES:
        return -1, few
    for number in range(len(tables)):
        segment = segment_at(tables, number)
        if len(bare):
            stretches, more = stretches_across(segment, bare, segment.alive)
            looked_at += more
            if len(stretches):
                return -1, few
        few.bounds[number + 1] = few.bounds[number]
        _add_few(segment, number, run, (pairs[number, 0], pairs[number, 1], pairs[number, 2]), leaf.parts, few)
    return looked_at, few


@inlined
def _add_few(segment: SegmentColumns, number: int, run: UInt16s, pair: Pair, parts: int, few: FewDocuments) -> None:
    """Add the documents of a segment. Places ascend, part by part and in each document by document."""
    (start, end, lead), (bounds, documents, times, weights) = pair, few
    first = bounds[number]
    for position in segment.positions[start:end]:
        place = np.int64(position) - lead
        if not occurs_at(run, segment.units, place):
            continue
        part = part_of(segment.part_starts, place)
        if not (parts >> part) & 1:
            continue
        document = np.int64(segment.block_documents[place >> BLOCK_BITS])
        row = first_not_below(documents, first, bounds[number + 1], document)
        if row == bounds[number + 1] or documents[row] != document:
            for at in range(bounds[number + 1], row, -1):
                documents[at], times[at], weights[at] = documents[at - 1], times[at - 1], weights[at - 1]
            documents[row], times[row], weights[row] = document, 0, 0.0
            bounds[number + 1] += 1
        times[row] += 1
        weights[row] = max(weights[row], segment.part_weights[part])
