"""The project's own engine keeps the contract."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from search.engines.base import Engine
from search.engines.questions import Question
from search.engines.whoosh import WhooshEngine
from search.language.tree import Or, Term, Wildcard
from search.types import Sort
from tests.search.engines.contract import EngineContract
from tests.search.engines.filling import DOCUMENTS, rebuilt


@pytest.fixture(scope="class")
def original(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("filled") / "index"


class WhooshContract(EngineContract):
    """The contract of an engine whose index is made once, by the first test that wants it filled, and copied."""

    @pytest.fixture
    def filled(self, engine: Engine, original: Path, tmp_path: Path) -> Engine:
        if not original.exists():
            rebuilt(WhooshEngine(str(original)), DOCUMENTS)
        shutil.copytree(original, tmp_path / "index", symlinks=True)
        return engine


class TestWhooshEngine(WhooshContract):
    @pytest.fixture
    def engine(self, tmp_path) -> Engine:
        return WhooshEngine(str(tmp_path / "index"))

    def test_an_index_without_a_document_is_asked_as_any_other_is(self, engine: WhooshEngine) -> None:
        rebuilt(engine, [])
        tree = Or((Term("产业"), Wildcard("ai*")))
        assert engine.search(Question(tree)).total == 0
        assert engine.matching_ids(tree, {}, Sort.RELEVANCE) == []
        assert engine.crosstab(tree, {}, "column", "year").total == 0

    def test_tidying_leaves_few_segments_of_many_single_updates(self, engine: WhooshEngine) -> None:
        rebuilt(engine, [])
        for document in DOCUMENTS:
            with engine.writer() as writer:
                writer.update([document])
        while engine.tidy():
            pass
        assert len(engine._snapshot().segments) < 10


class TestWhooshEngineOfALargeLibrary(WhooshContract):
    """In a large segment common pairs have their documents ready, and work goes in portions; here it is all so."""

    @pytest.fixture
    def engine(self, tmp_path, monkeypatch) -> Engine:
        for module in ("bigrams", "building"):
            monkeypatch.setattr(f"search.engines.whoosh.mirror.{module}.COMMON", 1)
        monkeypatch.setattr("search.engines.whoosh.mirror.bigrams._SORTED_AT_ONCE", 1000)
        monkeypatch.setattr("search.engines.whoosh.segments.inverting._COUNTED_AT_ONCE", 10)
        return WhooshEngine(str(tmp_path / "index"))


class TestWhooshEngineOfManySegments(WhooshContract):
    """A library of more documents than one segment takes, and of more impacts."""

    @pytest.fixture
    def engine(self, tmp_path, monkeypatch) -> Engine:
        monkeypatch.setattr("search.engines.whoosh.segments.inverting.invert_documents.__defaults__", (7, 1 << 20, 30))
        return WhooshEngine(str(tmp_path / "index"))
