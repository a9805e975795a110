"""Commits: new segments and deletions become a new generation of a Whoosh index, under Whoosh's own writer's lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

import numpy as np
from whoosh.codec.whoosh3 import W3Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from search.engines.whoosh.mirror.building import make_columns, make_totals
from search.engines.whoosh.mirror.file import mirror_path, write_mirror
from search.engines.whoosh.mirror.snapshot import SegmentView
from search.engines.whoosh.segments.arrays import SegmentArrays
from search.engines.whoosh.segments.schema import INDEX_NAME
from search.engines.whoosh.segments.whoosh_files import write_segment

_LOCK_SECONDS = 10.0

NewSegments = Callable[[list[W3Segment]], list[W3Segment]]
"""From the segments of a generation, those of the next one."""


def write_whole_segment(folder: Path, schema: Schema, arrays: SegmentArrays) -> W3Segment:
    """Write a segment and its mirror into a folder. No table of contents names it yet."""
    segment = write_segment(FileStorage(str(folder)), schema, arrays)
    write_mirror(mirror_path(folder, segment.segment_id()), make_columns(arrays), make_totals(arrays))
    return segment


def commit(folder: Path, schema: Schema, new_segments: NewSegments) -> None:
    """Write a new table of contents, its segments being what `new_segments` returns for those there are.

    Whoosh then deletes the files of segments that it no longer names, their mirrors too.
    """
    index = FileIndex(FileStorage(str(folder)), schema, INDEX_NAME)
    writer: SegmentWriter = index.writer(timeout=_LOCK_SECONDS, compound=False)
    writer.commit(mergetype=lambda _, segments: new_segments(list(segments)))


def adopt(staging: Path, folder: Path, segments: Iterable[W3Segment]) -> None:
    """Move the files of segments made aside into the index's folder. Only under the writer's lock."""
    for segment in segments:
        for file in sorted(staging.glob(f"{segment.segment_id()}.*")):
            os.replace(file, folder / file.name)


def delete_articles(segments: Iterable[W3Segment], views: Sequence[SegmentView], article_ids: Collection[int]) -> int:
    """Mark the documents of these articles as deleted; returns how many there were.

    `views` are of the same generation as the segments.
    """
    ids = np.array(sorted(article_ids), np.int64)
    view_of = {view.segment_id: view for view in views}
    count = 0
    for segment in segments:
        view = view_of[segment.segment_id()]
        for document in np.flatnonzero(np.isin(view.columns.ids, ids) & view.alive).tolist():
            segment.delete_document(document)
            count += 1
    return count
