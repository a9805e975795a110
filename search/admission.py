"""Admission control: so many expensive requests run at once, as many wait for a few seconds, others are refused."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings

from search.errors import Busy

WAIT_SECONDS = 10.0


class Gate:
    """Admits `at_once` callers in one process and lets as many wait, each for at most `seconds`.

    Both together are to be fewer than the server's threads: the others go on answering what is answered at once.
    """

    def __init__(self, at_once: int, seconds: float = WAIT_SECONDS) -> None:
        self._seconds = seconds
        self._running = threading.BoundedSemaphore(at_once)
        self._inside = threading.BoundedSemaphore(2 * at_once)

    def enter(self) -> None:
        """Raises Busy. Whoever entered leaves again, once."""
        if not self._inside.acquire(blocking=False):
            raise Busy("as many as may are waiting already")
        if not self._running.acquire(timeout=self._seconds):
            self._inside.release()
            raise Busy(f"no turn came in {self._seconds} s")

    def leave(self) -> None:
        self._running.release()
        self._inside.release()


class Leaving:
    """The pieces of a streamed answer; `leave` is called when the server closes them, whether all were read or not."""

    def __init__(self, pieces: Iterable[bytes], leave: Callable[[], None]) -> None:
        self._pieces = iter(pieces)
        self._leave: Callable[[], None] | None = leave

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def close(self) -> None:
        leave, self._leave = self._leave, None
        if leave:
            leave()


def gate() -> Gate:
    return _gate(settings.EXPENSIVE_AT_ONCE)


@contextmanager
def admitted() -> Iterator[None]:
    """A context manager for expensive work. Raises Busy."""
    entered = gate()
    entered.enter()
    try:
        yield
    finally:
        entered.leave()


@cache
def _gate(at_once: int) -> Gate:
    return Gate(at_once)
