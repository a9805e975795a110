"""What an engine is asked, and what it answers. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from search.language.tree import Node
from search.types import FACETS, LineOrder, Sort, Where


class Question(NamedTuple):
    """What an engine is asked: `filters` are OR inside a facet and AND across; `limit` hits from `offset` on.

    `has_asides`: whether `across` and `elsewhere` are wanted, which an engine may have to ask for by themselves.
    """

    tree: Node
    filters: Mapping[str, Collection[str]] = MappingProxyType({})
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = FACETS
    has_asides: bool = True


class ScoredHit(NamedTuple):
    article_id: int
    score: float


class ValueCount(NamedTuple):
    """How many articles have a facet's value; MISSING stands for those that have none."""

    value: str
    articles: int


class Answer(NamedTuple):
    """`total` articles match; the `ids` and `scores` are those of the hits asked for; a facet's counts leave out the
    facet's own filter.

    For `across` of them marks are read over (`search.text.marks`), in some term that is not excluded: by relevance they
    come behind all others.
    `elsewhere` more articles match only in a caption or in their feature's words; that is not counted for who asks for
    neither hits nor facets.
    """

    total: int
    ids: list[int]
    scores: list[float]
    facets: dict[str, Sequence[ValueCount]]
    elsewhere: int = 0
    across: int = 0

    @property
    def hits(self) -> tuple[ScoredHit, ...]:
        return tuple(map(ScoredHit, self.ids, self.scores))


@dataclass(frozen=True, slots=True)
class SignificantTerm:
    """A term that sets some articles apart: in `count` of them, and in `background` of all."""

    text: str
    score: float
    count: int
    background: int


Axis = str | Mapping[str, Node]
"""What a table is ruled by: the values of the facet of this name, or questions, each under a name of its own."""


@dataclass(frozen=True, slots=True)
class Crosstab:
    """Articles of a result, counted: all, by row, by column, by (row, column). Names that no article has are left out.

    Unlike a search's facets, every count is inside the result: no filter is left out of it.
    """

    total: int
    rows: dict[str, int]
    columns: dict[str, int]
    cells: dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Listing:
    """Which places are to be listed: in the `parts` of the articles that match, in this order of parts.

    As many as `most`, at most.
    """

    tree: Node
    filters: Mapping[str, Collection[str]]
    sort: Sort
    order: LineOrder
    parts: tuple[Where, ...]
    most: int


class Occurrence(NamedTuple):
    """A place where something that a query asks for stands: the `number`-th in its part of the article, from 0 on."""

    article_id: int
    where: Where
    number: int


class Surroundings(NamedTuple):
    """The WIDTH folded characters on either side of an occurrence, or as many as its line of the text has."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Occurrences:
    """All places, in order; they stand in so many `articles` of the `total` that match."""

    places: Sequence[Occurrence]
    articles: int
    total: int
