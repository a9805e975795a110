"""Facets over masks of matching documents: which documents a filter lets through, how many have each value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

import numpy as np

from search.engines.whoosh.snapshot import Mask, SegmentView
from search.types import FACETS

_FEW = 16  # a mask that holds less than one in so many documents is counted document by document


def filter_masks(segment: SegmentView, filters: Mapping[str, Collection[str]]) -> dict[str, Mask]:
    """For each facet that is filtered by, the documents that have one of the chosen values."""
    return {name: _with_values(segment, name, chosen) for name, chosen in filters.items() if name in FACETS and chosen}


def _with_values(segment: SegmentView, name: str, chosen: Collection[str]) -> Mask:
    found = np.zeros(segment.count, bool)
    starts, documents = segment.mirror[f"facet.{name}.starts"], segment.mirror[f"facet.{name}.documents"]
    for number, value in enumerate(segment.facet_values(name)):
        if value in chosen:
            found[documents[starts[number] : starts[number + 1]]] = True
    return found


def count_values(segment: SegmentView, name: str, mask: Mask) -> Counter[str]:
    """How many documents of the mask have each of the facet's values; none that has no document."""
    total = int(np.count_nonzero(mask))
    if not total:
        return Counter()
    starts = segment.mirror[f"facet.{name}.starts"]
    if total * _FEW < segment.count:
        counts = np.bincount(numbers_of(segment, name, np.flatnonzero(mask)), minlength=len(starts) - 1)
    else:
        documents = segment.mirror[f"facet.{name}.documents"]
        counts = np.add.reduceat(mask[documents], starts[:-1], dtype=np.int32)
    values = segment.facet_values(name)
    present = np.flatnonzero(counts)
    return Counter(dict(zip([values[n] for n in present.tolist()], counts[present].tolist(), strict=True)))


def numbers_of(segment: SegmentView, name: str, documents: np.ndarray) -> np.ndarray:
    """The numbers of the values of some documents, one after the other."""
    starts, numbers = segment.mirror[f"facet.{name}.forward_starts"], segment.mirror[f"facet.{name}.forward"]
    firsts, counts = starts[documents], starts[documents + 1] - starts[documents]
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return numbers[np.repeat(firsts, counts) + offsets]
