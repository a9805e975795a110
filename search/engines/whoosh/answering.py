"""A question becomes an answer: match, filter, count, score and order over a snapshot."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.engines.base import Answer, Question, ScoredHit, ValueCount
from search.engines.whoosh.budget import Budget
from search.engines.whoosh.closeness import rerank, reranked
from search.engines.whoosh.counting import count_values, filter_numbers
from search.engines.whoosh.kernels.bits import count
from search.engines.whoosh.kernels.runs import places_in_documents
from search.engines.whoosh.layout import BESIDE_PARTS, OWN_PARTS, PARTS
from search.engines.whoosh.matching import Matched, as_mask, match_segment
from search.engines.whoosh.ordering import Ranking, best_by_key, best_by_score
from search.engines.whoosh.planning import Parts, Plan, make_plan
from search.engines.whoosh.scoring import Scorer, ranked_words
from search.engines.whoosh.snapshot import Mask, Snapshot
from search.engines.whoosh.wildcards import WildcardWords, wildcard_places, wildcard_words
from search.tree import Node, Wildcard
from search.types import FACETS, Sort, Where

WIDE_SCOPE = (*OWN_PARTS, *BESIDE_PARTS)


@dataclass(frozen=True, slots=True)
class _Search:
    """A question being answered. `words`: what the wildcards stand for, by segment; `filters`: those in use."""

    snapshot: Snapshot
    plan: Plan
    words: Sequence[WildcardWords]
    filters: dict[str, Collection[str]]
    matched: list[Matched]
    budget: Budget

    @property
    def total(self) -> int:
        return sum(part.size for part in self.matched)


def answer(snapshot: Snapshot, question: Question, budget: Budget | None = None) -> Answer:
    """Raises BadQuery when the question takes too much work."""
    search = _begin(snapshot, question.tree, question.filters, budget or Budget())
    end = min(question.offset + question.limit, search.total)
    ranking = _order(search, question.sort, end)[question.offset :] if end > question.offset else None
    return Answer(
        total=search.total,
        hits=tuple(map(ScoredHit, ranking.article_ids, ranking.scores.tolist())) if ranking else (),
        facets=_count_facets(search, question.facets),
        elsewhere=_count_elsewhere(search, question),
    )


def all_ids(snapshot: Snapshot, tree: Node, filters: Mapping[str, Collection[str]], sort: Sort) -> list[int]:
    """The ids of the whole result, in the order its pages have."""
    search = _begin(snapshot, tree, filters, Budget())
    return _order(search, sort, search.total).article_ids if search.total else []


def result_masks(
    snapshot: Snapshot, tree: Node, filters: Mapping[str, Collection[str]], budget: Budget | None = None
) -> list[Mask]:
    """Of every segment, which documents are in the result."""
    matched = _begin(snapshot, tree, filters, budget or Budget()).matched
    return [as_mask(part.hits, segment) for part, segment in zip(matched, snapshot.segments, strict=True)]


def parts_matched(
    snapshot: Snapshot, tree: Node, article_ids: Collection[int], budget: Budget | None = None
) -> dict[int, tuple[Where, ...]]:
    """In which parts of some articles any of the query's terms stands."""
    wanted, budget, plan = np.array(sorted(article_ids), np.int64), budget or Budget(), make_plan(tree)
    parts: dict[int, tuple[Where, ...]] = {int(article_id): () for article_id in wanted}
    for segment in snapshot.segments:
        documents = np.flatnonzero(np.isin(segment.mirror["ids"], wanted) & segment.alive)
        if not len(documents):
            continue
        standing = np.zeros((len(documents), len(PARTS)), bool)
        for number, leaf in enumerate(plan.leaves[: plan.ranking]):
            start, end = plan.table[number, :2].tolist()
            positions = segment.mirror["positions"]
            if isinstance(leaf, Wildcard):
                start, end = 0, 0
                positions = wildcard_places(segment, wildcard_words(segment, leaf, budget), budget)
            run, blocks = plan.units[start:end], segment.mirror["part_blocks"]
            _, bounds = places_in_documents(run, segment.text_columns, positions, blocks, plan.parts[number], documents)
            standing |= np.diff(bounds).reshape(standing.shape) > 0
        for article_id, of_article in zip(segment.mirror["ids"][documents].tolist(), standing.tolist(), strict=True):
            parts[article_id] = tuple(where for where, stands in zip(PARTS, of_article, strict=True) if stands)
    return parts


def _begin(
    snapshot: Snapshot, tree: Node, filters: Mapping[str, Collection[str]], budget: Budget, scope: Parts = OWN_PARTS
) -> _Search:
    plan = make_plan(tree, scope)
    words = [[wildcard_words(segment, leaf, budget) for leaf in plan.wildcards] for segment in snapshot.segments]
    used = {name: chosen for name, chosen in filters.items() if chosen and name in FACETS}
    matched = []
    for number, segment in enumerate(snapshot.segments):
        numbers = filter_numbers(snapshot, number, used) if used else ()
        matched.append(match_segment(segment, plan, words[number], numbers, budget))
    return _Search(snapshot, plan, words, used, matched, budget)


def _count_facets(search: _Search, names: tuple[str, ...]) -> dict[str, Sequence[ValueCount]]:
    """Facets that are not filtered by are counted together: within the same documents."""
    others = tuple(name for name in names if name not in search.filters)
    counts = _count_within(search, others, 0)
    for row, name in enumerate(search.filters, start=1):
        if name in names:
            counts |= _count_within(search, (name,), row)
    return counts


def _count_within(search: _Search, names: tuple[str, ...], row: int) -> dict[str, Sequence[ValueCount]]:
    """Within the sets of this row, see `matching.Matched`."""
    sets, sizes = [part.sets[row] for part in search.matched], [part.sizes[row] for part in search.matched]
    return count_values(search.snapshot, names, sets, sizes)


def _order(search: _Search, sort: Sort, end: int) -> Ranking:
    """The first `end` hits."""
    snapshot, plan, hits = search.snapshot, search.plan, [part.hits for part in search.matched]
    of_wildcards = {
        leaf: [word for words in search.words for word in words[number]] for number, leaf in enumerate(plan.wildcards)
    }
    scorer = Scorer(snapshot, ranked_words(plan, of_wildcards), search.budget)
    if sort is not Sort.RELEVANCE:
        return best_by_key(snapshot, hits, scorer, sort, end)
    looked_at = reranked(plan)
    ranking = best_by_score(snapshot, hits, scorer, max(end, looked_at))
    if looked_at:
        rerank(ranking, plan, snapshot, search.matched, search.words, search.budget)
    return ranking[:end]


def _count_elsewhere(search: _Search, question: Question) -> int:
    """How many articles match only when captions and their features' words are looked into too."""
    if all(leaf.fields for leaf in search.plan.leaves[: search.plan.ranking]):
        return 0
    if not any(segment.has_beside_text for segment in search.snapshot.segments):
        return 0
    wide = _begin(search.snapshot, question.tree, question.filters, search.budget, WIDE_SCOPE)
    return sum(count(more.hits & ~part.hits) for more, part in zip(wide.matched, search.matched, strict=True))
