"""What the kernels read of a snapshot: its segments' columns in a table, and what is worked out over all of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.parts import FIELDS
from search.engines.whoosh.answering.bm25 import bases
from search.engines.whoosh.answering.plan import EMPTY_PLAN, encode, with_words
from search.engines.whoosh.answering.proximity import AMOUNTS, PART_WEIGHTS
from search.engines.whoosh.kernels.columns import Bits, SegmentColumns
from search.engines.whoosh.kernels.postings import postings_of
from search.engines.whoosh.kernels.segment import Tables, make_tables
from search.engines.whoosh.mirror.snapshot import Mask, SegmentView, Snapshot
from search.types import FACETS


@dataclass(frozen=True, slots=True)
class FacetTable:
    """The values of all facets over all segments, numbered facet after facet.

    For each facet its `values` and their `numbers`; for each segment, by facet, what each of its own values is numbered
    in the segment.
    """

    size: int
    values: Mapping[str, Sequence[str]]
    numbers: Mapping[str, slice]
    own_numbers: Sequence[Mapping[str, Mapping[str, int]]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """`offsets` say where each segment's part of a set of documents begins, in words of bits, and the last one's ends.

    `columns` are the arrays that the tables lead to: they live as long as this. `results` are sets of documents that
    were asked for, by what asked for them: `answering.search.result_bits` keeps them.
    """

    snapshot: Snapshot
    tables: Tables
    offsets: npt.NDArray[np.int64]
    facets: FacetTable
    nowhere: tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]  # the places of the wildcards of a plan without any
    no_words: Sequence[tuple[()]]  # what they stand for in each segment
    columns: Sequence[SegmentColumns]
    has_beside_text: bool  # whether any document has a caption or is part of a feature
    results: dict[Hashable, Bits]


def prepare(snapshot: Snapshot) -> Prepared:
    """Worked out with the first search of a snapshot."""
    if not snapshot.prepared:
        snapshot.prepared.append(_prepare(snapshot))
    prepared: Prepared = snapshot.prepared[0]
    return prepared


def _prepare(snapshot: Snapshot) -> Prepared:
    facets, places = _facet_table(snapshot.segments)
    columns = []
    for segment, of_segment in zip(snapshot.segments, places, strict=True):
        each = bases(snapshot, segment)
        columns.append(
            SegmentColumns(
                segment.columns,
                bases=each,
                greatest_bases=_greatest(each, segment.columns.impact_fields),
                least_newest=_least(segment.columns.newest),
                least_oldest=_least(segment.columns.oldest),
                facet_places=of_segment,
                alive=segment.alive_bits,
                part_weights=PART_WEIGHTS,
                amounts=AMOUNTS,
            )
        )
    widths = [len(segment.alive_bits) for segment in snapshot.segments]
    beside = any(segment.has_beside_text for segment in snapshot.segments)
    offsets = np.cumsum([0, *widths])
    nowhere, no_words = (np.empty(0, np.uint32), np.zeros((len(columns), 1), np.int64)), [()] * len(columns)
    return Prepared(snapshot, make_tables(columns), offsets, facets, nowhere, no_words, columns, beside, {})


def _greatest(values: npt.NDArray[np.float64], fields: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """The greatest value of each field, 0 where it has none."""
    found = np.zeros(len(FIELDS))
    np.maximum.at(found, fields, values)
    return found


def _least(keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The least of the keys of each word of bits."""
    return np.minimum.reduceat(keys, np.arange(0, len(keys), 64))


def _facet_table(segments: Sequence[SegmentView]) -> tuple[FacetTable, list[npt.NDArray[np.int64]]]:
    """And for each segment, the number over all of each of its own values."""
    values, numbers, base = {}, {}, 0
    places: list[list[int]] = [[] for _ in segments]
    own_numbers: list[dict[str, Mapping[str, int]]] = [{} for _ in segments]
    for name in FACETS:
        of_segments = [segment.facet_values(name) for segment in segments]
        values[name] = sorted(set().union(*of_segments))
        numbers[name] = slice(base, base + len(values[name]))
        number_of = {value: base + number for number, value in enumerate(values[name])}
        base += len(values[name])
        for segment, found, of_segment, own in zip(segments, of_segments, places, own_numbers, strict=True):
            of_segment += [number_of[value] for value in found]
            own[name] = {value: number for number, value in enumerate(found, segment.facet_range(name)[0])}
    return FacetTable(base, values, numbers, own_numbers), [np.array(found, np.int64) for found in places]


def postings_in(
    prepared: Prepared, field: str, words: Iterable[str]
) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """For each segment, where each word's postings in a field begin and end, among those of all."""
    number = FIELDS.index(field)
    query = encode(with_words(EMPTY_PLAN, dict.fromkeys(words, 1 << number)))
    for segment in range(len(prepared.snapshot.segments)):
        begins, ends = postings_of(prepared.tables, segment, query, len(FIELDS))
        yield np.ascontiguousarray(begins[number :: len(FIELDS)]), np.ascontiguousarray(ends[number :: len(FIELDS)])


def as_masks(prepared: Prepared, bits: Bits) -> list[Mask]:
    """A set over all segments, as one truth value for every document of each segment."""
    parts = np.split(bits, prepared.offsets[1:])[:-1]  # also where there is no segment
    return [
        np.unpackbits(part.view(np.uint8), count=segment.count, bitorder="little").view(bool)
        for part, segment in zip(parts, prepared.snapshot.segments, strict=True)
    ]
