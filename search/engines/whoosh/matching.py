"""Which documents of a segment match a plan. Exact: every match is verified in the folded text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.budget import Budget
from search.engines.whoosh.kernels.bits import Bits
from search.engines.whoosh.kernels.matching import match
from search.engines.whoosh.planning import Plan
from search.engines.whoosh.snapshot import Mask, SegmentView
from search.engines.whoosh.wildcards import WildcardWords, wildcard_set

Filter = npt.NDArray[np.int64]
"""The numbers of the values of a facet, in one segment, that are let through."""


@dataclass(frozen=True, slots=True)
class Matched:
    """One segment's part of a result.

    `sets`: the hits; then, for each filter, what would match without it. `sizes` of the sets; `holders`: how many
    documents each leaf matches, deleted ones too.
    """

    sets: npt.NDArray[np.uint64]
    sizes: list[int]
    holders: npt.NDArray[np.int64]

    @property
    def hits(self) -> Bits:
        return self.sets[0]

    @property
    def size(self) -> int:
        return self.sizes[0]


def match_segment(
    segment: SegmentView, plan: Plan, words: WildcardWords, filters: Sequence[Filter], budget: Budget
) -> Matched:
    """`words` are what the plan's wildcards stand for in this segment."""
    wild = segment.no_sets
    if words:
        rows = [plan.leaves.index(leaf) for leaf in plan.wildcards]
        found = zip(rows, words, strict=True)
        wild = np.array([wildcard_set(segment, of_one, plan.parts[row], budget) for row, of_one in found])
    allowed = _NO_FILTERS
    if filters:
        allowed = np.concatenate(filters), np.cumsum([len(chosen) for chosen in filters])
    sets, sizes, holders, looked_at = match(
        plan.program,
        plan.table,
        plan.parts,
        plan.units,
        wild,
        allowed,
        segment.alive_bits,
        segment.text_columns,
        segment.facet_columns,
    )
    budget.spend(looked_at)
    return Matched(sets, sizes.tolist(), holders)


_NO_FILTERS = np.empty(0, np.int64), np.empty(0, np.int64)


def as_mask(bits: Bits, segment: SegmentView) -> Mask:
    """The set as one truth value for every document of the segment."""
    return np.unpackbits(bits.view(np.uint8), count=segment.count, bitorder="little").view(bool)
