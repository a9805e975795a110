"""How much a single search may take. Checked between steps: what exceeds it is refused, never cut short."""

from __future__ import annotations

import time

from search.errors import EngineUnavailable, TooMuch

WORK = 200_000_000  # postings, positions and units looked at
PROCESSOR_SECONDS = 3.0  # of the search's own thread
WAITING_SECONDS = 15.0  # by the clock, after which the server has too much else to do
_UNCHECKED = 50_000  # what is done in less time than looking at the clocks is worth
WILDCARD_WORDS = 512  # words that a single wildcard may stand for in one segment

_TOO_MUCH = "这个检索式要查的内容太多，请写得更具体一些"


class Budget:
    """Spent by one search, in one thread.

    A query is judged by its own work, so that the same one is read or refused however busy the server is. The
    processor's time counts from when the clocks are first looked at, so that a search of one step is judged by its
    work alone: to ask for it takes as long as a small search's other preparations.
    """

    __slots__ = ("_clock_end", "_processor_end", "_seconds", "_unchecked", "_work")

    def __init__(self, work: int = WORK, seconds: float = PROCESSOR_SECONDS, waiting: float = WAITING_SECONDS) -> None:
        self._work = work
        self._unchecked = 0
        self._seconds = seconds
        self._processor_end = 0.0
        self._clock_end = time.monotonic() + waiting

    @property
    def left(self) -> int:
        """How many numbers may still be looked at."""
        return self._work

    def spend(self, work: int) -> None:
        """Say that so many numbers are looked at. Raises TooMuch when they or the time they took were too many,
        EngineUnavailable when the search did not get its turn.
        """
        self._work -= work
        self._unchecked += work
        if self._work < 0:
            raise TooMuch(_TOO_MUCH)
        if self._unchecked > _UNCHECKED:
            self._unchecked = 0
            self._check_clocks()

    def _check_clocks(self) -> None:
        now = time.thread_time()
        self._processor_end = self._processor_end or now + self._seconds
        if now > self._processor_end:
            raise TooMuch(_TOO_MUCH)
        if time.monotonic() > self._clock_end:
            raise EngineUnavailable("the server is too busy to search")
