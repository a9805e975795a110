"""Merging: the living documents of several segments as the arrays of one.

Texts are not tokenized again: the postings of the segments' mirrors are joined. Stored documents come from Whoosh.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from pathlib import Path

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage

from search.engines.parts import FIELDS
from search.engines.whoosh.mirror.snapshot import SegmentView
from search.engines.whoosh.segments.arrays import FieldWords, SegmentArrays, StoredDocument, pack_postings
from search.engines.whoosh.segments.impacts import MAX_IMPACTS
from search.engines.whoosh.segments.inverting import make_arrays
from search.engines.whoosh.segments.layout import MAX_SEGMENT_UNITS
from search.engines.whoosh.segments.whoosh_files import stored_documents

TIER = 8  # a segment is merged with others of its size when there are so many of them
_SMALLEST_TIER = 16  # documents; smaller segments are of one size
_MOSTLY_DELETED = 0.5


def choose_merge(views: Sequence[SegmentView], largest: int, max_impacts: int = MAX_IMPACTS) -> list[SegmentView]:
    """The segments to be made one of at most `largest` documents, the smallest first; none where no merge is due.

    A segment of which half is deleted is merged, by itself if need be.
    """
    tiers: dict[int, list[SegmentView]] = {}
    for view in views:
        living = int(np.count_nonzero(view.alive))
        if living < _MOSTLY_DELETED * view.count and view.count <= largest:
            return [view]
        tiers.setdefault(_tier(living), []).append(view)
    for _, members in sorted(tiers.items()):
        if len(members) >= TIER and _fit_in_one(members[:TIER], largest, max_impacts):
            return members[:TIER]
    return []


def _tier(documents: int) -> int:
    tier = 0
    while documents > _SMALLEST_TIER * TIER**tier:
        tier += 1
    return tier


def _fit_in_one(views: Sequence[SegmentView], largest: int, max_impacts: int) -> bool:
    documents = sum(view.count for view in views)
    units = sum(len(view.columns.units) for view in views)
    if documents > largest or units > MAX_SEGMENT_UNITS:
        return False
    return len(set().union(*map(_impacts, views))) <= max_impacts


def _impacts(view: SegmentView) -> set[tuple[int, float, float]]:
    columns = view.columns
    triples = (columns.impact_fields, columns.impact_frequencies, columns.impact_lengths)
    return set(zip(*(values.tolist() for values in triples), strict=True))


def merge(folder: Path, schema: Schema, views: Sequence[SegmentView], segments: Sequence[W3Segment]) -> SegmentArrays:
    """The living documents of these segments, in their order, as one segment's arrays."""
    storage = FileStorage(str(folder))
    stored: list[StoredDocument] = []
    for view, segment in zip(views, segments, strict=True):
        stored.extend(compress(stored_documents(storage, schema, segment), view.alive.tolist()))
    vocabularies = [bytes(view.columns.terms).split(b"\n")[:-1] for view in views]
    vocabulary = sorted(set().union(*vocabularies))
    number_of = {term: number for number, term in enumerate(vocabulary)}
    renumbered = [np.fromiter(map(number_of.__getitem__, terms), np.uint64, len(terms)) for terms in vocabularies]
    words = {name: _merge_words(name, views, renumbered, len(vocabulary), len(stored)) for name in FIELDS}
    return _without_unused(stored, vocabulary, words)


def _merge_words(
    name: str,
    views: Sequence[SegmentView],
    renumbered: Sequence[npt.NDArray[np.uint64]],
    term_count: int,
    document_count: int,
) -> FieldWords:
    keys, frequencies, base = [np.empty(0, np.uint64)], [np.empty(0, np.int64)], 0
    for view, numbers in zip(views, renumbered, strict=True):
        columns = view.columns
        starts = view.word_starts(name)
        postings = slice(int(starts[0]), int(starts[-1]))
        documents, impacts = columns.posting_documents[postings], columns.posting_impacts[postings]
        living = view.alive[documents]
        terms = np.repeat(numbers, np.diff(starts))[living]
        new_numbers = (np.cumsum(view.alive) - 1 + base)[documents[living]]
        keys.append(terms << np.uint64(32) | new_numbers.astype(np.uint64))
        frequencies.append(columns.impact_frequencies[impacts[living]].astype(np.int64))
        base += int(np.count_nonzero(view.alive))
    return pack_postings(np.concatenate(keys), np.concatenate(frequencies), term_count, document_count)


def _without_unused(
    stored: list[StoredDocument], vocabulary: list[bytes], words: dict[str, FieldWords]
) -> SegmentArrays:
    """The arrays without the words that only deleted documents had."""
    used = np.zeros(len(vocabulary), bool)
    for field in words.values():
        used |= np.diff(field.starts) > 0
    kept = np.append(used, True)
    left = {
        name: FieldWords(field.starts[kept], field.documents, field.frequencies, field.lengths)
        for name, field in words.items()
    }
    return make_arrays(stored, list(compress(vocabulary, used.tolist())), left)
