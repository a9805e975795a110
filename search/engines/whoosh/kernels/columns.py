"""The one declaration of a segment's columns: their names, types, meanings and invariants.

From it are made the layout of the mirror's file (`mirror.file`), what is checked before one is written (`faults`), the
record through which the kernels reach the columns (`kernels.segment`), and the table in docs/engine.md.

A column is an attribute of MirrorColumns, annotated with the type of its array; of a loaded mirror it is the array.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ParamSpec, get_args, get_type_hints

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]  # of any of the types below: with `np.generic` in place of Any nothing can be computed
Bytes = npt.NDArray[np.uint8]
UInt16s = npt.NDArray[np.uint16]
UInt32s = npt.NDArray[np.uint32]
UInt64s = npt.NDArray[np.uint64]
Bits = UInt64s
Int64s = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Integer = int | np.integer
"""A number in a kernel, of whatever width."""

SINGLE = 1 << 32  # marks the key of a single unit among those of common units and pairs


@dataclass(frozen=True, slots=True)
class MirrorColumn:
    """What a column means, and what must hold of its numbers: the kernels rely on it and check no bounds.

    A rule is a number or a product of sums of numbers, in words: names of other columns, which stand for their lengths,
    and those that `faults` is given. `length`: how many numbers there are. `below`: all are from `lowest` to below it.
    `ascends_to`: none is smaller than the one before, the first is not negative, the last is this. `lines`: the bytes
    are so many lines of UTF-8, each with a line feed at its end. `is_sorted`: none is smaller than the one before.
    """

    meaning: str
    length: str = ""
    below: str = ""
    lowest: int = 0
    ascends_to: str = ""
    lines: str = ""
    is_sorted: bool = False
    ends_with_zero: bool = False

    def invariants(self) -> Iterator[str]:
        """The rules as phrases, for the documentation."""
        if self.length:
            yield f"length = {self.length}"
        if self.below:
            yield f"{self.lowest} ≤ each < {self.below}"
        if self.ascends_to:
            yield f"ascends from 0 or more to {self.ascends_to}"
        if self.lines:
            yield f"lines = {self.lines}"
        if self.is_sorted:
            yield "ascending"
        if self.ends_with_zero:
            yield "the last is 0"


Rules = ParamSpec("Rules")


def _as_attribute(declare: Callable[Rules, MirrorColumn]) -> Callable[Rules, Any]:
    """The same function to whoever checks types, but for its result, which may stand for any array."""
    return declare


_column = _as_attribute(MirrorColumn)


class MirrorColumns:
    """The columns of a mirror's file, in the file's order."""

    # Documents, numbered from 0 in the order in which they were added.
    ids: Int64s = _column("each document's article", length="documents")
    fingerprints: Int64s = _column("`fingerprints.fingerprint` of each document", length="documents")
    newest: Int64s = _column("sort key of each document, newest day first, then by id", length="documents")
    oldest: Int64s = _column("sort key of each document, oldest day first, then by id", length="documents")
    title_ranks: Int64s = _column(
        "each document's place in this segment's order of titles", length="documents", below="documents"
    )
    title_keys: Bytes = _column("each document's sort key of its title", lines="documents")
    title_key_ends: Int64s = _column(
        "where each line of `title_keys` ends", length="documents", ascends_to="title_keys"
    )

    # The folded text, see `arrays.SegmentText`.
    units: UInt16s = _column(
        "UTF-16 code units, part after part, in blocks of 16; unused ones are 0",
        length="block_documents * block_units",
        ends_with_zero=True,
    )
    part_starts: Int64s = _column(
        "where each part's text begins, and the last one's ends", length="parts + 1", ascends_to="units"
    )
    block_documents: UInt16s = _column("the document that each block of units belongs to", below="documents")
    part_blocks: UInt32s = _column(
        "the block where a document's text of a part begins: a row for each document, then one of the parts' ends",
        length="(documents + 1) * parts",
        below="block_documents + 1",
    )

    marks: UInt16s = _column(
        "which units of each block are marks, see `search.text.marks`: unit u is bit u % 16", length="block_documents"
    )

    # Where each two neighbouring units stand.
    bigram_keys: UInt32s = _column("every bigram of units that occurs: first × 65536 + second", is_sorted=True)
    bigram_starts: UInt32s = _column(
        "where each bigram's positions begin, and the last one's end",
        length="bigram_keys + 1",
        ascends_to="positions",
    )
    positions: UInt32s = _column("where in `units` each bigram stands, bigram after bigram, ascending", below="units")
    common_keys: Int64s = _column(
        "the bigrams that occur often in articles' own text, then the single units (2³² + unit)", is_sorted=True
    )
    common_bitmaps: UInt64s = _column(
        "the documents whose own text holds each of `common_keys`", length="common_keys * bitmap_words"
    )

    parted_keys: UInt32s = _column("every pair of units that stands with marks between", is_sorted=True)
    parted_starts: UInt32s = _column(
        "where each such pair's places begin, and the last one's end",
        length="parted_keys + 1",
        ascends_to="parted_places",
    )
    parted_places: UInt32s = _column(
        "where in `units` the first of each such pair stands, pair after pair, ascending", below="units"
    )

    # The vocabulary and its postings.
    terms: Bytes = _column("the vocabulary, sorted as bytes", lines="term_ends")
    term_ends: UInt32s = _column("where each line of `terms` ends", ascends_to="terms")
    term_heads: UInt64s = _column(
        "the first eight bytes of each term as a big-endian number", length="term_ends", is_sorted=True
    )
    exact_terms: Bytes = _column(
        "1 for a rare term of two units or more whose postings, of all fields, are just the documents in whose "
        "own text its units stand in a row",
        length="term_ends",
        below="2",
    )
    posting_starts: UInt32s = _column(
        "where each term's postings begin, and the last one's end: a row for each field",
        length="(term_ends + 1) * fields",
        ascends_to="posting_documents",
    )
    posting_documents: UInt16s = _column("the document of each posting, ascending for each term", below="documents")
    posting_impacts: UInt16s = _column(
        "the impact of each posting: the number of a distinct (field, frequency, field length)",
        length="posting_documents",
        below="impact_fields",
    )
    impact_fields: Int64s = _column("the field of each impact", below="fields")
    impact_frequencies: Floats = _column("how often the term occurs in the field", length="impact_fields")
    impact_lengths: Floats = _column("the field's length in words, rounded as Whoosh does", length="impact_fields")

    # Facets. The values of all facets are numbered facet after facet.
    facet_values: Bytes = _column("the values of all facets, sorted within each", lines="facet_rows")
    facet_bases: Int64s = _column(
        "the number of each facet's first value, and of the last one's end",
        length="facets + 1",
        ascends_to="facet_rows",
    )
    facet_starts: Int64s = _column(
        "where each value's documents begin, and the last one's end",
        length="facet_rows + 1",
        ascends_to="facet_documents",
    )
    facet_documents: UInt16s = _column("the documents of each value, ascending for each", below="documents")
    facet_rows: Int64s = _column(
        "the row of `facet_bitmaps` that holds a value's documents too, or -1", below="facet_bitmap_rows", lowest=-1
    )
    facet_bitmaps: UInt64s = _column(
        "the documents of each value that many have", length="facet_bitmap_rows * bitmap_words"
    )
    facet_forward_starts: UInt32s = _column(
        "where each document's values begin, and the last one's end",
        length="documents + 1",
        ascends_to="facet_forward",
    )
    facet_forward: UInt32s = _column(
        "the values of each document, ascending for each", length="facet_documents", below="facet_rows"
    )

    def __init__(self, columns: Mapping[str, Array]) -> None:
        vars(self).update({name: columns[name] for name in MIRROR_COLUMNS})


class SegmentColumns(MirrorColumns):
    """What the kernels see of a segment: its mirror, and what a snapshot works out for it, see `answering.prepared`."""

    bases: Floats = _column("each impact's score without its factor idf, see `answering.bm25`", length="impact_fields")
    greatest_bases: Floats = _column("the greatest of `bases` of each field", length="fields")
    least_newest: Int64s = _column("the least of `newest` of each 64 documents", length="bitmap_words")
    least_oldest: Int64s = _column("the least of `oldest` of each 64 documents", length="bitmap_words")
    facet_places: Int64s = _column("each value's number among those of all segments", length="facet_rows")
    alive: UInt64s = _column("the documents that are not deleted, as a bitmap", length="bitmap_words")
    part_weights: Floats = _column("the weight of each part's field", length="parts")
    amounts: Floats = _column("the constants of `answering.proximity`", length="4")

    def __init__(self, mirror: MirrorColumns, **worked_out: Array) -> None:
        vars(self).update(vars(mirror))
        vars(self).update(worked_out)


def _declared(holder: type) -> dict[str, MirrorColumn]:
    return {name: value for name, value in vars(holder).items() if isinstance(value, MirrorColumn)}


MIRROR_COLUMNS = _declared(MirrorColumns)
SEGMENT_COLUMNS = MIRROR_COLUMNS | _declared(SegmentColumns)
DTYPES: dict[str, np.dtype[Any]] = {  # each of its own type of number, which only an Any can be taken for
    name: np.dtype(get_args(get_args(kind)[1])[0]) for name, kind in get_type_hints(SegmentColumns).items()
}


def faults(columns: Mapping[str, Array], numbers: Mapping[str, int]) -> Iterator[str]:
    """What does not hold of a mirror's columns; `numbers` are those that rules name and no column gives.

    Every number is looked at, which takes about a second for 4 GB.
    """
    sizes = {name: len(values) for name, values in columns.items()} | {**numbers}
    for name, declared in MIRROR_COLUMNS.items():
        values = columns[name]
        if values.dtype != DTYPES[name] or values.ndim != 1:
            yield f"column {name} is of {values.dtype}, not {DTYPES[name]}"
        elif declared.length and len(values) != _value(declared.length, sizes):
            yield f"column {name} has {len(values)} numbers, not {declared.length}"
        elif not _holds(declared, values, sizes):
            yield f"column {name} breaks one of its rules: {'; '.join(declared.invariants())}"


def _value(rule: str, sizes: Mapping[str, int]) -> int:
    """A product of sums, see Column."""
    factors = (factor.strip("()").split(" + ") for factor in rule.split(" * "))
    return math.prod(sum(int(term) if term.isdecimal() else sizes[term] for term in terms) for terms in factors)


def _holds(declared: MirrorColumn, values: Array, sizes: Mapping[str, int]) -> bool:
    if declared.ascends_to and (len(values) == 0 or values[0] < 0 or values[-1] != _value(declared.ascends_to, sizes)):
        return len(values) == 0 == _value(declared.ascends_to, sizes)
    if (declared.ascends_to or declared.is_sorted) and bool((values[1:] < values[:-1]).any()):
        return False
    if declared.below and len(values):
        lowest, highest = int(values.min()), int(values.max())
        if lowest < declared.lowest or highest >= _value(declared.below, sizes):
            return False
    if declared.lines and int(np.count_nonzero(values == ord("\n"))) != _value(declared.lines, sizes):
        return False
    return not (declared.ends_with_zero and len(values) and values[-1])
