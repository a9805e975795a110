"""Which of a result's documents come first. Every order is total: ties go by day, then by id."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.columns import ID_MASK, packed
from search.engines.whoosh.kernels.bits import Bits, documents_of
from search.engines.whoosh.kernels.heaps import SEGMENT_BITS, make_heap, sort_heap
from search.engines.whoosh.scoring import Scorer, Scores
from search.engines.whoosh.snapshot import Snapshot
from search.types import Sort

_DOCUMENT_MASK = (1 << SEGMENT_BITS) - 1


@dataclass(frozen=True, slots=True)
class Ranking:
    """Documents in order: score, day key and place of each, a place being the segment's number and its own there."""

    scores: Scores
    keys: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, run: slice) -> Ranking:
        return Ranking(self.scores[run], self.keys[run], self.places[run])

    def sort(self, first: int) -> None:
        """Put the first so many into the order of their scores, which have changed."""
        size = min(first, len(self))
        sort_heap((self.scores[:first], self.keys[:first], self.places[:first], np.array([size])))

    @property
    def segments(self) -> npt.NDArray[np.int64]:
        return self.places >> SEGMENT_BITS

    @property
    def documents(self) -> npt.NDArray[np.int64]:
        return self.places & _DOCUMENT_MASK

    @property
    def article_ids(self) -> list[int]:
        return (self.keys & ID_MASK).tolist()


def best_by_score(snapshot: Snapshot, hits: Sequence[Bits], scorer: Scorer, end: int) -> Ranking:
    """The first `end` documents by their scores."""
    heap = make_heap(end)
    for number, segment in enumerate(snapshot.segments):
        scorer.offer(number, hits[number], segment.mirror["newest"], heap)
    size = sort_heap(heap)
    return Ranking(*heap[:3])[:size]


def best_by_key(snapshot: Snapshot, hits: Sequence[Bits], scorer: Scorer, sort: Sort, end: int) -> Ranking:
    """The first `end` documents in another order, with their scores."""
    places = (
        _first_titles(snapshot, hits, end) if sort is Sort.TITLE else _first_days(snapshot, hits, scorer, sort, end)
    )
    segments, documents = places >> SEGMENT_BITS, places & _DOCUMENT_MASK
    keys, scores = np.empty(len(places), np.int64), np.empty(len(places))
    for number, segment in enumerate(snapshot.segments):
        rows = np.flatnonzero(segments == number)
        rows = rows[np.argsort(documents[rows])]
        chosen = np.zeros(segment.count, bool)
        chosen[documents[rows]] = True
        heap = make_heap(len(rows) + 1)  # never full, so that all stay in the order of their documents
        scorer.offer(number, packed(chosen), segment.mirror["newest"], heap)
        scores[rows], keys[rows] = heap[0][: len(rows)], heap[1][: len(rows)]
    return Ranking(scores, keys, places)


def _first_days(
    snapshot: Snapshot, hits: Sequence[Bits], scorer: Scorer, sort: Sort, end: int
) -> npt.NDArray[np.int64]:
    """The places of the first documents by day."""
    unscored, column = scorer.of_no_words(), "oldest" if sort is Sort.OLDEST else "newest"
    heap = make_heap(end)
    for number, segment in enumerate(snapshot.segments):
        unscored.offer(number, hits[number], segment.mirror[column], heap)
    return heap[2][: sort_heap(heap)]


def _first_titles(snapshot: Snapshot, hits: Sequence[Bits], end: int) -> npt.NDArray[np.int64]:
    """Each segment's first titles by its own ranks, then all of them by their keys."""
    merged: list[tuple[bytes, int, int]] = []
    for number, segment in enumerate(snapshot.segments):
        documents = documents_of(hits[number])
        ranks = segment.mirror["title_ranks"][documents]
        for document in documents[np.argsort(ranks)[:end]].tolist():
            article_id = int(segment.mirror["ids"][document])
            merged.append((segment.title_key(document), article_id, number << SEGMENT_BITS | document))
    return np.array([place for _, _, place in heapq.nsmallest(end, merged)], np.int64)
