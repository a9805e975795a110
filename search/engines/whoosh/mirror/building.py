"""A segment's arrays become the columns of its mirror, as `kernels.columns` declares them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.parts import FIELDS
from search.engines.sort_keys import LAST_DAY, day_number, newest_first, oldest_first
from search.engines.whoosh.kernels.columns import DTYPES
from search.engines.whoosh.mirror.bigrams import COMMON, bigram_columns, mark_columns, packed
from search.engines.whoosh.mirror.exact_terms import exact_term_column
from search.engines.whoosh.segments.arrays import BLOCK, FacetColumn, SegmentArrays, SegmentText
from search.engines.whoosh.segments.impacts import LENGTH_OF_BYTE, length_bytes
from search.engines.whoosh.segments.layout import Array, Integers
from search.types import FACETS

_COUNTED_BY_BITS = 128  # documents for each one with a facet's value, up to which bits are counted faster than numbers

Columns = dict[str, Array]


@dataclass(frozen=True, slots=True)
class Totals:
    """What scoring needs to know of a whole segment."""

    documents: int
    field_lengths: dict[str, int]


def make_columns(arrays: SegmentArrays) -> Columns:
    """All the columns of a segment's mirror. Raises ValueError where the segment is too large for their types."""
    columns = _document_columns(arrays)
    columns |= _text_columns(arrays.text, arrays.count)
    columns |= bigram_columns(arrays.text, arrays.count)
    columns |= mark_columns(arrays.text.units)
    columns |= _line_columns("terms", "term_ends", list(arrays.vocabulary))
    columns["term_heads"] = np.array([term_head(term) for term in arrays.vocabulary], np.uint64)
    columns |= _word_columns(arrays)
    columns |= _facet_columns([arrays.facets[name] for name in FACETS], arrays.count)
    columns = {name: _as_declared(name, values) for name, values in columns.items()}
    return columns | exact_term_column(arrays, columns)


def _as_declared(name: str, values: Array) -> Array:
    narrowed = values.astype(DTYPES[name], copy=False)
    if narrowed is not values and not np.array_equal(narrowed, values):
        raise ValueError(f"column {name} has a number that is not of {DTYPES[name]}")
    return narrowed


def term_head(term: bytes) -> int:
    """A number that orders words as their first eight bytes do."""
    return int.from_bytes(term[:8].ljust(8, b"\0"), "big")


def make_totals(arrays: SegmentArrays) -> Totals:
    return Totals(arrays.count, {name: int(words.lengths.sum()) for name, words in arrays.words.items()})


def _document_columns(arrays: SegmentArrays) -> Columns:
    ids = np.array([stored.article_id for stored in arrays.stored], np.int64)
    days = np.array([day_number(stored.date) for stored in arrays.stored], np.int64)
    keys = [stored.title_key.replace("\n", " ").encode() for stored in arrays.stored]
    order = sorted(range(arrays.count), key=lambda number: (keys[number], ids[number]))
    ranks = np.empty(arrays.count, np.int64)
    ranks[order] = np.arange(arrays.count)
    return {
        "ids": ids,
        "fingerprints": np.array([stored.fingerprint for stored in arrays.stored], np.int64),
        "newest": newest_first(days, ids),
        "oldest": oldest_first(np.where(days == 0, LAST_DAY, days), ids),
        "title_ranks": ranks,
        **_line_columns("title_keys", "title_key_ends", keys),
    }


def _line_columns(name: str, ends_name: str, lines: list[bytes]) -> Columns:
    lengths = np.fromiter((len(line) + 1 for line in lines), np.int64, len(lines))
    joined = b"".join(line + b"\n" for line in lines)
    return {name: np.frombuffer(joined, np.uint8), ends_name: np.cumsum(lengths)}


def _text_columns(text: SegmentText, count: int) -> Columns:
    blocks = text.part_starts // BLOCK
    bounds = np.arange(count + 1)
    begins = [
        start + np.searchsorted(text.block_documents[start:end], bounds)
        for start, end in zip(blocks[:-1].tolist(), blocks[1:].tolist(), strict=True)
    ]
    return {
        "units": text.units,
        "part_starts": text.part_starts,
        "part_blocks": np.stack(begins, axis=1).ravel(),
        "block_documents": text.block_documents,
    }


def _word_columns(arrays: SegmentArrays) -> Columns:
    words = [arrays.words[name] for name in FIELDS]
    sizes = [len(of_field.documents) for of_field in words]
    starts = [of_field.starts + base for of_field, base in zip(words, np.cumsum([0, *sizes]).tolist(), strict=False)]
    frequencies = np.concatenate([of_field.frequencies for of_field in words])
    bytes_of_lengths = np.concatenate([length_bytes(of_field.lengths)[of_field.documents] for of_field in words])
    # Few frequencies occur, and lengths are bytes: so few triples are possible that a table finds the distinct ones.
    different = np.flatnonzero(np.bincount(frequencies))
    places = np.zeros(int(frequencies.max(initial=0)) + 1, np.int64)
    places[different] = np.arange(len(different))
    triples = (np.repeat(np.arange(len(FIELDS)), sizes) * len(different) + places[frequencies]) << 8 | bytes_of_lengths
    used = np.zeros(len(FIELDS) * len(different) << 8, bool)
    used[triples] = True
    distinct = np.flatnonzero(used)
    numbers = (np.cumsum(used) - 1).astype(np.uint32)
    return {
        "posting_starts": np.concatenate(starts),
        "posting_documents": np.concatenate([of_field.documents for of_field in words]),
        "posting_impacts": numbers[triples],
        "impact_fields": (distinct >> 8) // max(len(different), 1),
        "impact_frequencies": different[(distinct >> 8) % max(len(different), 1)],
        "impact_lengths": LENGTH_OF_BYTE[distinct & 255],
    }


def _facet_columns(facets: list[FacetColumn], count: int) -> Columns:
    lines = "".join(value.replace("\n", " ") + "\n" for facet in facets for value in facet.values)
    sizes = np.concatenate([np.diff(facet.starts) for facet in facets])
    starts, documents = np.cumsum([0, *sizes]), np.concatenate([facet.documents for facet in facets])
    numbers = np.repeat(np.arange(len(sizes)), sizes)
    order = np.argsort(documents, kind="stable")
    rows, sets = _facet_sets(starts, documents, count)
    return {
        "facet_values": np.frombuffer(lines.encode(), np.uint8),
        "facet_bases": np.cumsum([0, *(len(facet.values) for facet in facets)]),
        "facet_starts": starts,
        "facet_documents": documents,
        "facet_rows": rows,
        "facet_bitmaps": sets,
        "facet_forward_starts": np.searchsorted(documents[order], np.arange(count + 1)),
        "facet_forward": numbers[order],
    }


def _facet_sets(
    starts: Integers, documents: Integers, count: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint64]]:
    rows, sets = np.full(len(starts) - 1, -1, np.int64), [np.empty(0, np.uint64)]
    for row, value in enumerate(np.flatnonzero(np.diff(starts) * _COUNTED_BY_BITS >= max(count, COMMON)).tolist()):
        having = np.zeros(count, bool)
        having[documents[starts[value] : starts[value + 1]]] = True
        rows[value] = row
        sets.append(packed(having))
    return rows, np.concatenate(sets)
