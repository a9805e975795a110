"""Who changes something beside a deed in the background waits for a step of it, not for its end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from articles import changes
from articles.changes import one_change, one_step
from articles.importing.batches import begin, import_into
from articles.importing.files import page_of
from articles.models import Column, ImportBatch
from articles.parsing.types import NO_IMPRINT
from tests.articles.parsing.made_prose import paragraphs

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


@pytest.fixture
def pauses(monkeypatch) -> list[float]:
    """Those that are made, none of which lasts."""
    if connection.vendor != "sqlite":
        pytest.skip("elsewhere who waits is next")
    made: list[float] = []
    monkeypatch.setattr("articles.changes.time.sleep", made.append)
    monkeypatch.setattr(changes, "_last_ended", 0.0)
    return made


def test_whoever_waits_gets_their_turn_between_two_steps_and_nobody_does_before_the_first(pauses) -> None:
    for _ in range(2):
        with one_step():
            Column.objects.get_or_create(name="江边来信")
    assert pauses[0] == 0
    assert 0.01 < pauses[1] <= 0.03


def test_whoever_waits_gets_their_turn_between_pages_that_were_read_long_since(pauses) -> None:
    batch = begin(ImportBatch.Kind.COMMAND, {})
    texts = [f"论第{number}个县的用水管理\n■王小明\n{paragraphs(3, number)}" for number in range(2)]
    for page in [page_of(Path(f"{number}.txt"), text.encode()) for number, text in enumerate(texts)]:
        import_into(batch, [(page, page.file_name)], NO_IMPRINT)
    assert [pause > 0.01 for pause in pauses] == [False, True]
