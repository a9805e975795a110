"""Databases with their tables, made once and copied: making them is most of what a site of its own costs."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
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
    """A database with all tables, made by the first process that asks for it; the others wait."""
    folder = Path(os.environ.get(SHARED) or _folder_of_this_process())
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / NAME).exists():
            environment = {**os.environ, "DATA_DIR": str(folder / "unfinished")}
            environment.pop("DATABASE_URL", None)
            run(["manage.py", "migrate", "-v0"], environment, check=True)
            (folder / "unfinished" / NAME).rename(folder / NAME)
    return folder / NAME


def _folder_of_this_process() -> str:
    folder = tempfile.mkdtemp(prefix="chengyu-tables-")
    atexit.register(shutil.rmtree, folder)
    return folder


def give_tables_on(cluster: Cluster, name: str) -> str:
    """The address of a new database on a server, with all tables: a copy of one that is made for the first."""
    with psycopg.connect(cluster.url, autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = 'tables'").fetchone():
            environment = {**os.environ, "DATABASE_URL": cluster.create("tables")}
            run(["manage.py", "migrate", "-v0"], environment, check=True)
        server.execute(f"CREATE DATABASE {name} TEMPLATE tables")
    return cluster.url_of(name)
