"""Compiles a query tree into a plan: the arrays that the kernels take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from search.engines.parts import FIELD_OF_PART, FIELDS, OWN_PARTS, PARTS
from search.engines.whoosh.answering.proximity import reranked
from search.engines.whoosh.kernels.columns import Int64s
from search.engines.whoosh.kernels.query import (
    ALL,
    AND,
    AT_LEAST,
    LEAF,
    NOT,
    OR,
    AllowedValue,
    CountedFacet,
    EncodedQuery,
    Header,
    LeafRow,
    PlanHeader,
    Step,
    WordRow,
)
from search.language.tree import And, AtLeast, Everything, Node, Not, Or, Synonyms, Term, Wildcard
from search.text.tokenizer import added_terms, ranking_words
from search.types import Where

Leaf = Term | Wildcard
Parts = tuple[Where, ...]
RankedWords = Mapping[str, int]
"""Words, and the fields of Whoosh's in which each is looked up: bit i stands for the i-th of FIELDS."""


class Plan(NamedTuple):
    """A tree's leaves, each once, the `ranking` ones (which a match may rest on) before those that are excluded.

    `reranked`: how many of its hits `proximity` looks at. `one_run`: whether it is nothing but a run of several units,
    quoted or without marks, so that its hits may be looked at one by one. `words`: those that articles with the texts
    of the ranking leaves are ranked by.
    `program`: what the leaves' sets are put together by; `table`: what the kernels know of each leaf, whose text stands
    among the `units`, in UTF-16.
    `numbers`: all of it as the kernels take it, see `kernels.query`.
    """

    leaves: tuple[Leaf, ...]
    ranking: int
    reranked: int
    one_run: bool
    wildcards: tuple[Wildcard, ...]
    words: RankedWords
    program: Sequence[Step]
    table: Sequence[LeafRow]
    units: bytearray
    numbers: Int64s


def make_plan(tree: Node, scope: Parts = OWN_PARTS) -> Plan:
    """`scope` are the parts that a leaf without fields looks into. Where its leaves stand in the query as typed is not
    said, see `place_of`.
    """
    return _cached_plan(tree, scope, added_terms())


@lru_cache(maxsize=1024)
def _cached_plan(tree: Node, scope: Parts, _terms: frozenset[str]) -> Plan:
    """A query comes again with every page and every filter; its plan depends on these arguments only, on no index."""
    number_of: dict[Leaf, int] = {}
    for leaf in _ranking_leaves(tree):
        number_of.setdefault(leaf, len(number_of))
    ranking = len(number_of)
    program: list[Step] = []
    _add_steps(tree, number_of, program)
    wildcards: list[Wildcard] = []
    words: dict[str, int] = {}
    table: list[LeafRow] = []
    units = bytearray()
    for number, leaf in enumerate(number_of):
        own, parts = not leaf.fields and scope is OWN_PARTS, part_bits(leaf.fields or scope)
        if isinstance(leaf, Wildcard):
            length = len(leaf.pattern.encode("utf-16-le")) // 2
            table.append(LeafRow(-1, len(wildcards), length, own, run=False, parts=parts, bare_start=0, bare_end=0))
            wildcards.append(leaf)
            continue
        cut = ranking_words(leaf.text) if number < ranking else ()
        fields = fields_of(leaf.fields)
        for word in cut:
            words[word] = words.get(word, 0) | fields
        (start, end), across = _add_units(units, leaf.text), leaf.across
        bare = (start, end) if across == leaf.text else _add_units(units, across)
        table.append(LeafRow(start, end, end - start, own, len(cut) > 1, parts, *bare))
    plan = EMPTY_PLAN._replace(
        leaves=tuple(number_of),
        ranking=ranking,
        reranked=reranked(table[:ranking]),
        one_run=ranking == len(program) == len(table) == 1 and _is_run(table[0]),
        wildcards=tuple(wildcards),
        program=program,
        table=table,
        units=units,
    )
    return with_words(plan, words)


def place_of(leaf: Leaf, tree: Node) -> int:
    """Where a leaf of a tree's plan stands in the query as typed: the plan may be of another that is the same."""
    own: dict[Leaf, int] = {}
    _add_steps(tree, own, [])
    return next(found.at for found in own if found == leaf)


def _is_run(row: LeafRow) -> bool:
    return row.start >= 0 and row.length > 1 and row.bare_end - row.bare_start in (0, row.length)


def _add_units(units: bytearray, text: str) -> tuple[int, int]:
    """Append a text's units; their start and end."""
    start = len(units) // 2
    units += text.encode("utf-16-le")
    return start, len(units) // 2


def with_words(plan: Plan, words: RankedWords) -> Plan:
    """The same plan with other words."""
    letters = bytearray()
    ends: list[WordRow] = []
    for word, fields in words.items():
        letters += word.encode()
        ends.append(WordRow(len(letters), fields))
    texts = np.frombuffer(plan.units + bytes(-len(plan.units) % 8) + letters + bytes(-len(letters) % 8), np.int64)
    units = -(-len(plan.units) // 8)
    run = plan.leaves[0] if plan.one_run and plan.table[0].own else None
    one_word = isinstance(run, Term) and words == {run.text: fields_of(())}
    header = PlanHeader(
        len(plan.program), len(plan.leaves), len(words), plan.ranking, plan.reranked, plan.one_run, one_word, units
    )
    rows = chain.from_iterable([header, *plan.program, *plan.table, *ends])
    return plan._replace(words=words, numbers=np.array([*rows, *texts.tolist()], np.int64))


def encode(
    plan: Plan,
    allowed: tuple[AllowedValue, ...] = (),
    facets: tuple[CountedFacet, ...] = (),
    *,
    filters: int = 0,
    limit: int = 0,
    facet_values: int = 0,
    oldest_first: bool = False,
    detailed: bool = False,
) -> EncodedQuery:
    """All that is asked, as the kernels take it; what each number means says `kernels.query.Header`."""
    return _asked(limit, filters, allowed, facets, facet_values, oldest_first, detailed), plan.numbers


@lru_cache(maxsize=256)
def _asked(
    limit: int,
    filters: int,
    allowed: tuple[AllowedValue, ...],
    facets: tuple[CountedFacet, ...],
    facet_values: int,
    oldest_first: bool,
    detailed: bool,
) -> Int64s:
    """To make an array of some numbers takes longer than to look up the one that most questions have."""
    header = Header(limit, filters, len(allowed), len(facets), facet_values, oldest_first, detailed)
    return np.array([*header, *chain.from_iterable((*allowed, *facets))], np.int64)


EMPTY_PLAN = with_words(Plan((), 0, 0, False, (), {}, (), (), bytearray(), np.empty(0, np.int64)), {})


def field_bits(names: Iterable[str]) -> int:
    return sum(1 << FIELDS.index(name) for name in names)


@lru_cache(maxsize=256)
def fields_of(parts: Parts) -> int:
    """The fields that some parts' words are in, as bits; without parts, all."""
    return field_bits({FIELD_OF_PART[part] for part in parts if part in FIELD_OF_PART} if parts else FIELDS)


@lru_cache(maxsize=256)
def part_bits(parts: Parts) -> int:
    return sum(1 << PARTS.index(part) for part in set(parts))


def _ranking_leaves(node: Node) -> Iterator[Leaf]:
    match node:
        case Term() | Wildcard():
            yield node
        case Synonyms():
            yield node.typed
            yield from node.others
        case And() | Or() | AtLeast():
            for child in node.children:
                yield from _ranking_leaves(child)
        case Not() | Everything():
            return


def _add_steps(node: Node, number_of: dict[Leaf, int], program: list[Step]) -> None:
    """Add the steps that leave the node's set on the stack; leaves that have no number yet get one."""
    match node:
        case Term() | Wildcard():
            program.append(Step(LEAF, number_of.setdefault(node, len(number_of)), 0))
        case Everything():
            program.append(Step(ALL, 0, 0))
        case Not():
            _add_steps(node.child, number_of, program)
            program.append(Step(NOT, 1, 0))
        case Synonyms():
            _combine((node.typed, *node.others), OR, 0, number_of, program)
        case And():
            _combine(node.children, AND, 0, number_of, program)
        case Or():
            _combine(node.children, OR, 0, number_of, program)
        case AtLeast():
            _combine(node.children, AT_LEAST, node.minimum, number_of, program)


def _combine(
    children: tuple[Node, ...], operation: int, minimum: int, number_of: dict[Leaf, int], program: list[Step]
) -> None:
    for child in children:
        _add_steps(child, number_of, program)
    program.append(Step(operation, len(children), minimum))
