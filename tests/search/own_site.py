"""A site with a folder, a database and processes of its own, which may be killed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.migrated import NAME, give_tables

ROOT = Path(__file__).resolve().parents[2]


class OwnSite:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        }
        for name in ("DATABASE_URL", "INDEX_DIR"):
            self._environment.pop(name, None)
        give_tables(folder)

    def manage(self, *arguments: str) -> str:
        """What a command of manage.py prints. Raises CalledProcessError where it fails."""
        return self._output(str(ROOT / "manage.py"), *arguments)

    def run(self, script: str, *words: str) -> str:
        """What a script prints, which is given these words."""
        return self._output("-c", script, *words)

    def _output(self, *words: str) -> str:
        command = [sys.executable, *words]
        return subprocess.run(command, env=self._environment, check=True, capture_output=True, text=True).stdout

    def query(self, statement: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self._folder / NAME)) as database:
            return database.execute(statement).fetchall()

    @contextmanager
    def at_work(self, script: str) -> Iterator[subprocess.Popen[str]]:
        """A process that runs a script, once it has printed a line; killed at the end, whatever it is doing then."""
        command = [sys.executable, "-c", script]
        with subprocess.Popen(command, env=self._environment, stdout=subprocess.PIPE, text=True) as child:
            try:
                assert child.stdout is not None
                assert child.stdout.readline()
                yield child
            finally:
                child.kill()
