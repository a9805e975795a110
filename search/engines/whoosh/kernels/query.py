"""A query as the kernels take it: two arrays, since each that is handed over costs more than reading it.

What stands in them is described by the records below, whose fields are all int64 in the arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from search.engines.whoosh.kernels.columns import Bytes, Int64s, UInt16s
from search.engines.whoosh.kernels.jit import inlined, inner

LEAF, ALL, AND, OR, NOT, AT_LEAST = range(6)  # the operations of a program


class Header(NamedTuple):
    """What is asked for as a whole, and how many rows of each kind follow."""

    limit: int  # hits that are wanted, in order; -1: all
    filters: int
    allowed: int
    facets: int
    facet_values: int  # of the snapshot
    oldest_first: int  # whether equal scores are ordered by the oldest day, and not by the newest
    detailed: int  # whether the details are wanted, see `kernels.search`


class PlanHeader(NamedTuple):
    """How many rows of each kind a plan has, and which of its hits and leaves are for what."""

    steps: int
    leaves: int
    words: int
    ranking: int  # leaves that a match may rest on; they are the first
    reranked: int  # the best hits whose scores `proximity` adds to
    one_run: int  # whether it is nothing but a run of several units, quoted or without marks
    one_word: int  # whether this run is the one word that is ranked by, and its own text and all fields are looked into
    units: int  # numbers of int64 that the leaves' units take


class Step(NamedTuple):
    """A step of a program over a stack of bitmaps: LEAF and ALL push one; the others replace the topmost `operand`."""

    operation: int
    operand: int  # the number of a leaf, or how many bitmaps are taken
    minimum: int  # of AT_LEAST


class LeafRow(NamedTuple):
    """A term or wildcard of a query. A wildcard has no units: its start is -1, its end its number among wildcards."""

    start: int
    end: int
    length: int  # in units
    own: int  # whether it looks into the article's own text and nothing else
    run: int  # whether it is a run of several words
    parts: int  # which of PARTS it looks into, as bits
    bare_start: int  # the run without marks that is looked for whatever marks stand between its units; may be empty
    bare_end: int


class WordRow(NamedTuple):
    """A word that is ranked by: where its letters end, and the fields that it is looked up in, as bits."""

    end: int
    fields: int


class AllowedValue(NamedTuple):
    """A facet value that a filter lets through: the number of the filter, and the value's in a segment."""

    segment: int
    filter: int
    value: int


class CountedFacet(NamedTuple):
    """A facet whose values are counted: in which of the matched sets, and its number among FACETS."""

    row: int
    facet: int


def _dtype(record: type[NamedTuple]) -> Any:  # an array of it is a sequence of such records, which no NumPy type says
    return np.dtype([(name, np.int64) for name in record._fields], align=True)


_RECORDS = (Header, AllowedValue, CountedFacet, PlanHeader, Step, LeafRow, WordRow)
_HEADER, _ALLOWED, _FACET, _PLAN, _STEP, _LEAF, _WORD = map(_dtype, _RECORDS)
_HEADER_SIZE, _ALLOWED_SIZE, _FACET_SIZE, _PLAN_SIZE, _STEP_SIZE, _LEAF_SIZE, _WORD_SIZE = (
    len(record._fields) for record in _RECORDS
)

EncodedQuery = tuple[Int64s, Int64s]
"""The header, then allowed values and counted facets; the plan's header, steps, leaves and words, the units of its
leaves in UTF-16, the letters of its words in UTF-8, both filled up to whole numbers.
"""


@inner
def header_of(query: EncodedQuery) -> Header:
    return query[0][:_HEADER_SIZE].view(_HEADER)[0]


@inner
def plan_of(query: EncodedQuery) -> PlanHeader:
    return query[1][:_PLAN_SIZE].view(_PLAN)[0]


@inlined
def program_of(query: EncodedQuery) -> Sequence[Step]:
    return query[1][_PLAN_SIZE : _PLAN_SIZE + plan_of(query).steps * _STEP_SIZE].view(_STEP)


@inlined
def leaves_of(query: EncodedQuery) -> Sequence[LeafRow]:
    plan = plan_of(query)
    begin = _PLAN_SIZE + plan.steps * _STEP_SIZE
    return query[1][begin : begin + plan.leaves * _LEAF_SIZE].view(_LEAF)


@inner
def words_of(query: EncodedQuery) -> Sequence[WordRow]:
    plan = plan_of(query)
    begin = _PLAN_SIZE + plan.steps * _STEP_SIZE + plan.leaves * _LEAF_SIZE
    return query[1][begin : begin + plan.words * _WORD_SIZE].view(_WORD)


@inner
def units_of(query: EncodedQuery) -> UInt16s:
    begin = _texts_begin(plan_of(query))
    return query[1][begin : begin + plan_of(query).units].view(np.uint16)


@inner
def letters_of(query: EncodedQuery) -> Bytes:
    return query[1][_texts_begin(plan_of(query)) + plan_of(query).units :].view(np.uint8)


@inner
def _texts_begin(plan: PlanHeader) -> int:
    return _PLAN_SIZE + plan.steps * _STEP_SIZE + plan.leaves * _LEAF_SIZE + plan.words * _WORD_SIZE


@inlined
def allowed_of(query: EncodedQuery) -> Sequence[AllowedValue]:
    return query[0][_HEADER_SIZE : _HEADER_SIZE + header_of(query).allowed * _ALLOWED_SIZE].view(_ALLOWED)


@inlined
def facets_of(query: EncodedQuery) -> Sequence[CountedFacet]:
    header = header_of(query)
    begin = _HEADER_SIZE + header.allowed * _ALLOWED_SIZE
    return query[0][begin : begin + header.facets * _FACET_SIZE].view(_FACET)
