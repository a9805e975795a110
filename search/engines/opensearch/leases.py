"""Leases: who may write, kept as documents in the cluster, for processes on any machine.

A lease runs out unless its holder renews it, which a thread of the holder's does. Whoever takes one gets a number that
is higher than all before: what a holder writes carries it, so that a writer that was stopped, lost its lease and goes
on changes nothing that its successor has written (`writing`). The clocks of the machines are to agree to some seconds:
a wrong one takes a lease too early, and the numbers still keep the two apart.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from search.engines.opensearch.cluster import Cluster, Conflict, Json, NoIndex, when_there_is_room
from search.errors import EngineUnavailable, WriterBusy

logger = logging.getLogger(__name__)

SECONDS = 30.0
_RENEWALS = 3  # within the time that a lease lasts
_POLL_SECONDS = 0.2


class Lease:
    """One that is held. `number` is higher than that of every holder before."""

    def __init__(self, cluster: Cluster, index: str, name: str, written: Json, number: int) -> None:
        self.number = number
        self._cluster, self._index, self._name = cluster, index, name
        self._written = written
        self._owner: str = written["owner"]
        self._ended = threading.Event()
        self._turn = threading.Lock()  # what renews it and what releases it write one document
        self._until = time.time() + SECONDS
        self._lost = ""

    def demand(self) -> None:
        """Raises WriterBusy where it was lost, or ran out while its process was stopped: nothing may be written."""
        if not self._lost and time.time() > self._until:
            self._lost = "it ran out before it was renewed"
        if self._lost:
            raise WriterBusy(f"the lease {self._name} was lost ({self._lost}); what is pending stays so")

    def renew_until_ended(self) -> None:
        """The work of a thread of its own."""
        while not self._ended.wait(SECONDS / _RENEWALS):
            try:
                self._renew()
            except Conflict:
                self._lost = "another process took it when it had run out"
                return
            except EngineUnavailable as fault:  # what is written meanwhile demands that it has not run out
                logger.warning("the lease %s could not be renewed: %s", self._name, fault)

    def release(self) -> None:
        self._ended.set()
        with self._turn, suppress(Conflict, EngineUnavailable):  # it runs out by itself
            if not self._lost:
                self._put("", 0.0)

    def _renew(self) -> None:
        until = time.time() + SECONDS
        with self._turn:
            if not self._ended.is_set():
                self._put(self._owner, until)
                self._until = until

    def _put(self, owner: str, until: float) -> None:
        self._written = _put(self._cluster, self._index, self._name, self._written, owner, until, self.number)


@contextmanager
def held(cluster: Cluster, name: str, wait_seconds: float = 0.0) -> Iterator[Lease]:
    """Hold a lease. Raises WriterBusy when it is not free in time."""
    lease = _taken(cluster, name, time.monotonic() + wait_seconds)
    threading.Thread(target=lease.renew_until_ended, name=f"lease-{name}", daemon=True).start()
    try:
        yield lease
    finally:
        lease.release()


def is_held(cluster: Cluster, name: str) -> bool:
    """Whether some process holds it just now."""
    try:
        found = cluster.document(_index(cluster), name)
    except NoIndex:  # nobody has ever taken one
        return False
    return found is not None and _is_held(found["_source"])


def _taken(cluster: Cluster, name: str, until: float) -> Lease:
    index = _index(cluster)
    while True:
        with suppress(Conflict):
            if lease := when_there_is_room(lambda: _try(cluster, index, name)):
                return lease
        if time.monotonic() >= until:
            raise WriterBusy(f"another process holds the lease {name} of {cluster.place.index}")
        time.sleep(_POLL_SECONDS)


def _try(cluster: Cluster, index: str, name: str) -> Lease | None:
    """Raises Conflict where somebody else was faster."""
    _make(cluster, index)
    found = cluster.document(index, name)
    owner, until = uuid.uuid4().hex, time.time() + SECONDS
    if found and _is_held(found["_source"]):
        return None
    number = found["_source"]["number"] + 1 if found else 1
    written = _put(cluster, index, name, found, owner, until, number)
    return Lease(cluster, index, name, written, number)


def _put(cluster: Cluster, index: str, name: str, before: Json | None, owner: str, until: float, number: int) -> Json:
    """Write the lease where it is as it was, or as this holder has left it. Raises Conflict where it is not.

    What a busy node answers too late the client sends again, and of some requests no answer comes at all.
    """
    body = {"owner": owner, "until": until, "number": number}
    if before is None:
        where = {"op_type": "create"}
    else:
        where = {"if_seq_no": before["_seq_no"], "if_primary_term": before["_primary_term"]}
    try:
        with cluster.reaching():
            done: Json = cluster.client.index(index=index, id=name, body=body, params=where)
    except Conflict:
        found = cluster.document(index, name)
        if found is None or (found["_source"]["owner"], found["_source"]["number"]) != (owner, number):
            raise
        if found["_source"] != body:
            return _put(cluster, index, name, found, owner, until, number)
        done = found
    return {**done, "owner": owner}


def _is_held(lease: Json) -> bool:
    return bool(lease["owner"]) and lease["until"] > time.time()


def _index(cluster: Cluster) -> str:
    return f"{cluster.place.index}-leases"


def _make(cluster: Cluster, index: str) -> None:
    with cluster.reaching():
        if cluster.client.indices.exists(index=index):
            return
        body = {
            "settings": {"number_of_shards": 1, "number_of_replicas": cluster.place.replicas},
            "mappings": {"enabled": False},
        }
        cluster.client.indices.create(index=index, body=body, ignore=400)  # where another was faster
