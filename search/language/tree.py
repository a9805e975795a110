"""The syntax tree of a query, and how trees are put together. Engines answer it.

All texts are folded (see `search.text.folding.fold`). `at` is an offset in the query as typed; trees that
differ only in it are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from search.text.marks import run_across
from search.types import Where


class TermLine(NamedTuple):
    """One line of a term: the ways it may be `written`, and `run`: the same without marks, which matches with any marks
    between its characters; empty where there is none.
    """

    written: tuple[str, ...]
    run: str


@dataclass(frozen=True, slots=True)
class Term:
    """The characters of `text` in a row, in one of `fields` (empty: anywhere in the article's own text).

    `quoted` terms were asked for as they stand. Others match also where marks stand between their characters, or where
    marks of theirs are left out or others stand (`across`); and they are ranked by their words.
    """

    text: str
    fields: tuple[Where, ...] = ()
    quoted: bool = False
    at: int = field(default=0, compare=False)

    @property
    def across(self) -> str:
        """The run without marks that is looked for whatever marks stand between its characters; may be empty."""
        return "" if self.quoted else run_across(self.text)

    def lines(self) -> Iterator[TermLine]:
        """The lines of a text that goes over line breaks, each of which is looked for by itself."""
        for line in self.text.split("\n"):
            run = "" if self.quoted else run_across(line)
            yield TermLine(tuple(filter(None, dict.fromkeys((line, run)))), run)


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A Latin word or number with * (any run) or ? (any one character) in it: a whole word of `search.text.tokenizer`.

    Without either it is that word and no longer one, but for a number before it: ai, but not chain; m2 and 5m2.
    """

    pattern: str
    fields: tuple[Where, ...] = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Synonyms:
    """A term as typed, and the terms that curators say mean the same; any of them matches.

    A Latin word or number among the others is a `Wildcard` without wildcards: only the whole word counts.
    """

    typed: Term
    others: tuple[Term | Wildcard, ...]


@dataclass(frozen=True, slots=True)
class And:
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`minimum` or more of the children: how a sentence that stands nowhere is read by most of its words, or any.

    By relevance, articles that more of the children match come first, where this is all that is asked.
    """

    minimum: int
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """All but what the child matches."""

    child: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article: an empty query, browsed by its filters."""


Node = Term | Wildcard | Synonyms | And | Or | AtLeast | Not | Everything


def conjunction(children: list[Node]) -> Node:
    """All of the children: `And`s among them are merged, `Everything` is left out, one alone needs no `And`."""
    flat = [leaf for child in children for leaf in (child.children if isinstance(child, And) else (child,))]
    flat = [leaf for leaf in flat if not isinstance(leaf, Everything)]
    if not flat:
        return Everything()
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def disjunction(children: list[Node]) -> Node:
    """Any of the children: `Or`s among them are merged, one alone needs no `Or`."""
    flat = [leaf for child in children for leaf in (child.children if isinstance(child, Or) else (child,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def map_positive(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with every operand of its `And`s and `Or`s changed; what is excluded goes to `change` as a whole."""
    match node:
        case And():
            return conjunction([map_positive(child, change) for child in node.children])
        case Or():
            return disjunction([map_positive(child, change) for child in node.children])
        case _:
            return change(node)
