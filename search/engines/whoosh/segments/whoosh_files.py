"""Whoosh's files of a segment, written from arrays and read back into them.

Whoosh's own writer takes every posting through Python as a tuple, sorts them and packs them one by one. Here the same
files come from postings that are arrays already: the per-document files through Whoosh's writer, the terms through its
hash file, and each block of postings in the format that whoosh.codec.whoosh3.W3PostingsWriter writes.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

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
from search.engines.whoosh.segments.impacts import length_bytes
from search.engines.whoosh.segments.inverting import make_arrays
from search.engines.whoosh.segments.schema import INDEX_NAME, STORED_DOCUMENT, make_codec
from search.types import FACETS, Where

BLOCK_POSTINGS = 1024
_DEFLATED_FROM, _DEFLATION = 60, 4  # bytes, level: shorter blocks are not worth it, nor is a higher level
_PROTOCOL = 3  # the first that knows bytes, and the last without nine bytes for the length of each pickle


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
    packed = writer._get_column("_stored")._child
    for number, stored in enumerate(arrays.stored):
        writer.start_doc(number)
        for name in FIELDS:
            writer.add_field(name, schema[name], None, lengths[name][number])
        # Past the column that pickles for Python 2, where bytes take half as much again.
        packed.add(number, pickle.dumps({STORED_DOCUMENT: _pack(stored)}, pickle.HIGHEST_PROTOCOL))
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
        self._delta_bytes = self._deltas.astype(np.uint8).tobytes()  # of what is less than 256
        self._weight_bytes = words.frequencies.astype(np.uint8).tobytes()
        self.widest: list[int] = np.maximum.reduceat(self._deltas, starts).tolist()
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
            blocks = self._only_block(number, start, end)
        else:
            bounds = [*range(start, end, BLOCK_POSTINGS), end]
            blocks = b"".join(self._one_of_blocks(*bound, last=bound[1] == end) for bound in pairwise(bounds))
        self._file.write(WHOOSH3_HEADER_MAGIC + blocks)
        info = W3TermInfo(
            weight=self.totals[number],
            df=end - start,
            minlength=byte_to_length(self.shortest[number]),
            maxlength=byte_to_length(self.longest[number]),
            maxweight=self.largest[number],
            minid=self.firsts[number],
            maxid=self.lasts[number],
        )
        info.set_extent(offset, len(WHOOSH3_HEADER_MAGIC) + len(blocks))
        return info

    def _only_block(self, number: int, start: int, end: int) -> bytes:
        """The block of a term that has no other, without a call to numpy: most terms have one."""
        largest = self.largest[number]
        deltas = self._delta_bytes[start:end] if self.widest[number] < 256 else _in_bytes(self._deltas[start:end])
        weights = self._weight_bytes[start:end] if largest < 256 else _in_bytes(self._weights[start:end])
        shape = (int(largest), self.shortest[number], self.longest[number])
        return _block(deltas, None if largest == 1.0 else weights, self.lasts[number], shape, last=True)

    def _one_of_blocks(self, start: int, end: int, last: bool) -> bytes:
        """One of several blocks of a term: the numbers in each begin anew."""
        self._deltas[start] = self._words.documents[start]
        lengths = self._bytes[start:end]
        largest = float(self._weights[start:end].max())
        weights = None if largest == 1.0 else _in_bytes(self._weights[start:end])
        shape = (int(largest), int(lengths.min()), int(lengths.max()))
        return _block(_in_bytes(self._deltas[start:end]), weights, int(self._words.documents[end - 1]), shape, last)


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
        documents = np.cumsum(np.fromiter(steps, np.int64, len(steps)))
        yield documents, np.ones(len(steps)) if weights is None else np.fromiter(weights, np.float64, len(steps))
        if matcher._lastblock:
            return
        matcher._next_block()


_Packed = tuple[int, int, str, str, dict[str, bytes], tuple[tuple[str, ...], ...]]
_ENCODING = "gb18030"  # of all characters; deflated, Chinese takes a sixth less than in UTF-8, and less time


def _pack(stored: StoredDocument) -> _Packed:
    texts = {where.value: text.encode(_ENCODING) for where, text in stored.texts.items()}
    facets = tuple(stored.facets.get(name, ()) for name in FACETS)
    return (stored.article_id, stored.fingerprint, stored.date, stored.title_key, texts, facets)


def _unpack(packed: _Packed) -> StoredDocument:
    article_id, fingerprint, date, title_key, texts, facets = packed
    named = {Where(name): text.decode(_ENCODING) for name, text in texts.items()}
    values = {name: found for name, found in zip(FACETS, facets, strict=True) if found}
    return StoredDocument(article_id, fingerprint, date, title_key, named, values)
