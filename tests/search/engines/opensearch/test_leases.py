"""What a holder's own writes, answered late or never, make of its lease. No cluster is needed for it."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from types import SimpleNamespace

import pytest

from search.engines.opensearch import cluster as of_cluster
from search.engines.opensearch.cluster import Conflict, Json, TooBusy, when_there_is_room
from search.engines.opensearch.leases import Lease
from search.errors import EngineUnavailable


class _Busy:
    """As a cluster of one document, which is written where it is as it was; some writes are not answered."""

    def __init__(self, owner: str) -> None:
        self.found: Json = {"_seq_no": 0, "_primary_term": 1, "_source": {"owner": owner, "until": 0.0, "number": 7}}
        self.unanswered = 0
        self.client = SimpleNamespace(index=self._write)

    def reaching(self) -> AbstractContextManager[None]:
        return nullcontext()

    def document(self, _index: str, _name: str) -> Json:
        return dict(self.found)

    def _write(self, *, body: Json, params: Json, **_: object) -> Json:
        if params["if_seq_no"] != self.found["_seq_no"]:
            raise Conflict
        self.found = {**self.found, "_seq_no": self.found["_seq_no"] + 1, "_source": body}
        if self.unanswered:
            self.unanswered -= 1
            raise EngineUnavailable("no answer")
        return {name: self.found[name] for name in ("_seq_no", "_primary_term")}


def test_a_lease_is_kept_where_no_answer_came_to_a_renewal_that_was_written() -> None:
    cluster = _Busy("me")
    lease = Lease(cluster, "leases", "rebuild", {**cluster.found, "owner": "me"}, 7)  # type: ignore[arg-type]
    cluster.unanswered = 1
    with pytest.raises(EngineUnavailable):
        lease._renew()
    before = cluster.found["_source"]["until"]
    lease._renew()
    lease._renew()
    assert cluster.found["_source"]["until"] > before
    cluster.found = {**cluster.found, "_seq_no": 99, "_source": {"owner": "another", "until": 0.0, "number": 8}}
    with pytest.raises(Conflict):
        lease._renew()


def test_what_a_node_has_no_room_for_is_asked_again_and_not_for_ever(monkeypatch) -> None:
    monkeypatch.setattr(of_cluster, "WAITS", (0.0, 0.0))
    asked: list[int] = []

    def write() -> int:
        asked.append(len(asked))
        if len(asked) != 3:
            raise TooBusy("no memory")
        return 7

    assert when_there_is_room(write) == 7
    with pytest.raises(TooBusy):
        when_there_is_room(write)
    assert len(asked) == 3 + 3
