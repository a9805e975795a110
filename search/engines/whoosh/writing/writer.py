"""Updates of the index that serves, the building of a new one aside, and the merging of segments."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from whoosh.codec.whoosh3 import W3Segment
from whoosh.fields import Schema

from search.engines.base import Rebuild, Writer
from search.engines.fingerprints import fingerprint
from search.engines.whoosh.mirror.snapshot import SegmentView, Snapshot, read_contents, take_snapshot
from search.engines.whoosh.segments.damage import reading_whoosh
from search.engines.whoosh.segments.folders import IndexFolders, announce_change
from search.engines.whoosh.segments.inverting import invert_documents
from search.engines.whoosh.writing.commits import adopt, commit, delete_articles, write_whole_segment
from search.engines.whoosh.writing.merges import choose_merge, merge
from search.engines.whoosh.writing.processes import make_segments
from search.text.tokenizer import added_terms
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
        made = [write_whole_segment(snapshot.folder, self._schema, arrays) for arrays in invert_documents(changed)]

        def replaced(segments: list[W3Segment]) -> list[W3Segment]:
            delete_articles(segments, snapshot.segments, gone)
            return [segment for segment in segments if segment.doc_count()] + made

        if changed or _holds_any(snapshot, gone):
            commit(snapshot.folder, self._schema, replaced)
            announce_change(snapshot.folder.parent)
            self._snapshot()  # so that no later search waits for what was written, nor misses it
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


def merge_one(folders: IndexFolders, schema: Schema, snapshot: TakeSnapshot, largest: int) -> bool:
    """Merge the segments that most need it, if any, into one of at most `largest` documents.

    Only the last step takes the writer's lock. Raises WriterBusy while another process merges.
    """
    with folders.locked("merge"):
        before = snapshot()
        chosen = choose_merge(before.segments, largest)
        if not chosen:
            return False
        folders.clear_staging(before.folder)
        with folders.staging(before.folder) as staging:
            merged = _merge_aside(before.folder, staging, schema, chosen)
            with folders.locked("writer", _SWAP_SECONDS):
                _put_in_place(merged, snapshot(), staging, schema)
    return True


@dataclass(frozen=True, slots=True)
class _Merged:
    """A segment made of others, or none where nothing of them lives."""

    folder: Path
    sources: list[SegmentView]
    article_ids: list[int]
    made: list[W3Segment]


def _merge_aside(folder: Path, staging: Path, schema: Schema, chosen: list[SegmentView]) -> _Merged:
    by_id = {segment.segment_id(): segment for segment in read_contents(folder, schema).segments}
    sources = [view for view in chosen if view.segment_id in by_id]
    with reading_whoosh(f"the segments of {folder}"):
        arrays = merge(folder, schema, sources, [by_id[view.segment_id] for view in sources])
    made = [write_whole_segment(staging, schema, arrays)] if arrays.count else []
    return _Merged(folder, sources, [stored.article_id for stored in arrays.stored], made)


def _put_in_place(merged: _Merged, now: Snapshot, staging: Path, schema: Schema) -> None:
    """Commit a merged segment in place of its sources, unless a rebuild or another commit has removed one of them."""
    current = {view.segment_id: view for view in now.segments}
    if now.folder != merged.folder or any(view.segment_id not in current for view in merged.sources):
        return
    gone: set[int] = set()  # deleted since the sources were read
    for view in merged.sources:
        gone.update(view.columns.ids[view.alive & ~current[view.segment_id].alive].tolist())
    for segment in merged.made:
        for number, article_id in enumerate(merged.article_ids):
            if article_id in gone:
                segment.delete_document(number)
    adopt(staging, merged.folder, merged.made)
    old = {view.segment_id for view in merged.sources}
    commit(
        merged.folder,
        schema,
        lambda segments: [segment for segment in segments if segment.segment_id() not in old] + merged.made,
    )
    announce_change(merged.folder.parent)


def _changed(snapshot: Snapshot, documents: Iterable[IndexDocument]) -> list[IndexDocument]:
    """The documents that the index does not hold yet in this form; of several with one id, the last."""
    last = {document.article_id: document for document in documents}
    in_index: dict[int, int] = {}
    wanted = np.array(sorted(last), np.int64)
    for segment in snapshot.segments:
        held = np.flatnonzero(np.isin(segment.columns.ids, wanted) & segment.alive)
        ids, prints = segment.columns.ids[held], segment.columns.fingerprints[held]
        in_index.update(zip(ids.tolist(), prints.tolist(), strict=True))
    return [document for document in last.values() if in_index.get(document.article_id) != fingerprint(document)]


def _holds_any(snapshot: Snapshot, article_ids: Collection[int]) -> bool:
    wanted = np.array(sorted(article_ids), np.int64)
    return any(bool((np.isin(segment.columns.ids, wanted) & segment.alive).any()) for segment in snapshot.segments)
