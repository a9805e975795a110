"""The mirror's file: a segment's columns packed into one, beside the segment, mapped into memory.

A header says where each column lies; it is checksummed, and so is every column. The file appears under its name only
when it is whole. Its name begins with the segment's, so Whoosh takes it away with the segment.

    8 bytes  magic and version        4 bytes  crc32 of the header      4 bytes  the header's length
    header   JSON                     columns  each from a multiple of 64 bytes on
"""

from __future__ import annotations

import json
import mmap
import os
import secrets
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from search.engines.whoosh.mirror.columns import Columns, Totals
from search.engines.whoosh.mirror.integrity import faults_of_columns
from search.engines.whoosh.segments.layout import MIRROR_VERSION, Array

MAGIC = b"MIRROR" + MIRROR_VERSION.to_bytes(2, "big")
EXTENSION = ".mirror"
_PREFIX = struct.Struct("!8sII")
_ALIGNMENT = 64
# Bytes: a file up to this size is read and checked whole on opening, of a larger one see `soundness`.
_CHECKED_ON_OPENING = 32 << 20


class DamagedMirror(Exception):
    """The file is not what was written: cut short, altered or of another version."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """A segment's columns, read-only. The memory stays mapped as long as one of them is in use."""

    columns: Columns
    totals: Totals

    def __getitem__(self, name: str) -> Array:
        return self.columns[name]


def mirror_path(folder: Path, segment_id: str) -> Path:
    return folder / f"{segment_id}{EXTENSION}"


def write_mirror(path: Path, columns: Columns, totals: Totals) -> None:
    """Write the file whole, then give it its name. Raises OSError."""
    directory, offset = {}, 0
    for name, values in columns.items():
        data = np.ascontiguousarray(values)
        directory[name] = [data.dtype.str, len(data), offset, zlib.crc32(data.view(np.uint8).data)]
        offset += -(-data.nbytes // _ALIGNMENT) * _ALIGNMENT
    described = {
        "documents": totals.documents,
        "field_lengths": totals.field_lengths,
        "columns": directory,
        "bytes": offset,
    }
    header = json.dumps(described).encode()
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with unfinished.open("wb") as file:
        file.write(_PREFIX.pack(MAGIC, zlib.crc32(header), len(header)))
        file.write(header)
        file.write(b"\0" * (_data_start(len(header)) - file.tell()))
        for values in columns.values():
            data = np.ascontiguousarray(values)
            file.write(data.view(np.uint8).data)
            file.write(b"\0" * (-data.nbytes % _ALIGNMENT))
    os.replace(unfinished, path)


def open_mirror(path: Path, check_all: bool = False) -> Mirror:
    """Map a mirror. Raises FileNotFoundError where there is none, DamagedMirror where it cannot be trusted."""
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size < _PREFIX.size:
            raise DamagedMirror(f"{path} is cut short")
        memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    magic, checksum, length = _PREFIX.unpack_from(memory)
    header = memory[_PREFIX.size : _PREFIX.size + length]
    if magic != MAGIC or zlib.crc32(header) != checksum:
        raise DamagedMirror(f"{path} has no readable header")
    described = json.loads(header)
    start = _data_start(length)
    if len(memory) != start + described["bytes"]:
        raise DamagedMirror(f"{path} has {len(memory)} bytes, not {start + described['bytes']}")
    check = check_all or len(memory) <= _CHECKED_ON_OPENING
    columns = {}
    for name, (kind, count, offset, column_checksum) in described["columns"].items():
        values = np.frombuffer(memory, np.dtype(kind), count, start + offset)
        if check and zlib.crc32(values.view(np.uint8).data) != column_checksum:
            raise DamagedMirror(f"{path}: column {name} has changed")
        columns[name] = values
    if not check:
        for name in faults_of_columns(columns, described["documents"]):
            raise DamagedMirror(f"{path}: column {name} does not fit the others")
    return Mirror(columns, Totals(described["documents"], described["field_lengths"]))


def _data_start(header_length: int) -> int:
    return -(-(_PREFIX.size + header_length) // _ALIGNMENT) * _ALIGNMENT
