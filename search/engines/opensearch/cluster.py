"""The cluster as the engine speaks to it: whole answers, or one of the errors of `search.errors`."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConflictError, NotFoundError, OpenSearchException, SSLError, TransportError
from opensearchpy.exceptions import ConnectionError as NotReached

from search.engines.opensearch.place import Place
from search.errors import EngineUnavailable, TooMuch

logger = logging.getLogger(__name__)
logging.getLogger("opensearch").setLevel(logging.ERROR)  # each failed try of a request that then succeeds is a warning

SECONDS = 6.0  # that a node has to answer; then another one is asked
SEARCH_SECONDS = 4.0  # after which it gives a search up by itself
AWAY_SECONDS = 2.0
LONG_SECONDS = 60.0  # for what nobody waits for
TRIES_AGAIN = 2
PAGE = 5_000  # hits of one answer, where a result is read whole
_KEPT = "2m"  # for how long a result that is being read whole stays as it is
_CONNECTIONS = 16  # to each node
WAITS = (1.0, 2.0, 4.0, 8.0, 16.0)  # seconds, before what a node had no memory or turn for is sent again

Json = dict[str, Any]
T = TypeVar("T")

_AWAY_SIGNS = (
    "node_disconnected",
    "node_not_connected",
    "node_closed",
    "no_shard_available",
    "illegal_index_shard_state",
)
TOO_BUSY = 429
_TOO_MUCH = "这个检索式要查的内容太多，请写得更具体一些"
_REFUSED: dict[object, str] = {
    401: "it does not know OPENSEARCH_USER with OPENSEARCH_PASSWORD, or OPENSEARCH_API_KEY",
    403: "OPENSEARCH_USER or OPENSEARCH_API_KEY may not do this; docs/opensearch.md says what the site needs",
}
_TOO_MUCH_SIGNS = ("too_many_clauses", "maxClauseCount", "too_many_buckets", "too_complex_to_determinize", "TooComplex")


class NoIndex(EngineUnavailable):
    """The index that was asked is not there."""


class Interrupted(EngineUnavailable):
    """A node went while it was at a search: its later steps ask the copies that the first one asked."""


class TooBusy(EngineUnavailable):
    """A node has no memory or no turn for a request just now."""


class Conflict(Exception):
    """Somebody else has changed a document meanwhile."""


class Cluster:
    """Any number of threads may use one."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._away_until = 0.0  # on the monotonic clock
        self.client = OpenSearch(
            list(place.hosts),
            http_auth=(place.user, place.password) if place.user else None,
            headers={"Authorization": f"ApiKey {place.api_key}"} if place.api_key else None,
            ca_certs=place.ca or None,
            timeout=SECONDS,
            max_retries=TRIES_AGAIN,
            retry_on_timeout=True,
            pool_maxsize=_CONNECTIONS,
        )

    def searched(self, *bodies: Json, index: str = "", steady: object = None) -> list[Json]:
        """The answers to searches, each whole. `steady`: what is asked alike is answered by the same copies."""
        return self.again_where_gone(lambda: self._searched(bodies, index, steady))

    def _searched(self, bodies: Sequence[Json], index: str, steady: object) -> list[Json]:
        header = {
            "index": index or self.place.index,
            "search_type": "dfs_query_then_fetch",
            "allow_partial_search_results": False,
            "preference": _digest(steady if steady is not None else bodies),
        }
        lines = [line for body in bodies for line in (header, {**body, "timeout": f"{SEARCH_SECONDS:.0f}s"})]
        with self.reaching():
            answers = self.client.msearch(body=lines)["responses"]
        for answer in answers:
            _demand_whole(answer)
        return list(answers)

    def whole_result(self, body: Json, steady: object = None) -> Iterator[Json]:
        """All hits of a search, as they were when the first was asked for. The body has a sort."""
        few = self.searched({**body, "size": PAGE}, steady=steady)[0]["hits"]["hits"]
        yield from few if len(few) < PAGE else self._page_by_page(body, steady)

    def _page_by_page(self, body: Json, steady: object) -> Iterator[Json]:
        with self.reaching():
            opened = self.client.create_pit(
                index=self.place.index,
                params={"keep_alive": _KEPT, "allow_partial_pit_creation": "false", "preference": _digest(steady)},
            )
        last: Json = {}
        try:
            while True:
                kept = {"id": opened["pit_id"], "keep_alive": _KEPT}
                asked = {**body, "size": PAGE, "pit": kept, "timeout": f"{LONG_SECONDS:.0f}s", **last}
                with self.reaching():
                    answer = self.client.search(
                        body=asked,
                        params={
                            "search_type": "dfs_query_then_fetch",
                            "allow_partial_search_results": "false",
                            "request_timeout": LONG_SECONDS,
                        },
                    )
                _demand_whole(answer)
                hits = answer["hits"]["hits"]
                yield from hits
                if len(hits) < PAGE:
                    return
                last = {"search_after": hits[-1]["sort"]}
        finally:
            self._close(opened["pit_id"])

    def _close(self, pit: str) -> None:
        try:
            self.client.delete_pit(body={"pit_id": [pit]})
        except OpenSearchException as fault:
            logger.info("a point in time was left to expire: %s", fault)

    def document(self, index: str, name: str) -> Json | None:
        """A document as it was last written, searchable or not: `_index`, `_source`, `_seq_no`, `_primary_term`."""
        with self.reaching():
            found = self.client.get(index=index, id=name, ignore=404)
        if "error" in found:
            raise NoIndex(_no_index(self.place))
        return dict(found) if found["found"] else None

    @contextmanager
    def reaching(self) -> Iterator[None]:
        """Turns what the client raises into errors of a search.

        When no node answered, nobody else waits for one in the next AWAY_SECONDS: the server's threads are for others.
        """
        if time.monotonic() < self._away_until:
            raise EngineUnavailable("OpenSearch did not answer a moment ago")
        try:
            yield
        except ConflictError as fault:
            raise Conflict(str(fault)) from fault
        except NotFoundError as fault:
            raise NoIndex(_no_index(self.place)) from fault
        except SSLError as fault:
            self._away_until = time.monotonic() + AWAY_SECONDS
            raise EngineUnavailable(
                f"no encryption with OpenSearch; OPENSEARCH_CA is to name who signed its certificate: {fault.error}"
            ) from fault
        except NotReached as fault:
            self._away_until = time.monotonic() + AWAY_SECONDS
            raise EngineUnavailable(f"OpenSearch does not answer: {fault.error}") from fault
        except TransportError as fault:
            raise _error_of(fault.status_code, fault.info or fault.error) from fault
        except OpenSearchException as fault:
            raise EngineUnavailable(f"OpenSearch: {fault}") from fault

    def again_where_gone(self, read: Callable[[], T]) -> T:
        """What `read` says; once more where the index that it was reading went in a swap, or a node that it asked."""
        try:
            return read()
        except (NoIndex, Interrupted):
            return read()


def when_there_is_room(write: Callable[[], T]) -> T:
    """What `write` says; again and again where a node had no memory or turn for it just then. Raises TooBusy."""
    for wait_seconds in WAITS:
        try:
            return write()
        except TooBusy as fault:
            logger.warning("waiting %.0f s: %s", wait_seconds, fault)
            time.sleep(wait_seconds)
    return write()


def _demand_whole(answer: Mapping[str, Any]) -> None:
    """Raises where an answer is an error, came too late or lacks the part of a shard."""
    if "error" in answer:
        raise _error_of(answer.get("status", 500), answer["error"])
    if answer["timed_out"]:
        raise EngineUnavailable("OpenSearch could not ask all of the index in time")
    if answer["_shards"]["failed"]:
        raise Interrupted("OpenSearch could not ask all of the index")


def _error_of(status: object, said: object) -> Exception:
    text = str(said)
    if any(sign in text for sign in _TOO_MUCH_SIGNS):
        return TooMuch(_TOO_MUCH)
    if status in _REFUSED and "cluster_block" not in text:  # forbidden to everybody: a disk is full
        return EngineUnavailable(f"OpenSearch answers {status}: {_REFUSED[status]}")
    if status == 404:
        return NoIndex("there is no index; run: manage.py rebuild_index")
    kind = Interrupted if any(sign in text for sign in _AWAY_SIGNS) else EngineUnavailable
    kind = TooBusy if status == TOO_BUSY else kind
    return kind(f"OpenSearch answers {status}: {text[:500]}")


def _no_index(place: Place) -> str:
    return f"there is no index {place}; run: manage.py rebuild_index"


def too_much() -> TooMuch:
    return TooMuch(_TOO_MUCH)


def _digest(asked: object) -> str:
    return hashlib.blake2b(repr(asked).encode(), digest_size=8).hexdigest()


def first_error(items: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Of the items of a bulk request's answer, the first that was refused."""
    return next((item for entry in items for item in entry.values() if "error" in item), None)
