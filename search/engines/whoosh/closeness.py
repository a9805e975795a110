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
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.nearness import standing_near, standing_whole
from search.engines.whoosh.layout import FIELD_OF_PART, FIELD_WEIGHTS, PARTS, text_units
from search.engines.whoosh.matching import Leaf, Matcher
from search.engines.whoosh.ordering import Ranking
from search.tokens import word_texts
from search.tree import Term

RERANKED = 64
RUN_WEIGHT = 0.5
NEAR_WEIGHT = 1.0
NEAR = 10
NEAR_LIMIT = 50

_PART_WEIGHTS = np.array([FIELD_WEIGHTS.get(FIELD_OF_PART.get(part, ""), 0.0) for part in PARTS])


def reranked(found: Sequence[Leaf]) -> int:
    """How many documents the bonuses look at: none where there is nothing that could stand whole or near."""
    return RERANKED if len(found) > 1 or any(map(_is_run, found)) else 0


def rerank(ranking: Ranking, found: Sequence[Leaf], matchers: Sequence[Matcher], documents_all: int) -> Ranking:
    """The same documents with their bonuses for a query's leaves, in the order these give."""
    idfs = {leaf: _idf(leaf, matchers, documents_all) for leaf in found}
    scores = ranking.scores.copy()
    for number, matcher in enumerate(matchers):
        rows = np.flatnonzero(ranking.segments == number)
        if len(rows):
            scores[rows] += _segment_bonuses(matcher, found, idfs, ranking.documents[rows])
    return ranking.scored(scores)


def _segment_bonuses(
    matcher: Matcher, found: Sequence[Leaf], idfs: dict[Leaf, float], documents: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    bonus = np.zeros(len(documents))
    places = {leaf: matcher.places(leaf, documents) for leaf in found}
    for leaf in found:
        if _is_run(leaf):
            bonus += RUN_WEIGHT * idfs[leaf] * standing_whole(places[leaf][1], _PART_WEIGHTS)
    for left, right in pairwise(found):
        near = standing_near(places[left], places[right], len(PARTS), _length(left), NEAR, NEAR_LIMIT)
        bonus += NEAR_WEIGHT * (idfs[left] + idfs[right]) / 2 * near
    return bonus


def _is_run(leaf: Leaf) -> bool:
    return isinstance(leaf, Term) and (leaf.quoted or len(word_texts(leaf.text)) > 1)


def _idf(leaf: Leaf, matchers: Sequence[Matcher], documents_all: int) -> float:
    holders = sum(int(np.bitwise_count(matcher.bits(leaf)).sum()) for matcher in matchers)
    return math.log(documents_all / (holders + 1)) + 1


def _length(leaf: Leaf) -> int:
    return len(text_units(leaf.text if isinstance(leaf, Term) else leaf.pattern))
