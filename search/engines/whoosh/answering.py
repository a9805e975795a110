"""A question becomes an answer: match, filter, count, score and order over a snapshot."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from search.engines.base import Answer, Question, ScoredHit
from search.engines.whoosh.budget import Budget
from search.engines.whoosh.closeness import RERANKED, rerank
from search.engines.whoosh.counting import count_values, filter_masks
from search.engines.whoosh.layout import BESIDE_PARTS, OWN_PARTS, PARTS
from search.engines.whoosh.matching import Matcher
from search.engines.whoosh.ordering import Candidates, Ranking, best
from search.engines.whoosh.scoring import Scorer, leaves, ranked_words
from search.engines.whoosh.snapshot import Mask, SegmentView, Snapshot
from search.tree import Node
from search.types import Sort, Where

WIDE_SCOPE = (*OWN_PARTS, *BESIDE_PARTS)


@dataclass(frozen=True, slots=True)
class _Found:
    """One segment's part of a result: `matched` before and `hits` after filtering."""

    segment: SegmentView
    matched: Mask
    filters: dict[str, Mask]
    hits: Mask

    def without(self, facet: str) -> Mask:
        """What would match if the facet were not filtered by."""
        if facet not in self.filters:
            return self.hits
        others = [mask for name, mask in self.filters.items() if name != facet]
        return reduce(np.logical_and, others, self.matched)


def answer(snapshot: Snapshot, question: Question) -> Answer:
    """Raises BadQuery when the question takes too much work."""
    budget = Budget()
    matchers = _matchers(snapshot, budget)
    found = [_find(matcher, question.tree, question.filters) for matcher in matchers]
    total = sum(int(np.count_nonzero(part.hits)) for part in found)
    ranking = _order(snapshot, question, matchers, found, budget) if question.limit and total else None
    return Answer(
        total=total,
        hits=tuple(map(ScoredHit, ranking.ids.tolist(), ranking.scores.tolist())) if ranking else (),
        facets={name: count_values(snapshot, name, [part.without(name) for part in found]) for name in question.facets},
        elsewhere=_count_elsewhere(question, matchers, found),
    )


def all_ids(snapshot: Snapshot, tree: Node, filters: Mapping[str, Collection[str]], sort: Sort) -> list[int]:
    """The ids of the whole result, in the order its pages have."""
    budget = Budget()
    matchers = _matchers(snapshot, budget)
    found = [_find(matcher, tree, filters) for matcher in matchers]
    total = sum(int(np.count_nonzero(part.hits)) for part in found)
    if not total:
        return []
    return _order(snapshot, Question(tree, filters, sort, 0, total), matchers, found, budget).ids.tolist()


def result_masks(snapshot: Snapshot, tree: Node, filters: Mapping[str, Collection[str]]) -> list[Mask]:
    """Of every segment, which documents are in the result."""
    return [_find(matcher, tree, filters).hits for matcher in _matchers(snapshot, Budget())]


def parts_matched(snapshot: Snapshot, tree: Node, article_ids: Collection[int]) -> dict[int, tuple[Where, ...]]:
    """In which parts of some articles any of the query's terms stands."""
    wanted = np.array(sorted(article_ids), np.int64)
    budget = Budget()
    parts: dict[int, list[Where]] = {int(article_id): [] for article_id in wanted}
    for matcher in _matchers(snapshot, budget):
        segment = matcher.segment
        documents = np.flatnonzero(np.isin(segment.mirror["ids"], wanted) & segment.alive)
        if not len(documents):
            continue
        of_terms = [_documents_by_part(matcher, leaf) for leaf in dict.fromkeys(leaves(tree))]
        for document in documents.tolist():
            article_id = int(segment.mirror["ids"][document])
            parts[article_id] = [where for where in PARTS if any(document in term[where] for term in of_terms)]
    return {article_id: tuple(where) for article_id, where in parts.items()}


def _documents_by_part(matcher: Matcher, leaf: Node) -> dict[Where, set[int]]:
    places = matcher.positions(leaf)  # type: ignore[arg-type]
    owners = matcher.segment.mirror["block_documents"]
    found = {}
    for where in PARTS:
        start, end = np.searchsorted(places, np.array(matcher.segment.part_range(where), np.uint32))
        found[where] = set(np.unique(owners[places[start:end] >> 4]).tolist())
    return found


def _matchers(snapshot: Snapshot, budget: Budget) -> list[Matcher]:
    return [Matcher(segment, budget) for segment in snapshot.segments]


def _find(matcher: Matcher, tree: Node, filters: Mapping[str, Collection[str]]) -> _Found:
    segment = matcher.segment
    matched = matcher.mask(tree)
    if not segment.all_alive:
        matched = matched & segment.alive
    masks = filter_masks(segment, filters)
    return _Found(segment, matched, masks, reduce(np.logical_and, masks.values(), matched))


def _order(
    snapshot: Snapshot, question: Question, matchers: Sequence[Matcher], found: Sequence[_Found], budget: Budget
) -> Ranking:
    """The hits of the page asked for."""
    scorer = Scorer(snapshot, ranked_words(question.tree, matchers), budget)
    candidates = []
    for number, part in enumerate(found):
        documents = np.flatnonzero(part.hits)
        candidates.append(Candidates(part.segment, documents, scorer.scores(number, documents)))
    end = question.offset + question.limit
    if question.sort is not Sort.RELEVANCE:
        return best(candidates, question.sort, end)[question.offset : end]
    ranking = best(candidates, Sort.RELEVANCE, max(end, RERANKED))
    head = rerank(ranking[:RERANKED], question.tree, matchers, snapshot.documents_all)
    return head.followed_by(ranking[RERANKED:])[question.offset : end]


def _count_elsewhere(question: Question, matchers: Sequence[Matcher], found: Sequence[_Found]) -> int:
    """How many articles match only when captions and their features' words are looked into too."""
    if all(leaf.fields for leaf in leaves(question.tree)):
        return 0
    count = 0
    for matcher, part in zip(matchers, found, strict=True):
        if matcher.has_beside_text():
            wide = _find(matcher.looking_wider(WIDE_SCOPE), question.tree, question.filters)
            count += int(np.count_nonzero(wide.hits & ~part.hits))
    return count
