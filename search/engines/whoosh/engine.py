"""The engine: Whoosh keeps the index, mirrors answer from it."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from whoosh.filedb.filestore import FileStorage

from search.engines.base import Condition, Engine, IndexState
from search.engines.questions import Answer, Axis, Crosstab, Listing, Occurrences, Question, ScoredHit, SignificantTerm
from search.engines.whoosh.analysis.concordance import occurrences
from search.engines.whoosh.analysis.crosstab import crosstab
from search.engines.whoosh.analysis.similarity import significant_terms, similar_articles
from search.engines.whoosh.analysis.vocabulary import common_words
from search.engines.whoosh.answering.search import all_ids, answer, parts_matched
from search.engines.whoosh.compiling import compile_kernels
from search.engines.whoosh.mirror.file import DamagedMirror, Mirror, mirror_path
from search.engines.whoosh.mirror.snapshot import Snapshot, open_whole, read_contents, ready_mirrors, take_snapshot
from search.engines.whoosh.segments.damage import DamagedIndex, MirrorNotReady, reading_whoosh
from search.engines.whoosh.segments.folders import STAMP, IndexFolders
from search.engines.whoosh.segments.layout import MAX_SEGMENT_DOCUMENTS, index_stamp
from search.engines.whoosh.segments.schema import make_schema
from search.engines.whoosh.segments.whoosh_files import read_segment
from search.engines.whoosh.warm_up import warm_kernels
from search.engines.whoosh.writing.writer import AsideIndex, IndexWriter, merge_one
from search.errors import EngineUnavailable, WriterBusy
from search.language.tree import Everything, Node
from search.types import Sort, Where

logger = logging.getLogger(__name__)

_ATTEMPTS = 20
_PATIENCE_SECONDS = 2.0  # that a search waits for a large mirror to be verified, before it says that it is
_RETRY_SECONDS = 60.0  # between two tries to mend what could not be mended
_MEND_SECONDS = 600.0  # that a process waits while another one verifies or mends mirrors
_REBUILD_SECONDS = 1.0  # longer than anybody holds the lock only to see whether it is free


class WhooshEngine(Engine):
    """One for each index folder and process; any number of threads may use it."""

    def __init__(self, folder: str) -> None:
        self._folders = IndexFolders(Path(folder))
        self._schema = make_schema()
        self._stamp = index_stamp()
        self._latest: Snapshot | None = None
        self._taking = threading.Lock()
        self._verifying: threading.Thread | None = None
        self._unmendable: DamagedIndex | None = None
        self._next_try = 0.0  # on the monotonic clock
        self._verified: dict[str, Mirror] = {}  # by their segments' ids, until a snapshot is made of them

    @classmethod
    def place(cls) -> str:
        return str(settings.INDEX_DIR)

    def prepare(self, report: Callable[[str], None] = logger.warning) -> None:
        compile_kernels(report)
        warm_kernels()
        with suppress(EngineUnavailable):
            self.search(Question(Everything()))

    def search(self, question: Question) -> Answer:
        return answer(self._searchable(), question)

    def matching_ids(self, tree: Node, filters: Mapping[str, tuple[str, ...]], sort: Sort) -> list[int]:
        return all_ids(self._searchable(), tree, filters, sort)

    def parts_matched(self, tree: Node, article_ids: Collection[int]) -> dict[int, tuple[Where, ...]]:
        return parts_matched(self._searchable(), tree, article_ids)

    def occurrences(self, listing: Listing) -> Occurrences:
        return occurrences(self._searchable(), listing)

    def similar(self, article_id: int, limit: int = 5) -> tuple[ScoredHit, ...]:
        return similar_articles(self._searchable(), article_id, limit)

    def significant_terms(
        self, tree: Node, filters: Mapping[str, tuple[str, ...]], limit: int = 20
    ) -> tuple[SignificantTerm, ...]:
        return significant_terms(self._searchable(), tree, filters, limit)

    def crosstab(self, tree: Node, filters: Mapping[str, tuple[str, ...]], rows: Axis, columns: Axis) -> Crosstab:
        return crosstab(self._searchable(), tree, filters, rows, columns)

    def words(self, limit: int = 50_000) -> dict[str, int]:
        return common_words(self._snapshot(), limit)

    def fingerprints(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for segment in self._snapshot().segments:
            ids, prints = segment.columns.ids[segment.alive], segment.columns.fingerprints[segment.alive]
            found.update(zip(ids.tolist(), prints.tolist(), strict=True))
        return found

    def state(self) -> IndexState:
        snapshot = self._snapshot()
        return IndexState(
            documents=snapshot.documents,
            generation=snapshot.generation,
            name=snapshot.folder.name,
            stamp=snapshot.stamp,
            is_current=snapshot.stamp == self._stamp,
        )

    def condition(self) -> Condition:
        state, root = self.state(), self._folders.root
        if not all(os.access(folder, os.W_OK) for folder in (root, *root.glob("*/"))):
            return Condition("read-only")
        return Condition("ok" if state.is_current else "stale")

    def exists(self) -> bool:
        return self._folders.serving() is not None

    def faults(self) -> list[str]:
        attempts = 0
        while True:
            try:
                return self._faults_in(self._snapshot().folder)
            except OSError as fault:
                attempts += 1  # as when a snapshot is taken: a commit or a swap may be just between
                if attempts == _ATTEMPTS:
                    raise EngineUnavailable(
                        f"the index cannot be read ({fault}); run: manage.py rebuild_index"
                    ) from fault

    def _faults_in(self, folder: Path) -> list[str]:
        """Raises OSError where there is no table of contents."""
        storage = FileStorage(str(folder))
        found: dict[str, str] = {}
        for segment in read_contents(folder, self._schema).segments:
            try:
                open_whole(mirror_path(folder, segment.segment_id()), segment.doc_count_all())
                with reading_whoosh(f"segment {segment.segment_id()}"):
                    read_segment(storage, self._schema, segment)
            except (OSError, DamagedIndex, DamagedMirror) as fault:
                found[segment.segment_id()] = str(fault)
        # What a merge has taken the place of meanwhile is no longer the index's, and its files may be gone.
        current = {segment.segment_id() for segment in read_contents(folder, self._schema).segments}
        return [fault for segment, fault in found.items() if segment in current]

    @contextmanager
    def writer(self, wait_seconds: float = 0.0) -> Iterator[IndexWriter]:
        with self._folders.locked("writer", wait_seconds):
            self._clear_abandoned()
            yield IndexWriter(self._schema, self._newest)

    @contextmanager
    def rebuilding(self, processes: int = 1) -> Iterator[AsideIndex]:
        with self._folders.locked("rebuild", _REBUILD_SECONDS):
            self._folders.clear_others()
            aside = AsideIndex(self._folders, self._schema, self._stamp, processes)
            try:
                yield aside
            finally:
                self._folders.clear_others()

    def _clear_abandoned(self) -> None:
        """Take away what a rebuild left that was killed."""
        if self._folders.has_others():
            with suppress(WriterBusy), self._folders.locked("rebuild"):
                self._folders.clear_others()

    def is_rebuilding(self) -> bool:
        return self._folders.is_locked("rebuild")

    def tidy(self, largest: int | None = None) -> bool:
        return merge_one(self._folders, self._schema, self._newest, largest or MAX_SEGMENT_DOCUMENTS)

    def _searchable(self) -> Snapshot:
        """The newest generation, once there is something to search it with: that is in no search's budget."""
        warm_kernels()
        return self._snapshot()

    def _newest(self) -> Snapshot:
        return self._snapshot(wait=True)

    def _snapshot(self, wait: bool = False) -> Snapshot:
        """The newest generation. Raises EngineUnavailable where there is none that can be read.

        Who does not wait is served the one before as long as another thread is opening or verifying the newest. A
        writer waits for its own, so that no search of this process comes short of what it has committed.
        """
        attempts = 0
        while not (self._latest and _is_newest(self._latest)):
            folder = self._folders.serving()
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
                if attempts == _ATTEMPTS:
                    message = f"the index cannot be read ({fault}); run: manage.py rebuild_index"
                    raise EngineUnavailable(message) from fault
                time.sleep(0.01)
        return self._latest

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
            if not known or not _is_newest(known):
                stamp = known.stamp if known else (folder / STAMP).read_text(encoding="ascii", errors="replace")
                mirrors = self._mirrors(folder) | self._verified
                known = self._latest = take_snapshot(folder, self._schema, stamp, mirrors, wait)
                self._verified = {}
            return known
        finally:
            self._taking.release()


def _is_newest(snapshot: Snapshot) -> bool:
    """Whether no commit came since: it would have left the next table of contents, and taken this one away."""
    here, following = snapshot.contents
    return os.access(here, os.F_OK) and not os.access(following, os.F_OK)
