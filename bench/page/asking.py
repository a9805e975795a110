"""Measuring the search page: the whole request over HTTP, then its parts inside one process."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlencode

from bench.fleet import HOME, Place
from bench.material.queries import Query, Run
from bench.records import PageRecord

_KINDS = ("rare", "frequent", "and", "or", "not", "phrase-rare", "phrase-frequent", "prefix")
_START_SECONDS = 60.0


def measure_page(place: Place, queries: Sequence[Query]) -> PageRecord:
    """Fill a database with the corpus, index it as the site does, serve it by one worker and ask.

    Each page once: asked for again, it would be the one that was made.
    """
    site = Site(place)
    rate = site.prepare()
    asked = (f"/search/?{urlencode({'q': typed(query)})}" for query in queries if query.kind in _KINDS)
    addresses = list(dict.fromkeys(asked))
    with site.served() as connection:
        for address in addresses[:: len(addresses) // 20 or 1]:
            _get(connection, f"{address}&sort=newest")
        taken = [_get(connection, address) for address in addresses]
    return PageRecord(
        articles=place.size,
        requests=[milliseconds for milliseconds, _ in taken],
        parts=site.parts(addresses),
        bytes=sorted(size for _, size in taken)[len(taken) // 2],
        rebuild_rate=rate,
    )


def typed(query: Query) -> str:
    """The query as a reader types it."""
    said = [_typed_run(run) for run in query.all_of]
    said += [" OR ".join(map(_typed_run, query.any_of))] if query.any_of else []
    said += [f"-{_typed_run(run)}" for run in query.none_of]
    said += [f"{query.prefix}*"] if query.prefix else []
    return " ".join(said)


def _typed_run(run: Run) -> str:
    return run.text if len(run.tokens) == 1 else f'"{run.text}"'


class Site:
    """A site with a data folder of its own."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._data = place.index("page")
        self.environment = {
            **os.environ,
            "DATA_DIR": str(self._data),
            "DATABASE_URL": f"sqlite:///{self._data / 'chengyu.sqlite3'}",
            "INDEX_DIR": str(self._data / "index"),
            "SECRET_KEY": "of a site that is only measured, on this machine, by the bench: no secret",
            "DJANGO_SETTINGS_MODULE": "chengyu_site.settings",
            "DEBUG": "false",
        }

    def prepare(self) -> float:
        """The database filled, where it is not, and the index made anew; articles indexed a second."""
        filled = self._data / "filled"
        self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.run("manage.py", "migrate", "--no-input", "--verbosity", "0")  # one that was filled before may be older
        if not filled.exists():
            self.run("-m", "bench.page.filling", str(self._place.pool), str(self._place.size))
            filled.touch()
        self.run("manage.py", "collectstatic", "--no-input", "--verbosity", "0")
        start = time.perf_counter()
        self.run("manage.py", "rebuild_index", "--processes", "2")
        return self._place.size / (time.perf_counter() - start)

    def parts(self, addresses: Sequence[str]) -> dict[str, list[float]]:
        """Milliseconds of each part, for each address."""
        found: dict[str, list[float]] = json.loads(self.run("-m", "bench.page.parts", given=json.dumps(addresses)))
        return found

    @contextmanager
    def serving(self, workers: int, threads: int, keep_alive: int = 2) -> Iterator[tuple[int, int]]:
        """The port and the process of a server that keeps connections open for so many seconds."""
        port = _free_port()
        command = [sys.executable, "-m", "gunicorn", "chengyu_site.wsgi", "--workers", str(workers)]
        command += ["--threads", str(threads), "--worker-class", "gthread", "--bind", f"127.0.0.1:{port}"]
        command += ["--keep-alive", str(keep_alive)]
        server = subprocess.Popen([*command, "--log-level", "warning"], cwd=HOME, env=self.environment)
        try:
            _wait_for(http.client.HTTPConnection("127.0.0.1", port))
            yield port, server.pid
        finally:
            server.terminate()
            server.wait()

    @contextmanager
    def served(self) -> Iterator[http.client.HTTPConnection]:
        """By one worker with one thread."""
        with self.serving(1, 1) as (port, _):
            yield http.client.HTTPConnection("127.0.0.1", port)

    def run(self, *arguments: str, given: str = "") -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=HOME,
            env=self.environment,
            input=given,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout


def _get(connection: http.client.HTTPConnection, address: str) -> tuple[float, int]:
    """Milliseconds until the whole page is there, compressed as browsers ask for it, and its bytes."""
    start = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    taken = (time.perf_counter() - start) * 1e3
    if response.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{address}: {response.status}")
    return taken, len(body)


def _wait_for(connection: http.client.HTTPConnection) -> None:
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            _get(connection, "/healthz")
        except ConnectionError:
            connection.close()
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
