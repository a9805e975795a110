"""What a tree asks of every segment, as the arrays that the kernels take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.kernels.matching import ALL, AND, AT_LEAST, LEAF, NOT, OR
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
    `program`: steps over a stack of sets: what to do, with which leaf or how many sets, and of how many at least.
    `table`: of each leaf the start and end of its `units`, its length, whether it looks into the article's own text and
    nothing else, and whether it is a run of several words or a quoted one; a wildcard has no units: its start is -1,
    its end its number among the `wildcards`.
    `parts`: of each leaf, which of PARTS it looks into.
    """

    leaves: tuple[Leaf, ...]
    ranking: int
    wildcards: tuple[Wildcard, ...]
    words: list[Sequence[str]]
    program: npt.NDArray[np.int64]
    table: npt.NDArray[np.int64]
    parts: npt.NDArray[np.bool_]
    units: npt.NDArray[np.uint16]


def make_plan(tree: Node, scope: Parts = OWN_PARTS) -> Plan:
    """`scope` are the parts that a leaf without fields looks into."""
    number_of: dict[Leaf, int] = {}
    for leaf in _ranking_leaves(tree):
        number_of.setdefault(leaf, len(number_of))
    ranking = len(number_of)
    program = list(_steps(tree, number_of))
    wildcards: list[Wildcard] = []
    words: list[Sequence[str]] = []
    rows: list[int] = []
    texts: list[bytes] = []
    start = 0
    for number, leaf in enumerate(number_of):
        own = not leaf.fields and scope is OWN_PARTS
        if isinstance(leaf, Term):
            cut = word_texts(leaf.text) if number < ranking else ()
            text = leaf.text.encode("utf-16-le")
            end = start + len(text) // 2
            rows += (start, end, end - start, own, leaf.quoted or len(cut) > 1)
            start = end
            texts.append(text)
            words.append(cut)
        else:
            rows += (-1, len(wildcards), len(leaf.pattern.encode("utf-16-le")) // 2, own, False)
            wildcards.append(leaf)
            words.append(())
    masks = b"".join([_mask_bytes(leaf.fields or scope) for leaf in number_of])
    return Plan(
        leaves=tuple(number_of),
        ranking=ranking,
        wildcards=tuple(wildcards),
        words=words[:ranking],
        program=np.array(program, np.int64),
        table=np.array(rows, np.int64).reshape(-1, 5),
        parts=np.frombuffer(bytearray(masks), bool).reshape(-1, len(PARTS)),
        units=np.frombuffer(bytearray(b"".join(texts)), np.uint16),
    )


@lru_cache(maxsize=256)
def _mask_bytes(parts: Parts) -> bytes:
    return bytes(part in parts for part in PARTS)


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
