"""One worker a site: held by a lock on a file, which goes with the process, however that ends."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

_TRIES = 10  # whoever only looks holds the lock for a moment
_BETWEEN_SECONDS = 0.05


class AnotherWorker(Exception):
    """A worker of this site is at work already."""


@contextmanager
def only_worker() -> Iterator[None]:
    """Raises AnotherWorker."""
    with _path().open("w") as lock:
        for _ in range(_TRIES):
            if _taken(lock, fcntl.LOCK_EX):
                break
            time.sleep(_BETWEEN_SECONDS)
        else:
            raise AnotherWorker
        yield


def is_at_work() -> bool:
    """Whether a worker runs on this machine. Raises OSError where the file cannot be read."""
    if not _path().exists():
        return False
    with _path().open() as lock:
        return not _taken(lock, fcntl.LOCK_SH)


def _taken(lock: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _path() -> Path:
    return settings.DATA_DIR / "worker.lock"
