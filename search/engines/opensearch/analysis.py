"""Questions about a result as a whole: telling terms, articles alike."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from search.engines.log_likelihood import log_likelihood
from search.engines.opensearch.cluster import Cluster, Json
from search.engines.opensearch.queries import ARTICLES, Asking, all_of, passing
from search.engines.opensearch.vocabulary import words_of
from search.engines.parts import FIELD_WEIGHTS
from search.engines.questions import ScoredHit, SignificantTerm
from search.language.tree import Node
from search.text.tokenizer import word_texts
from search.types import Where

Filters = Mapping[str, Collection[str]]

DISTINCTIVE_WORDS = 30  # of an article, that similar ones are looked for by
_DISTINCTIVE_PARTS = (Where.TITLE, Where.KEYWORDS, Where.ABSTRACT, Where.LEAD, Where.BODY)
_DISTINCTIVE_FIELDS = ("title", "topic", "summary", "body")
_CONSIDERED = 400  # terms whose counts are taken again
_COUNTED_AT_ONCE = 500  # words of one request


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
    counts, background = _frequencies(cluster, words, query, ARTICLES)
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


def _result(cluster: Cluster, tree: Node, filters: Filters) -> Json:
    return all_of([Asking(words_of(cluster, tree)).query(tree), *passing(filters)])


def _distinctive_words(cluster: Cluster, source: Json) -> list[str]:
    counts = Counter(word for part in _DISTINCTIVE_PARTS for word in word_texts(source.get(f"p_{part}", "")))
    words = list(filter(_is_distinctive, counts))
    (frequencies,) = _frequencies(cluster, words, ARTICLES)
    library = cluster.searched({"size": 0, "query": ARTICLES, "track_total_hits": True})[0]["hits"]["total"]["value"]
    weights = {
        word: (1 + math.log(counts[word])) * math.log(max(library, 1) / max(frequencies[word], 1)) for word in words
    }
    return sorted(weights, key=lambda word: (-weights[word], word))[:DISTINCTIVE_WORDS]


def _is_distinctive(word: str) -> bool:
    return len(word) > 1 and not word.replace(".", "").isdecimal()


def _frequencies(cluster: Cluster, words: Sequence[str], *queries: Json) -> list[dict[str, int]]:
    """Of the articles that each query matches, how many have each word in their body."""
    found: list[dict[str, int]] = [{} for _ in queries]
    for start in range(0, len(words), _COUNTED_AT_ONCE):
        asked = words[start : start + _COUNTED_AT_ONCE]
        filters = {str(n): {"term": {"w_body": word}} for n, word in enumerate(asked)}
        bodies = [{"size": 0, "query": q, "aggs": {"each": {"filters": {"filters": filters}}}} for q in queries]
        for counts, answer in zip(found, cluster.searched(*bodies), strict=True):
            buckets = answer["aggregations"]["each"]["buckets"]
            counts.update({word: buckets[str(n)]["doc_count"] for n, word in enumerate(asked)})
    return found
