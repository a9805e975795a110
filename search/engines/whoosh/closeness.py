"""A bonus for documents in which a query's runs stand whole, and its terms near each other.

BM25F knows how often words stand in a document, not where. The best RERANKED documents by BM25F get on top of it

    for each run of several words, or quoted one:   RUN_WEIGHT · idf(run) · weight(best part) · n / (n + 1)
        where it stands n times in the document, weight(part) being its field's
    for each two terms that follow each other in the query:   NEAR_WEIGHT · (idf(a) + idf(b)) / 2 · NEAR / (NEAR + gap)
        where the smallest gap between them in one part is below NEAR_LIMIT characters

with idf as BM25F's, counted over documents that match. Bonuses are never negative, so no document outside the best
RERANKED comes before one of them, and the order stays total whatever page is asked for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.layout import FIELD_OF_PART, FIELD_WEIGHTS, PARTS, text_units
from search.engines.whoosh.matching import Matcher
from search.engines.whoosh.ordering import Ranking
from search.engines.whoosh.scoring import leaves
from search.tokens import word_texts
from search.tree import Node, Term, Wildcard

RERANKED = 128
RUN_WEIGHT = 0.5
NEAR_WEIGHT = 1.0
NEAR = 10
NEAR_LIMIT = 50

Leaf = Term | Wildcard

_PART_WEIGHTS = np.array([FIELD_WEIGHTS.get(FIELD_OF_PART.get(part, ""), 0.0) for part in PARTS])


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a leaf stands in some documents of one segment: the position, row and part of each place.

    A row is a document's number among those looked at.
    """

    positions: npt.NDArray[np.int64]
    rows: npt.NDArray[np.intp]
    parts: npt.NDArray[np.intp]


def rerank(ranking: Ranking, tree: Node, matchers: Sequence[Matcher], documents_all: int) -> Ranking:
    """The same documents with their bonuses, in the order these give."""
    found = list(dict.fromkeys(leaves(tree)))
    if len(found) < 2 and not any(map(_is_run, found)):
        return ranking
    idfs = {leaf: _idf(leaf, matchers, documents_all) for leaf in found}
    scores = ranking.scores.copy()
    for number, matcher in enumerate(matchers):
        rows = np.flatnonzero(ranking.segments == number)
        rows = rows[np.argsort(ranking.documents[rows])]  # what is looked up in order is found faster
        if len(rows):
            scores[rows] += _segment_bonuses(matcher, found, idfs, ranking.documents[rows])
    return ranking.scored(scores)


def _segment_bonuses(
    matcher: Matcher, found: Sequence[Leaf], idfs: dict[Leaf, float], documents: npt.NDArray[np.intp]
) -> npt.NDArray[np.float64]:
    bonus = np.zeros(len(documents))
    places = {leaf: _places_in(matcher, leaf, documents) for leaf in found}
    for leaf in found:
        if _is_run(leaf):
            bonus += RUN_WEIGHT * idfs[leaf] * _standing_whole(places[leaf], len(documents))
    for left, right in pairwise(found):
        shared = (idfs[left] + idfs[right]) / 2
        bonus += NEAR_WEIGHT * shared * _standing_near(places[left], places[right], _length(left), len(documents))
    return bonus


def _is_run(leaf: Leaf) -> bool:
    return isinstance(leaf, Term) and (leaf.quoted or len(word_texts(leaf.text)) > 1)


def _idf(leaf: Leaf, matchers: Sequence[Matcher], documents_all: int) -> float:
    holders = sum(int(np.count_nonzero(matcher.mask(leaf))) for matcher in matchers)
    return math.log(documents_all / (holders + 1)) + 1


def _length(leaf: Leaf) -> int:
    return len(text_units(leaf.text if isinstance(leaf, Term) else leaf.pattern))


def _places_in(matcher: Matcher, leaf: Leaf, documents: npt.NDArray[np.intp]) -> _Places:
    """The places of a leaf in these documents: of each part's run of blocks, those of the documents."""
    positions, owners = matcher.positions(leaf), matcher.segment.mirror["block_documents"]
    wanted = documents.astype(owners.dtype)
    bounds, parts = [], []
    for number, (start, end) in enumerate(map(matcher.segment.part_range, PARTS)):
        if start < end:
            of_part = owners[start >> 4 : end >> 4]
            firsts, lasts = of_part.searchsorted(wanted), of_part.searchsorted(wanted, side="right")
            bounds.append(start + (np.stack([firsts, lasts]) << 4))
            parts.append(number)
    if not bounds:
        return _Places(np.empty(0, np.int64), np.empty(0, np.intp), np.empty(0, np.intp))
    lows, highs = positions.searchsorted(np.concatenate(bounds, axis=1).astype(np.uint32))
    counts = highs - lows
    ends = np.cumsum(counts)
    within = np.arange(ends[-1]) + np.repeat(lows - (ends - counts), counts)
    return _Places(
        positions[within].astype(np.int64),
        np.repeat(np.tile(np.arange(len(documents)), len(parts)), counts),
        np.repeat(np.repeat(parts, len(documents)), counts),
    )


def _standing_whole(places: _Places, count: int) -> npt.NDArray[np.float64]:
    counts = np.bincount(places.rows, minlength=count)
    weights = np.zeros(count)
    np.maximum.at(weights, places.rows, _PART_WEIGHTS[places.parts])
    return weights * counts / (counts + 1)


def _standing_near(left: _Places, right: _Places, length: int, count: int) -> npt.NDArray[np.float64]:
    """NEAR / (NEAR + gap) for the smallest gap of each document, 0 where there is none below the limit."""
    near = np.zeros(count)
    if not len(left.positions) or not len(right.positions):
        return near
    order = np.argsort(right.positions)
    after = right.positions.searchsorted(left.positions, sorter=order)
    for at in (np.minimum(after, len(order) - 1), np.maximum(after - 1, 0)):
        neighbours = order[at]
        gap = np.maximum(np.abs(right.positions[neighbours] - left.positions) - length, 0)
        same = (right.rows[neighbours] == left.rows) & (right.parts[neighbours] == left.parts)
        close = same & (gap < NEAR_LIMIT)
        np.maximum.at(near, left.rows[close], NEAR / (NEAR + gap[close]))
    return near
