"""OpenSearch: a node of its own on loopback, out of its libraries (`deploy/opensearch`), asked by its client.

Title and body are fields of whitespace-separated tokens, facets keywords; one shard, one segment when built. A request
has top 10, total and, as terms aggregations, all counts; a facet's own filter is left out of them by filtering the hits
afterwards and each count by itself. What is timed is the request as a client has it, as with PostgreSQL. No cache of
queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from opensearchpy import OpenSearch as Client
from opensearchpy.helpers import bulk

from bench.material.corpus import FACETS, Article, Corpus
from bench.material.queries import Query, Run
from bench.peers.base import TITLE_WEIGHT, TOP, Answer, Peer
from tests.opensearch.cluster import Cluster, Node, build, free_port, is_possible

_INDEX = "articles"
_EVERY_VALUE = 65_000
_SETTINGS = {
    "number_of_shards": 1,
    "number_of_replicas": 0,
    "refresh_interval": -1,
    "queries.cache.enabled": False,
}
_TEXTS = {"type": "text", "analyzer": "whitespace"}
_MAPPING = {"title": _TEXTS, "body": _TEXTS, **{name: {"type": "keyword"} for name in FACETS}}
_FIELDS = (("title", TITLE_WEIGHT), ("body", 1.0))
_PATIENT = {"request_timeout": 600}
_AGAIN = {"max_retries": 8, "initial_backoff": 1}  # where the node has no memory just then (429); doubled each time


class OpenSearch(Peer):
    def __init__(self, folder: Path, corpus: Corpus) -> None:
        super().__init__(folder, corpus)
        if not is_possible():
            raise ImportError("a JDK and Maven are needed")

    @property
    def version(self) -> str:
        return f"OpenSearch {self._client.info()['version']['number']}"

    def build(self) -> None:
        self.open()
        body = {"settings": {"index": _SETTINGS}, "mappings": {"_source": {"enabled": False}, "properties": _MAPPING}}
        self._client.indices.create(index=_INDEX, body=body)
        self._put(self.corpus)
        self._client.indices.forcemerge(index=_INDEX, params={"max_num_segments": 1, **_PATIENT})
        self._client.indices.flush(index=_INDEX, params=_PATIENT)
        self.close()

    def open(self) -> None:
        home = self.folder.resolve()
        self._node = Node("bench", free_port(), free_port(), home / "node")
        self._cluster = Cluster(build(home.parents[1] / "opensearch-node"), home, [self._node])
        self._cluster.start()
        self._client = Client(self._node.url, timeout=60)

    def ask(self, query: Query, with_facets: bool) -> Any:
        return self._client.search(index=_INDEX, body=_body(query, with_facets))

    def read(self, asked: Any) -> Answer:
        facets = {
            name: {bucket["key"]: bucket["doc_count"] for bucket in counted["values"]["buckets"]}
            for name, counted in asked.get("aggregations", {}).items()
        }
        hits = asked["hits"]
        return Answer(hits["total"]["value"], tuple(int(hit["_id"]) for hit in hits["hits"]), facets)

    def save(self, articles: Iterable[Article]) -> None:
        self._put(articles)

    def close(self) -> None:
        self._client.close()
        self._cluster.stop()

    def memory_pids(self) -> list[int]:
        return [self._node.process.pid] if self._node.process else []

    def _put(self, articles: Iterable[Article]) -> None:
        bulk(self._client, map(self._action, articles), index=_INDEX, chunk_size=100, **_AGAIN, **_PATIENT)
        self._client.indices.refresh(index=_INDEX, params=_PATIENT)

    def _action(self, article: Article) -> dict[str, Any]:
        return {
            "_id": str(article.number),
            "title": " ".join(self.corpus.title_tokens(article)),
            "body": " ".join(self.corpus.body_tokens(article)),
            **{name: article.facet(name) for name in FACETS},
        }


def _body(query: Query, with_facets: bool) -> dict[str, Any]:
    body: dict[str, Any] = {"size": TOP, "_source": False, "track_total_hits": True}
    text = {"must": list(_clauses(query)), "must_not": [_run(run) for run in query.none_of]}
    if not with_facets:
        return body | {"query": {"bool": {**text, "filter": _filters(query.filters)}}}
    counts = {
        name: {
            "filter": {"bool": {"filter": _filters(query.filters_without(name))}},
            "aggs": {"values": {"terms": {"field": name, "size": _EVERY_VALUE}}},
        }
        for name in FACETS
    }
    return body | {
        "query": {"bool": text},
        "post_filter": {"bool": {"filter": _filters(query.filters)}},
        "aggs": counts,
    }


def _clauses(query: Query) -> Iterator[dict[str, Any]]:
    yield from map(_run, query.all_of)
    if query.any_of:
        yield _either([_run(run) for run in query.any_of])
    if query.prefix:
        yield _either([{"prefix": {field: {"value": query.prefix}}} for field, _ in _FIELDS])


def _run(run: Run) -> dict[str, Any]:
    text = " ".join(run.tokens)
    return _either([{"match_phrase": {field: {"query": text, "boost": weight}}} for field, weight in _FIELDS])


def _either(clauses: list[dict[str, Any]]) -> dict[str, Any]:
    return {"bool": {"should": clauses, "minimum_should_match": 1}}


def _filters(filters: Sequence[tuple[str, tuple[str, ...]]]) -> list[dict[str, Any]]:
    return [{"terms": {name: list(values)}} for name, values in filters]
