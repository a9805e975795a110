"""Documents become a segment's arrays: folded, cut, counted. Pure, and the work that processes share out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from search.engines.base import fingerprint
from search.engines.whoosh.arrays import (
    FieldWords,
    SegmentArrays,
    StoredDocument,
    count_postings,
    lay_out_text,
    make_facet,
)
from search.engines.whoosh.layout import (
    FIELD_OF_PART,
    FIELDS,
    MAX_SEGMENT_DOCUMENTS,
    MAX_SEGMENT_UNITS,
    PARTS,
)
from search.tokens import fold_text, word_texts
from search.types import FACETS, MISSING, IndexDocument, Where


def gather(
    documents: Iterable[IndexDocument],
    max_documents: int = MAX_SEGMENT_DOCUMENTS,
    max_units: int = MAX_SEGMENT_UNITS,
) -> Iterator[SegmentArrays]:
    """The documents as segments, none larger than the limits say, but for a single document that is."""
    batch = _Batch()
    for document in documents:
        batch.add(document)
        if len(batch.stored) >= max_documents or batch.units >= max_units:
            yield batch.finish()
            batch = _Batch()
    if batch.stored:
        yield batch.finish()


def fold_document(document: IndexDocument) -> StoredDocument:
    """The document as it is stored: texts folded, a facet without a value said to have none."""
    texts = {where: fold_text("\n".join(blocks)) for where, blocks in document.texts.items() if blocks}
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
        facets={name: make_facet([document.facets[name] for document in stored]) for name in FACETS},
    )


def _encoded(stored: list[StoredDocument], part: Where) -> list[bytes]:
    return [document.texts[part].encode("utf-16-le") if part in document.texts else b"" for document in stored]


class _Numbering(dict[str, int]):
    """Numbers words in the order they are met."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class _Batch:
    def __init__(self) -> None:
        self.stored: list[StoredDocument] = []
        self.units = 0
        self._numbers = _Numbering()
        self._terms: dict[str, list[npt.NDArray[np.uint32]]] = {name: [] for name in FIELDS}

    def add(self, document: IndexDocument) -> None:
        stored = fold_document(document)
        self.stored.append(stored)
        self.units += sum(map(len, stored.texts.values()))
        found: dict[str, list[str]] = {name: [] for name in FIELDS}
        for where, text in stored.texts.items():
            if where in FIELD_OF_PART:
                found[FIELD_OF_PART[where]].extend(word_texts(text))
        number_of = self._numbers.__getitem__
        for name, texts in found.items():
            self._terms[name].append(np.fromiter(map(number_of, texts), np.uint32, len(texts)))

    def finish(self) -> SegmentArrays:
        encoded = [word.encode() for word in self._numbers]
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        rank = np.empty(len(order), np.uint32)
        rank[order] = np.arange(len(order), dtype=np.uint32)
        words = {name: self._count(rank, self._terms[name]) for name in FIELDS}
        return make_arrays(self.stored, [encoded[number] for number in order], words)

    def _count(self, rank: npt.NDArray[np.uint32], terms: list[npt.NDArray[np.uint32]]) -> FieldWords:
        documents = np.repeat(np.arange(len(terms)), [len(of_one) for of_one in terms])
        return count_postings(rank[np.concatenate(terms)], documents, len(rank), len(terms))
