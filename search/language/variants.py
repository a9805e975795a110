"""Queries that are offered beside one: without one of its parts, with its words apart, with its runs quoted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.language.imprints import DATE
from search.language.query import MAX_CHARACTERS, Query
from search.language.relaxing import all_of, content_terms, map_sentences
from search.language.tree import And, AtLeast, Node, Not, Or, Synonyms, Term, conjunction, map_positive
from search.language.unparser import unparse
from search.types import ReadingMode


@dataclass(frozen=True, slots=True)
class Without:
    """A query with `part` of it left out: `rest`. `excluded`: the part was an exclusion."""

    part: str
    rest: str
    excluded: bool = False


def without_one(query: Query) -> Iterator[Without]:
    """Of what a query asks for at once, or in one of its alternatives: each part, and what remains without it.

    Nothing that only excludes remains, and nothing twice.
    """
    if query.mode is not ReadingMode.WORDS:
        return
    seen = set()
    for left in _without_one(query.typed):
        if left.rest not in seen:
            seen.add(left.rest)
            yield left


def split_into_words(query: Query) -> str:
    """The query with spaces between the words of each unquoted term; empty where no term has several words."""
    tree = map_sentences(query.typed, all_of, shortest=0)
    return unparse(tree) if query.mode is ReadingMode.WORDS and tree != query.typed else ""


def unquoted(query: Query) -> str:
    """The query with each quoted run as its unquoted words; empty where no quoted run has several words."""
    tree = map_positive(query.typed, _apart)
    return unparse(tree) if query.mode is ReadingMode.WORDS and tree != query.typed else ""


def quoted(query: Query) -> str:
    """The query with its runs quoted, which are then looked for as they stand, marks included; empty where that would
    be too long.
    """
    text = unparse(map_positive(query.typed, _quoted))
    return text if len(text) <= MAX_CHARACTERS else ""


def _quoted(node: Node) -> Node:
    match node:
        case Term() if node.across:
            return replace(node, quoted=True)
        case Synonyms():
            return _quoted(node.typed)
        case AtLeast():
            return replace(node, children=tuple(map_positive(child, _quoted) for child in node.children))
        case _:
            return node


def _without_one(tree: Node) -> Iterator[Without]:
    match tree:
        case Not():
            yield Without(unparse(tree.child), "", excluded=True)
        case Or():
            for child in tree.children:
                if not isinstance(child, Not):
                    yield from _without_one(child)
        case And():
            for at, child in enumerate(tree.children):
                others = [*tree.children[:at], *tree.children[at + 1 :]]
                if not all(isinstance(other, Not) for other in others):
                    excluded = isinstance(child, Not)
                    yield Without(
                        unparse(child.child if isinstance(child, Not) else child),
                        unparse(conjunction(others)),
                        excluded,
                    )


def _apart(node: Node) -> Node:
    match node:
        case Term(quoted=True) if node.fields != DATE and len(words := content_terms(node)) > 1:
            return all_of(words)
        case _:
            return node
