"""What a search reads: the segments of one generation, each mapped, none of which changes any more."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from search.engines.parts import BESIDE_PARTS, FIELDS, PARTS
from search.engines.whoosh.kernels.columns import Bits, MirrorColumns
from search.engines.whoosh.mirror.bigrams import packed
from search.engines.whoosh.mirror.building import make_columns, make_totals, term_head
from search.engines.whoosh.mirror.file import DamagedMirror, Mirror, mirror_path, open_mirror, write_mirror
from search.engines.whoosh.segments.damage import DamagedIndex, MirrorNotReady, reading_whoosh
from search.engines.whoosh.segments.schema import INDEX_NAME
from search.engines.whoosh.segments.whoosh_files import read_segment
from search.types import FACETS, Where

logger = logging.getLogger(__name__)

VERIFIED_AT_ONCE = 32 << 20  # bytes: a larger mirror is read through by a thread, 8 ms of a search's time for these
MENDED_AT_ONCE = 5000  # documents: the mirror of a larger segment is made again by a thread too

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A segment's mirror with the documents that are not deleted, as a mask and as bits."""

    segment_id: str
    mirror: Mirror
    alive: Mask
    alive_bits: Bits
    has_beside_text: bool  # whether any document has a caption or is part of a feature

    @property
    def count(self) -> int:
        return self.mirror.totals.documents

    @property
    def columns(self) -> MirrorColumns:
        return self.mirror.columns

    def part_range(self, part: Where) -> tuple[int, int]:
        """The run of the segment's units that holds a part's texts."""
        starts, number = self.columns.part_starts, PARTS.index(part)
        return int(starts[number]), int(starts[number + 1])

    def terms_like(self, pattern: re.Pattern[bytes], least: bytes, most: bytes) -> Iterator[bytes]:
        """The words of the vocabulary that a pattern, anchored to whole lines, matches, and whose beginnings are of
        these or between them.
        """
        heads, ends = self.columns.term_heads, self.columns.term_ends
        first = int(heads.searchsorted(np.uint64(term_head(least))))
        last = int(heads.searchsorted(np.uint64(term_head(most.ljust(8, b"\xff"))), side="right"))
        if first == last:
            return iter(())
        lines = self.columns.terms[ends[first - 1] if first else 0 : ends[last - 1]]
        return (found[0] for found in pattern.finditer(lines.data))

    def term(self, number: int) -> str:
        """A word of the vocabulary; their order is that of their bytes."""
        ends = self.columns.term_ends
        return bytes(self.columns.terms[ends[number - 1] if number else 0 : ends[number]]).decode().rstrip("\n")

    def word_starts(self, field: str) -> npt.NDArray[np.int64]:
        """Where the postings of each term begin in a field, and the last one's end."""
        width = len(self.columns.term_ends) + 1
        number = FIELDS.index(field)
        return self.columns.posting_starts[number * width : (number + 1) * width].astype(np.int64)

    def facet_values(self, facet: str) -> list[str]:
        first, end = self.facet_range(facet)
        return bytes(self.columns.facet_values).decode().split("\n")[first:end]

    def facet_range(self, facet: str) -> tuple[int, int]:
        """The numbers of a facet's values, among those of all facets: the first and the end."""
        number = FACETS.index(facet)
        first, end = self.columns.facet_bases[number : number + 2].tolist()
        return first, end

    def title_key(self, document: int) -> bytes:
        ends = self.columns.title_key_ends
        return bytes(self.columns.title_keys[ends[document - 1] if document else 0 : ends[document] - 1])


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation of an index. Any number of threads may read it, and go on when there is a newer one.

    `prepared` has, from the first search on, what `prepared.prepare` makes of it.
    """

    folder: Path
    generation: int
    stamp: str
    segments: tuple[SegmentView, ...]
    documents: int
    documents_all: int  # deleted ones too, as Whoosh's statistics count them
    field_lengths: Mapping[str, int]
    contents: tuple[str, str]  # the file that is this generation's table of contents, and that of the next
    contents_state: tuple[int, int]  # see `state_of`
    prepared: list[Any] = field(default_factory=list, compare=False, repr=False)


def take_snapshot(
    folder: Path, schema: Schema, stamp: str, known: Mapping[str, Mirror] | None = None, wait: bool = True
) -> Snapshot:
    """The newest generation in a folder. `known` are mirrors that are verified already, by their segments' ids.

    Every other mirror is verified first, and made again where it is not what was written. Who does not wait for large
    ones gets MirrorNotReady: `ready_mirrors` has to see to them. Raises OSError, DamagedIndex for what cannot be read.
    """
    contents = read_contents(folder, schema)
    file = _contents_file(folder, contents.generation)
    state = state_of(file)
    views = tuple(
        _view(segment, (known or {}).get(segment.segment_id()) or _ready_mirror(folder, schema, segment, wait))
        for segment in contents.segments
    )
    return Snapshot(
        folder=folder,
        generation=contents.generation,
        stamp=stamp,
        segments=views,
        documents=sum(int(np.count_nonzero(view.alive)) for view in views),
        documents_all=sum(view.count for view in views),
        field_lengths={name: sum(view.mirror.totals.field_lengths[name] for view in views) for name in FIELDS},
        contents=(file, _contents_file(folder, contents.generation + 1)),
        contents_state=state,
    )


def state_of(file: str) -> tuple[int, int]:
    """What tells a file from another of its name: its inode, and when it was written. Raises OSError."""
    status = os.stat(file)
    return status.st_ino, status.st_mtime_ns


def _contents_file(folder: Path, generation: int) -> str:
    return str(folder / TOC._filename(INDEX_NAME, generation))


def read_contents(folder: Path, schema: Schema) -> TOC:
    """Whoosh's table of contents of the newest generation. Raises OSError or DamagedIndex."""
    with reading_whoosh(f"the table of contents in {folder}"):
        return TOC.read(FileStorage(str(folder)), INDEX_NAME, schema=schema)


_BESIDE = tuple(map(PARTS.index, BESIDE_PARTS))


def make_view(segment_id: str, mirror: Mirror, alive: Mask) -> SegmentView:
    starts = mirror.columns.part_starts
    beside = any(starts[number] < starts[number + 1] for number in _BESIDE)
    return SegmentView(segment_id, mirror, alive, packed(alive), beside)


def _view(segment: W3Segment, mirror: Mirror) -> SegmentView:
    alive = np.ones(mirror.totals.documents, bool)
    with reading_whoosh(f"the deletions of segment {segment.segment_id()}"):
        alive[np.fromiter(segment.deleted_docs(), np.int64)] = False
    return make_view(segment.segment_id(), mirror, alive)


def ready_mirrors(folder: Path, schema: Schema, known: Mapping[str, Mirror]) -> dict[str, Mirror]:
    """The mirrors of the newest generation by their segments' ids, each verified or made again, however long it takes.

    Raises OSError or DamagedIndex.
    """
    return {
        segment.segment_id(): known.get(segment.segment_id()) or _ready_mirror(folder, schema, segment, True)
        for segment in read_contents(folder, schema).segments
    }


def _ready_mirror(folder: Path, schema: Schema, segment: W3Segment, wait: bool) -> Mirror:
    """A segment's mirror, every byte of it as it was written. Raises MirrorNotReady where that takes long."""
    path, name = mirror_path(folder, segment.segment_id()), segment.segment_id()
    try:
        mirror = open_whole(path, segment.doc_count_all(), None if wait else VERIFIED_AT_ONCE)
    except FileNotFoundError:
        logger.warning("%s is missing; making it again from its Whoosh segment", path)
    except DamagedMirror as damage:
        logger.warning("%s; making it again from its Whoosh segment", damage)
    else:
        return mirror
    if not wait and segment.doc_count_all() > MENDED_AT_ONCE:
        raise MirrorNotReady(f"a part of the index, {name}, is being mended; try again in some minutes")
    with reading_whoosh(f"segment {name}"):
        arrays = read_segment(FileStorage(str(folder)), schema, segment)
    try:
        write_mirror(path, make_columns(arrays), make_totals(arrays))
    except ValueError as fault:  # a segment of an older layout may be larger than one is now
        raise DamagedIndex(f"segment {name} can have no mirror ({fault}); run: manage.py rebuild_index") from fault
    return open_whole(path, segment.doc_count_all())


def open_whole(path: Path, documents: int, largest: int | None = None) -> Mirror:
    """Map and verify the mirror of a segment of so many documents, of at most so many bytes.

    Raises FileNotFoundError, DamagedMirror, and MirrorNotReady for a larger one.
    """
    mirror = open_mirror(path)
    if mirror.totals.documents != documents:
        raise DamagedMirror(f"{path} has {mirror.totals.documents} documents, its segment {documents}")
    if largest is not None and mirror.bytes > largest:
        raise MirrorNotReady(f"a part of the index, {path.stem}, is being verified; try again in some seconds")
    mirror.verify()
    return mirror
