"""Writing: updates of the serving index, a new one made aside, segments merged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager

import numpy as np
from whoosh.codec.whoosh3 import W3Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from search.engines.base import Rebuild, Writer
from search.engines.whoosh.committing import adopt, commit, delete_articles, write_whole_segment
from search.engines.whoosh.folders import IndexFolders
from search.engines.whoosh.gathering import gather
from search.engines.whoosh.layout import fingerprint
from search.engines.whoosh.merging import choose_merge, merge
from search.engines.whoosh.processes import make_segments
from search.engines.whoosh.schema import INDEX_NAME
from search.engines.whoosh.snapshot import Snapshot, take_snapshot
from search.tokens import added_terms
from search.types import IndexDocument

_SWAP_SECONDS = 60.0

TakeSnapshot = Callable[[], Snapshot]


class IndexWriter(Writer):
    """Writes an index whose writer's lock is held."""

    def __init__(self, schema: Schema, snapshot: TakeSnapshot) -> None:
        self._schema = schema
        self._snapshot = snapshot

    def update(self, documents: Iterable[IndexDocument], deleted: Collection[int] = ()) -> int:
        snapshot = self._snapshot()
        changed = _changed(snapshot, documents)
        gone = {document.article_id for document in changed} | set(deleted)
        made = [write_whole_segment(snapshot.folder, self._schema, arrays) for arrays in gather(changed)]

        def rearrange(segments: list[W3Segment]) -> list[W3Segment]:
            delete_articles(segments, snapshot.segments, gone)
            return [segment for segment in segments if segment.doc_count()] + made

        if changed or _holds_any(snapshot, gone):
            commit(snapshot.folder, self._schema, rearrange)
        return len(changed)


class AsideIndex(Rebuild):
    """A new index. It serves once `finishing` is left without an error."""

    def __init__(self, folders: IndexFolders, schema: Schema, stamp: str, processes: int) -> None:
        self._folders = folders
        self._schema = schema
        self._stamp = stamp
        self._processes = processes
        self._folder = folders.create(schema, stamp)

    def add(self, documents: Iterable[IndexDocument]) -> int:
        with self._folders.staging(self._folder) as staging:
            count, made = make_segments(documents, staging, self._schema, self._processes, added_terms())
            adopt(staging, self._folder, made)
        commit(self._folder, self._schema, lambda segments: segments + made)
        return count

    @contextmanager
    def finishing(self) -> Iterator[IndexWriter]:
        with self._folders.locked("writer", _SWAP_SECONDS):
            yield IndexWriter(self._schema, lambda: take_snapshot(self._folder, self._schema, self._stamp))
            self._folders.swap(self._folder)


def merge_one(folders: IndexFolders, schema: Schema, snapshot: TakeSnapshot) -> bool:
    """Merge the segments that most need it, if any. Only the last step takes the writer's lock.

    Raises WriterBusy while another process merges.
    """
    with folders.locked("merge"):
        before = snapshot()
        folders.clear_staging(before.folder)
        chosen = choose_merge(before.segments)
        if not chosen:
            return False
        old = {view.segment_id for view in chosen}
        with folders.staging(before.folder) as staging:
            contents = TOC.read(FileStorage(str(before.folder)), INDEX_NAME, schema=schema)
            by_id = {segment.segment_id(): segment for segment in contents.segments}
            arrays = merge(before.folder, schema, chosen, [by_id[view.segment_id] for view in chosen])
            made = [write_whole_segment(staging, schema, arrays)] if arrays.count else []
            with folders.locked("writer", _SWAP_SECONDS):
                now = snapshot()
                if now.folder != before.folder or not old <= {view.segment_id for view in now.segments}:
                    return True  # a rebuild, or a commit that found one of them empty, was faster
                adopt(staging, before.folder, made)
                gone = _gone_since(chosen, now)

                def rearrange(segments: list[W3Segment]) -> list[W3Segment]:
                    for segment, stored in zip(made, [arrays.stored], strict=False):
                        for number, document in enumerate(stored):
                            if document.article_id in gone:
                                segment.delete_document(number)
                    return [segment for segment in segments if segment.segment_id() not in old] + made

                commit(before.folder, schema, rearrange)
    return True


def _changed(snapshot: Snapshot, documents: Iterable[IndexDocument]) -> list[IndexDocument]:
    """The documents that do not stand in the index already, the last of each id."""
    last = {document.article_id: document for document in documents}
    standing: dict[int, int] = {}
    wanted = np.array(sorted(last), np.int64)
    for segment in snapshot.segments:
        held = np.flatnonzero(np.isin(segment.mirror["ids"], wanted) & segment.alive)
        ids, prints = segment.mirror["ids"][held], segment.mirror["fingerprints"][held]
        standing.update(zip(ids.tolist(), prints.tolist(), strict=True))
    return [document for document in last.values() if standing.get(document.article_id) != fingerprint(document)]


def _holds_any(snapshot: Snapshot, article_ids: Collection[int]) -> bool:
    wanted = np.array(sorted(article_ids), np.int64)
    return any(bool((np.isin(segment.mirror["ids"], wanted) & segment.alive).any()) for segment in snapshot.segments)


def _gone_since(chosen: Iterable[SegmentView], now: Snapshot) -> set[int]:
    """The articles of the chosen segments that were deleted from them since they were read."""
    current = {view.segment_id: view for view in now.segments}
    gone: set[int] = set()
    for view in chosen:
        lost = view.alive & ~current[view.segment_id].alive
        gone.update(view.mirror["ids"][lost].tolist())
    return gone
