"""The seed pages in the database and in an index: imported once a process, and copied after that."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from search.models import PendingIndexing

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@dataclass(frozen=True, slots=True)
class _Copy:
    """The rows of the tables that are filled, and a folder with the index."""

    rows: dict[str, list[tuple[Any, ...]]]
    index: Path


_copies: list[_Copy] = []


def fill_with_seeds(index: Path) -> None:
    """Put the seed pages into a database that has no articles, in the transaction that is open, and into an index.

    The index's folder is not there yet. On PostgreSQL, whose sequences would not follow, they are imported each time,
    and an index that is in no folder is made anew.
    """
    if _copies:
        _restore(_copies[0], index)
        return
    empty = [table for table in connection.introspection.table_names() if not _rows_of(table)]
    call_command("import_pages", str(SEEDS), skip_checks=True)
    call_command("rebuild_index", skip_checks=True)
    if connection.vendor == "sqlite":
        kept = Path(tempfile.mkdtemp(prefix="chengyu-seeds-"))
        atexit.register(shutil.rmtree, kept)
        if index.exists():
            shutil.copytree(index, kept / "index", symlinks=True)
        rows = {table: _rows_of(table) for table in empty}
        _copies.append(_Copy({table: of_table for table, of_table in rows.items() if of_table}, kept / "index"))


def _restore(copy: _Copy, index: Path) -> None:
    with connection.cursor() as cursor:
        for table, rows in copy.rows.items():
            places = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({places})", rows)  # noqa: S608  # our own tables
    PendingIndexing.objects.all().delete()  # the triggers note each row
    if copy.index.exists():
        shutil.copytree(copy.index, index, symlinks=True)
    else:
        call_command("rebuild_index", skip_checks=True)


def _rows_of(table: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own tables
        return cursor.fetchall()
