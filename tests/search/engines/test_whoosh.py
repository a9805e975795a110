"""The project's own engine keeps the contract."""

from __future__ import annotations

import pytest

from search.engines.base import Engine
from search.engines.whoosh import WhooshEngine
from tests.search.engines.contract import EngineContract


class TestWhooshEngine(EngineContract):
    @pytest.fixture
    def engine(self, tmp_path) -> Engine:
        return WhooshEngine(str(tmp_path / "index"))


class TestWhooshEngineWithListsOfCommonPairs(EngineContract):
    """In a large segment frequent characters and pairs have their documents ready; here all of them do."""

    @pytest.fixture
    def engine(self, tmp_path, monkeypatch) -> Engine:
        monkeypatch.setattr("search.engines.whoosh.columns.COMMON", 1)
        return WhooshEngine(str(tmp_path / "index"))
