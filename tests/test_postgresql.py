"""The library lives in PostgreSQL as it does in SQLite: the same tests pass, and the commands do the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pages.seed_table import SEEDS
from tests.postgresql_cluster import NEEDS_POSTGRESQL

ROOT = Path(__file__).resolve().parents[1]
pytestmark = NEEDS_POSTGRESQL

# Importing, exporting, curating and searching, as they are tested on SQLite.
FLOWS = (
    "tests/articles/importing",
    "tests/articles/management",
    "tests/articles/admin/test_curating.py",
    "tests/search/test_views.py",
)


@pytest.fixture
def run(cluster, tmp_path):
    """Runs Python on the throw-away server, and shows what it said where it fails."""

    def run_python(*args: str) -> str:
        environment = os.environ | {"DATABASE_URL": cluster.url, "DATA_DIR": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, *args], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run_python


def test_the_same_tests_pass(run):
    said = run("-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", *FLOWS)
    assert " passed" in said
    assert "skipped" not in said


def test_the_commands_do_the_same_from_an_empty_database_to_a_found_article(run, tmp_path):
    run("manage.py", "migrate")
    assert "16 articles new" in run("manage.py", "import_pages", str(SEEDS))
    assert "nothing changed" in run("manage.py", "import_pages", str(SEEDS))
    assert "every rule holds" in run("manage.py", "check_library")
    run("manage.py", "rebuild_index")
    run("manage.py", "check_index")
    run("manage.py", "export_articles", "--output", str(tmp_path / "library.jsonl"))
    assert "16 unchanged" in run("manage.py", "import_articles", str(tmp_path / "library.jsonl"))
