"""Long streams: in lists of a given length, or worked off by another process beside this one."""

from __future__ import annotations

import fcntl
import gc
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_RESULTS_WAITING = 1 << 20  # bytes: as many as Linux lets anybody leave in a pipe
_NICE = 5  # behind those who read the site meanwhile
_WORTH_A_PROCESS = 8  # items: to make one takes as long as to read a page or two


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one of what is left."""
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch


def is_shared_out(items: Sequence[object]) -> bool:
    """Whether there is a processor for another process, and work enough. Elsewhere than on Linux a copy of a process is
    not safe.
    """
    return len(items) >= _WORTH_A_PROCESS and hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


def ahead(work: Callable[[T], R], items: Sequence[T]) -> Generator[R, None, None]:
    """`map(work, items)` by a copy of this process, which begins when the first is asked for and goes on meanwhile.

    What it does not send, since it ended or the work failed, is worked off here, so that the fault is met here. `work`
    changes nothing, and asks no database.
    """
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    with suppress(OSError):  # a system may allow less
        fcntl.fcntl(theirs.fileno(), fcntl.F_SETPIPE_SZ, _RESULTS_WAITING)
    copy = context.Process(target=_send_each, args=(work, items, ours, theirs), daemon=True)
    copy.start()
    theirs.close()
    try:
        for item in items:
            try:
                result = ours.recv()
            except (EOFError, OSError):
                result = work(item)
            yield result
    finally:
        ours.close()
        copy.terminate()
        copy.join()


def by_two(work: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """`map(work, items)`: every other one by a copy of this process, where there is a processor for it."""
    if not is_shared_out(items):
        yield from map(work, items)
        return
    others = ahead(work, items[1::2])
    for place, item in enumerate(items):
        yield next(others) if place % 2 else work(item)


def _send_each(work: Callable[[T], R], items: Iterable[T], ours: Connection, theirs: Connection) -> None:
    """What the copy does, until there is nobody to send to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started the other process stops that
    gc.freeze()  # its objects are not looked through here
    os.nice(_NICE)
    ours.close()
    with suppress(Exception):
        for item in items:
            theirs.send(work(item))
