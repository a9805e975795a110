"""A site as `make run` serves it, in a folder of its own: for the browser tests, and for pictures of its pages."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.migrated import give_tables, made_once
from tests.processes import ROOT, Process, run, running

START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class SignIn:
    name: str
    password: str


@contextmanager
def serving_seeds(folder: Path, curator: SignIn, **settings: str) -> Iterator[str]:
    """Import and index the seeds into `folder`, with one superuser, and serve them; yields the address, "http://…".
    `settings` are environment variables.

    Raises subprocess.CalledProcessError when a command fails, TimeoutError when the server does not answer.
    """
    environment = environment_of(folder, curator, **settings)
    own = hashlib.sha256(repr((curator, sorted(settings.items()))).encode()).hexdigest()[:16]
    made = made_once(f"seeds-{own}", lambda first: _fill(first, {**environment, "DATA_DIR": str(first)}))
    shutil.copytree(made, folder, symlinks=True, dirs_exist_ok=True)
    with served(environment) as address:
        yield address


def _fill(folder: Path, environment: dict[str, str]) -> None:
    give_tables(folder)
    commands = (
        ["collectstatic", "--noinput", "--verbosity=0"],
        ["import_pages", *map(str, sorted((ROOT / "seeds").glob("00[0-3]_*.txt"))), "--publication", "重庆日报"],
        ["import_pages", "seeds"],
        ["rebuild_index"],
        ["createsuperuser", "--noinput", "--email", "wang@example.cn"],
    )
    run(["-m", "tests.commands", json.dumps(commands)], environment, check=True)


def environment_of(folder: Path, curator: SignIn, **settings: str) -> dict[str, str]:
    """Of a site whose data is in `folder`, and of whoever makes its superuser."""
    environment = {**os.environ, "DATA_DIR": str(folder), "SECRET_KEY": "a-site-for-tests-" * 5, "DEBUG": "false"}
    environment |= {"DJANGO_SUPERUSER_USERNAME": curator.name, "DJANGO_SUPERUSER_PASSWORD": curator.password}
    environment |= {"DJANGO_SETTINGS_MODULE": "chengyu_site.settings", **settings}
    for name in ("DATABASE_URL", "INDEX_DIR"):
        environment.pop(name, None)
    return environment


@contextmanager
def served(environment: dict[str, str], processes: int = 1) -> Iterator[str]:
    """The site of this environment, so many server processes, with its worker; yields the address once it answers."""
    with running(["manage.py", "run_worker"], environment), answering(environment, processes) as address:
        yield address


@contextmanager
def answering(environment: dict[str, str], processes: int = 1) -> Iterator[str]:
    """The site of this environment without a worker; yields the address once it answers."""
    address = f"127.0.0.1:{free_port()}"
    gunicorn = ["-m", "gunicorn", "chengyu_site.wsgi", "--bind", address, "--workers", str(processes), "--threads", "8"]
    with running(gunicorn, environment) as process:
        wait_for(f"http://{address}/robots.txt", process)
        yield f"http://{address}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, process: Process) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if (code := process.poll()) is not None:
            raise RuntimeError(f"the server ended with {code} before it answered")
        try:
            urllib.request.urlopen(url, timeout=START_SECONDS).close()  # noqa: S310 - our own server
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)
