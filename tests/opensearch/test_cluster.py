"""The cluster of development: its nodes find each other, and go on with what they had."""

from __future__ import annotations

import json
import signal
import urllib.request

from tests.opensearch.cluster import Cluster, Node
from tests.opensearch.needs import NEEDS_OPENSEARCH

pytestmark = NEEDS_OPENSEARCH


def answer(node: Node, path: str) -> dict:
    with urllib.request.urlopen(f"{node.url}{path}", timeout=10) as found:  # noqa: S310  # loopback, by http
        return json.load(found)


def test_three_nodes_are_one_cluster_and_listen_on_loopback_alone(opensearch: Cluster) -> None:
    nodes = answer(opensearch.nodes[0], "/_nodes/http")["nodes"].values()
    assert sorted(node["name"] for node in nodes) == ["node-1", "node-2", "node-3"]
    assert {node["http"]["publish_address"].split(":")[0] for node in nodes} == {"127.0.0.1"}


def test_a_node_that_was_killed_comes_back_to_its_cluster(opensearch: Cluster) -> None:
    manager = opensearch.manager()
    before = answer(manager, "/")["cluster_uuid"]
    manager.signal(signal.SIGKILL)
    assert opensearch.manager() is not manager
    opensearch.start()
    assert answer(manager, "/")["cluster_uuid"] == before
