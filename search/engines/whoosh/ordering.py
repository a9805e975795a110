"""Which of a result's documents come first. Every order is total: ties go by day, then by id."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.scoring import Scores
from search.engines.whoosh.snapshot import SegmentView
from search.types import Sort


@dataclass(frozen=True, slots=True)
class Candidates:
    """The matching documents of one segment, ascending, with their scores."""

    segment: SegmentView
    documents: npt.NDArray[np.intp]
    scores: Scores


@dataclass(frozen=True, slots=True)
class Ranking:
    """Documents in order: the segment of each by number, its number there, its article, day key and score."""

    segments: npt.NDArray[np.intp]
    documents: npt.NDArray[np.intp]
    ids: npt.NDArray[np.int64]
    keys: npt.NDArray[np.int64]
    scores: Scores

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, run: slice | npt.NDArray[np.intp]) -> Ranking:
        return Ranking(self.segments[run], self.documents[run], self.ids[run], self.keys[run], self.scores[run])

    def scored(self, scores: Scores) -> Ranking:
        """The same documents with other scores, in the order of those."""
        order = np.lexsort((self.keys, -scores))
        return replace(self, scores=scores)[order]

    def followed_by(self, others: Ranking) -> Ranking:
        joined = [np.concatenate(pair) for pair in zip(self._columns(), others._columns(), strict=True)]
        return Ranking(*joined)

    def _columns(self) -> tuple[npt.NDArray[Any], ...]:
        return self.segments, self.documents, self.ids, self.keys, self.scores


def best(candidates: Sequence[Candidates], sort: Sort, end: int) -> Ranking:
    """The first `end` documents in the order asked for."""
    if sort is Sort.TITLE:
        return _by_title(candidates, end)
    keys = np.concatenate([_day_keys(found, sort) for found in candidates])
    scores = np.concatenate([found.scores for found in candidates])
    if sort is Sort.RELEVANCE:
        chosen = _first_by_score(scores, keys, end)
        chosen = chosen[np.lexsort((keys[chosen], -scores[chosen]))]
    else:
        chosen = _first_by_key(keys, end)
        chosen = chosen[np.argsort(keys[chosen])]
    return _rank(candidates, chosen)


def _day_keys(found: Candidates, sort: Sort) -> npt.NDArray[np.int64]:
    column = "oldest" if sort is Sort.OLDEST else "newest"
    return found.segment.mirror[column].take(found.documents)


def _first_by_key(keys: npt.NDArray[np.int64], end: int) -> npt.NDArray[np.intp]:
    return np.argpartition(keys, end - 1)[:end] if 0 < end < len(keys) else np.arange(len(keys))


def _first_by_score(scores: Scores, keys: npt.NDArray[np.int64], end: int) -> npt.NDArray[np.intp]:
    """The numbers of the first, in any order: all above the last one's score, and the newest of those that have it."""
    if not 0 < end < len(scores):
        return np.arange(len(scores))
    last = np.partition(scores, len(scores) - end)[len(scores) - end]
    above, level = np.flatnonzero(scores > last), np.flatnonzero(scores == last)
    return np.concatenate([above, level[_first_by_key(keys[level], end - len(above))]])


def _rank(candidates: Sequence[Candidates], chosen: npt.NDArray[np.intp]) -> Ranking:
    """The chosen ones of all candidates put one after the other, in the order given."""
    bounds = np.cumsum([0, *(len(found.documents) for found in candidates)])
    segments = np.searchsorted(bounds, chosen, side="right") - 1
    documents, scores = np.empty(len(chosen), np.intp), np.empty(len(chosen))
    ids, keys = np.empty(len(chosen), np.int64), np.empty(len(chosen), np.int64)
    for number, found in enumerate(candidates):
        places = np.flatnonzero(segments == number)
        at = chosen[places] - bounds[number]
        documents[places], scores[places] = found.documents[at], found.scores[at]
        ids[places] = found.segment.mirror["ids"][documents[places]]
        keys[places] = found.segment.mirror["newest"][documents[places]]
    return Ranking(segments, documents, ids, keys, scores)


def _by_title(candidates: Sequence[Candidates], end: int) -> Ranking:
    """Each segment's first titles by its own ranks, then all of them by their keys."""
    bounds = np.cumsum([0, *(len(found.documents) for found in candidates)])
    merged: list[tuple[bytes, int, int]] = []
    for number, found in enumerate(candidates):
        ranks = found.segment.mirror["title_ranks"].take(found.documents).astype(np.int64)
        for at in _first_by_key(ranks, end).tolist():
            document = int(found.documents[at])
            article_id = int(found.segment.mirror["ids"][document])
            merged.append((found.segment.title_key(document), article_id, int(bounds[number]) + at))
    first = [at for _, _, at in heapq.nsmallest(end, merged)]
    return _rank(candidates, np.array(first, np.intp))
