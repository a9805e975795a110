"""What a start says about the engine."""

from __future__ import annotations

import pytest

from search.checks import check_engine
from search.engines.base import engine
from search.engines.whoosh import WhooshEngine
from tests.search.engines.contract import rebuilt


def said() -> list[str | None]:
    return [message.id for message in check_engine(None)]


@pytest.mark.parametrize("path", ["search.engines.nothing.Engine", "search.types.Where", "pathlib.Path"])
def test_an_engine_that_is_none_is_an_error(settings, path: str) -> None:
    settings.SEARCH_ENGINE = path
    assert said() == ["search.E001"]


def test_a_library_without_an_index_is_warned_about(settings, tmp_path) -> None:
    settings.INDEX_DIR = tmp_path / "index"
    assert said() == ["search.W001"]
    rebuilt(engine(), [])
    assert said() == []


def test_an_index_that_other_code_made_is_warned_about(settings, tmp_path) -> None:
    rebuilt(WhooshEngine(str(tmp_path / "index")), [])
    next((tmp_path / "index").glob("i-*/stamp")).write_text("another")
    settings.INDEX_DIR = tmp_path / "index"
    assert said() == ["search.W002"]


def test_an_index_that_cannot_be_read_is_an_error(settings, tmp_path) -> None:
    rebuilt(WhooshEngine(str(tmp_path / "index")), [])
    for contents in (tmp_path / "index").glob("i-*/*.toc"):
        contents.write_bytes(b"")
    settings.INDEX_DIR = tmp_path / "index"
    assert said() == ["search.E002"]
