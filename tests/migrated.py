"""A database with its tables, made once a process and copied: making them is most of what a site of its own costs."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = "chengyu.sqlite3"


def give_tables(folder: Path, name: str = NAME) -> None:
    """Put a database with all tables and no rows of ours into a folder."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(_migrated() / NAME, folder / name)


@cache
def _migrated() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="chengyu-tables-"))
    atexit.register(shutil.rmtree, folder)
    environment = {**os.environ, "DATA_DIR": str(folder)}
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    return folder
