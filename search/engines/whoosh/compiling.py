"""The kernels' compiled code: made once for a machine, by two processes at once, before anybody waits for it.

What two processes compile goes to a folder of its own, which takes its name once everything is there, with a manifest
of all files' checksums. A folder that does not match its manifest is made again: machine code that has changed would
end the process that runs it.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.util.filelock import FileLock

from search.engines.whoosh.kernels import jit

Report = Callable[[str], None]

_MANIFEST = "manifest.json"
_ROOT = Path(__file__).resolve().parents[3]
_PROGRAMS = tuple(
    f"from search.engines.whoosh import warm_up; warm_up.{share}()" for share in ("run_kernels", "run_kernels_reversed")
)
_COMPILED = re.compile("^@(?:kernel|inner)$", re.MULTILINE)
_REPORT_SECONDS = 4.0


def compile_kernels(report: Report) -> None:
    """Have everything compiled, unless it is; `report` is told why and how far. Other processes that want it wait.

    Where the folder cannot be used, every process compiles for itself, and `report` is told so. Raises nothing.
    """
    folder = jit.CACHE_FOLDER
    if folder is None or _is_whole(folder):
        return
    if not jit.IS_KEPT:
        report(f"Compiled search loops cannot be kept in {folder.parent}: every process compiles them for itself.")
        return
    try:
        with _locked(folder):
            if not _is_whole(folder):
                _compile_into(folder, report)
    except OSError as fault:
        report(f"Compiled search loops cannot be kept in {folder.parent} ({fault}): every process compiles them.")


def _compile_into(folder: Path, report: Report) -> None:
    began, aside = time.monotonic(), folder.with_name(f"{folder.name}.{secrets.token_hex(4)}")
    if (folder / _MANIFEST).exists():
        report(f"The compiled search loops in {folder} are not what was put there.")
    report("Compiling the search loops for this machine (once, in two processes; about half a minute) …")
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(aside)}
    try:
        processes = [
            subprocess.Popen([sys.executable, "-c", program], cwd=_ROOT, env=environment)  # noqa: S603  # our own
            for program in _PROGRAMS
        ]
        made = aside / folder.name
        _watch(processes, made, report)
        if any(process.returncode for process in processes) or not _checksums(made):
            report("Compiling the search loops failed, see above; every process will try for itself.")
            return
        _seal(made)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(made, folder)
        report(f"Compiled the search loops in {time.monotonic() - began:.0f} s; later starts load them.")
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _watch(processes: list[subprocess.Popen[bytes]], folder: Path, report: Report) -> None:
    """Wait for the processes, and say now and then how many functions are compiled."""
    total = sum(len(_COMPILED.findall(source.read_text("utf-8"))) for source in jit.SOURCES.glob("*.py"))
    reported = time.monotonic()
    while any(process.poll() is None for process in processes):
        time.sleep(0.1)
        if time.monotonic() - reported > _REPORT_SECONDS:
            reported = time.monotonic()
            report(f"  {min(len([*folder.rglob('*.nbi')]), total)} of {total}")


def _seal(folder: Path) -> None:
    (folder / _MANIFEST).write_text(json.dumps(_checksums(folder)), encoding="ascii")


def _is_whole(folder: Path) -> bool:
    """Whether the folder holds what was put there when everything was compiled, and nothing else."""
    try:
        return bool(json.loads((folder / _MANIFEST).read_text(encoding="ascii")) == _checksums(folder))
    except (OSError, ValueError):
        return False


def _checksums(folder: Path) -> dict[str, int]:
    files = (path for path in folder.rglob("*.nb?"))
    return {str(path.relative_to(folder)): zlib.crc32(path.read_bytes()) for path in files}


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = FileLock(str(folder.with_name("lock")))
    lock.acquire(blocking=True)
    try:
        yield
    finally:
        lock.release()
