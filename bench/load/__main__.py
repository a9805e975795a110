"""`python -m bench.load LOCUST`: the site under load, written to bench/LOAD.md; README.md says how.

Measures what a number of server processes does at most, how it stands for minutes at seven tenths of that, with and
without an import beside it, and what happens when far more is asked for than it can do.
"""

from __future__ import annotations

import argparse
import csv
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.__main__ import POOL, WORK
from bench.fleet import HOME, Place
from bench.load.report import Phase, report
from bench.machine import describe_machine
from bench.material.cutting import make_pool
from bench.material.drawing import draw_queries
from bench.material.pool import read_pool
from bench.page.asking import Site, typed
from bench.resources import memory

THREADS = 8
BELOW = 0.7  # of what was found to be the most
BEYOND = 150  # readers who wait for nothing
WARMING = 15  # seconds that a server answers before it is measured: loops, templates and suggestions are loaded then
EVERY = 5.0  # seconds between two looks at the memory
KINDS = ("rare", "frequent", "and", "phrase-rare", "phrase-frequent")  # what a search log has


@dataclass(frozen=True, slots=True)
class Bench:
    """What is measured with what: locust, a filled site, its queries in a file, how long a phase is in seconds."""

    locust: str
    site: Site
    queries: Path
    articles: int
    seconds: int


def main() -> None:
    options = _options()
    make_pool(POOL)
    queries = [typed(query) for query in draw_queries(read_pool(POOL), 40) if query.kind in KINDS]
    site = Site(Place(WORK, POOL, options.articles))
    site.environment.update(RATE_LIMITS="", SEARCH_LOG_DAYS="0")
    site.prepare()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "queries.json"
        file.write_text(json.dumps(queries), encoding="utf-8")
        bench = Bench(options.locust, site, file, options.articles, options.seconds)
        phases = list(_phases(bench, options.workers, 60 * options.minutes))
    text = report(describe_machine(), options.articles, phases)
    (HOME / "bench" / "LOAD.md").write_text(text, encoding="utf-8")
    print(text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description="Measure the site under load.")
    parser.add_argument("locust", help="the program, which `make load` installs beside the environment")
    parser.add_argument("--articles", type=int, default=100_000, help="of the library (%(default)s)")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4], help="processes of the server")
    parser.add_argument("--seconds", type=int, default=30, help="of each phase but the long one (%(default)s)")
    parser.add_argument("--minutes", type=int, default=5, help="of the long one, below capacity (%(default)s)")
    return parser.parse_args()


def _phases(bench: Bench, workers: Sequence[int], long: int) -> Iterator[Phase]:
    most: dict[int, float] = {}
    for number in workers:
        with _warm_server(bench, number) as (port, pid):
            phase = _phase(bench, f"{number} processes, as much as they do", port, pid, readers=8 * number)
        most[number] = phase.rate
        yield phase
    best = max(most, key=lambda number: most[number])
    rate = BELOW * most[best]
    with _warm_server(bench, best) as (port, pid):
        yield _phase(bench, f"{best} processes, {BELOW:.0%} of that", port, pid, readers=40, rate=rate, seconds=long)
        with _importing(bench):
            yield _phase(bench, "the same beside an import", port, pid, readers=40, rate=rate)
        phase = _phase(bench, f"{BEYOND} readers without a pause", port, pid, readers=BEYOND)
        phase.recovery = _seconds_until_well(port)
        yield phase


@contextmanager
def _warm_server(bench: Bench, workers: int) -> Iterator[tuple[int, int]]:
    """A server's port and process, after it has answered for a while."""
    with bench.site.serving(workers, THREADS, keep_alive=0) as (port, pid):  # as nginx asks (deploy/nginx.conf)
        _phase(bench, "warming", port, pid, readers=2 * workers, seconds=WARMING)
        yield port, pid


@contextmanager
def _importing(bench: Bench) -> Iterator[None]:
    """The pages of the library to try, imported meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        bench.site.run("-m", "tests.demo", folder)
        command = [sys.executable, "manage.py", "import_pages", folder]
        child = subprocess.Popen(command, cwd=HOME, env=bench.site.environment, stdout=subprocess.DEVNULL)
        try:
            yield
        finally:
            child.terminate()
            child.wait()


def _phase(
    bench: Bench, name: str, port: int, pid: int, readers: int, rate: float = 0, seconds: int | None = None
) -> Phase:
    """`rate`: requests a second of all readers together; 0: each asks again as soon as it is answered."""
    with tempfile.TemporaryDirectory() as folder:
        prefix = Path(folder) / "load"
        command = [bench.locust, "-f", str(HOME / "bench" / "load" / "readers.py"), "--headless", "--only-summary"]
        command += ["--host", f"http://127.0.0.1:{port}", "--users", str(readers), "--spawn-rate", str(readers)]
        command += ["--run-time", f"{seconds or bench.seconds}s", "--csv", str(prefix), "--loglevel", "ERROR"]
        asked = {"LOAD_QUERIES": str(bench.queries), "LOAD_ARTICLES": str(bench.articles)}
        asked |= {"LOAD_RATE": str(rate / readers)}
        locust = subprocess.Popen(
            command, env={**os.environ, **asked}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        sizes = [memory([pid]).own]
        while locust.poll() is None:
            time.sleep(EVERY)
            sizes.append(memory([pid]).own)
        rows = _rows(prefix.with_name("load_stats.csv"))
        errors = {
            f"{row['Name']}: {row['Error']}": int(row["Occurrences"])
            for row in _rows(prefix.with_name("load_failures.csv"))
        }
    return Phase.of_rows(name, readers, rows, errors, sizes)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _seconds_until_well(port: int) -> float:
    """Until a search is answered within a second again."""
    began = time.monotonic()
    while True:
        asked = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/search/?q=%E5%8F%91%E5%B1%95")
        status = connection.getresponse().status
        connection.close()
        if status == http.HTTPStatus.OK and time.monotonic() - asked < 1:
            return time.monotonic() - began


if __name__ == "__main__":
    main()
