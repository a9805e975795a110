"""A question becomes an answer: match, filter, count, score and order over a snapshot."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from search.engines.base import Answer, Question, ScoredHit, ValueCount
from search.engines.whoosh.budget import Budget
from search.engines.whoosh.closeness import rerank, reranked
from search.engines.whoosh.counting import count_values, filter_sets
from search.engines.whoosh.kernels.bits import Bits, count
from search.engines.whoosh.layout import BESIDE_PARTS, OWN_PARTS, PARTS
from search.engines.whoosh.matching import Matcher
from search.engines.whoosh.ordering import Ranking, best_by_key, best_by_score
from search.engines.whoosh.scoring import Scorer, leaves, ranked_words
from search.engines.whoosh.snapshot import Mask, Snapshot
from search.tree import Node
from search.types import Sort, Where

WIDE_SCOPE = (*OWN_PARTS, *BESIDE_PARTS)


@dataclass(frozen=True, slots=True)
class _Found:
    """One segment's part of a result: the documents `matched` before and the `hits` after filtering, so many."""

    matched: Bits
    filters: dict[str, Bits]
    hits: Bits
    size: int

    def without(self, facet: str) -> Bits:
        """What would match if the facet were not filtered by."""
        if facet not in self.filters:
            return self.hits
        return reduce(np.bitwise_and, [bits for name, bits in self.filters.items() if name != facet], self.matched)


def answer(snapshot: Snapshot, question: Question, budget: Budget | None = None) -> Answer:
    """Raises BadQuery when the question takes too much work."""
    budget = budget or Budget()
    matchers = _matchers(snapshot, budget)
    found = [_find(snapshot, number, matcher, question) for number, matcher in enumerate(matchers)]
    total = sum(part.size for part in found)
    ranking = _order(snapshot, question, matchers, found, budget) if question.limit and total else None
    return Answer(
        total=total,
        hits=tuple(map(ScoredHit, ranking.article_ids, ranking.scores.tolist())) if ranking else (),
        facets=_count_facets(snapshot, question, found),
        elsewhere=_count_elsewhere(snapshot, question, matchers, found),
    )


def all_ids(snapshot: Snapshot, tree: Node, filters: Mapping[str, Collection[str]], sort: Sort) -> list[int]:
    """The ids of the whole result, in the order its pages have."""
    budget = Budget()
    matchers = _matchers(snapshot, budget)
    question = Question(tree, filters, sort)
    found = [_find(snapshot, number, matcher, question) for number, matcher in enumerate(matchers)]
    total = sum(part.size for part in found)
    if not total:
        return []
    whole = Question(tree, filters, sort, 0, total)
    return _order(snapshot, whole, matchers, found, budget).article_ids


def result_masks(snapshot: Snapshot, tree: Node, filters: Mapping[str, Collection[str]]) -> list[Mask]:
    """Of every segment, which documents are in the result."""
    matchers, question = _matchers(snapshot, Budget()), Question(tree, filters)
    found = [_find(snapshot, number, matcher, question) for number, matcher in enumerate(matchers)]
    return [as_mask(part.hits, matcher) for part, matcher in zip(found, matchers, strict=True)]


def as_mask(bits: Bits, matcher: Matcher) -> Mask:
    """The set as one truth value for every document of the matcher's segment."""
    return np.unpackbits(bits.view(np.uint8), count=matcher.segment.count, bitorder="little").view(bool)


def parts_matched(
    snapshot: Snapshot, tree: Node, article_ids: Collection[int], budget: Budget | None = None
) -> dict[int, tuple[Where, ...]]:
    """In which parts of some articles any of the query's terms stands."""
    wanted = np.array(sorted(article_ids), np.int64)
    budget = budget or Budget()
    parts: dict[int, tuple[Where, ...]] = {int(article_id): () for article_id in wanted}
    for matcher in _matchers(snapshot, budget):
        segment = matcher.segment
        documents = np.flatnonzero(np.isin(segment.mirror["ids"], wanted) & segment.alive)
        if not len(documents):
            continue
        standing = np.zeros((len(documents), len(PARTS)), bool)
        for leaf in leaves(tree):
            standing |= np.diff(matcher.places(leaf, documents)[1]).reshape(standing.shape) > 0
        for article_id, of_article in zip(segment.mirror["ids"][documents].tolist(), standing.tolist(), strict=True):
            parts[article_id] = tuple(where for where, stands in zip(PARTS, of_article, strict=True) if stands)
    return parts


def _matchers(snapshot: Snapshot, budget: Budget) -> list[Matcher]:
    return [Matcher(segment, budget) for segment in snapshot.segments]


def _find(snapshot: Snapshot, segment_number: int, matcher: Matcher, question: Question) -> _Found:
    matched = matcher.bits(question.tree) & matcher.segment.alive_bits
    if not question.filters:
        return _Found(matched, {}, matched, count(matched))
    filters = filter_sets(snapshot, segment_number, question.filters)
    hits = reduce(np.bitwise_and, filters.values(), matched)
    return _Found(matched, filters, hits, count(hits))


def _count_facets(snapshot: Snapshot, question: Question, found: Sequence[_Found]) -> dict[str, Sequence[ValueCount]]:
    """Facets that are not filtered by are counted together: within the same documents."""
    filtered = [name for name in question.facets if question.filters.get(name)]
    others = [name for name in question.facets if name not in filtered]
    counts = count_values(snapshot, others, [part.hits for part in found], [part.size for part in found])
    for name in filtered:
        sets = [part.without(name) for part in found]
        counts |= count_values(snapshot, [name], sets, list(map(count, sets)))
    return {name: counts[name] for name in question.facets}


def _order(
    snapshot: Snapshot, question: Question, matchers: Sequence[Matcher], found: Sequence[_Found], budget: Budget
) -> Ranking:
    """The hits of the page asked for."""
    asked, hits = leaves(question.tree), [part.hits for part in found]
    scorer = Scorer(snapshot, ranked_words(asked, matchers), budget)
    end = min(question.offset + question.limit, sum(part.size for part in found))
    if question.sort is not Sort.RELEVANCE:
        return best_by_key(snapshot, hits, scorer, question.sort, end)[question.offset :]
    looked_at = reranked(asked)
    ranking = best_by_score(snapshot, hits, scorer, max(end, looked_at))
    if looked_at:
        head = rerank(ranking[:looked_at], asked, matchers, snapshot.documents_all)
        ranking = head.followed_by(ranking[looked_at:])
    return ranking[question.offset : end]


def _count_elsewhere(
    snapshot: Snapshot, question: Question, matchers: Sequence[Matcher], found: Sequence[_Found]
) -> int:
    """How many articles match only when captions and their features' words are looked into too."""
    total = 0
    for number, (matcher, part) in enumerate(zip(matchers, found, strict=True)):
        if matcher.has_beside_text() and not all(leaf.fields for leaf in leaves(question.tree)):
            wide = _find(snapshot, number, matcher.looking_wider(WIDE_SCOPE), question)
            total += count(wide.hits & ~part.hits)
    return total
