"""A bonus for documents in which a query's runs stand whole, and its terms near each other.

BM25F knows how often words stand in a document, not where. The best RERANKED documents by BM25F get on top of it

    for each run of several words:  RUN_WEIGHT · idf(run) · weight(best part) · n / (n + 1)
        where it stands n times in the document, weight(part) being its field's
    for each two terms that follow each other in the query:   NEAR_WEIGHT · (idf(a) + idf(b)) / 2 · NEAR / (NEAR + gap)
        where the smallest gap between them in one part is below NEAR_LIMIT characters

with idf as BM25F's, counted over documents that match. Bonuses are never negative, so no document outside the best
RERANKED comes before one of them, and the order stays total whatever page is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.parts import FIELD_OF_PART, FIELD_WEIGHTS, PARTS
from search.engines.whoosh.kernels.proximity import NEAR, NEAR_LIMIT, NEAR_WEIGHT, RUN_WEIGHT
from search.engines.whoosh.kernels.query import LeafRow

RERANKED = 64
_AMOUNTS = {RUN_WEIGHT: 0.5, NEAR_WEIGHT: 1.0, NEAR: 10.0, NEAR_LIMIT: 50.0}

PART_WEIGHTS = np.array([FIELD_WEIGHTS.get(FIELD_OF_PART.get(part, ""), 0.0) for part in PARTS])
AMOUNTS = np.array([_AMOUNTS[number] for number in range(len(_AMOUNTS))])


def reranked(ranking: Sequence[LeafRow]) -> int:
    """How many documents the bonuses of these leaves look at: none where nothing could stand whole or near."""
    return RERANKED if len(ranking) > 1 or any(leaf.run for leaf in ranking) else 0
