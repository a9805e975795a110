"""A question answered: matched, counted, ranked, page by page or whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from search.engines.opensearch.cluster import Cluster, Json
from search.engines.opensearch.facets import facet_aggregations, facet_counts
from search.engines.opensearch.queries import Asking, all_of, passing, ranking_leaves
from search.engines.opensearch.ranking import RERANKED, bonuses, exact_tree, ordered
from search.engines.opensearch.vocabulary import words_of
from search.engines.parts import OWN_PARTS, PARTS
from search.engines.questions import Answer, Question, ScoredHit
from search.language.tree import Node
from search.types import Sort, Where

Filters = Mapping[str, Collection[str]]

_QUESTIONS_AT_ONCE = 40
_AT_ONCE = 10_000  # hits that one answer may have, those before the page counted


class _Ranked(NamedTuple):
    """A hit, and the key that parts it from those with its score."""

    article_id: int
    score: float
    tie: int


def answer(cluster: Cluster, question: Question) -> Answer:
    """Raises BadQuery for a question that would take too much work."""
    return answers(cluster, [question])[0]


def answers(cluster: Cluster, questions: Sequence[Question]) -> list[Answer]:
    """The answers to several questions, some of them asked for at once."""
    found: list[Answer] = []
    for start in range(0, len(questions), _QUESTIONS_AT_ONCE):
        found += _answers(cluster, questions[start : start + _QUESTIONS_AT_ONCE])
    return found


def _answers(cluster: Cluster, questions: Sequence[Question]) -> list[Answer]:
    words = words_of(cluster, *(question.tree for question in questions))
    asked = [_Asked(Asking(words), question) for question in questions]
    bodies = [[body for body in (each.body(), each.body_of_elsewhere()) if body] for each in asked]
    steady = questions[0].tree if len(questions) == 1 else None
    found = iter(cluster.searched(*(body for own in bodies for body in own), steady=steady))
    return [each.answer(cluster, *islice(found, len(own))) for each, own in zip(asked, bodies, strict=True)]


class _Asked:
    """A question as it is sent, and what its answer becomes."""

    def __init__(self, asking: Asking, question: Question) -> None:
        self._asking, self._question = asking, question
        self._end = question.offset + question.limit if question.limit else 0
        self._bonuses = bonuses(asking, question.tree) if self._end and question.sort is Sort.RELEVANCE else []

    def body(self) -> Json:
        question, asking = self._question, self._asking
        wanted = max(self._end, RERANKED) if self._bonuses else self._end
        exact = exact_tree(asking, question.tree)
        filters = passing(question.filters)
        counted = {"exact": {"filter": all_of([exact, *filters])}} if exact else {}
        return {
            **(ordered(asking, question.tree, question.sort) if self._end else {"query": asking.query(question.tree)}),
            **({"post_filter": all_of(filters)} if filters else {}),
            "size": wanted if wanted <= _AT_ONCE else 0,
            "track_total_hits": True,
            "aggs": {**facet_aggregations(question.facets, _lists(question.filters)), **counted},
        }

    def body_of_elsewhere(self) -> Json | None:
        """Asks how many articles match only with what is printed beside them."""
        tree = self._question.tree
        is_count = not (self._end or self._question.facets)
        if is_count or all(leaf.fields for leaf in ranking_leaves(tree)):
            return None
        wider = Asking(self._asking.words, beside=True)
        query = {"bool": {"filter": [wider.query(tree), *passing(self._question.filters)],
                          "must_not": [self._asking.query(tree)]}}  # fmt: skip
        return {"query": query, "size": 0, "track_total_hits": True}

    def answer(self, cluster: Cluster, found: Json, elsewhere: Json | None = None) -> Answer:
        question, total = self._question, found["hits"]["total"]["value"]
        exact = found["aggregations"]["exact"]["doc_count"] if "exact" in found.get("aggregations", {}) else total
        facets, query = question.facets, self._asking.query(question.tree)
        return Answer(
            total=total,
            across=total - exact,
            hits=self._hits(cluster, found),
            facets=facet_counts(cluster, query, facets, _lists(question.filters), found) if facets else {},
            elsewhere=elsewhere["hits"]["total"]["value"] if elsewhere else 0,
        )

    def _hits(self, cluster: Cluster, found: Json) -> tuple[ScoredHit, ...]:
        question = self._question
        if self._end > _AT_ONCE and found["hits"]["total"]["value"] > question.offset:
            ranked: Sequence[_Ranked] = list(
                islice(_whole(cluster, self._asking, question.tree, question.filters, question.sort), self._end)
            )
        else:
            ranked = _reranked(cluster, self._bonuses, _ranked(found["hits"]["hits"]))
        return tuple(ScoredHit(hit.article_id, hit.score) for hit in ranked[question.offset : self._end])


def all_ids(cluster: Cluster, tree: Node, filters: Filters, sort: Sort) -> list[int]:
    """The ids of the whole result, in the order its pages have."""
    asking = Asking(words_of(cluster, tree))
    return cluster.again_where_swapped(lambda: [hit.article_id for hit in _whole(cluster, asking, tree, filters, sort)])


def parts_matched(cluster: Cluster, tree: Node, article_ids: Collection[int]) -> dict[int, tuple[Where, ...]]:
    """In which parts of some articles any of the query's terms stands."""
    asking, ids = Asking(words_of(cluster, tree)), sorted(article_ids)
    named = [
        {"bool": {"should": [asking.leaf_in(leaf, part) for leaf in leaves], "_name": part}}
        for part in PARTS
        if (leaves := [leaf for leaf in ranking_leaves(tree) if part in (leaf.fields or OWN_PARTS)])
    ]
    parts: dict[int, tuple[Where, ...]] = dict.fromkeys(ids, ())
    if not named or not ids:
        return parts
    query = {"bool": {"filter": [{"terms": {"id": ids}}], "should": named, "minimum_should_match": 1}}
    body = {"query": query, "size": len(ids), "_source": False, "docvalue_fields": ["id"]}
    for hit in cluster.searched(body)[0]["hits"]["hits"]:
        held = frozenset(hit["matched_queries"])
        parts[hit["fields"]["id"][0]] = tuple(part for part in PARTS if part in held)
    return parts


def _whole(cluster: Cluster, asking: Asking, tree: Node, filters: Filters, sort: Sort) -> Iterator[_Ranked]:
    """All hits in order."""
    body = {**ordered(asking, tree, sort), **({"post_filter": all_of(passing(filters))} if passing(filters) else {})}
    hits = cluster.whole_result(body, steady=tree)
    added = bonuses(asking, tree) if sort is Sort.RELEVANCE else []
    yield from _reranked(cluster, added, _ranked(islice(hits, RERANKED)))
    yield from _ranked(hits)


def _ranked(hits: Iterator[Json] | Sequence[Json]) -> list[_Ranked]:
    return [_Ranked(hit["fields"]["id"][0], hit["_score"] or 0.0, hit["sort"][-1]) for hit in hits]


def _reranked(cluster: Cluster, added: Sequence[Json], ranked: list[_Ranked]) -> list[_Ranked]:
    """The first RERANKED put in order again, by what stands whole or near in them."""
    first = ranked[:RERANKED]
    if not added or len(first) < 2:
        return ranked
    ids = [hit.article_id for hit in first]
    body = {
        "query": {"bool": {"filter": [{"terms": {"id": ids}}], "should": list(added), "minimum_should_match": 1}},
        "size": RERANKED,
        "_source": False,
        "docvalue_fields": ["id"],
    }
    found = cluster.searched(body, steady=ids)[0]["hits"]["hits"]
    bonus = {hit["fields"]["id"][0]: hit["_score"] for hit in found}
    better = [hit._replace(score=hit.score + bonus.get(hit.article_id, 0.0)) for hit in first]
    return [*sorted(better, key=lambda hit: (-hit.score, hit.tie)), *ranked[RERANKED:]]


def _lists(filters: Filters) -> dict[str, list[str]]:
    return {name: list(chosen) for name, chosen in filters.items()}
