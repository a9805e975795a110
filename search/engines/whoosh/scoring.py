"""How well documents match: BM25F with the formula of whoosh.scoring.BM25F, over arrays.

A query's words are looked up in every field they may stand in. Each word of a field adds, to each document it is in,

    weight(field) · idf · tf · (K1 + 1) / (tf + K1 · (1 − B + B · length / average length))
    idf = ln(documents / (documents with the word + 1)) + 1

where documents count deleted ones too, and lengths are as Whoosh rounds them: as Whoosh does it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, reduce

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.budget import Budget
from search.engines.whoosh.kernels.bits import Bits
from search.engines.whoosh.kernels.heaps import Heap
from search.engines.whoosh.kernels.scoring import score
from search.engines.whoosh.layout import FIELD_OF_PART, FIELD_WEIGHTS, FIELDS
from search.engines.whoosh.planning import Plan
from search.engines.whoosh.snapshot import SegmentView, Snapshot, join_words
from search.tree import Term, Wildcard
from search.types import Where

B = 0.75
K1 = 1.2

Scores = npt.NDArray[np.float64]


RankedWords = Mapping[str, tuple[str, ...]]
"""Words, and the fields of Whoosh's in which each is looked up."""


def ranked_words(plan: Plan, of_wildcards: Mapping[Wildcard, Sequence[str]]) -> RankedWords:
    """The words of a plan's ranking leaves, which rank the documents."""
    words: dict[str, tuple[str, ...]] = {}
    for leaf, cut in zip(plan.leaves, plan.words, strict=False):
        fields = _fields(leaf.fields)
        for text in cut if isinstance(leaf, Term) else of_wildcards[leaf]:
            words[text] = tuple(dict.fromkeys(words[text] + fields)) if text in words else fields
    return words


@lru_cache(maxsize=256)
def _fields(parts: tuple[Where, ...]) -> tuple[str, ...]:
    if not parts:
        return FIELDS
    return tuple(dict.fromkeys(FIELD_OF_PART[part] for part in parts if part in FIELD_OF_PART))


@lru_cache(maxsize=256)
def _field_mask(fields: tuple[str, ...]) -> bytes:
    return bytes(name in fields for name in FIELDS)


class Scorer:
    """Scores documents of a snapshot's segments by some words."""

    def __init__(self, snapshot: Snapshot, words: RankedWords, budget: Budget) -> None:
        self._snapshot = snapshot
        self._budget = budget
        wanted = np.frombuffer(bytearray(b"".join([_field_mask(fields) for fields in words.values()])), bool)
        asked = join_words([text.encode() for text in words])
        self._postings = [segment.find_postings(asked, wanted) for segment in snapshot.segments]
        self._holders = reduce(np.add, [ends - begins for begins, ends in self._postings])
        self._work = int(self._holders.sum()) // max(len(snapshot.segments), 1)

    def of_no_words(self) -> Scorer:
        """Scores everything alike."""
        return Scorer(self._snapshot, {}, self._budget)

    def offer(self, segment_number: int, hits: Bits, keys: npt.NDArray[np.int64], heap: Heap) -> None:
        """Offer these documents of a segment, with their scores, to the best ones; equal ones go by their keys."""
        snapshot = self._snapshot
        segment = snapshot.segments[segment_number]
        self._budget.spend(self._work)
        bases = snapshot.bases.get(segment_number)
        if bases is None:
            bases = snapshot.bases[segment_number] = self._bases(segment)
        postings, columns = self._postings[segment_number], segment.word_columns
        score(hits, postings, self._holders, snapshot.documents_all, bases, keys, segment_number, columns, heap)

    def _bases(self, segment: SegmentView) -> Scores:
        """What the formula gives for each distinct impact of a segment, but for the factor idf."""
        mirror = segment.mirror
        lengths = np.array([self._snapshot.field_lengths[name] for name in FIELDS])
        averages = lengths / max(self._snapshot.documents_all, 1)
        averages[averages == 0] = 1
        fields, frequencies = mirror["impact_fields"], mirror["impact_frequencies"]
        norms = K1 * ((1 - B) + B / averages[fields] * mirror["impact_lengths"])
        return _WEIGHTS[fields] * (K1 + 1) * (frequencies / (frequencies + norms))


_WEIGHTS = np.array([FIELD_WEIGHTS[name] for name in FIELDS])
