"""What a tree asks of every segment, as the arrays that the kernels take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from search.engines.whoosh.kernels.matching import ALL, AND, AT_LEAST, LEAF, LEAF_COLUMNS, NOT, OR, RUN
from search.engines.whoosh.kernels.matching import Plan as Arrays
from search.engines.whoosh.layout import OWN_PARTS, PARTS
from search.tokens import word_texts
from search.tree import And, AtLeast, Everything, Node, Not, Or, Synonyms, Term, Wildcard
from search.types import Where

Leaf = Term | Wildcard
Parts = tuple[Where, ...]

_Step = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """A tree's leaves, each once, the `ranking` ones (which a match may rest on) before those that are excluded.

    `words`: of each ranking leaf, the words that its text is cut into; none of a wildcard's.
    `arrays`, for the kernels: first the program, steps over a stack of sets: what to do, with which leaf or how many
    sets, and of how many at least. Then of each leaf the start and end of its units, its length, whether it looks into
    the article's own text and nothing else, whether it is a run of several words or a quoted one, and which of PARTS it
    looks into, as bits; a wildcard has no units: its start is -1, its end its number among the `wildcards`. Last, the
    units.
    """

    leaves: tuple[Leaf, ...]
    ranking: int
    wildcards: tuple[Wildcard, ...]
    words: list[Sequence[str]]
    arrays: Arrays

    def is_run(self, leaf: int) -> bool:
        """Whether a leaf is a run of several words, or a quoted one."""
        return bool(self.arrays[1][leaf, RUN])


def make_plan(tree: Node, scope: Parts = OWN_PARTS) -> Plan:
    """`scope` are the parts that a leaf without fields looks into."""
    number_of: dict[Leaf, int] = {}
    for leaf in _ranking_leaves(tree):
        number_of.setdefault(leaf, len(number_of))
    ranking = len(number_of)
    program = list(_steps(tree, number_of))
    wildcards: list[Wildcard] = []
    words: list[Sequence[str]] = []
    rows: list[tuple[int, ...]] = []
    units = bytearray()
    for number, leaf in enumerate(number_of):
        own, parts = not leaf.fields and scope is OWN_PARTS, _part_bits(leaf.fields or scope)
        cut: Sequence[str] = ()
        if isinstance(leaf, Term):
            cut = word_texts(leaf.text) if number < ranking else ()
            start = len(units) // 2
            units += leaf.text.encode("utf-16-le")
            end = len(units) // 2
            rows.append((start, end, end - start, own, leaf.quoted or len(cut) > 1, parts))
        else:
            rows.append((-1, len(wildcards), len(leaf.pattern.encode("utf-16-le")) // 2, own, False, parts))
            wildcards.append(leaf)
        words.append(cut)
    table = np.array(rows, np.int64).reshape(len(rows), LEAF_COLUMNS)
    arrays = np.array(program, np.int64), table, np.frombuffer(units, np.uint16)
    return Plan(tuple(number_of), ranking, tuple(wildcards), words[:ranking], arrays)


@lru_cache(maxsize=256)
def _part_bits(parts: Parts) -> int:
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


def _steps(node: Node, number_of: dict[Leaf, int]) -> Iterator[_Step]:
    """The steps that leave the node's set on the stack; leaves that have no number yet get one."""
    match node:
        case Term() | Wildcard():
            yield LEAF, number_of.setdefault(node, len(number_of)), 0
        case Everything():
            yield ALL, 0, 0
        case Not():
            yield from _steps(node.child, number_of)
            yield NOT, 1, 0
        case Synonyms():
            yield from _put_together((node.typed, *node.others), OR, 0, number_of)
        case And():
            yield from _put_together(node.children, AND, 0, number_of)
        case Or():
            yield from _put_together(node.children, OR, 0, number_of)
        case AtLeast():
            yield from _put_together(node.children, AT_LEAST, node.minimum, number_of)


def _put_together(children: tuple[Node, ...], deed: int, minimum: int, number_of: dict[Leaf, int]) -> Iterator[_Step]:
    for child in children:
        yield from _steps(child, number_of)
    yield deed, len(children), minimum
