"""What a server's process has done before its first reader comes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _said(code: str, folder: Path) -> str:
    """What a new process prints that runs this code."""
    environment = os.environ | {"DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}
    environment.pop("DJANGO_SETTINGS_MODULE")
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True
    ).stdout


def test_the_pages_are_loaded_before_the_first_reader_comes_and_not_looked_through_for_garbage(tmp_path) -> None:
    frozen, *loaded = _said(
        "import gc, sys; import chengyu_site.wsgi; print(gc.get_freeze_count(), *sys.modules)", tmp_path
    ).split()
    assert "articles.admin" in loaded
    assert int(frozen) > 100_000


def test_what_is_suggested_is_gathered_beside_the_first_readers(tmp_path) -> None:
    begun = "import threading; threading.Thread.start = lambda thread: print(thread.name); import chengyu_site.wsgi"
    assert "gather-suggestions" in _said(begun, tmp_path).split()


def test_no_process_is_parted_from_one_that_still_gathers(tmp_path) -> None:
    begun = "import os, chengyu_site.wsgi as site; os.fork() and print(site.gathering.is_alive())"
    assert _said(begun, tmp_path).split() == ["False"]


def test_a_command_loads_no_pages_and_one_that_only_writes_the_index_nothing_that_answers_from_it(tmp_path) -> None:
    said = _said(
        "import django, os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'chengyu_site.settings'; django.setup();"
        "print(*sys.modules); from search.engines.base import engine; engine().exists(); print(*sys.modules)",
        tmp_path,
    )
    begun, loaded = (set(line.split()) for line in said.splitlines())
    assert "articles.models" in begun
    assert not begun & {"articles.admin", "articles.pages.views", "search.pages.article_trail", "jieba"}
    assert "search.engines.whoosh.writing.writer" in loaded
    assert not loaded & {"search.engines.whoosh.searching", "search.answers.search", "numba"}
