"""A database as one file, taken as of one moment while others write, and put back as one step."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from django.db import connection

SQLITE, POSTGRESQL = "sqlite", "postgresql"


class CannotCopy(Exception):
    """A database cannot be taken or put back; in English, why."""


def dump(target: Path) -> None:
    """Raises CannotCopy."""
    if connection.vendor == POSTGRESQL:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it
    check(target)


def check(database: Path) -> None:
    """Look through a copy of SQLite's. Raises CannotCopy."""
    try:
        with closing(sqlite3.connect(database)) as copy:
            (said,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as fault:
        raise CannotCopy(f"the database is damaged: {fault}") from fault
    if said != "ok":
        raise CannotCopy(f"the database is damaged: {said}")


def load(source: Path) -> None:
    """Put a database in the place of the site's, all of it or nothing. Raises CannotCopy."""
    if connection.vendor == POSTGRESQL:
        _load_postgresql(source)
        return
    connection.close()
    try:
        with (
            closing(sqlite3.connect(source)) as copy,
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as own,
        ):
            copy.backup(own)
    except sqlite3.Error as fault:
        raise CannotCopy(f"the database cannot be put back: {fault}; stop the site first") from fault


def _load_postgresql(source: Path) -> None:
    """What the site's own tables are now goes first: those of a later version would stay else."""
    script, tables = source.with_suffix(".sql"), source.with_suffix(".drop.sql")
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        names += [name for name in connection.introspection.table_names(cursor) if name == "django_migrations"]
    quoted = map(connection.ops.quote_name, names)
    tables.write_text("".join(f"DROP TABLE {name} CASCADE;\n" for name in quoted), encoding="utf-8")
    connection.close()
    _run(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        f"--file={script}",
        str(source),
        ask=False,
    )
    _run(
        "psql",
        "--quiet",
        "--no-psqlrc",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "-f",
        str(tables),
        "-f",
        str(script),
    )


def _run(program: str, *options: str, ask: bool = True) -> None:
    """One of PostgreSQL's own programs, on the site's database where it asks one."""
    settings = connection.settings_dict
    given = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = {name: str(settings[key]) for name, key in given.items() if settings[key]} if ask else {}
    command: Sequence[str] = (program, *options)
    try:
        done = subprocess.run(  # noqa: S603  # our own words; the password stands in the environment
            command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as fault:
        raise CannotCopy(f"{program} is not installed (Debian: apt-get install postgresql-client)") from fault
    if done.returncode:
        raise CannotCopy(f"{program} failed: {' '.join(done.stderr.split())[-500:]}")
