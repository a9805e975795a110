"""A site with a folder, a database and processes of its own, which may be killed.

To start Django costs two seconds of processor time: so one process has it loaded, and all others are copies of that.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TextIO

from tests.migrated import NAME, give_tables

ROOT = Path(__file__).resolve().parents[2]


class Process:
    """A process of a site: its output, and how it ended."""

    def __init__(self, status: TextIO, output: TextIO) -> None:
        self._status = status
        self._code: int | None = None
        self.pid, self.stdout = int(status.readline()), output

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self, seconds: float | None = None) -> int:
        """Its exit status; the number of the signal that ended it, negative. Raises TimeoutExpired while it goes on."""
        code = self.poll(seconds)
        if code is None:
            raise subprocess.TimeoutExpired(str(self.pid), seconds or 0.0)
        return code

    def poll(self, seconds: float | None = 0.0) -> int | None:
        """The same after so many seconds at most, or None."""
        if self._code is None and select.select([self._status], [], [], seconds)[0]:
            self._code = int(self._status.readline())
        return self._code


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

    @cached_property
    def _channel(self) -> socket.socket:
        """Where scripts are sent; the process that runs them ends when it is closed, and it is with the site."""
        own, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "tests.search.forking", str(other.fileno())]
        process = subprocess.Popen(command, cwd=ROOT, env=self._environment, pass_fds=[other.fileno()])
        other.close()
        weakref.finalize(self, _end, own, process)
        return own

    def manage(self, *arguments: str) -> str:
        """What a command of manage.py prints. Raises CalledProcessError where it fails."""
        return self._output(*arguments)

    def run(self, script: str, *words: str) -> str:
        """What a script prints, which is given these words."""
        return self._output("-c", script, *words)

    def _output(self, *words: str) -> str:
        with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
            with self._begun(words, output, errors, output) as process:
                code = process.wait()
            output.seek(0)
            errors.seek(0)
            if code:
                raise subprocess.CalledProcessError(code, words, output.read(), errors.read())
            return output.read()

    def query(self, statement: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self._folder / NAME)) as database:
            return database.execute(statement).fetchall()

    @contextmanager
    def at_work(self, script: str) -> Iterator[Process]:
        """A process that runs a script, once it has printed a line; killed at the end, whatever it is doing then."""
        reading, writing = os.pipe()
        with (
            os.fdopen(reading) as output,
            os.fdopen(writing, "w") as written,
            self._begun(("-c", script), written, written, output) as process,
        ):
            written.close()
            assert process.stdout.readline()
            yield process

    @contextmanager
    def _begun(self, words: Sequence[str], output: TextIO, errors: TextIO, reading: TextIO) -> Iterator[Process]:
        own, theirs = os.pipe()
        message = json.dumps(words).encode()
        socket.send_fds(self._channel, [message], [output.fileno(), errors.fileno(), theirs])
        os.close(theirs)
        with os.fdopen(own) as status:
            process = Process(status, reading)
            try:
                yield process
            finally:
                process.kill()
                process.wait()


def _end(channel: socket.socket, process: subprocess.Popen[bytes]) -> None:
    channel.close()
    process.wait()
