"""Which of a result's documents come first. Every order is total: ties go by day, then by id."""

from __future__ import annotations

import heapq
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.answering.plan import EMPTY_PLAN, RankedWords, encode, with_words
from search.engines.whoosh.answering.prepared import Prepared
from search.engines.whoosh.kernels.bitsets import documents_of
from search.engines.whoosh.kernels.columns import Bits
from search.engines.whoosh.kernels.search import rank_all
from search.engines.whoosh.kernels.top_k import SEGMENT_BITS
from search.engines.whoosh.mirror.bigrams import packed
from search.types import Sort

_DOCUMENT_MASK = (1 << SEGMENT_BITS) - 1


class Ranking(NamedTuple):
    """Documents in order: score, article and place of each, a place being the segment's number and its own there."""

    scores: npt.NDArray[np.float64]
    ids: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]

    @property
    def size(self) -> int:
        return len(self.places)

    def part(self, run: slice) -> Ranking:
        return Ranking(self.scores[run], self.ids[run], self.places[run])

    def followed_by(self, others: Ranking) -> Ranking:
        scores, ids = np.append(self.scores, others.scores), np.append(self.ids, others.ids)
        return Ranking(scores, ids, np.append(self.places, others.places))

    @property
    def segments(self) -> npt.NDArray[np.int64]:
        return self.places >> SEGMENT_BITS

    @property
    def documents(self) -> npt.NDArray[np.int64]:
        return self.places & _DOCUMENT_MASK


NO_RANKING = Ranking(np.empty(0), np.empty(0, np.int64), np.empty(0, np.int64))


def best_by_score(
    prepared: Prepared, hits: Bits, words: RankedWords, end: int, *, oldest_first: bool = False
) -> Ranking:
    """The first `end` documents by their scores, equal ones by their days, then by their ids."""
    query = encode(with_words(EMPTY_PLAN, words), limit=end, oldest_first=oldest_first)
    return Ranking(*rank_all(prepared.tables, hits, query))


def best_by_key(prepared: Prepared, hits: Bits, words: RankedWords, sort: Sort, end: int) -> Ranking:
    """The first `end` documents in another order, with their scores."""
    if sort is Sort.TITLE:
        places = _first_titles(prepared, hits, end)
    else:
        places = best_by_score(prepared, hits, {}, end, oldest_first=sort is Sort.OLDEST).places
    scored = best_by_score(prepared, _set_of(prepared, places), words, end)
    order = np.argsort(scored.places)[np.argsort(np.argsort(places))]
    return Ranking(scored.scores[order], scored.ids[order], places)


def _set_of(prepared: Prepared, places: npt.NDArray[np.int64]) -> Bits:
    sets = []
    for number, segment in enumerate(prepared.snapshot.segments):
        chosen = np.zeros(segment.count, bool)
        chosen[places[places >> SEGMENT_BITS == number] & _DOCUMENT_MASK] = True
        sets.append(packed(chosen))
    return np.concatenate(sets)


def _first_titles(prepared: Prepared, hits: Bits, end: int) -> npt.NDArray[np.int64]:
    """Each segment's first titles by its own ranks, then all of them by their keys."""
    merged: list[tuple[bytes, int, int]] = []
    for number, segment in enumerate(prepared.snapshot.segments):
        low, high = prepared.offsets[number : number + 2].tolist()
        documents = documents_of(hits[low:high])
        ranks = segment.columns.title_ranks[documents]
        for document in documents[np.argsort(ranks)[:end]].tolist():
            article_id = int(segment.columns.ids[document])
            merged.append((segment.title_key(document), article_id, number << SEGMENT_BITS | document))
    return np.array([place for _, _, place in heapq.nsmallest(end, merged)], np.int64)
