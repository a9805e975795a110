"""The words of an index and how common they are."""

from __future__ import annotations

import heapq
from collections import Counter

import numpy as np

from search.engines.parts import FIELDS
from search.engines.whoosh.mirror.snapshot import SegmentView, Snapshot


def common_words(snapshot: Snapshot, limit: int) -> dict[str, int]:
    """The words of two characters and more in most articles, and about how many articles those are.

    An article counts once for every field that it has the word in; deleted ones count until their segment is merged.
    """
    counts: Counter[bytes] = Counter()
    for segment in snapshot.segments:
        counts.update(_counts(segment, limit))
    found = ((count, term.decode()) for term, count in counts.items())
    return {term: count for count, term in heapq.nlargest(limit, (pair for pair in found if len(pair[1]) > 1))}


def _counts(segment: SegmentView, limit: int) -> dict[bytes, int]:
    """Of a segment's most common terms, how many postings they have; enough of them that short ones can go."""
    postings = np.sum([np.diff(segment.word_starts(field)) for field in FIELDS], axis=0)
    terms = bytes(segment.columns.terms).split(b"\n")
    most = np.argsort(-postings, kind="stable")[: limit + limit // 4]
    return {terms[number]: int(postings[number]) for number in most.tolist()}
