"""A segment's terms and their postings, as the two files that Whoosh reads them from.

Whoosh's own writer takes every posting through Python as a tuple, sorts them and packs them one by one, and writes each
term by itself. Here the same bytes come from postings that are arrays already, a field at a time: each block of
postings in the format that whoosh.codec.whoosh3.W3PostingsWriter writes, what is known of a term as W3TermInfo packs
it, the table of terms as whoosh.filedb.filetables.OrderedHashWriter lays it out.
"""

from __future__ import annotations

import pickle
import struct
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from hashlib import md5
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import Storage
from whoosh.filedb.filetables import OrderedHashWriter
from whoosh.system import pack_int

from search.engines.parts import FIELDS
from search.engines.whoosh.segments.arrays import FieldWords, SegmentArrays
from search.engines.whoosh.segments.impacts import length_bytes

BLOCK_POSTINGS = 1024
_DEFLATED_FROM, _DEFLATION = 60, 4  # bytes, level: shorter blocks are not worth it, nor is a higher level
_PROTOCOL = 3  # the first that knows bytes, and the last without nine bytes for the length of each pickle
# Inlined or not, weight, documents, shortest, longest, largest weight, first and last document, place and size.
_INFO = np.dtype(
    [
        ("inlined", "u1"), ("weight", ">f4"), ("count", ">u4"), ("shortest", "u1"), ("longest", "u1"),
        ("largest", ">f4"), ("first", ">u4"), ("last", ">u4"), ("offset", ">i8"), ("size", ">i4"),
    ]
)  # fmt: skip
_SIZES = struct.Struct("!ii")  # of a key and of its value
_SLOT = np.dtype([("hash", ">u4"), ("position", ">i8")])


def write_terms(codec: W3Codec, storage: Storage, segment: W3Segment, schema: Schema, arrays: SegmentArrays) -> None:
    """Write the terms of all fields with their postings."""
    writer = codec.field_writer(storage, segment)
    writer._tindex._write_hashes = partial(_write_hashes, writer._tindex)
    for name in FIELDS:
        present = np.flatnonzero(np.diff(arrays.words[name].starts))
        if not len(present):
            continue
        writer.start_field(name, schema[name])
        field = writer._fieldid.to_bytes(2, "big")
        keys = [field + arrays.vocabulary[term] for term in present.tolist()]
        postings = _FieldPostings(arrays.words[name], present)
        blocks = postings.blocks()
        infos = postings.infos(writer._postfile.tell(), [len(block) for block in blocks])
        writer._postfile.write(b"".join(blocks))
        _add(writer._tindex, keys, infos)
        writer.finish_field()
    writer.close()


def _add(table: OrderedHashWriter, keys: Sequence[bytes], values: Iterable[bytes]) -> None:
    """What `table.add` does with each of these ascending keys."""
    rows = [_SIZES.pack(len(key), len(value)) + key + value for key, value in zip(keys, values, strict=True)]
    positions = list(accumulate(map(len, rows), initial=table.dbfile.tell()))
    table.index.extend(positions[:-1])
    for key, position in zip(keys, positions, strict=False):
        hashed = int.from_bytes(md5(key, usedforsecurity=False).digest()[-4:], "big")
        table.buckets[hashed & 255].append((hashed, position))
    table.dbfile.write(b"".join(rows))
    table.lastkey = keys[-1]


def _write_hashes(table: OrderedHashWriter) -> None:
    """The tables that lead from a key's hash to its place, twice as long as there are keys."""
    position, written = table.dbfile.tell(), []
    for entries in table.buckets:
        size = 2 * len(entries)
        table.directory.append((position, size))
        slots: list[tuple[int, int]] = [(0, 0)] * size
        for entry in entries:
            slot = (entry[0] >> 8) % size
            while slots[slot][1]:
                slot = (slot + 1) % size
            slots[slot] = entry
        written.append(np.array(slots, _SLOT).tobytes())
        position += len(written[-1])
    table.dbfile.write(b"".join(written))


class _FieldPostings:
    """The postings of one field's terms, in blocks of at most BLOCK_POSTINGS.

    What a block says of itself is worked out for all terms at once: most have a single block.
    """

    def __init__(self, words: FieldWords, present: npt.NDArray[np.int64]) -> None:
        self._words = words
        starts, ends = words.starts[present], words.starts[present + 1]
        self._bytes = length_bytes(words.lengths)[words.documents]
        self._deltas = np.diff(words.documents.astype(np.int64), prepend=0)
        self._deltas[starts] = words.documents[starts]
        self._weights = words.frequencies.astype(np.float64)
        self._delta_bytes = self._deltas.astype(np.uint8).tobytes()  # of what is less than 256
        self._weight_bytes = words.frequencies.astype(np.uint8).tobytes()
        self._widest: list[int] = np.maximum.reduceat(self._deltas, starts).tolist()
        self._infos = np.zeros(len(present), _INFO)
        self._infos["weight"] = np.add.reduceat(self._weights, starts)
        self._infos["count"] = ends - starts
        self._infos["shortest"] = np.minimum.reduceat(self._bytes, starts)
        self._infos["longest"] = np.maximum.reduceat(self._bytes, starts)
        self._infos["largest"] = np.maximum.reduceat(self._weights, starts)
        self._infos["first"], self._infos["last"] = words.documents[starts], words.documents[ends - 1]
        self._bounds = list(zip(starts.tolist(), ends.tolist(), strict=True))

    def infos(self, offset: int, sizes: list[int]) -> list[bytes]:
        """What is known of each term, its blocks being of these sizes and beginning at this offset of their file."""
        self._infos["size"] = sizes
        self._infos["offset"] = offset + np.cumsum(sizes) - sizes
        whole, size = self._infos.tobytes(), _INFO.itemsize
        return [whole[start : start + size] for start in range(0, len(whole), size)]

    def blocks(self) -> list[bytes]:
        """The blocks of each term present, behind the mark that they begin with."""
        shapes = [self._infos[name].tolist() for name in ("largest", "shortest", "longest", "last")]
        return [
            WHOOSH3_HEADER_MAGIC + self._blocks(start, end, widest, *shape)
            for (start, end), widest, *shape in zip(self._bounds, self._widest, *shapes, strict=True)
        ]

    def _blocks(self, start: int, end: int, widest: int, largest: float, low: int, high: int, last: int) -> bytes:
        """A term's blocks; the one of a term that has no other without a call to numpy."""
        if end - start > BLOCK_POSTINGS:
            bounds = pairwise([*range(start, end, BLOCK_POSTINGS), end])
            return b"".join(self._one_of_blocks(*bound, last=bound[1] == end) for bound in bounds)
        deltas = self._delta_bytes[start:end] if widest < 256 else _in_bytes(self._deltas[start:end])
        weights = self._weight_bytes[start:end] if largest < 256 else _in_bytes(self._weights[start:end])
        return _block(deltas, None if largest == 1.0 else weights, last, (int(largest), low, high), last=True)

    def _one_of_blocks(self, start: int, end: int, last: bool) -> bytes:
        """One of several blocks of a term: the numbers in each begin anew."""
        self._deltas[start] = self._words.documents[start]
        lengths = self._bytes[start:end]
        largest = float(self._weights[start:end].max())
        weights = None if largest == 1.0 else _in_bytes(self._weights[start:end])
        shape = (int(largest), int(lengths.min()), int(lengths.max()))
        return _block(_in_bytes(self._deltas[start:end]), weights, int(self._words.documents[end - 1]), shape, last)


@lru_cache(maxsize=4096)  # most terms stand in one document, once: as many of its others do
def _block(
    deltas: Sequence[float], weights: Sequence[float] | None, last_id: int, shape: tuple[int, int, int], last: bool
) -> bytes:
    """A block in Whoosh's format. `shape`: the largest weight, the lengths of the shortest and longest document."""
    data = pickle.dumps((deltas, weights, None), _PROTOCOL)
    level = _DEFLATION if len(data) > _DEFLATED_FROM else 0
    if level:
        data = zlib.compress(data, level)
    largest, low, high = shape
    header = pickle.dumps((len(deltas), last_id, largest, level, low, high), _PROTOCOL)
    size = len(header) + len(data)
    return pack_int(-size if last else size) + header + data


def _in_bytes(numbers: npt.NDArray[Any]) -> Sequence[int | float]:
    """The same numbers, as bytes where they fit: Whoosh wants a sequence of numbers, and bytes are one."""
    return numbers.astype(np.uint8).tobytes() if numbers.max() < 256 else tuple(numbers.tolist())
