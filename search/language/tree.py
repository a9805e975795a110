"""The tree a query is read into. Pure; `search.language.query` reads and writes it, engines answer it.

All texts are folded (see `search.text.folding.fold`). `at` is an offset in the query as typed; trees that
differ only in it are equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from search.text.marks import run_across
from search.types import Where


class Line(NamedTuple):
    """How a line of a term may be written; and the run without marks that also stands with any between, or empty."""

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

    def lines(self) -> Iterator[Line]:
        """The lines of a text that goes over line breaks, each of which is looked for by itself."""
        for line in self.text.split("\n"):
            run = "" if self.quoted else run_across(line)
            yield Line(tuple(filter(None, dict.fromkeys((line, run)))), run)


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
