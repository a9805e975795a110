"""Writing: updates of the serving index, and a new one made beside it that takes its place.

Every document is written with the number of its writer's lease as its version (`external_gte`): one that was written by
a later holder is not written over. Whatever fails amid an update leaves some of it done, and its caller's rows pending:
it is done again, and what stands there already is not written twice.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice

from search.engines.base import Rebuild, Writer
from search.engines.fingerprints import fingerprint
from search.engines.opensearch.cluster import (
    LONG_SECONDS,
    TOO_BUSY,
    Cluster,
    Json,
    NoIndex,
    TooBusy,
    first_error,
    when_there_is_room,
)
from search.engines.opensearch.leases import Lease, held
from search.engines.opensearch.mapping import STATE, index_body, index_stamp, source_of
from search.engines.opensearch.queries import ARTICLES
from search.errors import EngineUnavailable, WriterBusy
from search.types import IndexDocument

logger = logging.getLogger(__name__)

AT_ONCE = 200  # documents of one request: some 25 KB each
GRACE_SECONDS = 1.0  # that searches which have found the old index have to end


class IndexWriter(Writer):
    """Writes one index under a lease."""

    def __init__(self, cluster: Cluster, index: str, lease: Lease) -> None:
        self._cluster, self._index, self._lease = cluster, index, lease

    def update(self, documents: Iterable[IndexDocument], deleted: Collection[int] = ()) -> int:
        count, went, waiting = 0, self._delete(deleted), iter(documents)
        while batch := list(islice(waiting, AT_ONCE)):
            count += self._write(when_there_is_room(partial(self._changed, batch)))
        if count or went:
            self._commit()
        return count

    def _changed(self, documents: list[IndexDocument]) -> list[IndexDocument]:
        with self._cluster.reaching():
            found = self._cluster.client.mget(
                index=self._index,
                body={"ids": [str(document.article_id) for document in documents]},
                params={"_source": "fingerprint"},
            )
        standing = {doc["_id"]: doc["_source"]["fingerprint"] for doc in found["docs"] if doc.get("found")}
        return [d for d in documents if standing.get(str(d.article_id)) != fingerprint(d)]

    def _write(self, documents: list[IndexDocument]) -> int:
        lines: list[Json] = []
        for document in documents:
            lines += ({"index": self._version(document.article_id)}, source_of(document))
        self._send(lines)
        return len(documents)

    def _delete(self, article_ids: Collection[int]) -> int:
        """Returns how many stood there."""
        answer = self._send([{"delete": self._version(article_id)} for article_id in sorted(article_ids)])
        return sum(item["delete"]["status"] == 200 for item in answer)

    def _version(self, article_id: int) -> Json:
        return {"_id": str(article_id), "version": self._lease.number, "version_type": "external_gte"}

    def _send(self, lines: list[Json]) -> list[Json]:
        self._lease.demand()
        return sent(self._cluster, self._index, lines)

    def _commit(self) -> None:
        """Let searches see all of it, then say that there is a new generation."""
        self._lease.demand()
        commit(self._cluster, self._index)


class AsideIndex(Rebuild):
    """An index that is being made, `index`; no search sees it before it takes the serving one's place."""

    def __init__(self, cluster: Cluster, lease: Lease) -> None:
        self._cluster, self._lease = cluster, lease
        self.serves = False
        self.index = f"{cluster.place.index}-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{secrets.token_hex(3)}"
        with self._cluster.reaching():
            cluster.client.indices.create(
                index=self.index, body=index_body(cluster.place), params={"request_timeout": LONG_SECONDS}
            )

    def add(self, documents: Iterable[IndexDocument]) -> int:
        count, waiting = 0, iter(documents)
        while batch := list(islice(waiting, AT_ONCE)):
            self._lease.demand()
            lines: list[Json] = []
            for document in batch:
                # 0: before whatever a writer writes.
                version = {"_id": str(document.article_id), "version": 0, "version_type": "external_gte"}
                lines += ({"index": version}, source_of(document))
            sent(self._cluster, self.index, lines)
            count += len(batch)
        return count

    @contextmanager
    def finishing(self) -> Iterator[IndexWriter]:
        with held(self._cluster, "writer", LONG_SECONDS) as lease:
            yield IndexWriter(self._cluster, self.index, lease)
            commit(self._cluster, self.index)
            self._copy()
            self._lease.demand()
            lease.demand()
            self._swap()
            self.serves = True

    def _copy(self) -> None:
        """Have the shards copied, as many times as the settings say, and wait until all are there that can be."""
        replicas = {"index": {"number_of_replicas": self._cluster.place.replicas}}
        with self._cluster.reaching():
            self._cluster.client.indices.put_settings(index=self.index, body=replicas)
            health = self._cluster.client.cluster.health(
                index=self.index,
                params={"wait_for_no_initializing_shards": "true", "timeout": "50s", "request_timeout": LONG_SECONDS},
            )
        if health["status"] == "red" or health["timed_out"]:
            raise EngineUnavailable(f"the new index {self.index} did not become whole in the cluster")

    def _swap(self) -> None:
        alias = self._cluster.place.index
        gone = [{"remove": {"index": old, "alias": alias}} for old in serving(self._cluster)]
        with self._cluster.reaching():
            self._cluster.client.indices.update_aliases(
                body={"actions": [*gone, {"add": {"index": self.index, "alias": alias}}]}
            )


def serving(cluster: Cluster) -> list[str]:
    """The index that answers; none where there is no index."""
    try:
        with cluster.reaching():
            return list(cluster.client.indices.get_alias(name=cluster.place.index))
    except NoIndex:
        return []


def clear_others(cluster: Cluster) -> None:
    """Take away the indexes of this name that do not serve. For who holds the lease to rebuild."""
    for index in _all(cluster) - set(serving(cluster)):
        with cluster.reaching():
            cluster.client.indices.delete(index=index, ignore=404)


def has_others(cluster: Cluster) -> bool:
    return bool(_all(cluster) - set(serving(cluster)))


def commit(cluster: Cluster, index: str) -> None:
    """Let searches see what was written, and count the generation up."""
    when_there_is_room(partial(_commit_once, cluster, index))


def _commit_once(cluster: Cluster, index: str) -> None:
    with cluster.reaching():
        cluster.client.indices.refresh(index=index, params={"request_timeout": LONG_SECONDS})
    count = cluster.searched({"size": 0, "query": ARTICLES, "track_total_hits": True}, index=index)[0]["hits"]["total"]
    before = cluster.document(index, STATE)
    generation = before["_source"][STATE]["generation"] + 1 if before else 1
    body = {STATE: {"generation": generation, "documents": count["value"], "stamp": index_stamp()}}
    with cluster.reaching():
        cluster.client.index(index=index, id=STATE, body=body)


def sent(cluster: Cluster, index: str, lines: list[Json]) -> list[Json]:
    """What a bulk request did; it is sent again where a node had no room for it just then.

    Raises WriterBusy where a later writer was there, EngineUnavailable for all else.
    """
    if not lines:
        return []
    return when_there_is_room(lambda: _sent_once(cluster, index, lines))


def _sent_once(cluster: Cluster, index: str, lines: list[Json]) -> list[Json]:
    """As `sent`; raises TooBusy where a node refuses all or a part of it for now."""
    with cluster.reaching():
        answer = cluster.client.bulk(body=lines, index=index, params={"request_timeout": LONG_SECONDS})
    refused = first_error(answer["items"])
    if refused and refused["status"] == TOO_BUSY:
        raise TooBusy(f"OpenSearch takes no more for now: {refused['error']['type']}")
    if refused and refused["status"] == 409:
        raise WriterBusy("a later writer of the index has written meanwhile; what is pending stays so")
    if refused:
        raise EngineUnavailable(f"OpenSearch did not take article {refused['_id']}: {str(refused['error'])[:500]}")
    return list(answer["items"])


def _all(cluster: Cluster) -> set[str]:
    """The indexes made for this name: their names end with a moment and a number."""
    with cluster.reaching():
        found = cluster.client.indices.get(index=f"{cluster.place.index}-2*", params={"allow_no_indices": "true"})
    return set(found)
