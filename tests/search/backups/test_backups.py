"""What was taken along is brought back on an empty machine as it was; what is damaged touches nothing."""

from __future__ import annotations

import json
import os
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from search.backups import archives
from tests.migrated import give_tables, give_tables_on
from tests.postgresql_cluster import NEEDS_POSTGRESQL
from tests.processes import ROOT, run
from tests.search.seed_library import SEEDS

PAGE = str(sorted(SEEDS.glob("*.txt"))[0])


@dataclass(frozen=True, slots=True)
class Machine:
    """Where the site's commands are run: its folder, and the address of its database."""

    folder: Path
    url: str = ""

    def run(self, *commands: tuple[str, ...]) -> str:
        """What the commands say, one after the other in one process."""
        self.folder.mkdir(exist_ok=True)
        environment = {**os.environ, "DATA_DIR": str(self.folder), "PYTHONPATH": str(ROOT), "DATABASE_URL": self.url}
        for name in ("INDEX_DIR", *([] if self.url else ["DATABASE_URL"])):
            environment.pop(name, None)
        done = run(["-m", "tests.commands", "--go-on", json.dumps(commands)], environment)
        assert done.returncode == 0, done.stderr
        return done.stdout


def export_to(machine: Machine) -> tuple[str, ...]:
    return "export_articles", "--output", str(machine.folder / "out.jsonl")


def exported(machine: Machine) -> str:
    return (machine.folder / "out.jsonl").read_text(encoding="utf-8")


def take_along(machine: Machine) -> Path:
    archive = machine.folder / "library.tar.gz"
    if not machine.url:
        give_tables(machine.folder)
    said = machine.run(("import_pages", PAGE), ("backup", str(archive)), export_to(machine))
    assert "articles of 1 files" in said
    assert archive.stat().st_mode & 0o077 == 0
    return archive


def is_brought_back(archive: Path, first: Machine, second: Machine) -> None:
    """Onto an empty machine; onto a filled one only where that is asked for, and then what was there is gone."""
    restore = ("restore", str(archive))
    said = second.run(restore, ("check_index",), export_to(second), restore)
    assert exported(second) == exported(first)
    assert "The search index and the database agree" in said
    assert "refused: there is a library here already" in said.splitlines()[-1]
    filled = ("createsuperuser", "--noinput", "--username", "other", "--email", "other@example.cn")
    said = second.run(filled, (*restore, "--replace"), ("dumpdata", "auth.user"))
    assert said.splitlines()[-1] == "[]"


@pytest.mark.long
def test_a_library_comes_back_on_an_empty_machine(tmp_path):
    first, second = Machine(tmp_path / "first"), Machine(tmp_path / "second")
    archive = take_along(first)
    is_brought_back(archive, first, second)
    database = second.folder / "chengyu.sqlite3"
    before = database.read_bytes()
    damaged = tmp_path / "damaged.tar.gz"
    damaged.write_bytes(flipped(archive.read_bytes()))
    kept = second.folder / "backups"
    kept.mkdir()
    for day in range(1, 4):
        (kept / f"chengyu-2020010{day}-000000.tar.gz").touch()
    (second.folder / "backup-unfinished").mkdir()  # as one that was killed leaves it
    said = second.run(("restore", "--replace", str(damaged)), ("backup", "--keep", "2"))
    assert "damaged" in said
    assert database.read_bytes() == before
    assert len(list(kept.iterdir())) == 2  # the newest: one of them was made just now
    assert (kept / "chengyu-20200103-000000.tar.gz").exists()
    assert list(second.folder.glob("*store-*")) + list(second.folder.glob("*-unfinished")) == []


def test_no_number_of_backups_to_keep_is_less_than_one():
    with pytest.raises(CommandError, match="'-1' is no number of backups"):
        call_command("backup", "--keep", "-1")


def test_one_backup_is_written_at_a_time(tmp_path):
    with archives.scratch(tmp_path) as folder, pytest.raises(archives.AlreadyWriting), archives.scratch(tmp_path):
        pass
    assert not folder.exists()


def flipped(whole: bytes) -> bytes:
    """A piece of the middle changed: of one bit alone the unpacked text may be the same, as in a run of zeros."""
    middle = len(whole) // 2
    return whole[:middle] + bytes(byte ^ 0xFF for byte in whole[middle : middle + 64]) + whole[middle + 64 :]


@pytest.fixture
def archive(tmp_path) -> Path:
    database = tmp_path / "dump"
    database.write_bytes(os.urandom(100_000))
    manifest = archives.Manifest("2025-01-01", "sqlite", archives.checksum(database), 100_000, ["articles.0001"], 1, 1)
    archives.write(tmp_path / "whole.tar.gz", manifest, database)
    return tmp_path / "whole.tar.gz"


def without_its_database(whole: bytes, folder: Path) -> bytes:
    with tarfile.open(folder / "other.tar.gz", "w:gz") as tar:
        tar.add(folder / "manifest.json", "manifest.json")
    return (folder / "other.tar.gz").read_bytes()


DAMAGE = {
    "some bytes": lambda whole, folder: flipped(whole),
    "half is missing": lambda whole, folder: whole[: len(whole) // 2],
    "nothing in it": lambda whole, folder: b"",
    "another file": lambda whole, folder: b"no archive" * 100,
    "no database in it": without_its_database,
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_every_damage_is_seen(archive, kind):
    with archives.opened(archive, archive.parent) as (manifest, database):
        assert (manifest.articles, database.stat().st_size) == (1, 100_000)
    archive.write_bytes(DAMAGE[kind](archive.read_bytes(), archive.parent))
    with pytest.raises(archives.BadArchive), archives.opened(archive, archive.parent):
        pass


class TestPostgreSQL:
    pytestmark = NEEDS_POSTGRESQL

    def test_a_library_comes_back_on_an_empty_server_and_not_into_another_kind(self, cluster, tmp_path):
        first = Machine(tmp_path / "first", give_tables_on(cluster, "taken_along"))
        second = Machine(tmp_path / "second", cluster.create("empty"))
        archive = take_along(first)
        is_brought_back(archive, first, second)
        assert "refused: the backup is of postgresql" in Machine(tmp_path / "third").run(("restore", str(archive)))
