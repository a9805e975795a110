"""Whoosh's files of a segment, written from arrays and read back into them.

The per-document files go through Whoosh's writer, terms and postings do not: see `term_files`.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher, W3Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage, Storage
from whoosh.reading import SegmentReader

from search.engines.parts import FIELDS
from search.engines.whoosh.segments.arrays import FieldWords, SegmentArrays, StoredDocument, pack_postings
from search.engines.whoosh.segments.inverting import make_arrays
from search.engines.whoosh.segments.schema import INDEX_NAME, STORED_DOCUMENT, make_codec
from search.engines.whoosh.segments.term_files import write_terms
from search.types import FACETS, Where


def write_segment(storage: FileStorage, schema: Schema, arrays: SegmentArrays) -> W3Segment:
    """Write a segment's Whoosh files into the storage; it is part of no index until a table of contents names it."""
    codec = make_codec()
    segment = codec.new_segment(storage, INDEX_NAME)
    segment.set_doc_count(arrays.count)
    _write_documents(codec, storage, segment, schema, arrays)
    write_terms(codec, storage, segment, schema, arrays)
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
