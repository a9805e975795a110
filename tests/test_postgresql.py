"""The library lives in PostgreSQL as it does in SQLite: the same tests pass, and the commands do the same."""

from __future__ import annotations

import json
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
    "tests/search/index/test_triggers.py",
    "tests/search/pages/test_views.py",
)
# Tried with SQLite alone: how often a worker may be killed does not hang on the database.
KILLED_OFTEN = (
    "tests/articles/management/test_run_worker.py::test_a_worker_that_is_killed_again_and_again_loses_nothing"
)


@pytest.fixture
def start(cluster, tmp_path):
    """Starts Python on the throw-away server."""

    def start_python(*args: str) -> subprocess.Popen[str]:
        environment = os.environ | {"DATABASE_URL": cluster.url, "DATA_DIR": str(tmp_path)}
        return subprocess.Popen(
            [sys.executable, *args],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start_python


def ended(process: subprocess.Popen[str]) -> str:
    """What a process said, once it has ended well."""
    out, err = process.communicate(timeout=600)
    assert process.returncode == 0, out + err
    return out


@pytest.fixture
def run(start):
    """Runs Python on the throw-away server, and shows what it said where it fails."""

    def run_python(*args: str) -> str:
        return ended(start(*args))

    return run_python


def test_the_same_tests_pass(run):
    said = run("-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", *FLOWS, "--deselect", KILLED_OFTEN)
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


def test_two_imports_at_once_make_nobody_twice(start, run, tmp_path):
    """Both meet the same new authors, columns, themes and packages; each would find them missing."""
    run("manage.py", "migrate")
    run("manage.py", "flush", "--no-input")
    names = [f"{family}{given}" for family in "赵钱孙李周吴郑王冯陈" for given in "甲乙丙丁戊己庚辛壬癸"]
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        for page in SEEDS.glob("*.txt"):
            (folder / page.name).write_text(page.read_text() + number * "\n")
        lines = (record(f"{number}-{place}", names[place % 100]) for place in range(300))
        (folder / "records.jsonl").write_text("\n".join(lines))
    for command in (("import_pages", "."), ("import_articles", "records.jsonl")):
        both = [start("manage.py", command[0], str(tmp_path / number / command[1])) for number in ("1", "2")]
        assert all(map(ended, both))
    assert run("manage.py", "shell", "-c", _DOUBLES).splitlines()[-1] == "[]"
    assert "every rule holds" in run("manage.py", "check_library")


def record(key: str, name: str) -> str:
    fields = {
        "id": key,
        "title": key,
        "body": "一段。",
        "authors": [name],
        "column": f"{name}栏",
        "themes": [f"{name}题"],
    }
    return json.dumps(fields, ensure_ascii=False)


_DOUBLES = """
from collections import Counter
from articles.models import Author, Column, Feature, Theme
kinds = [(kind, kind.objects.values_list("name")) for kind in (Author, Column, Theme)]
rows = [*kinds, (Feature, Feature.objects.values_list("source", "position"))]
print([(kind.__name__, *row) for kind, found in rows for row, times in Counter(found).items() if times > 1])
"""
