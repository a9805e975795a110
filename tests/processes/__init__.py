"""Programs of the site in processes of their own, which begin as copies of one that has loaded what is slow to load.

To import what the site stands on and to have the kernels costs two seconds of processor time. Settings are read, and
Django is set up, in the copy: it is a new process in all but that.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]


class Process:
    """A process that began as a copy, and how it ended; who began it may give it what it writes, to be read."""

    stdout: IO[str] | None = None

    def __init__(self, status: IO[str]) -> None:
        self._status = status
        self._code: int | None = None
        self.pid = int(status.readline())

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def _send(self, what: signal.Signals) -> None:
        # It may end, and be reaped by whom it is a copy of, after it was looked at and before its status comes.
        with suppress(ProcessLookupError):
            if self.poll() is None:
                os.kill(self.pid, what)

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
            self._status.close()
        return self._code


SHARED = "FORKER_OF_TESTS"
"""The environment's name for the socket of a forker that all processes of a run of tests share."""


class Forker:
    """Begins programs as copies of a process, which ends with it; of a shared one there is no `copied` here."""

    def __init__(self, channel: socket.socket, copied: subprocess.Popen[bytes] | Process | None = None) -> None:
        self._channel = channel
        weakref.finalize(self, _end, channel, copied)

    def begin(
        self,
        words: Sequence[str],
        environment: Mapping[str, str] | None,
        output: int,
        errors: int,
        *own: int,
    ) -> Process:
        """Begin `python *words`, writing to these descriptors; no environment stands for the copied process's own."""
        reading, writing = os.pipe()
        message = json.dumps({"words": words, "environment": environment and dict(environment)}).encode()
        socket.send_fds(self._channel, [message], [output, errors, writing, *own])
        os.close(writing)
        return Process(os.fdopen(reading))

    def run(self, words: Sequence[str], environment: Mapping[str, str] | None) -> subprocess.CompletedProcess[str]:
        """Run `python *words` to its end, with what it said."""
        with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
            code = self.begin(words, environment, output.fileno(), errors.fileno()).wait()
            output.seek(0)
            errors.seek(0)
            return subprocess.CompletedProcess(words, code, output.read(), errors.read())

    @contextmanager
    def at_work(self, words: Sequence[str], environment: Mapping[str, str] | None) -> Iterator[Process]:
        """`python *words` with its output to be read, killed at the end, whatever it is doing then."""
        reading, writing = os.pipe()
        with os.fdopen(reading) as output:
            process = self.begin(words, environment, writing, writing)
            process.stdout = output
            os.close(writing)
            try:
                yield process
            finally:
                process.kill()
                process.wait()


@cache
def forker() -> Forker:
    """That of all tests of this process, in the project's folder: the shared one, or its own."""
    if SHARED not in os.environ:
        return _started()
    channel = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    channel.connect(os.environ[SHARED])
    return Forker(channel)


@contextmanager
def shared_forker(folder: Path) -> Iterator[None]:
    """One for this process and all that it begins meanwhile, whose socket is in the folder."""
    address = str(folder / "forker")
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(address)
        listener.listen()
        kept = _started(listener)
    os.environ[SHARED] = address
    try:
        yield
    finally:
        del os.environ[SHARED], kept


def _started(*listener: socket.socket) -> Forker:
    own, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    passed = [each.fileno() for each in (*listener, other)]
    command = [sys.executable, "-m", "tests.processes", *map(str, passed)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    with other:
        options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "pass_fds": passed}
        return Forker(own, subprocess.Popen(command, cwd=ROOT, env=environment, **options))


def _end(channel: socket.socket, copied: subprocess.Popen[bytes] | Process | None) -> None:
    channel.close()
    if copied:
        copied.wait()


def run(words: Sequence[str], environment: Mapping[str, str], check: bool = False) -> subprocess.CompletedProcess[str]:
    """What `python *words` says in the project's folder. Raises CalledProcessError where it fails and that matters."""
    done = forker().run(words, environment)
    if check:
        done.check_returncode()
    return done


@contextmanager
def running(words: Sequence[str], environment: Mapping[str, str]) -> Iterator[Process]:
    """`python *words` at work, which is told to end at the end; what it says is not kept."""
    with Path(os.devnull).open("w") as nowhere:
        process = forker().begin(words, environment, nowhere.fileno(), nowhere.fileno())
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)
