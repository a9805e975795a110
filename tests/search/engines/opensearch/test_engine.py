"""The engine on OpenSearch keeps the contract, on three nodes and three shards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search.engines.base import Engine
from search.engines.fingerprints import fingerprint
from tests.opensearch.cluster import Cluster
from tests.opensearch.engine import EngineOfAFolder, place_of
from tests.opensearch.needs import NEEDS_OPENSEARCH
from tests.search.engines.contract import EngineContract
from tests.search.engines.filling import DOCUMENTS, FilledEngine

pytestmark = NEEDS_OPENSEARCH


@pytest.fixture
def engine(tmp_path, opensearch: Cluster) -> Iterator[Engine]:
    place = place_of(str(tmp_path), tuple(opensearch.hosts.split(",")))
    yield EngineOfAFolder(place)
    opensearch.forget(place.index)


class TestOpenSearchEngine(EngineContract):
    @pytest.fixture
    def engine(self, engine: Engine) -> Engine:
        return engine


class TestWhatDoesNotComeInOneAnswer(FilledEngine):
    """In a large library results, facets and tables are read page by page; here they are so of sixty articles."""

    @pytest.fixture
    def engine(self, engine: Engine, monkeypatch) -> Engine:
        few = {"cluster.PAGE": 7, "facets.MOST_VALUES": 1, "facets._PAGE": 2, "tables.MOST_VALUES": 1}
        for name, number in {**few, "searching._AT_ONCE": 20}.items():
            monkeypatch.setattr(f"search.engines.opensearch.{name}", number)
        return engine

    test_facets = EngineContract.test_facets_count_what_dropping_their_own_filter_would_leave
    test_pages = EngineContract.test_pages_follow_one_total_order
    test_tables = EngineContract.test_a_table_counts_what_its_questions_find_one_by_one
    test_tables_of_facets = EngineContract.test_a_table_of_two_facets_counts_every_pair_of_an_articles_values

    def test_every_fingerprint_is_there(self, filled: Engine) -> None:
        assert filled.fingerprints() == {document.article_id: fingerprint(document) for document in DOCUMENTS}
