"""A database that cannot be used: readers are told to come again, commands say what is wrong and what to do."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import DatabaseError, DataError, OperationalError, connection

from articles.database_faults import is_outage
from tests.migrated import give_tables, give_tables_on
from tests.pages.seed_table import FILES, SEEDS
from tests.postgresql_cluster import NEEDS_POSTGRESQL, Cluster
from tests.processes import run, running

PAGES = ("/", "/articles/1/", "/authors/", "/columns/", "/sources/", "/search/?q=产业", "/sitemap.xml")
INTERFACE = ("/api/articles/1", "/api/columns", "/api/search?q=产业")  # names are suggested from memory
COMMANDS = (("import_pages", str(SEEDS / FILES[0])), ("import_articles", __file__), ("rebuild_index",))


def command(url: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DATABASE_URL": url, "DATA_DIR": str(folder)}
    return run(["manage.py", *words], environment)


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_command_on_a_database_without_tables_says_how_to_make_them(tmp_path, words):
    said = last_line(command(f"sqlite:///{tmp_path}/empty.sqlite3", tmp_path, *words))
    assert "no such table" in said
    assert "empty.sqlite3" in said
    assert said.endswith("run: manage.py migrate.")


def test_a_command_on_a_file_that_is_no_database_says_so(tmp_path):
    (tmp_path / "notes.sqlite3").write_text("notes " * 1000)
    said = last_line(command(f"sqlite:///{tmp_path}/notes.sqlite3", tmp_path, "check_library"))
    assert "notes.sqlite3" in said
    assert "names a file of another kind" in said


def test_a_command_on_a_folder_that_is_not_there_says_so(tmp_path):
    said = last_line(command(f"sqlite:///{tmp_path}/none/library.sqlite3", tmp_path, "migrate"))
    assert "see that its folder exists" in said


def test_the_password_of_a_database_is_not_said(tmp_path):
    said = last_line(command("postgres://reader:secret@127.0.0.1:1/library", tmp_path, "check_library"))
    assert "library at 127.0.0.1:1" in said
    assert "see that the server runs" in said
    assert "secret" not in said


def test_a_command_that_another_process_locks_out_says_so(tmp_path):
    url = f"sqlite:///{tmp_path}/library.sqlite3?timeout=1"
    give_tables(tmp_path, "library.sqlite3")
    with closing(sqlite3.connect(tmp_path / "library.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        said = last_line(command(url, tmp_path, "import_pages", str(SEEDS / FILES[0])))
    assert "database is locked; another process is writing; run this again when it has finished." in said


def test_a_site_without_tables_asks_readers_to_come_again(tmp_path):
    with site(f"sqlite:///{tmp_path}/empty.sqlite3", tmp_path) as address:
        assert_asks_to_come_again(address)


def test_what_a_locked_database_cannot_take_is_not_lost_in_a_fault(tmp_path):
    url = f"sqlite:///{tmp_path}/library.sqlite3?timeout=1"
    give_tables(tmp_path, "library.sqlite3")
    with site(url, tmp_path) as address, closing(sqlite3.connect(tmp_path / "library.sqlite3")) as other:
        assert fetch(address + "/").status == 200
        other.execute("BEGIN IMMEDIATE")
        assert fetch(address + "/").status == 200
        other.execute("COMMIT")


@pytest.mark.parametrize(("fault", "expected"), [(OperationalError, True), (DatabaseError, True), (DataError, False)])
def test_a_wrong_query_is_no_outage(fault, expected):
    assert is_outage(fault("said by the database")) is expected


@pytest.mark.django_db
def test_a_request_that_finds_the_database_locked_asks_to_come_again(admin_client):
    """Whatever fails: the view, or the session that is kept after it."""
    admin_client.raise_request_exception = False
    with connection.execute_wrapper(locked):
        response = admin_client.get("/admin/")
    assert response.status_code == 503
    assert "稍后再保存一次" in response.content.decode()
    assert "sessionid" not in response.cookies


def locked(*_):
    raise OperationalError("database is locked")


class TestPostgreSQL:
    pytestmark = NEEDS_POSTGRESQL

    def test_a_server_that_stops_is_said_and_one_that_comes_back_is_used(self, cluster, tmp_path):
        url = give_tables_on(cluster, "stopped")
        for words in (("import_pages", str(SEEDS / FILES[0])), ("rebuild_index",)):
            assert command(url, tmp_path, *words).returncode == 0
        with site(url, tmp_path) as address:
            asked = (*PAGES, *INTERFACE)
            assert {path: fetch(address + quote(path, "/?=")).status for path in asked} == dict.fromkeys(asked, 200)
            with stopped(cluster):
                assert_asks_to_come_again(address)
                assert "see that the server runs" in last_line(command(url, tmp_path, "check_library"))
            assert fetch(address + "/").status == 200
            assert fetch(address + "/readyz").status == 200

    def test_a_command_on_a_server_without_tables_says_how_to_make_them(self, cluster, tmp_path):
        said = last_line(command(cluster.create("bare"), tmp_path, "import_pages", str(SEEDS / FILES[0])))
        assert said.endswith("run: manage.py migrate.")


@contextmanager
def stopped(cluster: Cluster) -> Iterator[None]:
    cluster.stop()
    try:
        yield
    finally:
        cluster.start()


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    retry_after: str | None
    text: str


def fetch(address: str) -> Answer:
    try:
        with urllib.request.urlopen(address, timeout=60) as response:  # noqa: S310  # its own server's
            return Answer(response.status, None, response.read().decode())
    except urllib.error.HTTPError as refused:
        return Answer(refused.code, refused.headers["Retry-After"], refused.read().decode())


def assert_asks_to_come_again(address: str) -> None:
    for path in (*PAGES, *INTERFACE, "/readyz"):
        answer = fetch(address + quote(path, "/?="))
        assert (path, answer.status, answer.retry_after) == (path, 503, "30")
        if path in INTERFACE:
            assert json.loads(answer.text).keys() == {"error", "message", "at", "repaired"}
        elif path != "/readyz":
            assert "暂时不能用" in answer.text or "检索暂时" in answer.text
    assert fetch(address + "/healthz").status == 200


@contextmanager
def site(url: str, folder: Path) -> Iterator[str]:
    """The site as `make run` serves it."""
    environment = os.environ | {"DATABASE_URL": url, "DATA_DIR": str(folder), "DEBUG": ""}
    assert command(url, folder, "collectstatic", "--no-input", "-v", "0").returncode == 0
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serving = ["-m", "gunicorn", "chengyu_site.wsgi", "-b", f"127.0.0.1:{port}", "--threads", "2"]
    with running(serving, environment):
        wait_for(port)
        yield f"http://127.0.0.1:{port}"


def wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the site did not start")
