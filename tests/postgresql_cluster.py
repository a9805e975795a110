"""A PostgreSQL server of the tests' own: made, started, stopped and removed with them."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

_OWNER = "postgres"  # PostgreSQL refuses to run as root; Debian's package makes this user


def find_programs() -> Path | None:
    """The folder with the newest installed server's programs; None where there is none that may run."""
    if os.geteuid() == 0 and _OWNER not in {user.pw_name for user in pwd.getpwall()}:
        return None
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    return versions[-1].parent if versions else Path(on_path).parent if on_path else None


PROGRAMS = find_programs()
NEEDS_POSTGRESQL = [
    pytest.mark.postgresql,
    pytest.mark.skipif(
        PROGRAMS is None, reason="no PostgreSQL server is installed (Debian: apt-get install postgresql)"
    ),
]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A server of the tests' own, which a test may stop and start as accidents do."""

    programs: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    def url_of(self, name: str) -> str:
        return f"postgres://chengyu@127.0.0.1:{self.port}/{name}"

    def create(self, name: str) -> str:
        """The address of a new database without tables."""
        with psycopg.connect(self.url, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
        return self.url_of(name)

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -p {self.port} -k {self.folder} -c fsync=off -c full_page_writes=off"
        self._control("start", "-l", self.folder / "log", "-o", options)

    def stop(self) -> None:
        self._control("stop", "-m", "immediate")

    def is_running(self) -> bool:
        return (self.folder / "data" / "postmaster.pid").exists()

    def _control(self, *words: str | Path) -> None:
        _run(self.programs / "pg_ctl", "-D", self.folder / "data", "-w", *words)


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A server that runs as long as the block does."""
    assert PROGRAMS is not None
    folder = Path(tempfile.mkdtemp(prefix="chengyu-postgresql-"))
    cluster = Cluster(PROGRAMS, folder, _free_port())
    data = folder / "data"
    try:
        _hand_over(folder)
        _run(PROGRAMS / "initdb", "-D", data, "-U", "chengyu", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        cluster.start()
        try:
            yield cluster
        finally:
            if cluster.is_running():
                cluster.stop()
    finally:
        shutil.rmtree(folder)


def _hand_over(folder: Path) -> None:
    if os.geteuid() == 0:
        owner = pwd.getpwnam(_OWNER)
        os.chown(folder, owner.pw_uid, owner.pw_gid)


def _run(*command: str | Path) -> None:
    """Run a program as a user that PostgreSQL accepts; its output is shown where it fails."""
    words, owner = [str(part) for part in command], _OWNER if os.geteuid() == 0 else None
    # pg_ctl leaves the server behind with its output: a pipe would never end.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(words, stdout=said, stderr=said, cwd="/", check=False, user=owner, group=owner)
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{command[0]} failed:\n{said.read().decode(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
