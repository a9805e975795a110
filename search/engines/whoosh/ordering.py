"""Which of a result's documents come first. Every order is total: ties go by day, then by id."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.columns import ID_MASK, packed
from search.engines.whoosh.kernels.bits import Bits, documents_of
from search.engines.whoosh.kernels.heaps import SEGMENT_BITS, make_heap
from search.engines.whoosh.scoring import Scorer, Scores
from search.engines.whoosh.snapshot import Snapshot
from search.types import Sort

_DOCUMENT_MASK = (1 << SEGMENT_BITS) - 1


@dataclass(frozen=True, slots=True)
class Ranking:
    """Documents in order: the segment of each by number, its number there, its day key and score."""

    segments: npt.NDArray[np.int64]
    documents: npt.NDArray[np.int64]
    keys: npt.NDArray[np.int64]
    scores: Scores

    def __len__(self) -> int:
        return len(self.documents)

    def __getitem__(self, run: slice | npt.NDArray[np.bool_ | np.intp]) -> Ranking:
        return Ranking(self.segments[run], self.documents[run], self.keys[run], self.scores[run])

    def scored(self, scores: Scores) -> Ranking:
        """The same documents with other scores, in the order of those."""
        order = np.lexsort((self.keys, -scores))
        return Ranking(self.segments[order], self.documents[order], self.keys[order], scores[order])

    def followed_by(self, others: Ranking) -> Ranking:
        if not len(others):
            return self
        return Ranking(
            np.concatenate((self.segments, others.segments)),
            np.concatenate((self.documents, others.documents)),
            np.concatenate((self.keys, others.keys)),
            np.concatenate((self.scores, others.scores)),
        )

    @property
    def article_ids(self) -> list[int]:
        return (self.keys & ID_MASK).tolist()


def best_by_score(snapshot: Snapshot, hits: Sequence[Bits], scorer: Scorer, end: int) -> Ranking:
    """The first `end` documents by their scores."""
    heap = make_heap(end)
    for number, segment in enumerate(snapshot.segments):
        scorer.offer(number, hits[number], segment.mirror["newest"], heap)
    scores, keys, places, filled = heap
    order = np.lexsort((keys[: filled[0]], -scores[: filled[0]]))
    return _ranking(places[order], keys[order], scores[order])


def best_by_key(snapshot: Snapshot, hits: Sequence[Bits], scorer: Scorer, sort: Sort, end: int) -> Ranking:
    """The first `end` documents in another order, with their scores."""
    first = _first_titles(snapshot, hits, end) if sort is Sort.TITLE else _first_days(snapshot, hits, scorer, sort, end)
    segments, documents = first >> SEGMENT_BITS, first & _DOCUMENT_MASK
    keys, scores = np.empty(len(first), np.int64), np.empty(len(first))
    for number, segment in enumerate(snapshot.segments):
        rows = np.flatnonzero(segments == number)
        rows = rows[np.argsort(documents[rows])]
        chosen = np.zeros(segment.count, bool)
        chosen[documents[rows]] = True
        heap = make_heap(len(rows) + 1)  # never full, so that all stay in the order of their documents
        scorer.offer(number, packed(chosen), segment.mirror["newest"], heap)
        scores[rows], keys[rows] = heap[0][: len(rows)], heap[1][: len(rows)]
    return _ranking(first, keys, scores)


def _ranking(places: npt.NDArray[np.int64], keys: npt.NDArray[np.int64], scores: Scores) -> Ranking:
    return Ranking(places >> SEGMENT_BITS, places & _DOCUMENT_MASK, keys, scores)


def _first_days(
    snapshot: Snapshot, hits: Sequence[Bits], scorer: Scorer, sort: Sort, end: int
) -> npt.NDArray[np.int64]:
    """The places of the first documents by day."""
    unscored, column = scorer.of_no_words(), "oldest" if sort is Sort.OLDEST else "newest"
    heap = make_heap(end)
    for number, segment in enumerate(snapshot.segments):
        unscored.offer(number, hits[number], segment.mirror[column], heap)
    _, keys, places, filled = heap
    return places[: filled[0]][np.argsort(keys[: filled[0]])]


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
