"""How runs stand in a document: how often, in which part, how near each other. See `closeness`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.compiling import kernel
from search.engines.whoosh.kernels.heaps import SEGMENT_BITS
from search.engines.whoosh.kernels.runs import places_in_documents
from search.engines.whoosh.kernels.scoring import idf_of

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@kernel
def add_bonuses(
    scores: Floats,
    places: Integers,
    segment: int,
    leaves: Integers,
    parts: npt.NDArray[np.bool_],
    units: npt.NDArray[np.uint16],
    wild: tuple[Any, Integers],
    holders: Integers,
    documents_all: int,
    weights: tuple[float, float, Floats],
    near_limits: tuple[int, int],
    text: Any,
    part_blocks: Any,
) -> None:
    """Add to the scores of ranked documents, as far as they are this segment's, what their leaves' places are worth.

    `leaves`, `parts` and `units` are a plan's; `wild` the places of its wildcards, one's after the other's, and where
    each ends; `holders` are how many documents match each ranking leaf. `weights`: of standing whole, of standing near,
    of each part. `near_limits` are NEAR and NEAR_LIMIT.
    """
    whole_weight, near_weight, part_weights = weights
    rows = np.flatnonzero(places >> SEGMENT_BITS == segment)
    documents = places[rows] & ((1 << SEGMENT_BITS) - 1)
    before = _places(leaves[0], parts[0], units, wild, text, part_blocks, documents)
    idf_before = 0.0
    for leaf in range(len(holders)):
        here, idf = before, idf_of(holders[leaf], documents_all)
        if leaf:
            here = _places(leaves[leaf], parts[leaf], units, wild, text, part_blocks, documents)
            near = standing_near(before, here, len(part_weights), leaves[leaf - 1, 2], near_limits)
            scores[rows] += near_weight * (idf_before + idf) / 2 * near
        if leaves[leaf, 4]:
            scores[rows] += whole_weight * idf * standing_whole(here[1], part_weights)
        before, idf_before = here, idf


@kernel
def _places(
    leaf: Integers,
    parts: npt.NDArray[np.bool_],
    units: Any,
    wild: tuple[Any, Integers],
    text: Any,
    part_blocks: Any,
    documents: Integers,
) -> tuple[Integers, Integers]:
    start, end = leaf[0], leaf[1]
    if start >= 0:
        return places_in_documents(units[start:end], text, text[2], part_blocks, parts, documents)
    positions, ends = wild
    of_leaf = positions[(ends[end - 1] if end else 0) : ends[end]]
    return places_in_documents(units[:0], text, of_leaf, part_blocks, parts, documents)


@kernel
def standing_whole(bounds: Integers, part_weights: Floats) -> Floats:
    """For each document, weight(best part) · n / (n + 1) of a run that stands n times in it.

    `bounds` are those of `places_in_documents`.
    """
    parts = len(part_weights)
    found = np.zeros((len(bounds) - 1) // parts)
    for row in range(len(found)):
        weight = 0.0
        for part in range(parts):
            at = row * parts + part
            if bounds[at + 1] > bounds[at]:
                weight = max(weight, part_weights[part])
        times = bounds[(row + 1) * parts] - bounds[row * parts]
        found[row] = weight * times / (times + 1)
    return found


@kernel
def standing_near(
    left: tuple[Integers, Integers],
    right: tuple[Integers, Integers],
    parts: int,
    length: int,
    near_limits: tuple[int, int],
) -> Floats:
    """For each document, near / (near + gap) for the smallest gap in one part between two runs, 0 from the limit on.

    `left` and `right` are places and bounds, `length` is that of the left run.
    """
    (lefts, left_bounds), (rights, right_bounds) = left, right
    near, limit = near_limits
    found = np.zeros((len(left_bounds) - 1) // parts)
    for row in range(len(found)):
        for at in range(row * parts, (row + 1) * parts):
            other, end = right_bounds[at], right_bounds[at + 1]
            for place in lefts[left_bounds[at] : left_bounds[at + 1]]:
                while other < end and rights[other] < place:
                    other += 1
                for neighbour in range(max(other - 1, right_bounds[at]), min(other + 1, end)):
                    gap = max(abs(rights[neighbour] - place) - length, 0)
                    if gap < limit:
                        found[row] = max(found[row], near / (near + gap))
    return found
