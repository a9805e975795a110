"""The seed pages in the database and in an index: imported once in a run of tests, and copied after that."""

from __future__ import annotations

import pickle
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from articles.models import Article
from search.models import PendingIndexing
from tests.migrated import made_once

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def fill_with_seeds(index: Path) -> None:
    """Put the seed pages into a database that has no articles, in the transaction that is open, and into an index.

    The index's folder is not there yet. On PostgreSQL, whose sequences would not follow, they are imported each time,
    and an index that is in no folder is made anew.
    """
    if connection.vendor != "sqlite":
        _import()
        return
    kept = made_once("library", lambda folder: _import_and_keep(folder, index))
    if not Article.objects.exists():
        _restore(kept, index)


def _import() -> None:
    call_command("import_pages", str(SEEDS), skip_checks=True)
    call_command("rebuild_index", skip_checks=True)


def _import_and_keep(folder: Path, index: Path) -> None:
    empty = [table for table in connection.introspection.table_names() if not _rows_of(table)]
    _import()
    folder.mkdir(exist_ok=True)
    rows = {table: of_table for table in empty if (of_table := _rows_of(table))}
    (folder / "rows").write_bytes(pickle.dumps(rows))
    if index.exists():
        shutil.copytree(index, folder / "index", symlinks=True)


def _restore(kept: Path, index: Path) -> None:
    with connection.cursor() as cursor:
        for table, rows in _rows_in(kept / "rows").items():
            places = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({places})", rows)  # noqa: S608  # our own tables
    PendingIndexing.objects.all().delete()  # the triggers note each row
    if (kept / "index").exists():
        shutil.copytree(kept / "index", index, symlinks=True)
    else:
        call_command("rebuild_index", skip_checks=True)


@cache
def _rows_in(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Of the tables that are filled."""
    return pickle.loads(file.read_bytes())  # noqa: S301  # our own


def _rows_of(table: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own tables
        return cursor.fetchall()
