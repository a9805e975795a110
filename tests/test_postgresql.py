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
# Sites of their own are kept in SQLite, wherever the tests are run.
OF_SQLITE = "not killed_again_and_again and not dies_before_it_tells_anybody"


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


def together(run, *commands: list[str]) -> str:
    """What commands say that are run one after the other in one process."""
    return run("-m", "tests.commands", json.dumps(commands))


def test_the_same_tests_pass(run):
    said = run("-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", *FLOWS, "-k", OF_SQLITE)
    assert " passed" in said
    assert "skipped" not in said


def test_the_commands_do_the_same_from_an_empty_database_to_a_found_article(run, tmp_path):
    seeds, file = str(SEEDS), str(tmp_path / "library.jsonl")
    said = together(
        run, ["migrate", "-v0"], ["import_pages", seeds], ["import_pages", seeds], ["check_library"], ["rebuild_index"],
        ["check_index"], ["export_articles", "--output", file], ["import_articles", file],
    )  # fmt: skip
    expected = ("16 articles new", "nothing changed", "every rule holds", "agree", "16 unchanged")
    places = [said.find(words) for words in expected]
    assert -1 not in places, said
    assert places == sorted(places)


def test_two_imports_at_once_make_nobody_twice(start, run, tmp_path):
    """Both meet the same new authors, columns, themes and packages; each would find them missing."""
    together(run, ["migrate", "-v0"], ["flush", "--no-input", "-v0"])
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
