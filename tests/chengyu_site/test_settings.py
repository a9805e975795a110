"""The settings come from the environment; a site that others can reach does not start with an unsafe one."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chengyu_site import secret_key
from tests.processes import ROOT, run

UNSAFE = {"ALLOWED_HOSTS": "wenzhang.example.cn", "DEBUG": "true", "SECRET_KEY": "short"}
SAFE = {"ALLOWED_HOSTS": "wenzhang.example.cn", "HTTPS": "true"}


@pytest.fixture
def start(tmp_path):
    """Runs Python in the project's folder as a new process, with these settings and no others."""

    def start_python(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
        settings = {"DATA_DIR": str(tmp_path / "data"), "SECRET_KEY_FILE": str(tmp_path / "key")} | environment
        inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return run(args, inherited | settings)

    return start_python


def value_of(start, setting: str, **environment: str) -> str:
    done = start("-c", f"from chengyu_site import settings; print(settings.{setting})", **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def load(start, **environment: str) -> subprocess.CompletedProcess[str]:
    return start("-c", "from chengyu_site import settings", **environment)


def test_a_connection_is_kept_as_long_as_is_said_whatever_the_database(start):
    age = "DATABASES['default']['CONN_MAX_AGE']"
    assert value_of(start, age) == "60"
    assert value_of(start, age, CONN_MAX_AGE="0") == "0"
    assert value_of(start, age, DATABASE_URL="postgres://user@localhost/name", CONN_MAX_AGE="5") == "5"


def test_at_home_nothing_needs_to_be_set(start):
    assert start("manage.py", "check").returncode == 0
    assert value_of(start, "DEBUG") == "False"


def test_a_folder_set_to_nothing_is_the_usual_one(start):
    assert value_of(start, "DATA_DIR", DATA_DIR="") == str(ROOT / "var")
    assert value_of(start, "INDEX_DIR", INDEX_DIR="").endswith("/data/index")


def test_a_data_folder_and_what_is_written_to_it_are_their_owner_s_only(start, tmp_path):
    folder = tmp_path / "among" / "others"
    written = "from django.conf import settings; (settings.DATA_DIR / 'new').touch()"
    assert start("manage.py", "shell", "--no-imports", "-c", written, DATA_DIR=str(folder)).returncode == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "new").stat().st_mode) == 0o600


@pytest.mark.parametrize(("setting", "value"), [("DATA_DIR", "/dev/null/data"), ("DATABASE_URL", "garbage")])
def test_a_place_that_cannot_be_used_is_named(start, setting, value):
    done = load(start, **{setting: value})
    assert done.returncode != 0
    assert f"ImproperlyConfigured: {setting}" in done.stderr


def test_a_safe_site_starts_and_django_finds_nothing_to_warn_of(start):
    done = start("manage.py", "check", "--deploy", "--fail-level", "WARNING", "--tag", "security", **SAFE)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("unsafe", "said"),
    [
        ({"DEBUG": "true"}, "DEBUG is on"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS contains '*'"),
        ({"HTTPS": "false"}, "HTTPS is off"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": "django-insecure-" + "0123456789" * 5}, "SECRET_KEY is an example"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_public_site_refuses_what_is_unsafe_and_says_which(start, unsafe, said):
    done = load(start, **(SAFE | unsafe))
    assert done.returncode != 0
    assert said in done.stderr


def test_all_that_is_unsafe_is_said_at_once(start):
    done = load(start, **UNSAFE)
    assert all(word in done.stderr for word in ("DEBUG", "HTTPS", "SECRET_KEY"))


@pytest.mark.parametrize("name", ["DEBUG", "HTTPS"])
def test_a_value_that_is_no_yes_or_no_is_refused(start, name):
    done = load(start, **{name: "perhaps"})
    assert done.returncode != 0
    assert name in done.stderr


def test_sqlite_is_set_up_for_many_readers_and_a_waiting_writer(start):
    code = (
        "from django.db import connection as c\n"
        "for p in ('journal_mode', 'foreign_keys', 'synchronous', 'busy_timeout'):\n"
        "    print(c.cursor().execute(f'PRAGMA {p}').fetchone()[0])"
    )
    assert start("manage.py", "shell", "--no-imports", "-c", code).stdout.split() == ["wal", "1", "1", "20000"]


def test_postgresql_is_a_setting(start):
    url = "postgres://reader:secret@db.example.cn:5433/library"
    engine = "DATABASES['default']['ENGINE'], settings.DATABASES['default']['PORT']"
    assert value_of(start, engine, DATABASE_URL=url) == "django.db.backends.postgresql 5433"


def test_a_secret_key_is_made_once_for_its_owner_only(tmp_path):
    path = tmp_path / "state" / "key"
    key = secret_key.read_or_create(path)
    assert len(key) >= 50
    assert secret_key.read_or_create(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["key"]


def test_many_starting_at_once_get_the_same_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(secret_key.read_or_create, [tmp_path / "key"] * 8))
    assert len(keys) == 1


def test_an_empty_key_file_is_refused(tmp_path):
    (tmp_path / "key").write_text("\n")
    with pytest.raises(RuntimeError, match="is empty"):
        secret_key.read_or_create(tmp_path / "key")


def test_the_key_lives_outside_the_repository(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert secret_key.default_path() == tmp_path / "chengyu_site" / "secret_key"
    monkeypatch.delenv("XDG_STATE_HOME")
    assert ROOT not in secret_key.default_path().parents


def test_a_command_multiplies_matrices_in_one_thread(tmp_path):
    """A process that begins anew: threads are made when NumPy is loaded."""
    if not Path("/proc/self/task").exists():
        pytest.skip("the system does not list a process's threads")
    threads = "import manage, chengyu_site.settings, numpy, os; print(len(os.listdir('/proc/self/task')))"
    own = {"DATA_DIR": str(tmp_path / "data"), "SECRET_KEY_FILE": str(tmp_path / "key")}
    command = [sys.executable, "-B", "-c", threads]
    done = subprocess.run(command, cwd=ROOT, env={"PATH": os.environ["PATH"]} | own, capture_output=True, text=True)
    assert done.stdout.strip() == "1", done.stderr
