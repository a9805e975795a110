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

from collections.abc import Sequence
from functools import reduce

import numpy as np

from search.engines.whoosh.budget import Budget
from search.engines.whoosh.kernels.nearness import add_bonuses
from search.engines.whoosh.layout import FIELD_OF_PART, FIELD_WEIGHTS, PARTS
from search.engines.whoosh.matching import Matched
from search.engines.whoosh.ordering import Ranking
from search.engines.whoosh.planning import Plan
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.wildcards import WildcardWords, joined_places

RERANKED = 64
RUN_WEIGHT = 0.5
NEAR_WEIGHT = 1.0
NEAR = 10
NEAR_LIMIT = 50

_PART_WEIGHTS = np.array([FIELD_WEIGHTS.get(FIELD_OF_PART.get(part, ""), 0.0) for part in PARTS])


def reranked(plan: Plan) -> int:
    """How many documents the bonuses look at: none where there is nothing that could stand whole or near."""
    return RERANKED if plan.ranking > 1 or (plan.ranking and plan.table[0, 4]) else 0


def rerank(
    ranking: Ranking,
    plan: Plan,
    snapshot: Snapshot,
    matched: Sequence[Matched],
    words: Sequence[WildcardWords],
    budget: Budget,
) -> None:
    """Add the bonuses of the first RERANKED documents, and put these into the order they give."""
    holders = reduce(np.add, [part.holders[: plan.ranking] for part in matched])
    scores, places = ranking.scores[:RERANKED], ranking.places[:RERANKED]
    for number, segment in enumerate(snapshot.segments):
        add_bonuses(
            scores,
            places,
            number,
            plan.table,
            plan.parts,
            plan.units,
            joined_places(segment, words[number], budget),
            holders,
            snapshot.documents_all,
            (RUN_WEIGHT, NEAR_WEIGHT, _PART_WEIGHTS),
            (NEAR, NEAR_LIMIT),
            segment.text_columns,
            segment.mirror["part_blocks"],
        )
    ranking.sort(RERANKED)
