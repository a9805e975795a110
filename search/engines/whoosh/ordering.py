"""Which of a result's documents come first. Every order is total: ties go by day, then by id."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

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
class Placed:
    """A document in the order of a result."""

    segment_number: int
    document: int
    article_id: int
    score: float


def best(candidates: Sequence[Candidates], sort: Sort, end: int) -> list[Placed]:
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
    return _place(candidates, chosen)


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


def _place(candidates: Sequence[Candidates], chosen: npt.NDArray[np.intp]) -> list[Placed]:
    bounds = np.cumsum([0, *(len(found.documents) for found in candidates)])
    numbers = np.searchsorted(bounds, chosen, side="right") - 1
    placed = []
    for number, at in zip(numbers.tolist(), (chosen - bounds[numbers]).tolist(), strict=True):
        found = candidates[number]
        document = int(found.documents[at])
        article_id = int(found.segment.mirror["ids"][document])
        placed.append(Placed(number, document, article_id, float(found.scores[at])))
    return placed


def _by_title(candidates: Sequence[Candidates], end: int) -> list[Placed]:
    """Each segment's first titles by its own ranks, then all of them by their keys."""
    merged: list[tuple[bytes, int, int, int]] = []
    for number, found in enumerate(candidates):
        ranks = found.segment.mirror["title_ranks"].take(found.documents).astype(np.int64)
        for at in _first_by_key(ranks, end).tolist():
            document = int(found.documents[at])
            article_id = int(found.segment.mirror["ids"][document])
            merged.append((found.segment.title_key(document), article_id, number, at))
    first = heapq.nsmallest(end, merged)
    return [
        Placed(number, int(candidates[number].documents[at]), article_id, float(candidates[number].scores[at]))
        for _, article_id, number, at in first
    ]
