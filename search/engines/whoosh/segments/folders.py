"""Where an index lies on disk, and who may write it.

    INDEX_DIR/
        current        a link to the folder that serves; swapped when a rebuild is done
        changes        eight bytes that are others after each commit and each swap: searches have them in memory
        writer.lock    held while the serving index is written
        rebuild.lock   held while a new one is made aside
        merge.lock     held while segments are merged
        mend.lock      held while mirrors of large segments are made again
        i-…/           an index: Whoosh's files, a mirror beside each segment, `stamp`
            staging-…/ segments that are being made and are not part of it yet

Locks are the operating system's: they go with the process that held them, however it ends.
"""

from __future__ import annotations

import logging
import mmap
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.util.filelock import FileLock, try_for

from search.engines.whoosh.segments.damage import DamagedIndex
from search.engines.whoosh.segments.schema import INDEX_NAME
from search.errors import WriterBusy

logger = logging.getLogger(__name__)

STAMP = "stamp"
_CURRENT = "current"
_CHANGES = "changes"
_CHANGES_BYTES = 8
_INDEX_PREFIX = "i-"
_STAGING_PREFIX = "staging-"


def announce_change(root: Path) -> None:
    """Tell every process that the index is another one. What cannot be told is seen with the next look."""
    try:
        file = os.open(root / _CHANGES, os.O_WRONLY | os.O_CREAT, 0o666)
        try:
            os.pwrite(file, secrets.token_bytes(_CHANGES_BYTES), 0)
        finally:
            os.close(file)
    except OSError:
        logger.exception("a change of the index could not be told: searches see it a tenth of a second later")


class IndexFolders:
    """The folders and locks under INDEX_DIR."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._link = str(root / _CURRENT)
        self._serving = root  # or the folder that served last: every request asks, and paths are slow to make
        self._changes_file = str(root / _CHANGES)
        self._changes: tuple[tuple[int, int], memoryview] | None = None  # the file's device and inode, what it holds

    def serving(self) -> Path | None:
        """The folder of the serving index, or None where there is none. Raises DamagedIndex where the link is none."""
        try:
            name = os.readlink(self._link)
        except FileNotFoundError:
            return None
        except OSError as fault:  # copied as the folder that it led to
            raise DamagedIndex(f"{self._link} is no link ({fault}); run: manage.py rebuild_index") from fault
        if self._serving.name != name:
            self._serving = self.root / name
        return self._serving

    @property
    def changes(self) -> int | None:
        """Another number after each commit and swap of any process. None where that cannot be seen."""
        changes = self._changes
        return changes[1][0] if changes else None

    def look_for_changes(self) -> None:
        """Have `changes` read from the file that is there now."""
        try:
            with open(self._changes_file, "rb") as file:
                status, known = os.fstat(file.fileno()), self._changes
                there = status.st_dev, status.st_ino
                if status.st_size != _CHANGES_BYTES:
                    self._changes = None
                elif not known or known[0] != there:
                    mapped = mmap.mmap(file.fileno(), _CHANGES_BYTES, access=mmap.ACCESS_READ)
                    self._changes = there, memoryview(mapped).cast("Q")
        except (OSError, ValueError):  # none was written yet, or none can be mapped: everybody looks at the folder
            self._changes = None

    def create(self, schema: Schema, stamp: str) -> Path:
        """A new, empty index that does not serve yet."""
        folder = self.root / f"{_INDEX_PREFIX}{secrets.token_hex(6)}"
        folder.mkdir(parents=True)
        (folder / STAMP).write_text(stamp, encoding="ascii")
        FileIndex.create(FileStorage(str(folder)), schema, INDEX_NAME)
        return folder

    def swap(self, folder: Path) -> None:
        """Let this folder serve from now on, and take the others away. Whoever has their files open keeps them."""
        link = self.root / f"{_CURRENT}.{secrets.token_hex(4)}"
        link.symlink_to(folder.name)
        if (self.root / _CURRENT).is_dir() and not (self.root / _CURRENT).is_symlink():
            shutil.rmtree(self.root / _CURRENT)
        os.replace(link, self.root / _CURRENT)
        self.clear_others()
        announce_change(self.root)

    def has_others(self) -> bool:
        """Whether there are folders that do not serve: of a rebuild that goes on, or of one that was killed."""
        return len(list(self.root.glob(f"{_INDEX_PREFIX}*"))) > 1

    def clear_others(self) -> None:
        """Take away what does not serve. Only for the holder of the rebuild lock."""
        try:
            serving = self.serving()
        except DamagedIndex:
            serving = None
        for folder in self.root.glob(f"{_INDEX_PREFIX}*"):
            if folder != serving:
                shutil.rmtree(folder, ignore_errors=True)
        for link in self.root.glob(f"{_CURRENT}.*"):
            link.unlink(missing_ok=True)

    @contextmanager
    def staging(self, folder: Path) -> Iterator[Path]:
        """A place beside an index to make segments in; gone afterwards, with what a dead process left there."""
        place = folder / f"{_STAGING_PREFIX}{secrets.token_hex(6)}"
        place.mkdir()
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def clear_staging(self, folder: Path) -> None:
        """Take away the staging places of dead processes. Only for the holder of the merge lock."""
        for place in folder.glob(f"{_STAGING_PREFIX}*"):
            shutil.rmtree(place, ignore_errors=True)

    @contextmanager
    def locked(self, name: str, wait_seconds: float = 0.0) -> Iterator[None]:
        """Hold the writer, rebuild, merge or mend lock. Raises WriterBusy when it is not free in time."""
        self.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(self.root / f"{name}.lock"))
        if not try_for(lock.acquire, timeout=wait_seconds, delay=0.005):
            raise WriterBusy(f"another process holds the index's {name} lock")
        try:
            yield
        finally:
            lock.release()

    def is_locked(self, name: str) -> bool:
        """Whether some process, this one included, holds a lock."""
        try:
            with self.locked(name):
                return False
        except WriterBusy:
            return True
