"""What a start says about the engine and the folders that the site keeps."""

from __future__ import annotations

import shutil

import pytest
from django.core.management import call_command

from search.checks import check_engine, check_folders
from search.engines.base import engine
from search.engines.questions import Question
from search.engines.whoosh import WhooshEngine
from search.errors import EngineUnavailable
from search.language.tree import Everything
from tests.search.engines.filling import rebuilt


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


@pytest.mark.parametrize("stamp", [b"another", b"\xff\xfe", b""])
def test_an_index_that_other_code_made_is_warned_about(settings, tmp_path, stamp: bytes) -> None:
    rebuilt(WhooshEngine(str(tmp_path / "index")), [])
    next((tmp_path / "index").glob("i-*/stamp")).write_bytes(stamp)
    settings.INDEX_DIR = tmp_path / "index"
    assert said() == ["search.W002"]


def damaged(folder) -> None:
    for contents in folder.glob("i-*/*.toc"):
        contents.write_bytes(b"")


def copied_without_links(folder) -> None:
    serving = (folder / "current").resolve()
    (folder / "current").unlink()
    shutil.copytree(serving, folder / "current")


@pytest.mark.parametrize("spoil", [damaged, copied_without_links])
def test_an_index_that_cannot_be_read_is_warned_about_and_refused(settings, tmp_path, spoil) -> None:
    settings.INDEX_DIR = tmp_path / "index"
    rebuilt(engine(), [])
    spoil(settings.INDEX_DIR)
    assert said() == ["search.W003"]
    with pytest.raises(EngineUnavailable):
        engine().search(Question(Everything()))


@pytest.mark.django_db
@pytest.mark.parametrize("spoil", [damaged, copied_without_links])
def test_the_command_that_the_warning_names_mends_it(settings, tmp_path, spoil) -> None:
    settings.INDEX_DIR = tmp_path / "index"
    rebuilt(engine(), [])
    spoil(settings.INDEX_DIR)
    call_command("rebuild_index", if_needed=True, skip_checks=False)
    assert said() == []


@pytest.mark.parametrize(("mode", "ids"), [(0o700, []), (0o710, ["search.W005"]), (0o755, ["search.W005"])])
def test_a_data_folder_that_others_may_enter_is_warned_about(settings, monkeypatch, tmp_path, mode, ids) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.DATA_DIR.chmod(mode)
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "none-yet"))
    assert [message.id for message in check_folders(None)] == ids


@pytest.mark.parametrize(("mode", "ids"), [(0o755, []), (0o775, ["search.W006"]), (0o757, ["search.W006"])])
def test_compiled_loops_that_others_may_exchange_are_warned_about(settings, monkeypatch, tmp_path, mode, ids) -> None:
    settings.DATA_DIR = tmp_path
    loops = tmp_path / "loops"
    loops.mkdir()
    loops.chmod(mode)
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(loops))
    assert [message.id for message in check_folders(None)] == ids
