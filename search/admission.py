"""What costs much is done a few at a time: others wait a little, and those for whom there is no room are told so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings

from search.errors import Busy

WAIT_SECONDS = 10.0


class Gate:
    """In one process: so many at once, and as many that wait, each for at most `seconds`.

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
    """Pieces of an answer; when the server closes them, read to the end or not, `leave` is called."""

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
    """For work that is done when the block ends. Raises Busy."""
    entered = gate()
    entered.enter()
    try:
        yield
    finally:
        entered.leave()


@cache
def _gate(at_once: int) -> Gate:
    return Gate(at_once)
