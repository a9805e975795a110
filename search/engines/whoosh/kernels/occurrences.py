"""Where runs stand: all their places, or those in some documents."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from search.engines.whoosh.kernels.bitsets import contains
from search.engines.whoosh.kernels.columns import Floats, Int64s, Integer, SegmentColumns, UInt16s, UInt32s
from search.engines.whoosh.kernels.jit import inlined, inner, kernel
from search.engines.whoosh.kernels.query import EncodedQuery, leaves_of, units_of
from search.engines.whoosh.kernels.segment import Tables, segment_at
from search.engines.whoosh.kernels.substrings import (
    BLOCK_BITS,
    LENGTH_BITS,
    first_near,
    first_not_below,
    occurs_at,
    part_of,
    rarest_bigram,
    rarest_bigrams,
    standing,
    stretches_across,
    worth_intersecting,
)

_FEW_PLACES = 256  # of the rarest pairs of a run, in all segments; or one in so many documents, 2⁵, but no more than:
_FEW_BITS, _MOST_PLACES = 5, 4096
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
    Deleted ones are counted among the `holding`, the only number of its array, and nowhere else.
    """

    bounds: Int64s
    documents: Int64s
    times: Int64s
    weights: Floats
    holding: Int64s


@inlined
def make_few(tables: Tables, room: Integer) -> FewDocuments:
    """None yet, with room for so many."""
    numbers, counts = np.empty((3, room), np.int64), np.zeros(len(tables) + 2, np.int64)
    return FewDocuments(counts[:-1], numbers[0], numbers[1], numbers[2].view(np.float64), counts[-1:])


@inner
def few_documents(tables: Tables, query: EncodedQuery) -> tuple[int, FewDocuments]:
    """The documents that hold the query's first leaf, a run of several units, and how many places were looked at: -1
    where they are too many to be looked at one by one, or where the run, unquoted, stands across marks anywhere in the
    text.

    No sets of bits are made: to go through these takes most of the time that such a run takes otherwise.
    """
    leaf = leaves_of(query)[0]
    run, bare = units_of(query)[leaf.start : leaf.end], units_of(query)[leaf.bare_start : leaf.bare_end]
    pairs, looked_at, documents = np.empty((len(tables), 6), np.int64), int(np.int64(0)), 0
    for number in range(len(tables)):
        best, second = rarest_bigrams(segment_at(tables, number), run)
        pairs[number, 0], pairs[number, 1], pairs[number, 2] = best
        pairs[number, 3], pairs[number, 4], pairs[number, 5] = second
        looked_at += best[1] - best[0]
        documents += len(segment_at(tables, number).ids)
    most = min(max(_FEW_PLACES, documents >> _FEW_BITS), _MOST_PLACES)
    room = looked_at if looked_at <= most else 0
    few, places = make_few(tables, room), np.empty(room, np.int64)
    if room < looked_at:
        return -1, few
    for number in range(len(tables)):
        segment = segment_at(tables, number)
        if len(bare):
            stretches, more = stretches_across(segment, bare, segment.alive)
            looked_at += more
            if len(stretches):
                return -1, few
        best = (pairs[number, 0], pairs[number, 1], pairs[number, 2])
        second = (pairs[number, 3], pairs[number, 4], pairs[number, 5])
        reach = (best[0], best[1], int(np.int64(0)), len(segment.units) - len(run) + 1)
        held, _ = standing(segment, run, best, second if worth_intersecting(best, second) else best, reach, places)
        _add_few(segment, number, places[:held], leaf.parts, few)
    return looked_at, few


@inlined
def _add_few(segment: SegmentColumns, number: int, places: Int64s, parts: int, few: FewDocuments) -> None:
    """Add the documents of a segment in whose `parts` some places are, which ascend: part by part, in each document by
    document. Whose they are is looked up for all of a part first, so that the processor waits for memory only once.
    """
    bounds, documents, times, weights, _ = few
    first = end = bounds[number]
    low = int(np.int64(0))
    for part in range(len(segment.part_starts) - 1):
        begin, high = end, first_not_below(places, low, len(places), segment.part_starts[part + 1])
        owners = places[low : high if (parts >> part) & 1 else low]
        low = high
        for row in range(len(owners)):
            owners[row] = segment.block_documents[owners[row] >> BLOCK_BITS]
        for owner in owners:
            if begin == end or documents[end - 1] != owner:
                documents[end], times[end], weights[end] = owner, 0, segment.part_weights[part]
                end += 1
            times[end - 1] += 1
        end = merge_few(few, first, begin, end)
    keep_alive(segment, number, end, few)


@inner
def keep_alive(segment: SegmentColumns, number: int, end: Integer, few: FewDocuments) -> None:
    """Of a segment's documents, which end there, leave out the deleted ones, and say where the others end."""
    bounds, documents, times, weights, holding = few
    kept = bounds[number]
    holding[0] += end - kept
    for row in range(kept, end):
        documents[kept], times[kept], weights[kept] = documents[row], times[row], weights[row]
        kept += np.int64(contains(segment.alive, documents[row]))
    bounds[number + 1] = kept


@inner
def merge_few(few: FewDocuments, first: Integer, middle: Integer, end: Integer) -> int:
    """Make one of two lists of documents, each ascending, the second behind the first; returns its end."""
    documents, times, weights = few.documents, few.times, few.weights
    if first == middle or middle == end or documents[middle - 1] < documents[middle]:
        return int(end)
    held = middle - first
    before = (documents[first:middle].copy(), times[first:middle].copy(), weights[first:middle].copy())
    at, to = int(np.int64(0)), first
    while at < held or middle < end:
        if middle == end or (at < held and before[0][at] < documents[middle]):
            documents[to], times[to], weights[to] = before[0][at], before[1][at], before[2][at]
            at += 1
        else:
            documents[to], times[to], weights[to] = documents[middle], times[middle], weights[middle]
            if at < held and before[0][at] == documents[to]:
                times[to] += before[1][at]
                weights[to] = max(weights[to], before[2][at])
                at += 1
            middle += 1
        to += 1
    return int(to)
