"""A PostgreSQL server of one's own in a folder, reached by a socket there: made, started and stopped."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DEBIAN = Path("/usr/lib/postgresql")
_ACCOUNT = "postgres"  # PostgreSQL refuses to run as root
_SETTINGS = """
listen_addresses = ''
shared_buffers = 2GB
work_mem = 256MB
maintenance_work_mem = 1GB
effective_cache_size = 8GB
random_page_cost = 1.1
max_wal_size = 8GB
synchronous_commit = off
jit = off
"""


class Cluster:
    """PostgreSQL's programs are those of Debian, the newest, or else those on the path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._data = folder / "data"
        versions = sorted(_DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name))
        found = versions[-1] / "postgres" if versions else shutil.which("postgres")
        if not found:
            raise ImportError("PostgreSQL is not installed")
        self._programs = Path(found).parent

    @property
    def address(self) -> str:
        return f"host={self.folder} dbname=postgres user={_ACCOUNT}"

    @property
    def pids(self) -> list[int]:
        """The server's first process, where it runs."""
        path = self._data / "postmaster.pid"
        return [int(path.read_text("ascii").split("\n", 1)[0])] if path.exists() else []

    def create(self) -> None:
        self.folder.mkdir(parents=True)
        if os.geteuid() == 0:
            shutil.chown(self.folder, _ACCOUNT)
        self._run("initdb", "-U", _ACCOUNT, "-E", "UTF8", "--locale=C", "-A", "trust", "-D", str(self._data))
        with (self._data / "postgresql.conf").open("a", encoding="ascii") as settings:
            settings.write(_SETTINGS)

    def start(self) -> None:
        options = ("-l", str(self.folder / "log"), "-o", f"-k '{self.folder}'", "-w")
        self._run("pg_ctl", "-D", str(self._data), *options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-m", "fast", "-w", "stop")

    @contextmanager
    def running(self) -> Iterator[None]:
        self.start()
        try:
            yield
        finally:
            self.stop()

    def _run(self, program: str, *arguments: str) -> None:
        user = pwd.getpwnam(_ACCOUNT).pw_uid if os.geteuid() == 0 else None
        command = [str(self._programs / program), *arguments]
        done = subprocess.run(
            command, user=user, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.decode(errors='replace').strip()}")
