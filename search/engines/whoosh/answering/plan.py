"""What a tree asks of every segment, as the arrays that the kernels take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.kernels.question import (
    ALL,
    ALLOWED_COLUMNS,
    AND,
    AT_LEAST,
    FACET_COLUMNS,
    LEAF,
    LEAF_COLUMNS,
    NOT,
    OR,
    RUN,
    STEP_COLUMNS,
    Asked,
)
from search.engines.whoosh.segments.layout import FIELD_OF_PART, FIELDS, OWN_PARTS, PARTS, Array
from search.language.tree import And, AtLeast, Everything, Node, Not, Or, Synonyms, Term, Wildcard
from search.text.tokenizer import added_terms, word_texts
from search.types import Where

Leaf = Term | Wildcard
Parts = tuple[Where, ...]
RankedWords = Mapping[str, int]
"""Words, and the fields of Whoosh's in which each is looked up: bit i stands for the i-th of FIELDS."""


class Plan(NamedTuple):
    """A tree's leaves, each once, the `ranking` ones (which a match may rest on) before those that are excluded.

    `words`: those that the texts of the ranking leaves are cut into.
    `program`: steps over a stack of sets: what to do, with which leaf or how many sets, and of how many at least; three
    numbers each.
    `table`: of each leaf the start and end of its `units`, its length, whether it looks into the article's own text and
    nothing else, whether it is a run of several words or a quoted one, and which of PARTS it looks into, as bits; a
    wildcard has no units: its start is -1, its end its number among the `wildcards`.
    `arrays`: all of it as the kernels take it, see `kernels.plans`; `counts`: how many steps, leaves and words there.
    """

    leaves: tuple[Leaf, ...]
    ranking: int
    wildcards: tuple[Wildcard, ...]
    words: RankedWords
    program: list[int]
    table: list[int]
    units: bytearray
    arrays: tuple[Array, Array, Array]
    counts: tuple[int, int, int]

    def is_run(self, leaf: int) -> bool:
        """Whether a leaf is a run of several words, or a quoted one."""
        return bool(self.table[leaf * LEAF_COLUMNS + RUN])


def make_plan(tree: Node, scope: Parts = OWN_PARTS) -> Plan:
    """`scope` are the parts that a leaf without fields looks into."""
    plan = _remembered_plan(tree, scope, added_terms())
    return _make_plan(tree, scope) if plan.wildcards else plan  # whose place in the query may be another


@lru_cache(maxsize=1024)
def _remembered_plan(tree: Node, scope: Parts, _terms: frozenset[str]) -> Plan:
    """Queries come again: with every page and every filter. A plan hangs on nothing but these, and on no index."""
    return _make_plan(tree, scope)


def _make_plan(tree: Node, scope: Parts) -> Plan:
    number_of: dict[Leaf, int] = {}
    for leaf in _ranking_leaves(tree):
        number_of.setdefault(leaf, len(number_of))
    ranking = len(number_of)
    program: list[int] = []
    _add_steps(tree, number_of, program)
    wildcards: list[Wildcard] = []
    words: dict[str, int] = {}
    table: list[int] = []
    units = bytearray()
    for number, leaf in enumerate(number_of):
        own, parts = not leaf.fields and scope is OWN_PARTS, part_bits(leaf.fields or scope)
        if isinstance(leaf, Wildcard):
            table += (-1, len(wildcards), len(leaf.pattern.encode("utf-16-le")) // 2, own, False, parts)
            wildcards.append(leaf)
            continue
        cut = word_texts(leaf.text) if number < ranking else ()
        fields = fields_of(leaf.fields)
        for word in cut:
            words[word] = words.get(word, 0) | fields
        start = len(units) // 2
        units += leaf.text.encode("utf-16-le")
        end = len(units) // 2
        table += (start, end, end - start, own, leaf.quoted or len(cut) > 1, parts)
    plan = NOTHING._replace(
        leaves=tuple(number_of),
        ranking=ranking,
        wildcards=tuple(wildcards),
        program=program,
        table=table,
        units=units,
    )
    return with_words(plan, words)


def with_words(plan: Plan, words: RankedWords) -> Plan:
    """The same plan with other words."""
    letters = bytearray()
    found: list[int] = []
    for word, fields in words.items():
        letters += word.encode()
        found += (len(letters), fields)
    numbers = np.array([*plan.program, *plan.table, *found], np.int64)
    return plan._replace(
        words=words,
        arrays=(numbers, np.frombuffer(plan.units, np.uint16), np.frombuffer(letters, np.uint8)),
        counts=(len(plan.program) // STEP_COLUMNS, len(plan.leaves), len(words)),
    )


def ask(
    plan: Plan,
    allowed: Sequence[int] = (),
    facets: Sequence[int] = (),
    *,
    filters: int = 0,
    limit: int = 0,
    looked_through: int = 0,
    allowance: int = 0,
    documents_all: int = 0,
    facet_values: int = 0,
    keys: int = 0,
) -> Asked:
    """All that is asked, as the kernels take it, see `kernels.plans`."""
    header = (
        *plan.counts,
        len(allowed) // ALLOWED_COLUMNS,
        len(facets) // FACET_COLUMNS,
        filters,
        plan.ranking,
        limit,
        looked_through,
        allowance,
        documents_all,
        facet_values,
        keys,
        *allowed,
        *facets,
    )
    return np.array(header, np.int64), *plan.arrays


_NO_ARRAYS = (np.empty(0, np.int64), np.empty(0, np.uint16), np.empty(0, np.uint8))
NOTHING = Plan((), 0, (), {}, [], [], bytearray(), _NO_ARRAYS, (0, 0, 0))


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


def _add_steps(node: Node, number_of: dict[Leaf, int], program: list[int]) -> None:
    """Add the steps that leave the node's set on the stack; leaves that have no number yet get one."""
    match node:
        case Term() | Wildcard():
            program += (LEAF, number_of.setdefault(node, len(number_of)), 0)
        case Everything():
            program += (ALL, 0, 0)
        case Not():
            _add_steps(node.child, number_of, program)
            program += (NOT, 1, 0)
        case Synonyms():
            _put_together((node.typed, *node.others), OR, 0, number_of, program)
        case And():
            _put_together(node.children, AND, 0, number_of, program)
        case Or():
            _put_together(node.children, OR, 0, number_of, program)
        case AtLeast():
            _put_together(node.children, AT_LEAST, node.minimum, number_of, program)


def _put_together(
    children: tuple[Node, ...], deed: int, minimum: int, number_of: dict[Leaf, int], program: list[int]
) -> None:
    for child in children:
        _add_steps(child, number_of, program)
    program += (deed, len(children), minimum)
