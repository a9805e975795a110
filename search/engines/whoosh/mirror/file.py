"""The mirror's file: a segment's columns in one, beside the segment, mapped into memory.

    8 bytes  magic        8 bytes  digest of the format, see `format_digest`
    4 bytes  crc32 of the header           4 bytes  the header's length in bytes
    header   JSON: the segment's id, its documents, the sum of each field's lengths, and of each column how many
             numbers it has and their crc32
    columns  in the order of their declaration, each from a multiple of 64 bytes on

The file appears under its name only when it is whole. Its name begins with the segment's, so Whoosh takes it away with
the segment. Whether a mapped file is what was written is known once `Mirror.verify` has read all of it: crc32 reads
4 GB a second here, faster than most disks; of what Python has at hand only weaker sums are faster.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import secrets
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from search.engines.parts import FIELDS, PARTS
from search.engines.whoosh.kernels.columns import DTYPES, MIRROR_COLUMNS, Array, MirrorColumns, faults
from search.engines.whoosh.mirror.building import Columns, Totals
from search.engines.whoosh.segments.arrays import BLOCK
from search.engines.whoosh.segments.layout import MIRROR_VERSION
from search.types import FACETS

MAGIC = b"MIRROR\0\0"
EXTENSION = ".mirror"
_PREFIX = struct.Struct("!8s8sII")
_ALIGNMENT = 64


class DamagedMirror(Exception):
    """The file is not what was written for this segment: cut short, altered, another's or of another format."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """A segment's mapped columns, read-only. The memory stays mapped as long as one of them is in use."""

    path: Path
    columns: MirrorColumns
    totals: Totals
    checksums: Mapping[str, int]

    @property
    def bytes(self) -> int:
        return sum(getattr(self.columns, name).nbytes for name in MIRROR_COLUMNS)

    def verify(self) -> None:
        """Read all of it. Raises DamagedMirror where a column is not what was written. Other threads run meanwhile."""
        for name, checksum in self.checksums.items():
            if _checksum(getattr(self.columns, name)) != checksum:
                raise DamagedMirror(f"{self.path}: column {name} has changed")


def mirror_path(folder: Path, segment_id: str) -> Path:
    return folder / f"{segment_id}{EXTENSION}"


def write_mirror(path: Path, columns: Columns, totals: Totals) -> None:
    """Write the file whole, then give it its name.

    Raises OSError, and ValueError where the columns break an invariant: then a search with them could read past an end.
    """
    for fault in faults(columns, _numbers(columns, totals.documents)):
        raise ValueError(f"{path} is not written: {fault}")
    ordered = {name: np.ascontiguousarray(columns[name]) for name in MIRROR_COLUMNS}
    described = {
        "segment": path.stem,
        "documents": totals.documents,
        "field_lengths": totals.field_lengths,
        "columns": {name: [len(values), _checksum(values)] for name, values in ordered.items()},
    }
    header = json.dumps(described).encode()
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with unfinished.open("wb") as file:
        file.write(_PREFIX.pack(MAGIC, format_digest(), zlib.crc32(header), len(header)))
        file.write(header)
        for values in ordered.values():
            file.write(b"\0" * (-file.tell() % _ALIGNMENT))
            file.write(values.view(np.uint8).data)
    os.replace(unfinished, path)


def open_mirror(path: Path) -> Mirror:
    """Map a mirror, without reading its columns. Raises FileNotFoundError where there is none, DamagedMirror where the
    header does not fit the file or its name.
    """
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size < _PREFIX.size:
            raise DamagedMirror(f"{path} is cut short")
        memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    magic, digest, checksum, length = _PREFIX.unpack_from(memory)
    header = memory[_PREFIX.size : _PREFIX.size + length]
    if magic != MAGIC or digest != format_digest():
        raise DamagedMirror(f"{path} is of another format")
    if zlib.crc32(header) != checksum:
        raise DamagedMirror(f"{path} has no readable header")
    described = json.loads(header)
    if described["segment"] != path.stem:
        raise DamagedMirror(f"{path} is the mirror of another segment, {described['segment']}")
    columns, end = {}, _PREFIX.size + length
    for name, (count, _) in described["columns"].items():
        start = end + -end % _ALIGNMENT
        end = start + count * DTYPES[name].itemsize
        if end > len(memory):
            raise DamagedMirror(f"{path} is cut short: column {name} is not all there")
        columns[name] = np.frombuffer(memory, DTYPES[name], count, start)
    if end != len(memory):
        raise DamagedMirror(f"{path} has {len(memory)} bytes, not {end}")
    totals = Totals(described["documents"], described["field_lengths"])
    return Mirror(
        path, MirrorColumns(columns), totals, {name: sum_ for name, (_, sum_) in described["columns"].items()}
    )


def format_digest() -> bytes:
    """Eight bytes that change with whatever a mirror's numbers mean something by: a file with others is made again."""
    kinds = [(name, DTYPES[name].str) for name in MIRROR_COLUMNS]
    content = repr((MIRROR_VERSION, BLOCK, kinds, PARTS, FIELDS, FACETS))
    return hashlib.blake2b(content.encode(), digest_size=8).digest()


def _numbers(columns: Columns, documents: int) -> dict[str, int]:
    """What the names in rules stand for that are not columns."""
    words = -(-documents // 64)
    return {
        "documents": documents,
        "parts": len(PARTS),
        "fields": len(FIELDS),
        "facets": len(FACETS),
        "block_units": BLOCK,
        "bitmap_words": words,
        "facet_bitmap_rows": len(columns["facet_bitmaps"]) // max(words, 1),
    }


def _checksum(values: Array) -> int:
    return zlib.crc32(values.view(np.uint8).data)
