"""Whoosh's files of a segment, written from arrays and read back into them.

Whoosh's own writer takes every posting through Python as a tuple, sorts them and packs them one by one. Here the same
files come from postings that are arrays already: the per-document files through Whoosh's writer, the terms through its
hash file, and each block of postings in the format that whoosh.codec.whoosh3.W3PostingsWriter writes.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3LeafMatcher, W3Segment, W3TermInfo
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage, Storage
from whoosh.filedb.structfile import StructFile
from whoosh.reading import SegmentReader
from whoosh.system import pack_int
from whoosh.util.numeric import byte_to_length

from search.engines.parts import FIELDS
from search.engines.whoosh.segments.arrays import FieldWords, SegmentArrays, StoredDocument, pack_postings
from search.engines.whoosh.segments.inverting import make_arrays
from search.engines.whoosh.segments.schema import INDEX_NAME, STORED_DOCUMENT, make_codec
from search.types import Where

BLOCK_POSTINGS = 1024
_DEFLATED_FROM, _DEFLATION = 256, 1  # bytes, level: shorter blocks are not worth it, nor is a higher level
LENGTH_OF_BYTE = np.array([byte_to_length(byte) for byte in range(256)], np.int64)


def length_bytes(lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """Field lengths as Whoosh keeps them, in one byte each: exact up to 108, then in steps. 0 for an empty field."""
    exact = np.minimum(lengths, LENGTH_OF_BYTE[-1])
    return np.searchsorted(LENGTH_OF_BYTE, exact).astype(np.uint8)


def write_segment(storage: FileStorage, schema: Schema, arrays: SegmentArrays) -> W3Segment:
    """Write a segment's Whoosh files into the storage; it is part of no index until a table of contents names it."""
    codec = make_codec()
    segment = codec.new_segment(storage, INDEX_NAME)
    segment.set_doc_count(arrays.count)
    _write_documents(codec, storage, segment, schema, arrays)
    _write_terms(codec, storage, segment, schema, arrays)
    return segment


def _write_documents(
    codec: W3Codec, storage: FileStorage, segment: W3Segment, schema: Schema, arrays: SegmentArrays
) -> None:
    storage = _OwnTemporary(storage.folder)
    lengths = {name: arrays.words[name].lengths.tolist() for name in FIELDS}
    writer = codec.per_document_writer(storage, segment)
    for number, stored in enumerate(arrays.stored):
        writer.start_doc(number)
        for name in FIELDS:
            writer.add_field(name, schema[name], None, lengths[name][number])
        writer.add_field(STORED_DOCUMENT, schema[STORED_DOCUMENT], _pack(stored), 0)
        writer.finish_doc()
    writer.close()
    storage.temporary.destroy()


class _OwnTemporary(FileStorage):
    """A folder whose temporary folder is this writer's alone: several processes write segments into one folder."""

    def temp_storage(self, name: str | None = None) -> Storage:
        self.temporary: FileStorage = super().temp_storage()
        return self.temporary


def _write_terms(codec: W3Codec, storage: Storage, segment: W3Segment, schema: Schema, arrays: SegmentArrays) -> None:
    writer = codec.field_writer(storage, segment)
    for name in FIELDS:
        present = np.flatnonzero(np.diff(arrays.words[name].starts))
        if not len(present):
            continue
        postings = _FieldPostings(writer._postfile, arrays.words[name], present)
        writer.start_field(name, schema[name])
        key = writer._fieldid.to_bytes(2, "big")
        for number, term in enumerate(present.tolist()):
            writer._tindex.add(key + arrays.vocabulary[term], postings.write(number).to_bytes())
        writer.finish_field()
    writer.close()


class _FieldPostings:
    """Writes the postings of one field's terms, in blocks of at most BLOCK_POSTINGS.

    What a block says of itself is worked out for all terms at once: most have a single block.
    """

    def __init__(self, file: StructFile, words: FieldWords, present: npt.NDArray[np.int64]) -> None:
        self._file = file
        self._words = words
        starts = words.starts[present]
        self._bytes = length_bytes(words.lengths)[words.documents]
        self._deltas = np.diff(words.documents.astype(np.int64), prepend=0)
        self._deltas[starts] = words.documents[starts]
        self._weights = words.frequencies.astype(np.float64)
        self._frequencies = words.frequencies.astype(">u4")
        self.totals: list[float] = np.add.reduceat(self._weights, starts).tolist()
        self.largest: list[float] = np.maximum.reduceat(self._weights, starts).tolist()
        self.shortest: list[int] = np.minimum.reduceat(self._bytes, starts).tolist()
        self.longest: list[int] = np.maximum.reduceat(self._bytes, starts).tolist()
        self.firsts: list[int] = words.documents[starts].tolist()
        self.lasts: list[int] = words.documents[words.starts[present + 1] - 1].tolist()
        self.bounds = list(zip(starts.tolist(), words.starts[present + 1].tolist(), strict=True))

    def write(self, number: int) -> W3TermInfo:
        """Write the postings of one of the terms present."""
        start, end = self.bounds[number]
        offset = self._file.tell()
        if end - start <= BLOCK_POSTINGS:
            shape = (self.lasts[number], self.largest[number], self.shortest[number], self.longest[number])
            self._file.write(WHOOSH3_HEADER_MAGIC + self._block(start, end, True, *shape))
        else:
            self._file.write(WHOOSH3_HEADER_MAGIC)
            for begin in range(start, end, BLOCK_POSTINGS):
                self._write_block(begin, min(begin + BLOCK_POSTINGS, end), last=begin + BLOCK_POSTINGS >= end)
        info = W3TermInfo(
            weight=self.totals[number],
            df=end - start,
            minlength=byte_to_length(self.shortest[number]),
            maxlength=byte_to_length(self.longest[number]),
            maxweight=self.largest[number],
            minid=self.firsts[number],
            maxid=self.lasts[number],
        )
        info.set_extent(offset, self._file.tell() - offset)
        return info

    def _write_block(self, start: int, end: int, last: bool) -> None:
        """One of several blocks of a term: the numbers in each begin anew."""
        self._deltas[start] = self._words.documents[start]
        lengths = self._bytes[start:end]
        shape = (float(self._weights[start:end].max()), int(lengths.min()), int(lengths.max()))
        self._file.write(self._block(start, end, last, int(self._words.documents[end - 1]), *shape))

    def _block(self, start: int, end: int, last: bool, last_id: int, largest: float, low: int, high: int) -> bytes:
        weights = None if largest == 1.0 else tuple(self._weights[start:end].tolist())
        ids = tuple(self._deltas[start:end].tolist())
        data = pickle.dumps((ids, weights, self._frequencies[start:end].tobytes()), 2)
        level = _DEFLATION if len(data) > _DEFLATED_FROM else 0
        if level:
            data = zlib.compress(data, level)
        header = pickle.dumps((end - start, last_id, largest, level, low, high), 2)
        size = len(header) + len(data)
        return pack_int(-size if last else size) + header + data


def read_segment(storage: Storage, schema: Schema, segment: W3Segment) -> SegmentArrays:
    """A segment's arrays from its Whoosh files, deleted documents too: what its mirror is made from again."""
    reader = SegmentReader(storage, schema, segment)
    try:
        stored = [_unpack(reader.stored_fields(number)[STORED_DOCUMENT]) for number in range(reader.doc_count_all())]
        vocabulary = sorted({text for _, text in reader.all_terms()})
        number_of = {text: number for number, text in enumerate(vocabulary)}
        words = {name: _read_field(reader, name, number_of, len(stored)) for name in FIELDS}
        return make_arrays(stored, vocabulary, words)
    finally:
        reader.close()


def stored_documents(storage: Storage, schema: Schema, segment: W3Segment) -> Iterator[StoredDocument]:
    """The documents a segment stores, deleted ones too."""
    reader = SegmentReader(storage, schema, segment)
    try:
        for number in range(reader.doc_count_all()):
            yield _unpack(reader.stored_fields(number)[STORED_DOCUMENT])
    finally:
        reader.close()


def _read_field(reader: SegmentReader, name: str, number_of: dict[bytes, int], count: int) -> FieldWords:
    keys, frequencies = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    terms_reader, format_ = reader._terms, reader.schema[name].format
    for text in reader.lexicon(name):
        for ids, weights in _read_blocks(terms_reader.matcher(name, text, format_)):
            keys.append(ids.astype(np.uint64) | np.uint64(number_of[text] << 32))
            frequencies.append(weights.astype(np.int64))
    return pack_postings(np.concatenate(keys), np.concatenate(frequencies), len(number_of), count)


def _read_blocks(matcher: W3LeafMatcher) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]]:
    """The documents and weights of a term, block by block, without stepping through its postings one by one."""
    while True:
        matcher._read_data()
        steps, weights, _ = matcher._data
        yield np.cumsum(np.array(steps, np.int64)), np.broadcast_to(1.0 if weights is None else weights, len(steps))
        if matcher._lastblock:
            return
        matcher._next_block()


def _pack(stored: StoredDocument) -> tuple[object, ...]:
    texts = {where.value: text for where, text in stored.texts.items()}
    return (stored.article_id, stored.fingerprint, stored.date, stored.title_key, texts, stored.facets)


def _unpack(packed: tuple[int, int, str, str, dict[str, str], dict[str, tuple[str, ...]]]) -> StoredDocument:
    article_id, fingerprint, date, title_key, texts, facets = packed
    named = {Where(name): text for name, text in texts.items()}
    return StoredDocument(article_id, fingerprint, date, title_key, named, facets)
