"""The newest generation of an index as this process has it open, mirrors verified or mended meanwhile by a thread."""

from __future__ import annotations

import logging
import os
import threading
import time
from pathlib import Path

from whoosh.fields import Schema

from search.engines.whoosh.mirror.file import Mirror
from search.engines.whoosh.mirror.snapshot import Snapshot, ready_mirrors, state_of, take_snapshot
from search.engines.whoosh.segments.damage import DamagedIndex, MirrorNotReady
from search.engines.whoosh.segments.folders import STAMP, IndexFolders
from search.errors import EngineUnavailable, WriterBusy

logger = logging.getLogger(__name__)

ATTEMPTS = 20  # at reading what a commit or a swap may just be taking away
_PATIENCE_SECONDS = 2.0  # that a search waits for a large mirror to be verified, before it says that it is
_LOOK_SECONDS = 0.1  # between two looks at the folders, for what a process did that was killed before it said so
_RETRY_SECONDS = 60.0  # between two tries to mend what could not be mended
_MEND_SECONDS = 600.0  # that a process waits while another one verifies or mends mirrors


class NewestSnapshot:
    """One for each index folder and process; any number of threads may ask."""

    def __init__(self, folders: IndexFolders, schema: Schema) -> None:
        self._folders = folders
        self._schema = schema
        self._latest: Snapshot | None = None
        self._changes: int | None = None  # what `IndexFolders.changes` was before the latest was found to be the newest
        self._next_look = 0.0  # on the monotonic clock, as all times here
        self._taking = threading.Lock()
        self._verifying: threading.Thread | None = None
        self._unmendable: DamagedIndex | None = None
        self._next_try = 0.0
        self._verified: dict[str, Mirror] = {}  # by their segments' ids, until a snapshot is made of them

    def get(self, wait: bool = False) -> Snapshot:
        """The newest generation. Raises EngineUnavailable where there is none that can be read.

        Who does not wait is served the one before as long as another thread is opening or verifying the newest. A
        writer waits for its own, so that no search of this process comes short of what it has committed.
        """
        latest, changes, now = self._latest, self._folders.changes, time.monotonic()
        if latest and changes is not None and changes == self._changes and now < self._next_look and not wait:
            return latest
        if now >= self._next_look:
            self._folders.look_for_changes()
            self._next_look, changes = now + _LOOK_SECONDS, self._folders.changes
        self._changes = None  # so that others look too, until one has found the newest
        attempts = 0
        while not self._is_newest(folder := self._folders.serving()):
            if folder is None:
                raise EngineUnavailable("there is no index; run: manage.py rebuild_index")
            try:
                return self._take(folder, wait)
            except MirrorNotReady as reason:
                verifying = self._start_verifying(folder)
                if self._latest and not self._unmendable:
                    return self._latest  # whose files are mapped still, wherever the newest lie
                verifying.join(_PATIENCE_SECONDS)
                if self._unmendable or not (self._verified or self._latest):
                    raise self._unmendable or reason from None
            except OSError as fault:
                # A commit or a swap may have taken files away between reading their names and opening them.
                attempts += 1
                if attempts == ATTEMPTS:
                    message = f"the index cannot be read ({fault}); run: manage.py rebuild_index"
                    raise EngineUnavailable(message) from fault
                time.sleep(0.01)
        self._changes, latest = changes, self._latest
        assert latest is not None  # noqa: S101  # or it would not be the newest
        return latest

    def _is_newest(self, folder: Path | None) -> bool:
        """Whether the latest snapshot is of the folder that serves, and no commit came since: that leaves the next
        table of contents, and then takes the one before away.
        """
        latest = self._latest
        return latest is not None and latest.folder == folder and _is_current(latest)

    def _start_verifying(self, folder: Path) -> threading.Thread:
        """Have a thread verify large mirrors and mend them, unless one is at it or has failed in the last minute."""
        if self._verifying and (self._verifying.is_alive() or time.monotonic() < self._next_try):
            return self._verifying
        self._unmendable = None
        self._verifying = threading.Thread(target=self._verify, args=(folder,), name="verify-index", daemon=True)
        self._verifying.start()
        return self._verifying

    def _verify(self, folder: Path) -> None:
        try:
            with self._folders.locked("mend", _MEND_SECONDS):
                self._verified = ready_mirrors(folder, self._schema, self._mirrors(folder))
        except (OSError, DamagedIndex, WriterBusy) as fault:
            self._unmendable = DamagedIndex(f"the index cannot be mended ({fault}); run: manage.py rebuild_index")
            self._next_try = time.monotonic() + _RETRY_SECONDS
            logger.exception("%s", self._unmendable)

    def _mirrors(self, folder: Path) -> dict[str, Mirror]:
        """The verified mirrors of a folder's segments that this process has open."""
        latest = self._latest if self._latest and self._latest.folder == folder else None
        return {view.segment_id: view.mirror for view in latest.segments} if latest else {}

    def _take(self, folder: Path, wait: bool) -> Snapshot:
        """The newest snapshot; while another thread is at it, and nobody is to wait, the one before."""
        known = self._latest if self._latest and self._latest.folder == folder else None
        if not self._taking.acquire(blocking=wait or known is None):
            return known or self._take(folder, wait=True)
        try:
            known = self._latest if self._latest and self._latest.folder == folder else None
            if not known or not _is_current(known):
                stamp = known.stamp if known else (folder / STAMP).read_text(encoding="ascii", errors="replace")
                mirrors = self._mirrors(folder) | self._verified
                known = self._latest = take_snapshot(folder, self._schema, stamp, mirrors, wait)
                self._verified = {}
            return known
        finally:
            self._taking.release()


def _is_current(snapshot: Snapshot) -> bool:
    """Whether the snapshot's table of contents is the folder's: a copy that was put back may be of the same number."""
    here, following = snapshot.contents
    try:
        return state_of(here) == snapshot.contents_state and not os.access(following, os.F_OK)
    except OSError:
        return False
