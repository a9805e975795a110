"""The project's own engine keeps the contract."""

from __future__ import annotations

import pytest

from search.engines.base import Engine
from search.engines.whoosh import WhooshEngine
from tests.search.engines.contract import EngineContract
from tests.search.engines.filling import DOCUMENTS, rebuilt


class TestWhooshEngine(EngineContract):
    @pytest.fixture
    def engine(self, tmp_path) -> Engine:
        return WhooshEngine(str(tmp_path / "index"))

    def test_tidying_leaves_few_segments_of_many_single_updates(self, engine: WhooshEngine) -> None:
        rebuilt(engine, [])
        for document in DOCUMENTS:
            with engine.writer() as writer:
                writer.update([document])
        while engine.tidy():
            pass
        assert len(engine._snapshot().segments) < 10


class TestWhooshEngineOfALargeLibrary(EngineContract):
    """In a large segment common pairs have their documents ready, and work goes in portions; here it is all so."""

    @pytest.fixture
    def engine(self, tmp_path, monkeypatch) -> Engine:
        for module in ("bigrams", "building"):
            monkeypatch.setattr(f"search.engines.whoosh.mirror.{module}.COMMON", 1)
        monkeypatch.setattr("search.engines.whoosh.mirror.bigrams._SORTED_AT_ONCE", 50)
        monkeypatch.setattr("search.engines.whoosh.segments.inverting._COUNTED_AT_ONCE", 3)
        return WhooshEngine(str(tmp_path / "index"))


class TestWhooshEngineOfManySegments(EngineContract):
    """A library of more documents than one segment takes."""

    @pytest.fixture
    def engine(self, tmp_path, monkeypatch) -> Engine:
        monkeypatch.setattr("search.engines.whoosh.segments.inverting.invert_documents.__defaults__", (7, 1 << 20))
        return WhooshEngine(str(tmp_path / "index"))
