"""Matches the articles of a new reading of a file with those of the stored one. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from articles.likeness.sketches import shingles_of

_WITH_TITLE = 10_000_000  # over all characters that two articles may share


@dataclass(frozen=True, slots=True)
class Footprint:
    """Where an article stands in its file, by whom it is, what it is called and what it says.

    One that was read from another file has no spans. `heads` are those of its spans that its title stands in.
    """

    spans: tuple[tuple[int, int], ...]
    names: frozenset[str] = frozenset()
    title: str = ""
    text: str = ""
    heads: tuple[tuple[int, int], ...] = ()


def pair_articles(old: Sequence[Footprint], new: Sequence[Footprint]) -> dict[int, int]:
    """For each new article that goes on an old one, the old one's index; both by index, each used once.

    The more characters of the file two share the sooner they are paired, or of their texts where they are from two
    files; shared authors count half as much again. Where an article was merged into another, or parted from it, the one
    with the title goes on. What shares none is paired by authors and title alone.
    """
    scores = _overlaps(old, new) or _likenesses(old, new)
    for pair, overlap in scores.items():
        if old[pair[0]].names & new[pair[1]].names:
            scores[pair] = overlap * 3 // 2
        if _is_its_core(old[pair[0]], new[pair[1]], overlap):
            scores[pair] += _WITH_TITLE
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for (before, after), _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if after not in pairs and before not in taken:
            pairs[after] = before
            taken.add(before)
    return pairs | _pair_by_name(old, new, pairs)


def _is_its_core(old: Footprint, new: Footprint, overlap: int) -> bool:
    """Whether they have a title in one place, and most of the shorter in common."""
    shorter = min(sum(end - start for start, end in footprint.spans) for footprint in (old, new))
    return bool(set(old.heads) & set(new.heads)) and 2 * overlap > shorter


def _overlaps(old: Sequence[Footprint], new: Sequence[Footprint]) -> Counter[tuple[int, int]]:
    """Shared characters of every pair that has any. Spans of one reading do not overlap: one sweep over both."""
    left, right = _runs(old), _runs(new)
    shared: Counter[tuple[int, int]] = Counter()
    i = j = 0
    while i < len(left) and j < len(right):
        common = min(left[i][1], right[j][1]) - max(left[i][0], right[j][0])
        if common > 0:
            shared[left[i][2], right[j][2]] += common
        if left[i][1] <= right[j][1]:
            i += 1
        else:
            j += 1
    return shared


def _likenesses(old: Sequence[Footprint], new: Sequence[Footprint]) -> Counter[tuple[int, int]]:
    """Shared shingles of every pair that has any."""
    left, right = ([shingles_of(footprint.text) for footprint in footprints] for footprints in (old, new))
    shared = {
        (i, j): len(np.intersect1d(mine, theirs, assume_unique=True))
        for i, mine in enumerate(left)
        for j, theirs in enumerate(right)
    }
    return +Counter(shared)


def _runs(footprints: Sequence[Footprint]) -> list[tuple[int, int, int]]:
    return sorted((start, end, index) for index, footprint in enumerate(footprints) for start, end in footprint.spans)


def _pair_by_name(old: Sequence[Footprint], new: Sequence[Footprint], pairs: dict[int, int]) -> dict[int, int]:
    left = {(f.names, f.title): i for i, f in enumerate(old) if f.names and i not in pairs.values()}
    found: dict[int, int] = {}
    for after, footprint in enumerate(new):
        before = left.pop((footprint.names, footprint.title), None) if after not in pairs else None
        if before is not None:
            found[after] = before
    return found
