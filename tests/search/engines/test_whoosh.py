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
