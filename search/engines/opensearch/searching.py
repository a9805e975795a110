"""A question answered: matched, counted, ranked, page by page or whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from search.engines.opensearch.cluster import Cluster, Json
from search.engines.opensearch.facets import facet_aggregations, facet_counts
from search.engines.opensearch.queries import ARTICLES, Asking, all_of, passing, ranking_leaves
from search.engines.opensearch.ranking import RERANKED, bonuses, exact_tree, ordered, plain_scores
from search.engines.opensearch.vocabulary import words_of
from search.engines.parts import OWN_PARTS, PARTS
from search.engines.questions import Answer, Question
from search.language.tree import Node, Term
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
    answers = iter(cluster.searched(*(body for own in bodies for body in own), steady=steady))
    found = [list(islice(answers, len(own))) for own in bodies]
    ranked = [each.ranked(cluster, own[0]) for each, own in zip(asked, found, strict=True)]
    better = _reranked(cluster, [(each.bonuses, hits) for each, hits in zip(asked, ranked, strict=True)])
    return [each.answer(cluster, hits, *own) for each, hits, own in zip(asked, better, found, strict=True)]


class _Asked:
    """A question as it is sent, and what its answer becomes."""

    def __init__(self, asking: Asking, question: Question) -> None:
        self._asking, self._question = asking, question
        self._end = question.offset + question.limit if question.limit else 0
        self._is_whole = self._end > _AT_ONCE  # read page by page: more than one answer may have
        self.bonuses = bonuses(asking, question.tree) if self._end and question.sort is Sort.RELEVANCE else []

    def body(self) -> Json:
        question, asking = self._question, self._asking
        wanted = max(self._end, RERANKED) if self.bonuses else self._end
        exact = exact_tree(asking, question.tree) if question.has_asides else None
        filters = passing(question.filters)
        counted = {"exact": {"filter": all_of([exact, *filters])}} if exact else {}
        return {
            **(ordered(asking, question.tree, question.sort) if self._end else {"query": asking.query(question.tree)}),
            **({"post_filter": all_of(filters)} if filters else {}),
            "size": 0 if self._is_whole else wanted,
            "track_total_hits": True,
            "aggs": {**facet_aggregations(question.facets, _lists(question.filters)), **counted},
        }

    def body_of_elsewhere(self) -> Json | None:
        """Asks how many articles match only with what is printed beside them."""
        tree = self._question.tree
        is_count = not (self._end or self._question.facets)
        if is_count or not self._question.has_asides or all(leaf.fields for leaf in ranking_leaves(tree)):
            return None
        wider = Asking(self._asking.words, beside=True)
        query = {"bool": {"filter": [wider.query(tree), *passing(self._question.filters)],
                          "must_not": [self._asking.query(tree)]}}  # fmt: skip
        return {"query": query, "size": 0, "track_total_hits": True}

    def ranked(self, cluster: Cluster, found: Json) -> list[_Ranked]:
        """The hits, those before the page counted, as they come by their score alone."""
        question = self._question
        if not self._is_whole:
            return _ranked(found["hits"]["hits"])
        if found["hits"]["total"]["value"] <= question.offset:
            return []
        hits = _whole(cluster, self._asking, question.tree, question.filters, question.sort)
        return list(islice(hits, max(self._end, RERANKED)))

    def answer(self, cluster: Cluster, ranked: Sequence[_Ranked], found: Json, elsewhere: Json | None = None) -> Answer:
        question, total = self._question, found["hits"]["total"]["value"]
        exact = found["aggregations"]["exact"]["doc_count"] if "exact" in found.get("aggregations", {}) else total
        facets, query = question.facets, self._asking.query(question.tree)
        hits = ranked[question.offset : self._end]
        return Answer(
            total=total,
            across=total - exact,
            ids=[hit.article_id for hit in hits],
            scores=self._scores(hits),
            facets=facet_counts(cluster, query, facets, _lists(question.filters), found) if facets else {},
            elsewhere=elsewhere["hits"]["total"]["value"] if elsewhere else 0,
        )

    def _scores(self, ranked: Sequence[_Ranked]) -> list[float]:
        scores = [hit.score for hit in ranked]
        if self._question.sort is Sort.RELEVANCE:
            scores = plain_scores(self._asking, self._question.tree, scores)
        return scores


def holding_most(cluster: Cluster, several: Sequence[Sequence[Term]], limit: int) -> list[list[int]]:
    """For each list of terms, the ids of the articles that have most of them, by their number alone."""
    found: list[list[int]] = []
    for start in range(0, len(several), _QUESTIONS_AT_ONCE):
        bodies = [_body_of_most(terms, limit) for terms in several[start : start + _QUESTIONS_AT_ONCE]]
        answers = cluster.searched(*bodies)
        found += [[hit["fields"]["id"][0] for hit in answer["hits"]["hits"]] for answer in answers]
    return found


def _body_of_most(terms: Sequence[Term], limit: int) -> Json:
    asking = Asking({})
    each = [{"constant_score": {"filter": asking.matching(term)}} for term in terms]
    query = {"bool": {"filter": [ARTICLES], "should": each, "minimum_should_match": 1}} if each else {"match_none": {}}
    order = [{"_score": "desc"}, {"newest": "asc"}]
    return {"query": query, "sort": order, "size": limit, "_source": False, "docvalue_fields": ["id"]}


def all_ids(cluster: Cluster, tree: Node, filters: Filters, sort: Sort) -> list[int]:
    """The ids of the whole result, in the order its pages have."""
    asking = Asking(words_of(cluster, tree))
    return cluster.again_where_gone(lambda: [hit.article_id for hit in _in_order(cluster, asking, tree, filters, sort)])


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


def _in_order(cluster: Cluster, asking: Asking, tree: Node, filters: Filters, sort: Sort) -> Iterator[_Ranked]:
    """All hits in order."""
    hits = _whole(cluster, asking, tree, filters, sort)
    added = bonuses(asking, tree) if sort is Sort.RELEVANCE else []
    (first,) = _reranked(cluster, [(added, list(islice(hits, RERANKED)))])
    yield from first
    yield from hits


def _whole(cluster: Cluster, asking: Asking, tree: Node, filters: Filters, sort: Sort) -> Iterator[_Ranked]:
    """All hits as they come by their score alone."""
    body = {**ordered(asking, tree, sort), **({"post_filter": all_of(passing(filters))} if passing(filters) else {})}
    return map(_ranked_hit, cluster.whole_result(body, steady=tree))


def _ranked(hits: Sequence[Json]) -> list[_Ranked]:
    return list(map(_ranked_hit, hits))


def _ranked_hit(hit: Json) -> _Ranked:
    return _Ranked(hit["fields"]["id"][0], hit["_score"] or 0.0, hit["sort"][-1])


def _reranked(cluster: Cluster, results: Sequence[tuple[Sequence[Json], list[_Ranked]]]) -> list[list[_Ranked]]:
    """Of each result, asked for together, the first RERANKED put in order again, by what stands whole or near in them.

    With a result come the bonuses that it may get.
    """
    asked = [number for number, (added, ranked) in enumerate(results) if added and len(ranked) > 1]
    bodies = [_body_of_bonuses(*results[number]) for number in asked]
    better = [ranked for _, ranked in results]
    if not bodies:
        return better
    for number, answer in zip(asked, cluster.searched(*bodies), strict=True):
        better[number] = _with_bonuses(better[number], answer["hits"]["hits"])
    return better


def _body_of_bonuses(added: Sequence[Json], ranked: Sequence[_Ranked]) -> Json:
    ids = [hit.article_id for hit in ranked[:RERANKED]]
    return {
        "query": {"bool": {"filter": [{"terms": {"id": ids}}], "should": list(added), "minimum_should_match": 1}},
        "size": RERANKED,
        "_source": False,
        "docvalue_fields": ["id"],
    }


def _with_bonuses(ranked: Sequence[_Ranked], found: Sequence[Json]) -> list[_Ranked]:
    bonus = {hit["fields"]["id"][0]: hit["_score"] for hit in found}
    better = [hit._replace(score=hit.score + bonus.get(hit.article_id, 0.0)) for hit in ranked[:RERANKED]]
    return [*sorted(better, key=lambda hit: (-hit.score, hit.tie)), *ranked[RERANKED:]]


def _lists(filters: Filters) -> dict[str, list[str]]:
    return {name: list(chosen) for name, chosen in filters.items()}
