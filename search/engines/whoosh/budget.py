"""How much a single search may take. Checked between steps: what exceeds it is refused, never cut short."""

from __future__ import annotations

import time

from search.errors import BadQuery

SECONDS = 3.0
WORK = 200_000_000  # postings, positions and units looked at
WILDCARD_WORDS = 512  # words that a single wildcard may stand for in one segment


class Budget:
    """Spent by one search, in one thread."""

    def __init__(self, seconds: float = SECONDS, work: int = WORK) -> None:
        self._deadline = time.monotonic() + seconds
        self._work = work

    def spend(self, work: int) -> None:
        """Say that so many numbers are about to be looked at. Raises BadQuery when there were too many."""
        self._work -= work
        if self._work < 0 or time.monotonic() > self._deadline:
            raise BadQuery("这个检索式要查的内容太多，请写得更具体一些")
