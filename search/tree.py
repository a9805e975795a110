"""The tree a query is read into. Pure; `search.query` reads and writes it, engines answer it.

All texts are folded (see `search.tokens.fold`). `at` is an offset in the query as typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from search.types import Where


@dataclass(frozen=True, slots=True)
class Term:
    """The characters of `text` in a row, in one of `fields` (empty: anywhere in the article's own text).

    `quoted` terms were asked for as they stand. Others match the same documents, but are ranked by their words.
    """

    text: str
    fields: tuple[Where, ...] = ()
    quoted: bool = False
    at: int = 0


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A Latin word or number with * (any run) or ? (any one character), a whole word."""

    pattern: str
    fields: tuple[Where, ...] = ()
    at: int = 0


@dataclass(frozen=True, slots=True)
class Synonyms:
    """A term as typed, and the terms that curators say mean the same; any of them matches."""

    typed: Term
    others: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class And:
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    child: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article: an empty query, browsed by its filters."""


Node = Term | Wildcard | Synonyms | And | Or | Not | Everything
