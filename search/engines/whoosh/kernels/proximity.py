"""How runs stand in a document: how often, in which part, how near each other. See `closeness`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.column_tables import AMOUNTS, PART_WEIGHTS, floats_at
from search.engines.whoosh.kernels.jit import inner, kernel
from search.engines.whoosh.kernels.occurrences import places_in_documents
from search.engines.whoosh.kernels.question import END, LENGTH, PARTS_MASK, RANKING, RUN, START, Asked, Plan, plan_of
from search.engines.whoosh.kernels.scoring import idf_of
from search.engines.whoosh.kernels.top_k import SEGMENT_BITS

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

RUN_WEIGHT, NEAR_WEIGHT, NEAR, NEAR_LIMIT = range(4)  # the order of what `closeness` weighs by
_FAR = 1 << 40  # no gap is as large


@inner
def add_bonuses(
    table: Any,
    segment: int,
    scores: Floats,
    places: Integers,
    order: Integers,
    plan: Plan,
    wild: tuple[Any, Integers],
    holders: Integers,
    documents_all: int,
) -> None:
    """Add to the scores of ranked documents, as far as they are this segment's, what their leaves' places are worth.

    `order` is that of the places. `wild` has the places of the plan's wildcards, one's after the other's, and where
    they begin and the last one's end; `holders` are how many documents match each ranking leaf.
    """
    _, leaves, units = plan
    part_weights, amounts = floats_at(table[PART_WEIGHTS]), floats_at(table[AMOUNTS])
    rows = np.empty(len(places), np.int64)
    documents = np.empty(len(places), np.int64)
    held = 0
    for row in order:
        if places[row] >> SEGMENT_BITS == segment:
            rows[held], documents[held] = row, places[row] & ((1 << SEGMENT_BITS) - 1)
            held += 1
    if held == 0:
        return
    rows, documents = rows[:held], documents[:held]
    before, idf_before = _places(table, leaves[0], units, wild, len(part_weights), documents), 0.0
    for leaf in range(len(holders)):
        here, idf = before, idf_of(holders[leaf], documents_all)
        if leaf:
            here = _places(table, leaves[leaf], units, wild, len(part_weights), documents)
            near = standing_near(before, here, len(part_weights), leaves[leaf - 1, LENGTH], amounts)
            for row in range(held):
                scores[rows[row]] += amounts[NEAR_WEIGHT] * (idf_before + idf) / 2 * near[row]
        if leaves[leaf, RUN]:
            whole = standing_whole(here[1], part_weights)
            for row in range(held):
                scores[rows[row]] += amounts[RUN_WEIGHT] * idf * whole[row]
        before, idf_before = here, idf


@inner
def _places(
    table: Any, leaf: Integers, units: Any, wild: tuple[Any, Integers], parts: int, documents: Integers
) -> tuple[Integers, Integers]:
    start, end = leaf[START], leaf[END]
    if start >= 0:
        return places_in_documents(table, units[start:end], wild[0], leaf[PARTS_MASK], parts, documents)
    places = wild[0][wild[1][end] : wild[1][end + 1]]
    return places_in_documents(table, units[:0], places, leaf[PARTS_MASK], parts, documents)


@kernel
def parts_standing(
    table: Any, asked: Asked, wild: tuple[Any, Integers], parts: int, documents: Integers
) -> npt.NDArray[np.bool_]:
    """Of some documents and all parts, a row for each document, whether any of the ranking leaves stands there."""
    _, leaves, units = plan_of(asked)
    standing = np.zeros((len(documents), parts), np.bool_)
    for leaf in range(asked[0][RANKING]):
        _, bounds = _places(table, leaves[leaf], units, wild, parts, documents)
        for row in range(len(documents)):
            for part in range(parts):
                at = part * len(documents) + row
                standing[row, part] |= bounds[at + 1] > bounds[at]
    return standing


@inner
def standing_whole(bounds: Integers, part_weights: Floats) -> Floats:
    """For each document, weight(best part) · n / (n + 1) of a run that stands n times in it.

    `bounds` are those of `places_in_documents`.
    """
    rows = (len(bounds) - 1) // len(part_weights)
    weights, times = np.zeros(rows), np.zeros(rows, np.int64)
    for part in range(len(part_weights)):
        for row in range(rows):
            here = bounds[part * rows + row + 1] - bounds[part * rows + row]
            if here:
                times[row] += here
                weights[row] = max(weights[row], part_weights[part])
    return weights * times / (times + 1)


@inner
def standing_near(
    left: tuple[Integers, Integers], right: tuple[Integers, Integers], parts: int, length: int, amounts: Floats
) -> Floats:
    """For each document, near / (near + gap) for the smallest gap in one part between two runs, 0 from the limit on.

    `left` and `right` are places and bounds, `length` is that of the left run.
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


@inner
def _smallest_gap(lefts: Integers, rights: Integers, length: int) -> int:
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
