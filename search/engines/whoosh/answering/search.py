"""Answers a question over a snapshot: match, filter, count, score and order."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

import numpy as np

from search.engines.parts import BESIDE_PARTS, OWN_PARTS, PARTS
from search.engines.questions import Answer, Question
from search.engines.whoosh.answering.binding import BoundQuery, Filters, bind, match
from search.engines.whoosh.answering.budget import Budget
from search.engines.whoosh.answering.facet_counts import counted_facets, value_counts
from search.engines.whoosh.answering.holding import count_held
from search.engines.whoosh.answering.plan import RankedWords, encode, fields_of, make_plan, with_words
from search.engines.whoosh.answering.prepared import Prepared, prepare
from search.engines.whoosh.answering.ranking import NO_RANKING, Ranking, best_by_key
from search.engines.whoosh.answering.wildcards import all_places
from search.engines.whoosh.kernels.columns import Bits, Floats, Int64s
from search.engines.whoosh.kernels.matching import Sets
from search.engines.whoosh.kernels.proximity import parts_holding
from search.engines.whoosh.kernels.search import Details, best_of_few, search_all
from search.engines.whoosh.mirror.snapshot import Snapshot
from search.language.tree import And, AtLeast, Node, Not
from search.types import Sort, Where

_RESULTS_KEPT = 512  # sets of a bit a document: 6 MB with 100,000 of them
WIDE_SCOPE = (*OWN_PARTS, *BESIDE_PARTS)


def answer(snapshot: Snapshot, question: Question, budget: Budget | None = None) -> Answer:
    """Raises BadQuery when the question takes too much work."""
    prepared, end = prepare(snapshot), question.offset + question.limit if question.limit else 0
    by_score = question.sort is Sort.RELEVANCE and not isinstance(question.tree, AtLeast)
    if by_score and not (question.facets or question.filters or prepared.has_beside_text):
        plan = make_plan(question.tree)
        if plan.one_run:  # not even a budget is made, which takes a twentieth of what a rare word does
            total, looked_at, best_scores, best_ids = best_of_few(prepared.tables, plan.numbers, end)
            if looked_at >= 0:
                if budget:
                    budget.spend(looked_at)
                return Answer(total, *_page(best_scores, best_ids, question.offset), {}, 0, 0)
    budget = budget or Budget()
    bound = bind(prepared, question.tree, question.filters, budget)
    if by_score and not question.facets and not prepared.has_beside_text:
        (total, exact), their_scores, their_ids, _ = _best_hits(prepared, bound, end, (), budget, detailed=False)
        return Answer(total, *_page(their_scores, their_ids, question.offset), {}, 0, total - exact)
    sets, (total, exact), ranking, counts = _search(prepared, bound, end if by_score else 0, question.facets, budget)
    if not by_score and min(end, total):
        ranking = _in_order(prepared, bound, sets, question.sort, min(end, total), budget)
    ids, scores = _page(ranking.scores, ranking.ids, question.offset)
    return Answer(
        total=total,
        across=total - exact,
        ids=ids,
        scores=scores,
        facets=value_counts(prepared.facets, question.facets, bound.filters, counts) if question.facets else {},
        elsewhere=_count_elsewhere(prepared, bound, question, sets, budget) if prepared.has_beside_text else 0,
    )


def _page(scores: Floats, ids: Int64s, offset: int) -> tuple[list[int], list[float]]:
    """The hits from an offset on."""
    return (ids[offset:].tolist(), scores[offset:].tolist()) if offset else (ids.tolist(), scores.tolist())


def all_ids(snapshot: Snapshot, tree: Node, filters: Filters, sort: Sort) -> list[int]:
    """The ids of the whole result, in the order its pages have."""
    prepared, budget = prepare(snapshot), Budget()
    return ranked(prepared, bind(prepared, tree, filters, budget), sort, budget).ids.tolist()


def ranked(prepared: Prepared, bound: BoundQuery, sort: Sort, budget: Budget) -> Ranking:
    """The whole result, in the order its pages have."""
    if sort is Sort.RELEVANCE and not isinstance(bound.tree, AtLeast):
        return _search(prepared, bound, -1, (), budget)[2]
    sets, total = match(prepared, bound, budget)
    return _in_order(prepared, bound, sets, sort, total, budget) if total else NO_RANKING


def _in_order(prepared: Prepared, bound: BoundQuery, sets: Sets, sort: Sort, most: int, budget: Budget) -> Ranking:
    """The first of the hits in an order that is not, or not only, by their scores."""
    if sort is Sort.RELEVANCE and isinstance(bound.tree, AtLeast):
        return _band_by_band(prepared, bound, bound.tree, most, budget)
    return best_by_key(prepared, sets[0], _ranked_words(bound), sort, most)


def _band_by_band(prepared: Prepared, bound: BoundQuery, at_least: AtLeast, most: int, budget: Budget) -> Ranking:
    """The first hits of a tree that asks for some of its children: those with all of them, with all but one …"""
    found, held = NO_RANKING, count_held(prepared, at_least.children, budget, bound)
    for number in np.unique(held[held >= at_least.minimum])[::-1].tolist():
        if found.size < most:
            more = Not(AtLeast(number + 1, at_least.children))  # as nothing holds more than all, it excludes none then
            band = bound._replace(plan=make_plan(And((AtLeast(number, at_least.children), more))))
            found = found.followed_by(_search(prepared, band, most - found.size, (), budget)[2])
    return found


def result_bits(prepared: Prepared, tree: Node, filters: Filters, budget: Budget) -> Bits:
    """The set of documents that are in the result, not to be written to: analyses ask for the same ones repeatedly."""
    asked, kept = (tree, *sorted((name, tuple(values)) for name, values in filters.items())), prepared.results
    found = kept.get(asked)
    if found is None:
        sets, _ = match(prepared, bind(prepared, tree, filters, budget), budget)
        found = sets[0].copy()  # without the filters' own
        if len(kept) >= _RESULTS_KEPT:
            kept.clear()
        kept[asked] = found
    return found


def parts_matched(
    snapshot: Snapshot, tree: Node, article_ids: Collection[int], budget: Budget | None = None
) -> dict[int, tuple[Where, ...]]:
    """In which parts of some articles any of the query's terms stands."""
    prepared, budget, ids = prepare(snapshot), budget or Budget(), np.array(sorted(article_ids), np.int64)
    bound = bind(prepared, tree, {}, budget)
    places, bounds = all_places(prepared, bound.words, budget)
    parts: dict[int, tuple[Where, ...]] = {int(article_id): () for article_id in ids}
    for number, segment in enumerate(snapshot.segments):
        documents = np.flatnonzero(np.isin(segment.columns.ids, ids) & segment.alive)
        of_segment = (places, bounds[number])
        holding = parts_holding(prepared.tables, number, encode(bound.plan), of_segment, len(PARTS), documents)
        for article_id, of_article in zip(segment.columns.ids[documents].tolist(), holding.tolist(), strict=True):
            parts[article_id] = tuple(where for where, stands in zip(PARTS, of_article, strict=True) if stands)
    return parts


def _ranked_words(bound: BoundQuery) -> RankedWords:
    """The plan's words, and those that its wildcards stand for."""
    if not bound.plan.wildcards:
        return bound.plan.words
    words = dict(bound.plan.words)
    for of_segment in bound.words:
        for leaf, found in zip(bound.plan.wildcards, of_segment, strict=True):
            if leaf in bound.plan.leaves[: bound.plan.ranking]:
                words.update((word, words.get(word, 0) | fields_of(leaf.fields)) for word in found)
    return words


def _search(
    prepared: Prepared, bound: BoundQuery, limit: int, facets: tuple[str, ...], budget: Budget
) -> tuple[Sets, tuple[int, int], Ranking, Int64s]:
    """The matched sets, how many hits there are and for how many no marks are read over, the first of them by score
    (-1: all), and the counts of facets.
    """
    totals, scores, ids, details = _best_hits(prepared, bound, limit, facets, budget, detailed=True)
    places, sets, counts = cast(Details, details)
    return sets, totals, Ranking(scores, ids, places), counts


def _best_hits(
    prepared: Prepared, bound: BoundQuery, limit: int, facets: tuple[str, ...], budget: Budget, *, detailed: bool
) -> tuple[tuple[int, int], Floats, Int64s, Details | None]:
    """How many hits there are and for how many no marks are read over, the scores and ids of the first, and details."""
    plan, places = bound.plan, prepared.nowhere
    if plan.wildcards:
        plan = with_words(plan, _ranked_words(bound))
        if limit and plan.reranked:
            places = all_places(prepared, bound.words, budget)
    query = encode(
        plan,
        bound.allowed,
        counted_facets(facets, bound.filters),
        filters=len(bound.filters),
        limit=limit,
        facet_values=prepared.facets.size,
        detailed=detailed,
    )
    (total, exact, looked_at), scores, ids, details = search_all(
        prepared.tables, query, bound.wild, places, budget.left
    )
    budget.spend(looked_at)
    return (total, exact), scores, ids, details


def _count_elsewhere(prepared: Prepared, bound: BoundQuery, question: Question, sets: Sets, budget: Budget) -> int:
    """How many articles match only when captions and their features' words are looked into too."""
    if all(leaf.fields for leaf in bound.plan.leaves[: bound.plan.ranking]):
        return 0
    wider = bind(prepared, question.tree, question.filters, budget, WIDE_SCOPE)
    return int(np.bitwise_count(match(prepared, wider, budget)[0][0] & ~sets[0]).sum())
