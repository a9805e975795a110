"""The engine: Whoosh keeps the index, mirrors answer from it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from whoosh.filedb.filestore import FileStorage

from search.engines.base import Engine, IndexState, IndexStatus
from search.engines.lazily import Lazily
from search.engines.questions import (
    Answer,
    Axis,
    Crosstab,
    Listing,
    Occurrences,
    Question,
    ScoredHit,
    SignificantTerm,
    Surroundings,
)
from search.engines.whoosh.mirror.file import DamagedMirror, mirror_path
from search.engines.whoosh.mirror.newest import ATTEMPTS, NewestSnapshot
from search.engines.whoosh.mirror.snapshot import Snapshot, open_whole, read_contents
from search.engines.whoosh.segments.damage import DamagedIndex, reading_whoosh
from search.engines.whoosh.segments.folders import IndexFolders
from search.engines.whoosh.segments.layout import MAX_SEGMENT_DOCUMENTS, index_stamp
from search.engines.whoosh.segments.schema import make_schema
from search.engines.whoosh.segments.whoosh_files import read_segment
from search.engines.whoosh.writing.merges import choose_merge
from search.engines.whoosh.writing.writer import AsideIndex, IndexWriter, merge_one
from search.errors import EngineUnavailable, WriterBusy
from search.language.tree import Everything, Node, Term
from search.types import Sort, Where

if TYPE_CHECKING:
    from search.engines.whoosh import searching
else:
    searching = Lazily("search.engines.whoosh.searching")

logger = logging.getLogger(__name__)

_REBUILD_SECONDS = 1.0  # longer than anybody holds the lock only to see whether it is free


class WhooshEngine(Engine):
    """One for each index folder and process; any number of threads may use it."""

    def __init__(self, folder: str) -> None:
        self._folders = IndexFolders(Path(folder))
        self._schema = make_schema()
        self._stamp = index_stamp()
        self._newest = NewestSnapshot(self._folders, self._schema)

    @classmethod
    def place(cls) -> str:
        return str(settings.INDEX_DIR)

    def prepare(self, report: Callable[[str], None] = logger.warning) -> None:
        searching.compile_kernels(report)
        searching.warm_kernels()
        with suppress(EngineUnavailable):
            self.search(Question(Everything()))

    def search(self, question: Question) -> Answer:
        return searching.answer(self._searchable(), question)

    def holding_most(self, several: Sequence[Sequence[Term]], limit: int) -> list[list[int]]:
        snapshot = self._searchable()
        return [searching.holding_most(snapshot, terms, limit) for terms in several]

    def matching_ids(self, tree: Node, filters: Mapping[str, tuple[str, ...]], sort: Sort) -> list[int]:
        return searching.all_ids(self._searchable(), tree, filters, sort)

    def parts_matched(self, tree: Node, article_ids: Collection[int]) -> dict[int, tuple[Where, ...]]:
        return searching.parts_matched(self._searchable(), tree, article_ids)

    def occurrences(self, listing: Listing) -> Occurrences:
        return searching.occurrences(self._searchable(), listing)

    def surroundings(self, listing: Listing, limit: int) -> list[Surroundings]:
        return searching.surroundings(self._searchable(), listing, limit)

    def similar(self, article_id: int, limit: int = 5) -> tuple[ScoredHit, ...]:
        return searching.similar_articles(self._searchable(), article_id, limit)

    def significant_terms(
        self, tree: Node, filters: Mapping[str, tuple[str, ...]], limit: int = 20
    ) -> tuple[SignificantTerm, ...]:
        return searching.significant_terms(self._searchable(), tree, filters, limit)

    def crosstab(self, tree: Node, filters: Mapping[str, tuple[str, ...]], rows: Axis, columns: Axis) -> Crosstab:
        return searching.crosstab(self._searchable(), tree, filters, rows, columns)

    def words(self, limit: int = 50_000) -> dict[str, int]:
        return searching.common_words(self._snapshot(), limit)

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

    def condition(self) -> IndexStatus:
        state, root = self.state(), self._folders.root
        if not all(os.access(folder, os.W_OK) for folder in (root, *root.glob("*/"))):
            return IndexStatus("read-only")
        return IndexStatus("ok" if state.is_current else "stale")

    def exists(self) -> bool:
        return self._folders.serving() is not None

    def faults(self) -> list[str]:
        attempts = 0
        while True:
            try:
                folder = self._folders.serving() or self._snapshot().folder
                found = self._faults_in(folder)
                if not found or folder == self._folders.serving():
                    return found
                # Another index serves, and the files of this one are going one by one.
            except OSError as fault:
                attempts += 1  # as when a snapshot is taken: a commit or a swap may be just between
                if attempts == ATTEMPTS:
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
            yield IndexWriter(self._schema, self._committed)

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

    def is_untidy(self) -> bool:
        return bool(choose_merge(self._snapshot().segments, MAX_SEGMENT_DOCUMENTS))

    def tidy(self, largest: int | None = None) -> bool:
        return merge_one(self._folders, self._schema, self._committed, largest or MAX_SEGMENT_DOCUMENTS)

    def _searchable(self) -> Snapshot:
        """The newest generation, once there is something to search it with: that is in no search's budget."""
        searching.warm_kernels()
        return self._snapshot()

    def _committed(self) -> Snapshot:
        return self._newest.get(wait=True)

    def _snapshot(self) -> Snapshot:
        return self._newest.get()
