"""What readers do, for locust: run as `locust -f bench/load/readers.py` with LOAD_QUERIES, a file of queries.

The mix is that of a reading room: mostly searches, some narrowed or turned to a further page; then articles, lists of
authors and columns; now and then an export. Queries follow Zipf's law, as the search log of a library does: the
same few are asked again and again. What is refused for now (503) is counted apart from what fails.
"""

from __future__ import annotations

import json
import os
import random
from itertools import accumulate
from pathlib import Path
from urllib.parse import urlencode

from locust import FastHttpUser, task

QUERIES: list[str] = json.loads(Path(os.environ["LOAD_QUERIES"]).read_text(encoding="utf-8"))
ARTICLES = int(os.environ["LOAD_ARTICLES"])
RATE = float(os.environ.get("LOAD_RATE", "0"))  # requests a second of each reader; 0: without a pause

_WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(QUERIES) + 1)))


class Reader(FastHttpUser):
    def wait_time(self) -> float:
        """Seconds, as independent readers wait: those that are paced fall into step with each other."""
        return random.expovariate(RATE) if RATE else 0.0

    def _get(self, name: str, path: str, answers: tuple[int, ...] = (200,), **asked: str | int) -> None:
        address = f"{path}?{urlencode(asked)}" if asked else path
        with self.client.get(address, name=name, headers={"Accept-Encoding": "gzip"}, catch_response=True) as response:
            if response.status_code == 503 and response.headers.get("Retry-After"):
                response.failure("refused for now")
            elif response.status_code in answers:
                response.success()
            else:
                response.failure(f"status {response.status_code}")

    def _query(self) -> str:
        return random.choices(QUERIES, cum_weights=_WEIGHTS)[0]

    @task(50)
    def search(self) -> None:
        self._get("search", "/search/", q=self._query())

    @task(10)
    def search_further(self) -> None:
        self._get("search, second page", "/search/", q=self._query(), page=2)

    @task(24)
    def article(self) -> None:
        self._get("article", f"/articles/{random.randrange(1, ARTICLES + 1)}/")

    @task(8)
    def lists(self) -> None:
        self._get("lists", random.choice(("/", "/columns/", "/issues/")))

    @task(6)
    def suggestions(self) -> None:
        self._get("suggestions", "/api/suggest", q=self._query()[:2])

    @task(2)
    def export(self) -> None:
        """Of what is too much for one file the right answer is that it is (422)."""
        self._get("export", "/search/export/", (200, 422), q=self._query(), format="csv")
