"""A site with a folder, a database and processes of its own, which may be killed."""

from __future__ import annotations

import os
import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path

from tests.migrated import NAME, give_tables
from tests.processes import ROOT, Forker, Process, forker


class OwnSite:
    """A site with its data in a folder of its own: the database too, unless another's address is given."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self._folder = folder
        self._environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "chengyu_site.settings",  # which the tests have of pytest, `make kills` has not
            "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        }
        for name in ("DATABASE_URL", "INDEX_DIR"):
            self._environment.pop(name, None)
        if database_url:
            self._environment["DATABASE_URL"] = database_url
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.manage("migrate", "-v0")
        else:
            give_tables(folder)

    @cached_property
    def _forker(self) -> Forker:
        """Of processes that have Django set up for this site; it ends with the site."""
        own, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with other:
            program = ["-m", "tests.processes", "--django"]
            return Forker(own, forker().begin(program, self._environment, 1, 2, other.fileno()))

    def manage(self, *arguments: str) -> str:
        """What a command of manage.py prints. Raises CalledProcessError where it fails."""
        return self._output("manage.py", *arguments)

    def run(self, script: str, *words: str) -> str:
        """What a script prints, which is given these words."""
        return self._output("-c", script, *words)

    def _output(self, *words: str) -> str:
        done = self._forker.run(words, None)
        done.check_returncode()
        return done.stdout

    def query(self, statement: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self._folder / NAME)) as database:
            return database.execute(statement).fetchall()

    @contextmanager
    def at_work(self, script: str) -> Iterator[Process]:
        """A process that runs a script, once it has printed a line; killed at the end, whatever it is doing then."""
        with self._forker.at_work(["-c", script], None) as process:
            assert process.stdout.readline()
            yield process
