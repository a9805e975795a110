"""One worker a site: held by a lock that goes with the process, however that ends.

On PostgreSQL it is the database's, for the servers on other machines too; else one on a file.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

_TRIES = 10  # whoever only looks holds the lock for a moment
_BETWEEN_SECONDS = 0.05
_NUMBERS = (0x6368656E, 1)  # of the lock in the database: no other program there takes it
_HELD = (
    "SELECT EXISTS (SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
    " WHERE locktype = 'advisory' AND classid = %s AND objid = %s AND datname = current_database())"
)


class AnotherWorker(Exception):
    """A worker of this site is at work already."""


@contextmanager
def only_worker() -> Iterator[None]:
    """Raises AnotherWorker."""
    with _in_database() if _is_shared() else _in_file():
        yield


def is_at_work() -> bool:
    """Whether a worker runs: on this machine, or, on PostgreSQL, anywhere. Raises OSError for a file it cannot read."""
    if _is_shared():
        with connection.cursor() as cursor:
            cursor.execute(_HELD, _NUMBERS)
            return bool(cursor.fetchone()[0])
    if not _path().exists():
        return False
    with _path().open() as lock:
        return not _taken(lock, fcntl.LOCK_SH)


def _is_shared() -> bool:
    return connection.vendor == "postgresql"


@contextmanager
def _in_database() -> Iterator[None]:
    """Held by the very connection that the work is done on, so that none is done without it: where that drops, the next
    one takes the lock before anything else. Raises AnotherWorker there, where another worker was quicker.
    """
    own = connections[DEFAULT_DB_ALIAS]
    for _ in range(_TRIES):  # of one that was just killed the server has yet to notice
        if not is_at_work():  # of this session's own locks PostgreSQL would give a second
            break
        time.sleep(_BETWEEN_SECONDS)
    else:
        raise AnotherWorker

    def take(connection: BaseDatabaseWrapper, **_: object) -> None:
        if connection is not own:
            return
        try:
            _take(connection)
        except AnotherWorker:
            connection.close()
            raise

    lifetime, own.settings_dict["CONN_MAX_AGE"] = own.settings_dict["CONN_MAX_AGE"], None
    own.close_at = None
    connection_created.connect(take)
    try:
        _take(own)
        yield
    finally:
        connection_created.disconnect(take)
        own.settings_dict["CONN_MAX_AGE"] = lifetime
        if own.connection is not None and own.is_usable():
            with own.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", _NUMBERS)


def _take(own: BaseDatabaseWrapper) -> None:
    with own.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", _NUMBERS)
        if not cursor.fetchone()[0]:
            raise AnotherWorker


@contextmanager
def _in_file() -> Iterator[None]:
    with _path().open("w") as lock:
        for _ in range(_TRIES):
            if _taken(lock, fcntl.LOCK_EX):
                break
            time.sleep(_BETWEEN_SECONDS)
        else:
            raise AnotherWorker
        yield


def _taken(lock: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _path() -> Path:
    return settings.DATA_DIR / "worker.lock"
