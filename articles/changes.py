"""Signals which articles have changed, once for each transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Model, QuerySet
from django_tasks_db.utils import is_locked_database_exception

from articles.signals import articles_changed

_TURN = 7_021_917_353  # any number that no other user of the database's advisory locks takes
_LOOK_SECONDS = 0.005  # between two looks whether SQLite's lock is free
_PAUSE_SECONDS = 0.03  # some looks of `soon`, and one of SQLite's own in the first eighth of a second
_gathered: ContextVar[set[int] | None] = ContextVar("gathered", default=None)
_more_to_come: ContextVar[bool] = ContextVar("more_to_come", default=False)
_last_ended = 0.0  # when a change of this process did, on the monotonic clock


@contextmanager
def one_change() -> Iterator[None]:
    """A transaction whose changes are told together, just before it ends. One inside another is part of it.

    One at a time in all processes: what it finds missing (an author, a column) nobody else is adding meanwhile.
    """
    if _gathered.get() is not None:
        with transaction.atomic():
            yield
        return
    with soon():
        _wait_for_turn()
        token = _gathered.set(set())
        try:
            yield
            article_ids = sorted(_gathered.get() or ())
        finally:
            _gathered.reset(token)
        _send_signal(article_ids)
    global _last_ended
    _last_ended = time.monotonic()


@contextmanager
def soon() -> Iterator[None]:
    """A transaction that begins as soon as another one ends: who waits looks every 5 ms whether SQLite's lock is free.

    SQLite itself looks every 25 ms, after an eighth of a second every 50 and then every 100, and so may miss every
    pause between the steps of a deed.
    """
    with ExitStack() as within:
        with connection.execute_wrapper(_asking_often):
            within.enter_context(transaction.atomic())
        yield


def _asking_often(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Runs what begins a transaction, again and again as long as SQLite would wait itself."""
    asked = context["connection"]
    if asked.vendor != "sqlite" or not sql.startswith("BEGIN"):
        return execute(sql, params, many, context)
    patience = asked.connection.execute("PRAGMA busy_timeout").fetchone()[0]  # ms
    until = time.monotonic() + patience / 1000
    asked.connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                return execute(sql, params, many, context)
            except OperationalError as error:
                if time.monotonic() > until or not is_locked_database_exception(error):
                    raise
                time.sleep(_LOOK_SECONDS)
    finally:
        asked.connection.execute(f"PRAGMA busy_timeout = {int(patience)}")


@contextmanager
def many_changes() -> Iterator[None]:
    """Transactions one after the other that nobody waits for: what follows from them may be done for several at once.

    Each is told with `more_to_come`. At the end, whatever it is, comes one that tells of no article, without it.
    Many within others are part of those.
    """
    if _more_to_come.get():
        yield
        return
    token = _more_to_come.set(True)
    try:
        yield
    finally:
        _more_to_come.reset(token)
        articles_changed.send(sender=None, article_ids=[], more_to_come=False)


@contextmanager
def one_step() -> Iterator[None]:
    """One change among many of a deed in the background: a transaction so short that somebody who saves meanwhile waits
    a tenth of a second at most, and before it a pause in which they get their turn. Within another change it is a part
    of that.

    What a step does, and how far the deed is by that, is committed together: a deed whose process died goes on.
    """
    make_way()
    with one_change():
        yield


def make_way() -> None:
    """Wait until whoever waited for SQLite's lock can have got it since this process's last change; elsewhere they are
    next.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(max(_last_ended + _PAUSE_SECONDS - time.monotonic(), 0))


def delete_any(rows: QuerySet[Any]) -> None:
    """Delete these rows; where there are none, without waiting for SQLite's lock, which some deed may hold."""
    if rows.exists():
        rows.delete()


def insert_plain(model: type[Model], rows: Sequence[Sequence[int]]) -> None:
    """Insert many rows of plain numbers, for all columns but the key, that nobody asks for by it: `bulk_create` takes
    five times as long.
    """
    columns = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    named, values = ", ".join(map(connection.ops.quote_name, columns)), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({named}) VALUES ({values})", rows)  # noqa: S608


def _wait_for_turn() -> None:
    """PostgreSQL lets writers go on side by side; SQLite's have taken their lock when the transaction began."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


def mark_changed(article_ids: Iterable[int]) -> None:
    """These articles changed: told at the end of the `one_change` under way, or at once where there is none."""
    gathered = _gathered.get()
    if gathered is None:
        _send_signal(sorted(set(article_ids)))
    else:
        gathered.update(article_ids)


def _send_signal(article_ids: list[int]) -> None:
    if article_ids:
        articles_changed.send(sender=None, article_ids=article_ids, more_to_come=_more_to_come.get())
