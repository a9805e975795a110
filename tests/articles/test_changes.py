"""Who changes something beside a deed in the background waits for a step of it, not for its end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.db import OperationalError, connection

from articles import changes
from articles.changes import one_change
from articles.models import Column

pytestmark = pytest.mark.django_db(transaction=True)
_PATIENCE = 90  # ms


@pytest.fixture
def other() -> Iterator[sqlite3.Connection]:
    """Another one, who writes; the own connection waits so long for it as `_PATIENCE` says."""
    if connection.vendor != "sqlite":
        pytest.skip("elsewhere who waits is next")
    connection.ensure_connection()
    *_, (_, _, file) = connection.connection.execute("PRAGMA database_list").fetchall()
    before = patience()
    connection.connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    with closing(sqlite3.connect(file or connection.settings_dict["NAME"], isolation_level=None, uri=True)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
    connection.connection.execute(f"PRAGMA busy_timeout = {before}")


def patience() -> int:
    return connection.connection.execute("PRAGMA busy_timeout").fetchone()[0]


def test_a_change_begins_in_the_first_pause_of_whoever_writes(other, monkeypatch) -> None:
    looks: list[float] = []

    def pause(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 3:
            other.execute("COMMIT")

    monkeypatch.setattr("articles.changes.time.sleep", pause)
    with one_change():
        Column.objects.create(name="江边来信")
    assert len(looks) == 3
    assert max(looks) < 0.01
    assert patience() == _PATIENCE


def test_a_change_that_waits_for_too_long_says_so_and_the_next_one_is_made(other) -> None:
    with pytest.raises(OperationalError, match="locked"), one_change():
        Column.objects.create(name="江边来信")
    assert patience() == _PATIENCE
    other.execute("COMMIT")
    with one_change():
        Column.objects.create(name="江边来信")
    assert Column.objects.filter(name="江边来信").count() == 1


def test_a_fault_that_no_waiting_mends_is_told_at_once(other, monkeypatch) -> None:
    monkeypatch.setattr("articles.changes.time.sleep", lambda seconds: pytest.fail("it waited"))

    def execute(*_: object) -> None:
        raise OperationalError("unable to open database file")

    with pytest.raises(OperationalError, match="unable"):
        changes._asking_often(execute, "BEGIN IMMEDIATE", None, False, {"connection": connection})
    assert patience() == _PATIENCE
