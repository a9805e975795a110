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
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.layout import FIELD_OF_PART, FIELD_WEIGHTS, PARTS, text_units
from search.engines.whoosh.matching import Matcher
from search.engines.whoosh.ordering import Placed
from search.engines.whoosh.scoring import leaves
from search.tokens import word_texts
from search.tree import Node, Term, Wildcard

RERANKED = 256
RUN_WEIGHT = 0.5
NEAR_WEIGHT = 1.0
NEAR = 10
NEAR_LIMIT = 50

_PART_WEIGHTS = np.array([FIELD_WEIGHTS.get(FIELD_OF_PART.get(part, ""), 0.0) for part in PARTS])


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a leaf stands in some documents of one segment: position, document and part of each place."""

    positions: npt.NDArray[np.int64]
    documents: npt.NDArray[np.int64]
    parts: npt.NDArray[np.int64]


def rerank(placed: Sequence[Placed], tree: Node, matchers: Sequence[Matcher], documents_all: int) -> list[Placed]:
    """The same documents with their bonuses, in no particular order."""
    found = list(dict.fromkeys(leaves(tree)))
    bonuses = {(hit.segment_number, hit.document): 0.0 for hit in placed}
    if len(found) > 1 or any(_is_run(leaf) for leaf in found):
        idfs = {leaf: _idf(leaf, matchers, documents_all) for leaf in found}
        for number, matcher in enumerate(matchers):
            documents = np.array([hit.document for hit in placed if hit.segment_number == number], np.int64)
            if len(documents):
                added = _segment_bonuses(matcher, found, idfs, np.sort(documents))
                for document, bonus in zip(np.sort(documents).tolist(), added.tolist(), strict=True):
                    bonuses[number, document] = bonus
    return [replace(hit, score=hit.score + bonuses[hit.segment_number, hit.document]) for hit in placed]


def _segment_bonuses(
    matcher: Matcher,
    found: Sequence[Term | Wildcard],
    idfs: dict[Term | Wildcard, float],
    documents: npt.NDArray[np.int64],
) -> npt.NDArray[np.float64]:
    bonus = np.zeros(len(documents))
    places = {leaf: _places_in(matcher, leaf, documents) for leaf in found}
    for leaf in found:
        if _is_run(leaf):
            bonus += RUN_WEIGHT * idfs[leaf] * _standing_whole(places[leaf], documents)
    for left, right in pairwise(found):
        shared = (idfs[left] + idfs[right]) / 2
        bonus += NEAR_WEIGHT * shared * _standing_near(places[left], places[right], left, documents)
    return bonus


def _is_run(leaf: Term | Wildcard) -> bool:
    return isinstance(leaf, Term) and (leaf.quoted or len(word_texts(leaf.text)) > 1)


def _idf(leaf: Term | Wildcard, matchers: Sequence[Matcher], documents_all: int) -> float:
    holders = sum(int(np.count_nonzero(matcher.mask(leaf))) for matcher in matchers)
    return math.log(documents_all / (holders + 1)) + 1


def _places_in(matcher: Matcher, leaf: Term | Wildcard, documents: npt.NDArray[np.int64]) -> _Places:
    """The places of a leaf in these documents: of each part's run of blocks, those of the documents."""
    mirror = matcher.segment.mirror
    positions = matcher.positions(leaf)
    owners = mirror["block_documents"]
    pieces, parts = [np.empty(0, np.uint32)], [np.empty(0, np.int64)]
    for number, (start, end) in enumerate(map(matcher.segment.part_range, PARTS)):
        of_part = owners[start >> 4 : end >> 4]
        wanted = documents.astype(of_part.dtype)
        firsts = start + (np.searchsorted(of_part, wanted) << 4)
        lasts = start + (np.searchsorted(of_part, wanted, side="right") << 4)
        bounds = np.searchsorted(positions, np.stack([firsts, lasts]).astype(np.uint32))
        for low, high in bounds.T[bounds[0] < bounds[1]].tolist():
            pieces.append(positions[low:high])
            parts.append(np.full(high - low, number))
    places = np.concatenate(pieces).astype(np.int64)
    return _Places(places, owners[places >> 4].astype(np.int64), np.concatenate(parts))


def _standing_whole(places: _Places, documents: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    rows = np.searchsorted(documents, places.documents)
    counts = np.bincount(rows, minlength=len(documents))
    weights = np.zeros(len(documents))
    np.maximum.at(weights, rows, _PART_WEIGHTS[places.parts])
    return weights * counts / (counts + 1)


def _standing_near(
    left: _Places, right: _Places, first: Term | Wildcard, documents: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """NEAR / (NEAR + gap) for the smallest gap of each document, 0 where there is none below the limit."""
    near = np.zeros(len(documents))
    if not len(left.positions) or not len(right.positions):
        return near
    length = len(text_units(first.text)) if isinstance(first, Term) else len(first.pattern)
    others = np.sort(right.positions)
    after = np.searchsorted(others, left.positions)
    for neighbours in (np.minimum(after, len(others) - 1), np.maximum(after - 1, 0)):
        distance = np.abs(others[neighbours] - left.positions)
        gap = np.maximum(distance - length, 0)
        close = (gap < NEAR_LIMIT) & _same_part(left, right, others[neighbours])
        rows = np.searchsorted(documents, left.documents[close])
        np.maximum.at(near, rows, NEAR / (NEAR + gap[close]))
    return near


def _same_part(left: _Places, right: _Places, neighbours: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether each place on the left and its neighbour on the right lie in one part of one document."""
    order = np.argsort(right.positions)
    at = order[np.searchsorted(right.positions, neighbours, sorter=order)]
    return (right.documents[at] == left.documents) & (right.parts[at] == left.parts)
