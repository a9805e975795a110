"""What a search page's time goes to: `python -m bench.page.parts` reads addresses as JSON, prints milliseconds by part;
with `--processor` those of this process's processor.

Requests pass the site's whole stack in this process. Each part's time leaves out the parts within it, so that they add
up to the request.
"""

from __future__ import annotations

import functools
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import django

django.setup()

from django.core.cache import caches  # noqa: E402
from django.db import connection  # noqa: E402  what follows can be imported only after setup
from django.template.backends.django import Template  # noqa: E402
from django.test import Client  # noqa: E402

from articles.models.articles import ArticleQuerySet  # noqa: E402
from search.answers import search  # noqa: E402
from search.engines.whoosh import WhooshEngine  # noqa: E402
from search.pages import result_page  # noqa: E402

WARMING = 20  # requests before those that count
REST = "routing, middleware, view"


class Stopwatch:
    """Seconds by part, nested parts taken out of those around them."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = 0.0

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        self._stop()
        self._running.append(name)
        try:
            yield
        finally:
            self._stop()
            self._running.pop()

    def take(self) -> dict[str, float]:
        """Milliseconds since it was last taken."""
        taken = {name: seconds * 1e3 for name, seconds in self._seconds.items()}
        self._seconds.clear()
        return taken

    def watch(self, owner: Any, attribute: str, name: str) -> None:
        """From now on, every call of the owner's attribute counts for a part."""
        watched: Callable[..., Any] = getattr(owner, attribute)

        @functools.wraps(watched)
        def timed(*arguments: Any, **named: Any) -> Any:
            with self.part(name):
                return watched(*arguments, **named)

        setattr(owner, attribute, timed)

    def _stop(self) -> None:
        now = self._clock()
        if self._running:
            self._seconds[self._running[-1]] += now - self._since
        self._since = now


def measure(addresses: Sequence[str], clock: Callable[[], float] = time.perf_counter) -> dict[str, list[float]]:
    """Of each part, milliseconds for each address."""
    stopwatch = Stopwatch(clock)
    stopwatch.watch(WhooshEngine, "search", "engine: matching, ranking, facets")
    stopwatch.watch(WhooshEngine, "parts_matched", "engine: which parts matched")
    stopwatch.watch(search, "parse", "reading the query")
    stopwatch.watch(ArticleQuerySet, "in_bulk", "articles from the database's rows")
    stopwatch.watch(search, "cut_hits", "cutting passages")
    stopwatch.watch(search, "readable_facet", "naming facet values")
    stopwatch.watch(result_page, "result_page", "laying the page out")
    stopwatch.watch(Template, "render", "template")
    warming = addresses[:WARMING]
    client = Client(SERVER_NAME="127.0.0.1")
    taken: list[dict[str, float]] = []
    with connection.execute_wrapper(functools.partial(_in_database, stopwatch)):
        for address in [*warming, *addresses]:
            for kept in caches.all(initialized_only=True):
                kept.clear()
            with stopwatch.part(REST):
                response = client.get(address, headers={"accept-encoding": "gzip"})
            if response.status_code != HTTPStatus.OK:
                raise RuntimeError(f"{address}: {response.status_code}")
            taken.append(stopwatch.take())
    measured = taken[len(warming) :]
    names = sorted({name for of_one in measured for name in of_one})
    return {name: [of_one.get(name, 0.0) for of_one in measured] for name in names}


def _in_database(stopwatch: Stopwatch, execute: Callable[..., Any], *arguments: Any) -> Any:
    with stopwatch.part("database"):
        return execute(*arguments)


if __name__ == "__main__":
    clock = time.process_time if "--processor" in sys.argv else time.perf_counter
    json.dump(measure(json.load(sys.stdin), clock), sys.stdout)
