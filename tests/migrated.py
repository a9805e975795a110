"""Databases with their tables, made once and copied: making them is most of what a site of its own costs."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import psycopg

from tests.postgresql_cluster import Cluster
from tests.processes import run

NAME = "chengyu.sqlite3"
SHARED = "TABLES_OF_TESTS"
"""The environment's name for the folder that all processes of a run of tests copy from."""


def give_tables(folder: Path, name: str = NAME) -> None:
    """Put a database with all tables and no rows of ours into a folder."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(with_tables(), folder / name)


@cache
def with_tables() -> Path:
    """A database with all tables."""
    return made_once("tables", _make_tables) / NAME


def _make_tables(folder: Path) -> None:
    environment = {**os.environ, "DATA_DIR": str(folder)}
    environment.pop("DATABASE_URL", None)
    run(["manage.py", "migrate", "-v0"], environment, check=True)


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """A folder to copy from, filled by the first process of this run that asks for it; the others wait."""
    made = _shared() / name
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            unfinished = made.with_suffix(".unfinished")
            make(unfinished)
            unfinished.rename(made)
    return made


@cache
def _shared() -> Path:
    """The folder that all processes of a run share, or this one's own."""
    if SHARED in os.environ:
        return Path(os.environ[SHARED])
    folder = tempfile.mkdtemp(prefix="chengyu-tables-")
    atexit.register(shutil.rmtree, folder)
    return Path(folder)


def give_tables_on(cluster: Cluster, name: str) -> str:
    """The address of a new database on a server, with all tables: a copy of one that is made for the first."""
    with psycopg.connect(cluster.url, autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = 'tables'").fetchone():
            environment = {**os.environ, "DATABASE_URL": cluster.create("tables")}
            run(["manage.py", "migrate", "-v0"], environment, check=True)
        server.execute(f"CREATE DATABASE {name} TEMPLATE tables")
    return cluster.url_of(name)
