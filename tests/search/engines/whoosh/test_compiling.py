"""Compiled kernels are kept whole or made again, and no cache, whatever its state, stops a process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from search.engines.whoosh import compiling
from search.engines.whoosh.compiling import compile_kernels
from search.engines.whoosh.kernels import jit

LOADING = """
import sys
from search.engines.whoosh.compiling import compile_kernels
compile_kernels(print)
from search.engines.whoosh.kernels.bitsets import documents_of
import numpy as np
print(documents_of(np.array([5], np.uint64)).tolist(), documents_of.stats.cache_hits)
"""


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    """A cache of one's own with everything compiled, copied from the one that the tests run with."""
    assert jit.CACHE_FOLDER is not None
    compile_kernels(lambda message: None)
    root = tmp_path / "kernels"
    shutil.copytree(jit.CACHE_FOLDER, root / jit.CACHE_FOLDER.name)
    return root


@pytest.fixture
def compiled_again(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that would have been filled; compiling takes half a minute."""
    folders: list[Path] = []

    def fill(folder: Path, report: Callable[[str], None]) -> None:
        folders.append(folder)

    monkeypatch.setattr(compiling, "_compile_into", fill)
    return folders


def say_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is reported where the cache is in this folder."""
    assert jit.CACHE_FOLDER is not None
    monkeypatch.setattr(jit, "CACHE_FOLDER", root / jit.CACHE_FOLDER.name)
    messages: list[str] = []
    compile_kernels(messages.append)
    return messages


def test_what_is_compiled_is_not_compiled_again(compiled, compiled_again, monkeypatch) -> None:
    assert say_of(compiled, monkeypatch) == []
    assert compiled_again == []


@pytest.mark.parametrize("damage", ["missing", "empty", "cut short", "a bit", "a file less", "no manifest"])
def test_a_cache_that_has_changed_is_filled_again(compiled, compiled_again, monkeypatch, damage) -> None:
    """Changed machine code would end the process that runs it."""
    code = max(compiled.rglob("*.nbc"), key=lambda path: path.stat().st_size)
    whole = code.read_bytes()
    if damage == "missing":
        shutil.rmtree(compiled)
    elif damage == "a file less":
        code.unlink()
    elif damage == "no manifest":
        next(compiled.rglob("manifest.json")).unlink()
    else:
        middle = len(whole) // 2
        changed = {"empty": b"", "cut short": whole[:middle], "a bit": whole[:middle] + b"\0\xff" + whole[middle + 2 :]}
        code.write_bytes(changed[damage])
    compiled.mkdir(exist_ok=True)
    say_of(compiled, monkeypatch)
    assert [folder.parent for folder in compiled_again] == [compiled]


def run(root: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(root), "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, env=environment, check=True)


def test_a_second_process_loads_what_the_first_compiled(compiled: Path) -> None:
    done = run(compiled)
    assert done.stdout.startswith("[0, 2] Counter({")
    assert not done.stderr


def test_where_nothing_can_be_kept_it_is_said_and_all_works(tmp_path: Path) -> None:
    root = tmp_path / "a file, not a folder"
    root.write_text("")
    done = run(root)
    assert "cannot be kept" in done.stdout
    assert "[0, 2] Counter()" in done.stdout
