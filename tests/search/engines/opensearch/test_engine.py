"""The engine on OpenSearch keeps the contract, on three nodes and three shards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search.engines.base import Engine
from tests.opensearch.cluster import Cluster
from tests.opensearch.engine import EngineOfAFolder, place_of
from tests.opensearch.needs import NEEDS_OPENSEARCH
from tests.search.engines.contract import EngineContract

pytestmark = NEEDS_OPENSEARCH


class TestOpenSearchEngine(EngineContract):
    @pytest.fixture
    def engine(self, tmp_path, opensearch: Cluster) -> Iterator[Engine]:
        place = place_of(str(tmp_path), tuple(opensearch.hosts.split(",")))
        yield EngineOfAFolder(place)
        opensearch.forget(place.index)
