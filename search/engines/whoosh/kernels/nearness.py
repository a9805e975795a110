"""How runs stand in a document: how often, in which part, how near each other. See `closeness`."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.compiling import kernel

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


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
    left: tuple[Integers, Integers], right: tuple[Integers, Integers], parts: int, length: int, near: int, limit: int
) -> Floats:
    """For each document, near / (near + gap) for the smallest gap in one part between two runs, 0 from the limit on.

    `left` and `right` are places and bounds, `length` is that of the left run.
    """
    (lefts, left_bounds), (rights, right_bounds) = left, right
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
