"""A segment's content as arrays: what inverting, merging and recovering make, and what files are written from. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.segments.layout import Integers, smallest_unsigned
from search.types import Where

_PACKED_BITS = 64
BLOCK = 16  # units of text; a part of a document begins at a block's start and ends with at least one zero unit


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What Whoosh stores of a document: enough to make its mirror again. Texts are folded, blocks joined by "\\n"."""

    article_id: int
    fingerprint: int
    date: str
    title_key: str
    texts: dict[Where, str]
    facets: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SegmentText:
    """The folded text of a segment, all titles first, then all authors …, in UTF-16 units.

    `part_starts` has one more entry than PARTS; `block_documents` says whose each block of BLOCK units is.
    """

    units: npt.NDArray[np.uint16]
    part_starts: npt.NDArray[np.int64]
    block_documents: Integers


@dataclass(frozen=True, slots=True)
class FieldWords:
    """The postings of one field, by term, then document: `starts[t]:starts[t+1]` are those of term t.

    `lengths` are the documents' numbers of words in this field.
    """

    starts: npt.NDArray[np.int64]
    documents: Integers
    frequencies: Integers
    lengths: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """A facet's values in order, and the documents of each: `documents[starts[v]:starts[v+1]]`."""

    values: tuple[str, ...]
    starts: npt.NDArray[np.int64]
    documents: Integers


@dataclass(frozen=True, slots=True)
class SegmentArrays:
    """A segment's documents, numbered as they come. `vocabulary` is sorted, in UTF-8, as Whoosh sorts terms."""

    stored: Sequence[StoredDocument]
    text: SegmentText
    vocabulary: Sequence[bytes]
    words: dict[str, FieldWords]
    facets: dict[str, FacetColumn]

    @property
    def count(self) -> int:
        return len(self.stored)


def lay_out_text(parts: Iterable[Sequence[bytes]]) -> SegmentText:
    """The segment's text from each part's texts, one for each document, as UTF-16 little endian bytes."""
    pieces: list[bytes] = []
    blocks: list[Integers] = []
    part_starts = [0]
    for texts in parts:
        counts = np.fromiter((len(text) // (2 * BLOCK) + 1 if text else 0 for text in texts), np.int64, len(texts))
        for text, count in zip(texts, counts.tolist(), strict=True):
            pieces.append(text.ljust(count * 2 * BLOCK, b"\0"))
        blocks.append(np.repeat(np.arange(len(texts)), counts))
        part_starts.append(part_starts[-1] + int(counts.sum()) * BLOCK)
    block_documents = np.concatenate(blocks)
    largest = int(block_documents.max()) if len(block_documents) else 0
    return SegmentText(
        units=np.frombuffer(b"".join(pieces), np.uint16),
        part_starts=np.array(part_starts, np.int64),
        block_documents=block_documents.astype(smallest_unsigned(largest)),
    )


def count_postings(tokens: Iterable[tuple[Integers, Integers]], term_count: int, document_count: int) -> FieldWords:
    """The postings of a field from its tokens: runs of documents after each other, their terms and documents."""
    keys, frequencies = [np.empty(0, np.uint64)], [np.empty(0, np.uint32)]
    for terms, documents in tokens:
        all_keys = np.sort(terms.astype(np.uint64) << np.uint64(32) | documents.astype(np.uint64))
        firsts = np.flatnonzero(np.diff(all_keys, prepend=np.uint64(2**64 - 1)))
        keys.append(all_keys[firsts])
        frequencies.append(np.diff(firsts, append=len(all_keys)).astype(np.uint32))
    return pack_postings(np.concatenate(keys), np.concatenate(frequencies), term_count, document_count)


def pack_postings(
    keys: npt.NDArray[np.uint64], frequencies: Integers, term_count: int, document_count: int
) -> FieldWords:
    """The postings of a field from keys in any order: term in the upper 32 bits, document in the lower."""
    keys, frequencies = _sorted_together(keys, frequencies, document_count)
    terms = (keys >> np.uint64(32)).astype(np.uint32)
    documents = keys.astype(np.uint32).astype(smallest_unsigned(max(document_count - 1, 0)))
    return FieldWords(
        starts=np.searchsorted(terms, np.arange(term_count + 1, dtype=np.uint32)),
        documents=documents,
        frequencies=frequencies,
        lengths=np.bincount(documents, weights=frequencies, minlength=document_count).astype(np.int64),
    )


def _sorted_together(
    keys: npt.NDArray[np.uint64], frequencies: Integers, document_count: int
) -> tuple[npt.NDArray[np.uint64], Integers]:
    """Keys in order, each with its frequency; where both fit, packed into one number, which sorts in place."""
    largest = int(frequencies.max(initial=0))
    kind = smallest_unsigned(largest)
    of_term, of_document, of_frequency = (
        number.bit_length() for number in (int(keys.max(initial=0)) >> 32, max(document_count - 1, 0), largest)
    )
    if of_term + of_document + of_frequency > _PACKED_BITS:
        order = np.argsort(keys)
        return keys[order], frequencies[order].astype(kind)
    documents, lower = np.uint64(of_document + of_frequency), np.uint64(of_frequency)
    packed = keys >> np.uint64(32) << documents | (keys & np.uint64(2**32 - 1)) << lower
    packed |= frequencies.astype(np.uint64)
    packed.sort()
    found = (packed & np.uint64((1 << of_frequency) - 1)).astype(kind)
    packed = packed >> documents << np.uint64(32) | packed >> lower & np.uint64((1 << of_document) - 1)
    return packed, found


def make_facet(values_of_documents: Sequence[tuple[str, ...]]) -> FacetColumn:
    """A facet's column from the values of each document."""
    documents = np.repeat(np.arange(len(values_of_documents)), [len(values) for values in values_of_documents])
    flat = [value for values in values_of_documents for value in values]
    names = sorted(set(flat))
    number_of = {name: number for number, name in enumerate(names)}
    numbers = np.fromiter((number_of[value] for value in flat), np.int64, len(flat))
    order = np.argsort(numbers, kind="stable")
    return FacetColumn(
        values=tuple(names),
        starts=np.searchsorted(numbers[order], np.arange(len(names) + 1)),
        documents=documents[order].astype(smallest_unsigned(max(len(values_of_documents) - 1, 0))),
    )
