"""Questions about a result as a whole: tables, telling terms, articles alike."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from search.engines.log_likelihood import log_likelihood
from search.engines.opensearch.cluster import Cluster, Json, too_much
from search.engines.opensearch.facets import all_values
from search.engines.opensearch.queries import ARTICLES, Asking, all_of, passing
from search.engines.opensearch.vocabulary import words_of
from search.engines.parts import FIELD_WEIGHTS
from search.engines.questions import Axis, Crosstab, ScoredHit, SignificantTerm
from search.language.tree import Node
from search.text.tokenizer import word_texts
from search.types import Where

Filters = Mapping[str, Collection[str]]

DISTINCTIVE_WORDS = 30  # of an article, that similar ones are looked for by
_DISTINCTIVE_PARTS = (Where.TITLE, Where.KEYWORDS, Where.ABSTRACT, Where.LEAD, Where.BODY)
_DISTINCTIVE_FIELDS = ("title", "topic", "summary", "body")
_CONSIDERED = 400  # terms whose counts are taken again
_COUNTED_AT_ONCE = 500  # words or questions of one request
_MOST_CELLS = 50_000  # of a table


def significant_terms(cluster: Cluster, tree: Node, filters: Filters, limit: int) -> tuple[SignificantTerm, ...]:
    """The words of bodies that are more frequent in a result than elsewhere, by Dunning's log-likelihood ratio.

    Each shard names its candidates; their counts are taken again over all. Words of one character and numbers are left
    out. Counts are articles, not occurrences.
    """
    query = _result(cluster, tree, filters)
    candidates = {"significant_terms": {"field": "words", "size": _CONSIDERED, "min_doc_count": 1, "jlh": {}}}
    body = {"size": 0, "query": query, "track_total_hits": True, "aggs": {"telling": candidates}}
    found, everything = cluster.searched(body, {"size": 0, "query": ARTICLES, "track_total_hits": True})
    words = [bucket["key"] for bucket in found["aggregations"]["telling"]["buckets"]]
    words = list(filter(_is_distinctive, words))
    counts, background = _frequencies(cluster, words, query), _frequencies(cluster, words, ARTICLES)
    inside, library = found["hits"]["total"]["value"], everything["hits"]["total"]["value"]
    terms = [
        SignificantTerm(
            word,
            log_likelihood(counts[word], inside, background[word] - counts[word], library - inside),
            counts[word],
            background[word],
        )
        for word in words
    ]
    terms.sort(key=lambda term: (-term.score, term.text))
    return tuple(term for term in terms[:limit] if term.score > 0)


def similar_articles(cluster: Cluster, article_id: int, limit: int) -> tuple[ScoredHit, ...]:
    """The articles that score best for the words that tell this one from the others; none for an unknown article."""
    found = cluster.document(cluster.place.index, str(article_id))
    if found is None:
        return ()
    words = _distinctive_words(cluster, found["_source"])
    scored = [
        {"term": {f"w_{field}": {"value": word, "boost": FIELD_WEIGHTS[field]}}}
        for word in words
        for field in _DISTINCTIVE_FIELDS
    ]
    if not scored:
        return ()
    others = {"filter": [ARTICLES], "must_not": [{"term": {"id": article_id}}]}
    body = {
        "query": {"bool": {**others, "should": scored, "minimum_should_match": 1}},
        "sort": [{"_score": "desc"}, {"newest": "asc"}],
        "track_scores": True,
        "size": limit,
        "_source": False,
        "docvalue_fields": ["id"],
    }
    hits = cluster.searched(body)[0]["hits"]["hits"]
    return tuple(ScoredHit(hit["fields"]["id"][0], hit["_score"]) for hit in hits)


def crosstab(cluster: Cluster, tree: Node, filters: Filters, rows: Axis, columns: Axis) -> Crosstab:
    """Raises BadQuery when counting takes too much work."""
    asked = [node for axis in (rows, columns) if not isinstance(axis, str) for node in axis.values()]
    asking = Asking(words_of(cluster, tree, *asked))
    query = all_of([asking.query(tree), *passing(filters)])
    total = cluster.searched({"size": 0, "query": query, "track_total_hits": True})[0]["hits"]["total"]["value"]
    table = _Table(cluster, asking, query)
    return Crosstab(total, table.count(rows), table.count(columns), table.cells(rows, columns))


class _Table:
    """Counts a result by the values of facets, and by questions."""

    def __init__(self, cluster: Cluster, asking: Asking, query: Json) -> None:
        self._cluster, self._asking, self._query = cluster, asking, query

    def count(self, axis: Axis) -> dict[str, int]:
        if isinstance(axis, str):
            return {values[0]: count for values, count in self._values(self._query, [axis])}
        return self._questions(self._query, axis)

    def cells(self, rows: Axis, columns: Axis) -> dict[tuple[str, str], int]:
        if isinstance(rows, str) and isinstance(columns, str):
            return {(down, across): count for (down, across), count in self._values(self._query, [rows, columns])}
        if isinstance(rows, str):
            return {(down, across): count for (across, down), count in self.cells(columns, rows).items()}
        found = {}
        for name, node in rows.items():
            counts = _Table(self._cluster, self._asking, all_of([self._query, self._asking.query(node)])).count(columns)
            found.update({(name, across): count for across, count in counts.items()})
        return found

    def _values(self, query: Json, names: list[str]) -> Iterable[tuple[tuple[str, ...], int]]:
        for number, counted in enumerate(all_values(self._cluster, query, names)):
            if number == _MOST_CELLS:
                raise too_much()
            yield counted

    def _questions(self, query: Json, axis: Mapping[str, Node]) -> dict[str, int]:
        counts = _counts(self._cluster, query, {name: self._asking.query(node) for name, node in axis.items()})
        return {name: count for name, count in counts.items() if count}


def _result(cluster: Cluster, tree: Node, filters: Filters) -> Json:
    return all_of([Asking(words_of(cluster, tree)).query(tree), *passing(filters)])


def _distinctive_words(cluster: Cluster, source: Json) -> list[str]:
    counts = Counter(word for part in _DISTINCTIVE_PARTS for word in word_texts(source.get(f"p_{part}", "")))
    words = list(filter(_is_distinctive, counts))
    frequencies = _frequencies(cluster, words, ARTICLES)
    library = cluster.searched({"size": 0, "query": ARTICLES, "track_total_hits": True})[0]["hits"]["total"]["value"]
    weights = {
        word: (1 + math.log(counts[word])) * math.log(max(library, 1) / max(frequencies[word], 1)) for word in words
    }
    return sorted(weights, key=lambda word: (-weights[word], word))[:DISTINCTIVE_WORDS]


def _is_distinctive(word: str) -> bool:
    return len(word) > 1 and not word.replace(".", "").isdecimal()


def _frequencies(cluster: Cluster, words: Sequence[str], query: Json) -> dict[str, int]:
    """How many of some articles have each word in their body."""
    return _counts(cluster, query, {word: {"term": {"w_body": word}} for word in words})


def _counts(cluster: Cluster, query: Json, asked: Mapping[str, Json]) -> dict[str, int]:
    """How many of some articles each query matches."""
    found: dict[str, int] = {}
    names = list(asked)
    for start in range(0, len(names), _COUNTED_AT_ONCE):
        filters = {str(n): asked[names[n]] for n in range(start, min(start + _COUNTED_AT_ONCE, len(names)))}
        body = {"size": 0, "query": query, "aggs": {"each": {"filters": {"filters": filters}}}}
        buckets = cluster.searched(body)[0]["aggregations"]["each"]["buckets"]
        found.update({names[int(n)]: bucket["doc_count"] for n, bucket in buckets.items()})
    return found
