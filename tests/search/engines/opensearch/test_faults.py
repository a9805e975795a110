"""What befalls nodes and writers: no answer is wrong or partial, and nothing that was saved is lost."""

from __future__ import annotations

import json
import signal
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace

import pytest

from search.engines.base import Engine
from search.engines.opensearch import leases
from search.engines.opensearch.cluster import Conflict
from search.engines.opensearch.leases import Lease
from search.engines.opensearch.writing import IndexWriter
from search.engines.questions import Question
from search.errors import EngineUnavailable, WriterBusy
from search.language.tree import Everything, Term
from tests.opensearch.cluster import Cluster, Node
from tests.opensearch.engine import EngineOfAFolder, place_of
from tests.opensearch.needs import NEEDS_OPENSEARCH
from tests.search.engines.filling import DOCUMENTS, article, ids, rebuilt
from tests.search.engines.opensearch.load import THREADS, TREES, Load, under_searches

pytestmark = NEEDS_OPENSEARCH

NODES = range(3)
UNSEEN_SECONDS = 5.0  # on a busy machine; alone it is one
GIVING_UP_SECONDS = 60.0  # on a busy machine; alone it is some five


@pytest.fixture
def engine(tmp_path, opensearch: Cluster) -> Iterator[EngineOfAFolder]:
    """An index with a copy of each shard, of which all are there before and after."""
    place = place_of(str(tmp_path), tuple(opensearch.hosts.split(",")), replicas=1)
    engine = EngineOfAFolder(place)
    rebuilt(engine, DOCUMENTS)
    opensearch.wait_for("green")
    yield engine
    for node in opensearch.nodes:
        node.signal(signal.SIGCONT)
    opensearch.start()
    opensearch.forget(place.index)


def save(engine: Engine, number: int, until: float) -> None:
    """An article saved while something goes wrong: as `sync_index` does, again until it is in."""
    while True:
        try:
            with engine.writer(wait_seconds=10) as writer:
                writer.update([article(number, f"灾后第{number}篇")])
            return
        except (EngineUnavailable, WriterBusy):
            assert time.monotonic() < until
            time.sleep(0.5)


@pytest.mark.parametrize("number", NODES)
def test_the_death_of_any_node_is_unseen_but_for_moments(
    engine: EngineOfAFolder, opensearch: Cluster, number: int
) -> None:
    node = opensearch.nodes[number]
    with under_searches(engine) as load:
        time.sleep(1)
        node.signal(signal.SIGKILL)
        time.sleep(6)
    assert load.wrong == []
    assert (load.refused, load.slowest < UNSEEN_SECONDS) == ([], True), load
    save(engine, 1001, time.monotonic() + 60)
    assert ids(engine, Term("灾后第1001篇")) == [1001]
    opensearch.start()
    assert engine.condition().is_whole


def test_the_death_of_the_manager_is_unseen_but_for_moments(engine: EngineOfAFolder, opensearch: Cluster) -> None:
    manager = opensearch.manager()
    with under_searches(engine) as load:
        time.sleep(1)
        manager.signal(signal.SIGKILL)
        save(engine, 1001, time.monotonic() + 60)
        time.sleep(3)
    # The article that was saved is one more of everything, and of nothing else that is asked.
    assert [wrong for wrong in load.wrong if not wrong.startswith("Everything")] == []
    assert (load.refused, load.slowest < UNSEEN_SECONDS) == ([], True), load
    assert engine.state().documents == len(DOCUMENTS) + 1


def stopped(opensearch: Cluster, kind: str) -> Node:
    manager = opensearch.manager()
    return manager if kind == "manager" else next(node for node in opensearch.nodes if node is not manager)


@pytest.mark.parametrize("kind", ["manager", "other"])
def test_a_node_that_stops_answering_is_given_up(engine: EngineOfAFolder, opensearch: Cluster, kind: str) -> None:
    node = stopped(opensearch, kind)
    with under_searches(engine) as load:
        time.sleep(1)
        node.signal(signal.SIGSTOP)
        wait_until_all_is_answered(load, time.monotonic() + GIVING_UP_SECONDS)
        save(engine, 1001, time.monotonic() + 60)
        node.signal(signal.SIGCONT)
        time.sleep(3)
    assert [wrong for wrong in load.wrong if not wrong.startswith("Everything")] == []
    assert ids(engine, Term("灾后第1001篇")) == [1001]


def wait_until_all_is_answered(load: Load, until: float) -> None:
    """Until both threads have asked every question twice within moments: whoever waits for a stopped node does not."""
    answered = load.answered
    while load.answered < answered + 2 * THREADS * len(TREES):
        assert time.monotonic() < until, load
        answered = load.answered
        time.sleep(2)


def test_a_node_that_is_slow_makes_answers_slow_and_not_less(engine: EngineOfAFolder, opensearch: Cluster) -> None:
    node = opensearch.nodes[0]
    with under_searches(engine) as load:
        for _ in range(12):
            node.signal(signal.SIGSTOP)
            time.sleep(0.4)
            node.signal(signal.SIGCONT)
            time.sleep(0.1)
    assert (load.wrong, load.refused) == ([], []), load
    assert load.answered


def test_without_two_of_three_nodes_it_says_so_and_afterwards_answers_as_before(
    engine: EngineOfAFolder, opensearch: Cluster
) -> None:
    survivor = lacking_a_shard(opensearch, engine)  # who has all of them may go on answering, and then whole
    gone = [node for node in opensearch.nodes if node is not survivor]
    before = engine.search(Question(Term("产业")))
    for node in gone:
        node.signal(signal.SIGKILL)
    with pytest.raises(EngineUnavailable):
        _ask_until_refused(engine, before.total, time.monotonic() + 60)
    for node in gone:
        opensearch.start_node(node)
    opensearch.wait_for("yellow")
    assert engine.search(Question(Term("产业"))).total == before.total
    # OpenSearch 2.19 loses what its survivor is to the shards that it was handed as it was elected: it answers for them
    # and takes no writes, until it is begun again (docs/opensearch.md).
    survivor.signal(signal.SIGKILL)
    assert opensearch.manager() is not survivor
    opensearch.start()
    assert engine.search(Question(Term("产业"))).total == before.total
    save(engine, 1001, time.monotonic() + 60)
    assert ids(engine, Term("灾后第1001篇")) == [1001]


def lacking_a_shard(opensearch: Cluster, engine: EngineOfAFolder) -> Node:
    """A node without a copy of each shard; of three nodes with two copies of three shards, one at least is so."""
    url = f"{opensearch.nodes[0].url}/_cat/shards/{engine.state().name}?format=json&h=node,shard"
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310  # loopback, by http
        copies = [copy["node"] for copy in json.load(answer)]
    return min(opensearch.nodes, key=lambda node: copies.count(node.name))


def _ask_until_refused(engine: Engine, total: int, until: float) -> None:
    """Until the last node misses the others it may be waited for: whatever it answers is whole."""
    while time.monotonic() < until:
        assert engine.search(Question(Term("产业"))).total == total


def test_a_full_disk_stops_writing_and_no_search(engine: EngineOfAFolder) -> None:
    index, client = engine.state().name, engine._cluster.client
    with engine._cluster.reaching():  # what a node does at its flood stage
        client.indices.put_settings(index=index, body={"index.blocks.read_only_allow_delete": True})
    with pytest.raises(EngineUnavailable), engine.writer() as writer:
        writer.update([article(1001, "写不进去")])
    assert engine.condition().status == "read-only"
    assert engine.search(Question(Everything())).total == len(DOCUMENTS)
    with engine._cluster.reaching():
        client.indices.put_settings(index=index, body={"index.blocks.read_only_allow_delete": None})
    save(engine, 1001, time.monotonic() + 10)


def test_what_a_node_has_no_memory_for_just_now_is_sent_again(engine: EngineOfAFolder) -> None:
    """Its guard refuses the whole request, and not some of the articles in it."""
    cluster = engine._cluster.client.cluster

    def let_in_bytes(limit: str | None) -> None:
        cluster.put_settings(body={"transient": {"network.breaker.inflight_requests.limit": limit}})

    let_in_bytes("40kb")
    later = threading.Timer(2.0, let_in_bytes, [None])
    later.start()
    try:
        with engine.writer() as writer:
            writer.update([article(1001, "挤不进去" * 20_000)])
    finally:
        later.join()
        let_in_bytes(None)
    assert ids(engine, Term("挤不进去")) == [1001]


def test_a_swap_is_seen_by_no_search(engine: EngineOfAFolder, monkeypatch) -> None:
    monkeypatch.setattr(engine, "grace_seconds", 1.0)
    with under_searches(engine) as load:
        for _ in range(4):
            rebuilt(engine, DOCUMENTS)
    assert (load.wrong, load.refused) == ([], []), load
    assert load.answered > 20


def test_what_a_dead_rebuild_left_is_taken_away_by_the_next_writer(
    engine: EngineOfAFolder, opensearch: Cluster, monkeypatch
) -> None:
    monkeypatch.setattr(leases, "SECONDS", 6.0)
    monkeypatch.setattr(Lease, "renew_until_ended", lambda lease: None)
    dead = engine.rebuilding()
    dead.__enter__().add(DOCUMENTS[:5])  # and never ended: its process is gone
    assert engine.is_rebuilding()
    with pytest.raises(WriterBusy), engine.rebuilding():
        pass
    assert len(indexes(opensearch, engine)) == 2
    time.sleep(6.2)
    assert not engine.is_rebuilding()
    with engine.writer():
        pass
    assert indexes(opensearch, engine) == {engine.state().name}
    assert engine.search(Question(Everything())).total == len(DOCUMENTS)


def indexes(opensearch: Cluster, engine: EngineOfAFolder) -> set[str]:
    url = f"{opensearch.nodes[0].url}/_cat/indices/{engine._cluster.place.index}-2*?h=index"
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310  # loopback, by http
        return set(answer.read().decode().split())


def test_a_writer_that_was_stopped_writes_over_nothing_of_its_successors(engine: EngineOfAFolder, monkeypatch) -> None:
    monkeypatch.setattr(leases, "SECONDS", 1.0)
    index = engine.state().name
    late = leases._taken(engine._cluster, "writer", time.monotonic())  # nothing renews it: its process is stopped
    time.sleep(1.2)
    with pytest.raises(WriterBusy):
        late.demand()  # by its own clock
    late._lost, late._until = "", time.time() + 60  # and as if it had been stopped after it had looked there
    with engine.writer() as writer:
        writer.update([article(1001, "后来者写的")], [1])
        with pytest.raises(WriterBusy):
            IndexWriter(engine._cluster, index, late).update([article(1001, "停顿之前读到的")])
        with pytest.raises(WriterBusy):
            IndexWriter(engine._cluster, index, late).update([replace(DOCUMENTS[0], title_key="旧")])
    assert ids(engine, Term("停顿之前读到的")) == []
    assert ids(engine, Term("后来者写的")) == [1001]
    assert 1 not in engine.fingerprints()
    late.renew_until_ended()
    with pytest.raises(WriterBusy):
        late.demand()


def test_writers_take_turns(engine: EngineOfAFolder) -> None:
    def write(first: int) -> None:
        other = EngineOfAFolder(engine._cluster.place)
        for number in range(first, first + 3):
            with other.writer(wait_seconds=60) as writer:
                writer.update([article(number, "轮流写的")])

    threads = [threading.Thread(target=write, args=(first,)) for first in (1000, 2000, 3000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(ids(engine, Term("轮流写的"))) == 9
    assert engine.state().documents == len(DOCUMENTS) + 9


def test_a_lease_is_kept_where_the_client_wrote_it_again_as_the_answer_came_late(engine: EngineOfAFolder) -> None:
    cluster = engine._cluster
    index = leases._index(cluster)
    with leases.held(cluster, "late"):
        before = cluster.document(index, "late")
        again = [leases._put(cluster, index, "late", before, before["_source"]["owner"], 1.5, 7) for _ in range(2)]
        assert again[0]["_seq_no"] == again[1]["_seq_no"]
        with pytest.raises(Conflict):
            leases._put(cluster, index, "late", before, "another", 1.5, 7)
