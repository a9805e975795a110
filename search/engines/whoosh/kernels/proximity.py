"""How runs stand in a document: how often, in which part, how near each other. See `closeness`."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.bitsets import add
from search.engines.whoosh.kernels.columns import Floats, Int64s, SegmentColumns, UInt16s, UInt32s
from search.engines.whoosh.kernels.jit import inlined, inner, kernel
from search.engines.whoosh.kernels.occurrences import places_in_documents, with_stretches
from search.engines.whoosh.kernels.query import EncodedQuery, LeafRow, leaves_of, plan_of, units_of
from search.engines.whoosh.kernels.segment import Tables, segment_at
from search.engines.whoosh.kernels.substrings import stretches_across
from search.engines.whoosh.kernels.top_k import SEGMENT_BITS, Heap

RUN_WEIGHT, NEAR_WEIGHT, NEAR, NEAR_LIMIT = range(4)  # the order of what `closeness` weighs by
_FAR = 1 << 40  # no gap is as large

SegmentPlaces = tuple[UInt32s, Int64s]
"""Where each wildcard stands in a segment, one after the other; where each one's places begin, then the last end."""


@inlined
def add_bonuses(
    segment: SegmentColumns,
    segment_number: int,
    heap: Heap,
    order: Int64s,
    query: EncodedQuery,
    wild: SegmentPlaces,
    idfs: Floats,
) -> None:
    """Add to the scores of ranked documents, as far as they are this segment's, what their leaves' places are worth.

    `order` is that of the places. `wild` has the places of the plan's wildcards; `idfs` are those of
    the ranking leaves.
    """
    scores, places = heap.scores, heap.places
    leaves, units = leaves_of(query), units_of(query)
    part_weights, amounts = segment.part_weights, segment.amounts
    rows = np.empty(len(places), np.int64)
    documents = np.empty(len(places), np.int64)
    held = 0
    for row in order:
        if places[row] >> SEGMENT_BITS == segment_number:
            rows[held], documents[held] = row, places[row] & ((1 << SEGMENT_BITS) - 1)
            held += 1
    if held == 0:
        return
    rows, documents = rows[:held], documents[:held]
    before, idf_before = _places(segment, leaves[0], units, wild, len(part_weights), documents), 0.0
    for leaf in range(len(idfs)):
        here, idf = before, idfs[leaf]
        if leaf:
            here = _places(segment, leaves[leaf], units, wild, len(part_weights), documents)
            near = nearness(before, here, len(part_weights), leaves[leaf - 1].length, amounts)
            for row in range(held):
                scores[rows[row]] += amounts[NEAR_WEIGHT] * (idf_before + idf) / 2 * near[row]
        if leaves[leaf].run:
            whole = run_weights(here[1], part_weights)
            for row in range(held):
                scores[rows[row]] += amounts[RUN_WEIGHT] * idf * whole[row]
        before, idf_before = here, idf


@inner
def _places(
    segment: SegmentColumns, leaf: LeafRow, units: UInt16s, wild: SegmentPlaces, parts: int, documents: Int64s
) -> tuple[Int64s, Int64s]:
    run, places, bare = units[:0], wild[0], units[leaf.bare_start : leaf.bare_end]
    if leaf.start < 0:
        places = wild[0][wild[1][leaf.end] : wild[1][leaf.end + 1]]
    elif len(bare):
        run = bare
    else:
        run = units[leaf.start : leaf.end]
    found, bounds = places_in_documents(segment, run, places, leaf.parts, parts, documents)
    if len(bare):
        among = np.zeros(len(segment.alive), np.uint64)
        for document in documents:
            add(among, document)
        stretches, _ = stretches_across(segment, bare, among)
        if len(stretches):
            return with_stretches(segment, stretches, leaf.parts, documents, found, bounds)
    return found, bounds


@kernel
def parts_holding(
    tables: Tables, number: int, query: EncodedQuery, wild: SegmentPlaces, parts: int, documents: Int64s
) -> npt.NDArray[np.bool_]:
    """Of some documents of a segment and all parts, whether any ranking leaf stands there: a row for each document."""
    segment, leaves = segment_at(tables, number), leaves_of(query)
    standing = np.zeros((len(documents), parts), np.bool_)
    for leaf in range(plan_of(query).ranking):
        _, bounds = _places(segment, leaves[leaf], units_of(query), wild, parts, documents)
        for row in range(len(documents)):
            for part in range(parts):
                at = part * len(documents) + row
                standing[row, part] |= bounds[at + 1] > bounds[at]
    return standing


@inlined
def run_weights(bounds: Int64s, part_weights: Floats) -> Floats:
    """For each document, weight(best part) · n / (n + 1) of a run that stands n times in it.

    `bounds` are those of `places_in_documents`.
    """
    rows = (len(bounds) - 1) // len(part_weights)
    weights, times = np.zeros(rows), np.zeros(rows, np.int64)
    for part in range(len(part_weights)):
        if bounds[part * rows] == bounds[(part + 1) * rows]:
            continue
        for row in range(rows):
            here = bounds[part * rows + row + 1] - bounds[part * rows + row]
            if here:
                times[row] += here
                weights[row] = max(weights[row], part_weights[part])
    return weights * times / (times + 1)


@inlined
def nearness(
    left: tuple[Int64s, Int64s], right: tuple[Int64s, Int64s], parts: int, length: int, amounts: Floats
) -> Floats:
    """For each document, near / (near + gap) for the smallest gap in one part between two runs, 0 from the limit on.

    `left` and `right` are places and bounds, `length` is that of the left run; marks inside of it count for the gap.
    """
    (lefts, left_bounds), (rights, right_bounds) = left, right
    rows = (len(left_bounds) - 1) // parts
    gaps = np.full(rows, _FAR)
    for part in range(parts):
        for row in range(rows):
            at = part * rows + row
            if left_bounds[at] < left_bounds[at + 1] and right_bounds[at] < right_bounds[at + 1]:
                here = lefts[left_bounds[at] : left_bounds[at + 1]]
                there = rights[right_bounds[at] : right_bounds[at + 1]]
                gaps[row] = min(gaps[row], _smallest_gap(here, there, length))
    found = np.zeros(rows)
    for row in range(rows):
        if gaps[row] < amounts[NEAR_LIMIT]:
            found[row] = amounts[NEAR] / (amounts[NEAR] + gaps[row])
    return found


@inlined
def _smallest_gap(lefts: Int64s, rights: Int64s, length: int) -> int:
    """How many units are at least between runs at these places, which ascend; `length` is that of the left ones."""
    smallest, other = _FAR, 0
    for place in lefts:
        while other < len(rights) and rights[other] < place:
            other += 1
        if other < len(rights):
            smallest = min(smallest, max(rights[other] - place - length, 0))
        if other:
            smallest = min(smallest, max(place - rights[other - 1] - length, 0))
    return smallest
