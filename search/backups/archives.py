"""The file of a backup: a compressed tar with a manifest and the database, each byte of which has its checksum."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

FORMAT = 1
_MANIFEST = "manifest.json"
_DATABASE = "database"
_BLOCK = 1 << 20
_DAMAGE = (tarfile.TarError, zlib.error, EOFError, ValueError, KeyError, TypeError)


class BadArchive(Exception):
    """A file that is no whole backup; in English, why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds. `migrations` are those applied, as "app.name"; the counts are for people to read."""

    made_at: str
    vendor: str
    sha256: str
    size: int
    migrations: list[str]
    articles: int
    files: int
    format: int = FORMAT


class AlreadyWriting(Exception):
    """Another backup of this library is being written."""


@contextmanager
def scratch(data_dir: Path) -> Iterator[Path]:
    """A folder for one backup at a time, without what one that was killed has left. Raises AlreadyWriting, OSError."""
    folder = data_dir / "backup-unfinished"
    with (data_dir / "backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise AlreadyWriting from fault
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder)


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(target: Path, manifest: Manifest, database: Path) -> None:
    """Make the archive under another name first: a file of this name is whole, whatever happens meanwhile."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.unfinished")
    described = database.with_name(_MANIFEST)
    described.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as tar:
                tar.add(described, _MANIFEST)
                tar.add(database, _DATABASE)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def opened(archive: Path, beside: Path) -> Iterator[tuple[Manifest, Path]]:
    """The manifest and the database's file, read whole and verified, in a folder of its own in `beside`.

    Raises BadArchive; OSError where there is no such file, or no room.
    """
    with tempfile.TemporaryDirectory(prefix="restore-", dir=beside) as folder:
        database = Path(folder) / _DATABASE
        try:
            manifest = _extract(archive, database)
        except _DAMAGE as fault:
            raise BadArchive(f"{archive} is no backup, or a damaged one: {fault}") from fault
        if manifest.size != database.stat().st_size or manifest.sha256 != checksum(database):
            raise BadArchive(f"{archive} is damaged: its database has not the checksum that its manifest says")
        yield manifest, database


def _extract(archive: Path, database: Path) -> Manifest:
    """Only these two members, by name: whatever else an archive holds is left in it."""
    with tarfile.open(archive, "r:gz") as tar:
        manifest = Manifest(**json.load(_member(tar, _MANIFEST)))
        if manifest.format != FORMAT:
            raise ValueError(f"its format is {manifest.format}, and this version reads {FORMAT}")
        with database.open("wb") as file:
            member = _member(tar, _DATABASE)
            while block := member.read(_BLOCK):
                file.write(block)
    return manifest


def _member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    member = tar.extractfile(name)
    if member is None:
        raise ValueError(f"{name} in it is no file")
    return member
