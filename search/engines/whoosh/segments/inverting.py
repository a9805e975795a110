"""Documents become a segment's arrays: folded, cut, counted. Pure, and the work that processes share out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.fingerprints import fingerprint
from search.engines.parts import FIELD_OF_PART, FIELDS, PARTS
from search.engines.whoosh.segments.arrays import (
    FieldWords,
    SegmentArrays,
    StoredDocument,
    count_postings,
    lay_out_text,
    make_facet,
)
from search.engines.whoosh.segments.impacts import MAX_IMPACTS, impacts_at_most
from search.engines.whoosh.segments.layout import MAX_SEGMENT_DOCUMENTS, MAX_SEGMENT_UNITS
from search.text.folding import folded_blocks
from search.text.tokenizer import cut_words, word_parts
from search.types import FACETS, MISSING, IndexDocument, Where

_COUNTED_AT_ONCE = 4096  # documents: what counting takes memory for


def invert_documents(
    documents: Iterable[IndexDocument],
    max_documents: int = MAX_SEGMENT_DOCUMENTS,
    max_units: int = MAX_SEGMENT_UNITS,
    max_impacts: int = MAX_IMPACTS,
) -> Iterator[SegmentArrays]:
    """The documents as segments, none larger than the limits say, but for a single document that is."""
    batch = _Batch()
    for document in documents:
        batch.add(document)
        if len(batch.stored) >= max_documents or batch.units >= max_units:
            yield from batch.finish(max_impacts)
            batch = _Batch()
    if batch.stored:
        yield from batch.finish(max_impacts)


def fold_document(document: IndexDocument) -> StoredDocument:
    """The document as it is stored: texts folded, a facet without a value said to have none."""
    texts = {where: folded_blocks(blocks) for where, blocks in document.texts.items()}
    return StoredDocument(
        article_id=document.article_id,
        fingerprint=fingerprint(document),
        date=document.date,
        title_key=document.title_key,
        texts={where: text for where, text in texts.items() if text},
        facets={name: tuple(dict.fromkeys(document.facets.get(name, ()))) or (MISSING,) for name in FACETS},
    )


def make_arrays(stored: list[StoredDocument], vocabulary: list[bytes], words: dict[str, FieldWords]) -> SegmentArrays:
    """A segment's arrays, where its words are counted already."""
    return SegmentArrays(
        stored=stored,
        text=lay_out_text([_encoded(stored, part) for part in PARTS]),
        vocabulary=vocabulary,
        words=words,
        facets={name: make_facet([document.facets.get(name, (MISSING,)) for document in stored]) for name in FACETS},
    )


def _encoded(stored: list[StoredDocument], part: Where) -> list[bytes]:
    return [document.texts[part].encode("utf-16-le") if part in document.texts else b"" for document in stored]


class _Numbering(dict[str, int]):
    """Numbers words in the order they are met."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class _Batch:
    """Documents being gathered. Words are numbered whole; what is inside them is counted when the batch is full."""

    def __init__(self) -> None:
        self.stored: list[StoredDocument] = []
        self.units = 0
        self._numbers = _Numbering()
        self._words: dict[str, list[npt.NDArray[np.uint32]]] = {name: [] for name in FIELDS}

    def add(self, document: IndexDocument) -> None:
        stored = fold_document(document)
        self.stored.append(stored)
        self.units += sum(map(len, stored.texts.values()))
        found: dict[str, list[str]] = {name: [] for name in FIELDS}
        for where, text in stored.texts.items():
            if where in FIELD_OF_PART:
                found[FIELD_OF_PART[where]].extend(cut_words(text))
        number_of = self._numbers.__getitem__
        for name, words in found.items():
            self._words[name].append(np.fromiter(map(number_of, words), np.uint32, len(words)))

    def finish(self, max_impacts: int) -> Iterator[SegmentArrays]:
        """The documents as one segment, or as several where one may have too many impacts."""
        vocabulary, parts = _take_apart(self._numbers)
        runs = [(0, len(self.stored))]
        while runs:
            start, end = runs.pop()
            words = {name: self._count(name, start, end, parts, len(vocabulary)) for name in FIELDS}
            if end - start > 1 and impacts_at_most(words.values()) > max_impacts:
                middle = (start + end) // 2
                runs += [(middle, end), (start, middle)]
            else:
                yield make_arrays(self.stored[start:end], vocabulary, words)

    def _count(self, name: str, start: int, end: int, parts: _Parts, term_count: int) -> FieldWords:
        return count_postings(_tokens(self._words[name][start:end], parts), term_count, end - start)


def _tokens(
    of_documents: Sequence[npt.NDArray[np.uint32]], parts: _Parts
) -> Iterator[tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]]:
    """The tokens of a field, term and document of each, some documents at a time."""
    for start in range(0, len(of_documents), _COUNTED_AT_ONCE):
        run = of_documents[start : start + _COUNTED_AT_ONCE]
        words = np.concatenate(run)
        documents = np.repeat(np.arange(start, start + len(run), dtype=np.uint32), [len(found) for found in run])
        yield parts.terms_of(words), np.repeat(documents, parts.counts[words])


@dataclass(frozen=True, slots=True)
class _Parts:
    """The terms of each numbered word, by their places in the vocabulary: `terms[firsts[w]:firsts[w] + counts[w]]`."""

    firsts: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]
    terms: npt.NDArray[np.uint32]

    def terms_of(self, words: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
        """The terms of these words, one word's after the other's."""
        counts = self.counts[words]
        ends = np.cumsum(counts)
        within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)
        return self.terms[np.repeat(self.firsts[words], counts) + within]


def _take_apart(words: Iterable[str]) -> tuple[list[bytes], _Parts]:
    """The vocabulary that words are made of, and which of its terms each has."""
    parts = [[part.encode() for part in word_parts(word)] for word in words]
    vocabulary = sorted({term for terms in parts for term in terms})
    place = {term: number for number, term in enumerate(vocabulary)}
    counts = np.array([len(terms) for terms in parts], np.int64)
    flat = np.fromiter((place[term] for terms in parts for term in terms), np.uint32, int(counts.sum()))
    return vocabulary, _Parts(np.cumsum(counts) - counts, counts, flat)
