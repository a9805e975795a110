"""Whoosh's files of a segment, written from arrays and read back into them.

Whoosh's own writer takes every posting through Python as a tuple, sorts them and packs them one by one. Here the same
files come from postings that are arrays already: the per-document files through Whoosh's writer, the terms through its
hash file, and each block of postings in the format that whoosh.codec.whoosh3.W3PostingsWriter writes.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3Segment, W3TermInfo
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage, Storage
from whoosh.filedb.structfile import StructFile
from whoosh.reading import SegmentReader
from whoosh.util.numeric import byte_to_length

from search.engines.whoosh.arrays import FieldWords, SegmentArrays, StoredDocument, pack_postings
from search.engines.whoosh.gathering import make_arrays
from search.engines.whoosh.layout import FIELDS
from search.engines.whoosh.schema import INDEX_NAME, STORED_DOCUMENT, make_codec
from search.types import Where

BLOCK_POSTINGS = 1024
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
        postings = _FieldPostings(writer._postfile, arrays.words[name])
        present = np.flatnonzero(np.diff(arrays.words[name].starts)).tolist()
        if not present:
            continue
        writer.start_field(name, schema[name])
        key = writer._fieldid.to_bytes(2, "big")
        for term in present:
            writer._tindex.add(key + arrays.vocabulary[term], postings.write(term).to_bytes())
        writer.finish_field()
    writer.close()


class _FieldPostings:
    """Writes the postings of one field's terms, in blocks of at most BLOCK_POSTINGS."""

    def __init__(self, file: StructFile, words: FieldWords) -> None:
        self._file = file
        self._words = words
        self._bytes = length_bytes(words.lengths)[words.documents]
        self._starts: list[int] = words.starts.tolist()

    def write(self, term: int) -> W3TermInfo:
        start, end = self._starts[term], self._starts[term + 1]
        offset = self._file.tell()
        self._file.write(WHOOSH3_HEADER_MAGIC)
        for begin in range(start, end, BLOCK_POSTINGS):
            self._write_block(begin, min(begin + BLOCK_POSTINGS, end), last=begin + BLOCK_POSTINGS >= end)
        info = self._describe(start, end)
        info.set_extent(offset, self._file.tell() - offset)
        return info

    def _write_block(self, start: int, end: int, last: bool) -> None:
        documents = self._words.documents[start:end].astype(np.int64)
        frequencies = self._words.frequencies[start:end]
        ids = np.diff(documents, prepend=0).tolist()
        all_one = bool((frequencies == 1).all())
        weights = None if all_one else tuple(frequencies.astype(float).tolist())
        data = pickle.dumps((tuple(ids), weights, frequencies.astype(">u4").tobytes()), 2)
        lengths = self._bytes[start:end]
        largest = 1.0 if all_one else float(frequencies.max())
        shape = (end - start, int(documents[-1]), largest, 0, int(lengths.min()), int(lengths.max()))
        header = pickle.dumps(shape, 2)
        size = len(header) + len(data)
        self._file.write_int(-size if last else size)
        self._file.write(header)
        self._file.write(data)

    def _describe(self, start: int, end: int) -> W3TermInfo:
        documents, frequencies = self._words.documents, self._words.frequencies[start:end]
        lengths = self._bytes[start:end]
        return W3TermInfo(
            weight=float(frequencies.sum()),
            df=end - start,
            minlength=byte_to_length(int(lengths.min())),
            maxlength=byte_to_length(int(lengths.max())),
            maxweight=float(frequencies.max()),
            minid=int(documents[start]),
            maxid=int(documents[end - 1]),
        )


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
    keys: list[int] = []
    frequencies: list[int] = []
    terms_reader, format_ = reader._terms, reader.schema[name].format
    for text in reader.lexicon(name):
        matcher = terms_reader.matcher(name, text, format_)
        upper = number_of[text] << 32
        while matcher.is_active():
            keys.append(upper | matcher.id())
            frequencies.append(int(matcher.weight()))
            matcher.next()
    return pack_postings(np.array(keys, np.uint64), np.array(frequencies, np.int64), len(number_of), count)


def _pack(stored: StoredDocument) -> tuple[object, ...]:
    texts = {where.value: text for where, text in stored.texts.items()}
    return (stored.article_id, stored.fingerprint, stored.date, stored.title_key, texts, stored.facets)


def _unpack(packed: tuple[int, int, str, str, dict[str, str], dict[str, tuple[str, ...]]]) -> StoredDocument:
    article_id, fingerprint, date, title_key, texts, facets = packed
    named = {Where(name): text for name, text in texts.items()}
    return StoredDocument(article_id, fingerprint, date, title_key, named, facets)
