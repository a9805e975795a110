"""A question becomes an answer: match, filter, count, score and order over a snapshot."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from search.engines.base import Answer, Question, ScoredHit
from search.engines.whoosh.budget import Budget
from search.engines.whoosh.closeness import WEIGHTS, reranked
from search.engines.whoosh.counting import facet_rows, value_counts
from search.engines.whoosh.kernels.nearness import parts_standing
from search.engines.whoosh.kernels.searching import Integers, Sets, search_all
from search.engines.whoosh.layout import BESIDE_PARTS, FIELDS, OWN_PARTS, PARTS
from search.engines.whoosh.matching import Filters, Wanted, as_masks, match, wanted
from search.engines.whoosh.ordering import Ranking, best_by_key
from search.engines.whoosh.prepared import Prepared, join_words, prepare
from search.engines.whoosh.scoring import RankedWords, ranked_words
from search.engines.whoosh.snapshot import Mask, Snapshot
from search.engines.whoosh.wildcards import all_places
from search.tree import Node
from search.types import Sort, Where

WIDE_SCOPE = (*OWN_PARTS, *BESIDE_PARTS)


def answer(snapshot: Snapshot, question: Question, budget: Budget | None = None) -> Answer:
    """Raises BadQuery when the question takes too much work."""
    prepared, budget = prepare(snapshot), budget or Budget()
    asked = wanted(prepared, question.tree, question.filters, budget)
    words, end = _ranked_words(asked), question.offset + question.limit if question.limit else 0
    by_score = question.sort is Sort.RELEVANCE
    sets, sizes, ranking, counts = _search(prepared, asked, words, end if by_score else 0, question.facets, budget)
    total = sum(sizes[:, 0].tolist())
    if not by_score and end:
        ranking = best_by_key(prepared, sets[0], words, question.sort, min(end, total))
    page = ranking[question.offset : end]
    return Answer(
        total=total,
        hits=tuple(map(ScoredHit, page.article_ids, page.scores.tolist())),
        facets=value_counts(prepared.facets, question.facets, asked.filters, counts) if question.facets else {},
        elsewhere=_count_elsewhere(prepared, asked, question, sets, budget),
    )


def all_ids(snapshot: Snapshot, tree: Node, filters: Filters, sort: Sort) -> list[int]:
    """The ids of the whole result, in the order its pages have."""
    prepared, budget = prepare(snapshot), Budget()
    asked = wanted(prepared, tree, filters, budget)
    words = _ranked_words(asked)
    if sort is Sort.RELEVANCE:
        return _search(prepared, asked, words, -1, (), budget)[2].article_ids
    sets, sizes = match(prepared, asked, budget)
    return best_by_key(prepared, sets[0], words, sort, int(sizes[:, 0].sum())).article_ids


def result_masks(snapshot: Snapshot, tree: Node, filters: Filters, budget: Budget | None = None) -> list[Mask]:
    """Of every segment, which documents are in the result."""
    prepared, budget = prepare(snapshot), budget or Budget()
    return as_masks(prepared, match(prepared, wanted(prepared, tree, filters, budget), budget)[0][0])


def parts_matched(
    snapshot: Snapshot, tree: Node, article_ids: Collection[int], budget: Budget | None = None
) -> dict[int, tuple[Where, ...]]:
    """In which parts of some articles any of the query's terms stands."""
    prepared, budget, ids = prepare(snapshot), budget or Budget(), np.array(sorted(article_ids), np.int64)
    asked = wanted(prepared, tree, {}, budget)
    places, bounds = all_places(prepared, asked.words, budget)
    parts: dict[int, tuple[Where, ...]] = {int(article_id): () for article_id in ids}
    for number, segment in enumerate(snapshot.segments):
        documents = np.flatnonzero(np.isin(segment.mirror["ids"], ids) & segment.alive)
        of_segment = (places, bounds[number])
        table, plan = prepared.tables[number], asked.plan
        standing = parts_standing(table, plan.arrays, plan.ranking, of_segment, len(PARTS), documents)
        for article_id, of_article in zip(segment.mirror["ids"][documents].tolist(), standing.tolist(), strict=True):
            parts[article_id] = tuple(where for where, stands in zip(PARTS, of_article, strict=True) if stands)
    return parts


def _ranked_words(asked: Wanted) -> RankedWords:
    of_wildcards = {
        leaf: [word for of_segment in asked.words for word in of_segment[number]]
        for number, leaf in enumerate(asked.plan.wildcards)
    }
    return ranked_words(asked.plan, of_wildcards)


def _search(
    prepared: Prepared, asked: Wanted, words: RankedWords, limit: int, facets: tuple[str, ...], budget: Budget
) -> tuple[Sets, Integers, Ranking, Integers]:
    """The matched sets and their sizes, the first hits by score (-1: all), and the counts of facets."""
    plan = asked.plan
    looked_through = reranked(plan) if limit else 0
    numbers = (
        len(asked.filters),
        len(FIELDS),
        prepared.snapshot.documents_all,
        limit,
        looked_through,
        plan.ranking,
        prepared.facets.size,
        budget.left,
    )
    sets, sizes, heap, counts, looked_at = search_all(
        prepared.tables,
        prepared.offsets,
        plan.arrays,
        join_words(words),
        asked.wild,
        all_places(prepared, asked.words, budget) if plan.wildcards and looked_through else prepared.nowhere,
        asked.allowed,
        facet_rows(facets, asked.filters),
        numbers,
        WEIGHTS,
    )
    budget.spend(looked_at)
    return sets, sizes, Ranking(*heap[:3]), counts


def _count_elsewhere(prepared: Prepared, asked: Wanted, question: Question, sets: Sets, budget: Budget) -> int:
    """How many articles match only when captions and their features' words are looked into too."""
    if not any(segment.has_beside_text for segment in prepared.snapshot.segments):
        return 0
    if all(leaf.fields for leaf in asked.plan.leaves[: asked.plan.ranking]):
        return 0
    wider = wanted(prepared, question.tree, question.filters, budget, WIDE_SCOPE)
    return int(np.bitwise_count(match(prepared, wider, budget)[0][0] & ~sets[0]).sum())
