"""The library lives in PostgreSQL as it does in SQLite: the same tests pass, and the commands do the same."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import processes
from tests.migrated import give_tables_on
from tests.pages.seed_table import SEEDS
from tests.postgresql_cluster import NEEDS_POSTGRESQL
from tests.trials import first_of

pytestmark = NEEDS_POSTGRESQL

# As they are tested on SQLite. Most commands, and pages that are read, other tests try on PostgreSQL too: those of
# outages, and the ones below.
FLOWS = {
    "written": (
        "tests/articles/importing",
        "tests/articles/management/test_import_articles.py",
        "tests/articles/admin/test_curating.py",
        "tests/search/index/test_triggers.py",
    ),
    "read": (
        "tests/articles/management/test_check_library.py",
        "tests/articles/management/test_import_pages.py",
        "tests/articles/management/test_run_worker.py",
        "tests/search/pages/test_views.py",
    ),
}
# Sites of their own are kept in SQLite, wherever the tests are run; and one test reads SQLite's plan of a query.
OF_SQLITE = "not killed_again_and_again and not dies_before_it_tells_anybody and not is_found_by_its_article"


@pytest.fixture
def runner(tmp_path):
    """What runs Python on a database of the throw-away server, and shows what it said where it fails."""

    def on(url: str) -> Callable[..., str]:
        environment = os.environ | {"DATABASE_URL": url, "DATA_DIR": str(tmp_path)}

        def run_python(*args: str) -> str:
            done = processes.run(args, environment)
            assert done.returncode == 0, done.stdout + done.stderr
            return done.stdout

        return run_python

    return on


@pytest.mark.parametrize("flow", first_of(*FLOWS))
def test_the_same_tests_pass(cluster, runner, flow):
    give_tables_on(cluster, f"test_{flow}")  # where Django looks for the tests' database of one called so
    run = runner(cluster.url_of(flow))
    plugins = ("-p", "no:cacheprovider", "-p", "no:xdist")
    said = run("-m", "pytest", *plugins, "--reuse-db", *FLOWS[flow], "-k", OF_SQLITE)
    assert " passed" in said
    assert "skipped" not in said


def test_the_commands_do_the_same_from_an_empty_database_to_a_found_article(cluster, runner, tmp_path):
    seeds, file = str(SEEDS), str(tmp_path / "library.jsonl")
    commands = (
        ["import_pages", seeds], ["import_pages", seeds], ["check_library"], ["rebuild_index"], ["check_index"],
        ["export_articles", "--output", file], ["import_articles", file],
    )  # fmt: skip
    said = runner(give_tables_on(cluster, "filled"))("-m", "tests.commands", json.dumps(commands))
    expected = ("16 articles new", "nothing changed", "every rule holds", "agree", "16 unchanged")
    places = [said.find(words) for words in expected]
    assert -1 not in places, said
    assert places == sorted(places)


def test_two_imports_at_once_make_nobody_twice(cluster, runner, tmp_path):
    """Both meet the same new authors, columns, themes and packages; each would find them missing."""
    run = runner(give_tables_on(cluster, "imported_twice"))
    names = [f"{family}{given}" for family in "赵钱孙李周吴郑王冯陈" for given in "甲乙丙丁戊己庚辛壬癸"]
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        for page in SEEDS.glob("*.txt"):
            (folder / page.name).write_text(page.read_text() + number * "\n")
        lines = (record(f"{number}-{place}", names[place % 100]) for place in range(300))
        (folder / "records.jsonl").write_text("\n".join(lines))
    for command in (("import_pages", "."), ("import_articles", "records.jsonl")):
        commands = (["manage.py", command[0], str(tmp_path / number / command[1])] for number in ("1", "2"))
        with ThreadPoolExecutor(2) as both:
            assert len(list(both.map(lambda words: run(*words), commands))) == 2
    assert run("manage.py", "shell", "-c", _DOUBLES).splitlines()[-1] == "[]"
    assert "every rule holds" in run("manage.py", "check_library")


def test_what_drops_is_taken_up_again_a_worker_s_connection_only_with_its_lock(cluster, runner):
    counted, once, again = runner(give_tables_on(cluster, "dropped"))("-c", _DROPPED).splitlines()
    assert counted == "1 0 1", "as when a backup is put back: one request is not counted"
    assert once == "2 SUCCESSFUL", "begun again on a new connection, and done"
    assert again == "another RUNNING", "left to the worker that was quicker"


_DROPPED = """
import django; django.setup()
from django.core.management import CommandError, call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult
from articles import only_worker, tasks
from chengyu_site.rate_limits import count
numbers = [count("name", 1e10, 0)]
with connection.cursor() as cursor:
    cursor.execute("DROP TABLE counted_requests")
print(*numbers, count("name", 1e10, 0), count("name", 1e10, 0))
other, begun = connection.copy(), []
LOCK = "FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s"

def drop_the_connection(is_another_quicker):
    begun.append(1)
    with connection.cursor() as cursor:
        assert cursor.execute(f"SELECT pid = pg_backend_pid() {LOCK}", only_worker._NUMBERS).fetchall() == [(True,)]
    if len(begun) == 2:
        return
    with other.cursor() as cursor:
        cursor.execute(f"SELECT pg_terminate_backend(pid, 5000) {LOCK}", only_worker._NUMBERS)
        if is_another_quicker:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", only_worker._NUMBERS)
    DBTaskResult.objects.count()

def state():
    return DBTaskResult.objects.latest("enqueued_at").status

for is_another_quicker in (False, True):
    tasks.score_library = lambda: drop_the_connection(is_another_quicker)
    tasks.score_themes.enqueue()
    try:
        call_command("run_worker", once=True)
        print(len(begun), state())
    except CommandError as error:
        print(str(error).split()[0], state())
"""


def test_who_deletes_beside_somebody_at_the_same_row_meets_what_that_one_left(cluster, runner):
    """The first deletes while the second has pressed the button and waits."""
    run = runner(give_tables_on(cluster, "deleted_twice"))
    run("manage.py", "import_pages", str(SEEDS))
    *said, rules = run("-c", _DELETED).splitlines()
    kinds = ("article", "author", "column", "theme", "feature", "problem", "sourcedocument")
    assert said == [f"{kind}: waits 302 1" for kind in kinds]
    assert rules == "[]"


_DELETED = """
import time
from threading import Thread
import django; django.setup()
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from articles.changes import one_change
from articles.integrity import check_library
from articles.models import *
from articles.undoing.trash import move_to_trash
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"

def delete(url, answers):
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="wang"))
    answers.append(client.post(url, {"post": "yes"}).status_code)
    connection.close()

def beside(row, first):
    answers = []
    url = f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/delete/"  # who is deleted has no key any more
    second = Thread(target=delete, args=(url, answers))
    with one_change(), connection.cursor() as cursor:
        first()
        second.start()
        deadline, waits = time.monotonic() + 10, "goes on"
        while time.monotonic() < deadline and waits == "goes on":
            if cursor.execute(WAITING).fetchone()[0]:
                waits = "waits"
            time.sleep(0.02)
    second.join()
    return waits, answers[0]

User.objects.create_superuser("wang")
Author.objects.create(name="无名氏")
for kind in (Article, Author, Column, Theme, Feature, Problem, SourceDocument):
    row = kind.objects.order_by("pk").last()
    print(f"{row._meta.model_name}:", *beside(row, lambda: move_to_trash(row, None)), end=" ")
    print(TrashItem.objects.filter(kind=row._meta.model_name).count())
print(list(check_library()))
"""


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
