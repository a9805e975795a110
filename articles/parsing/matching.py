"""Which block goes on in which: all of a page's blocks are put into chains at once, one chain an article.

Rows are what can be gone on from: the openings of articles, then blocks. Columns are what can come next: blocks, then
articles' ends. A block whose next is itself stands in no article. The sum of the links' scores is made as great as it
gets by assignment; then links are exchanged by twos and threes while that raises the sum together with what no
assignment can see: circles, blocks left out between neighbours, an article's note.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from articles.parsing.assignment import best_assignment

_IMPOSSIBLE = -1e4
_LOOP = 40.0  # nats lost for blocks that follow each other in a circle
_WORTH_A_LOOK = 22.0  # nats of link score that better company may make up for
_LOOKED_AT = 500  # exchanges examined in one round
_ROUNDS = 40
_EQUAL = 1e-6  # nats
_THREES = 70  # rows among which exchanges by threes are tried
_SCALE = 0.45  # from nats of the model, which is too sure of itself, to nats of probability

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cut:
    """A link's column, and the run of blocks that it stands in."""

    column: int
    run: int


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Scores in nats. `stray` is for blocks that an article (None: no article) cannot have, `fit` for its end."""

    openings: Matrix  # articles x blocks
    links: Matrix  # blocks x blocks; the diagonal is for standing in no article
    endings: Matrix  # blocks x ends
    skips: dict[tuple[int, int], tuple[int, ...]]  # (row, column): the blocks between, where a link leaves some out
    skip_gain: float  # nats for such a link if they stand in no article: then it is one of neighbours
    cuts: dict[int, Cut]  # by row: the links of neighbours in mid-sentence
    crossing_gain: float  # nats for two of them, of different runs, that are crossed: tails change places by twos
    stray: Callable[[int | None, frozenset[int]], float]
    fit: Callable[[int, int], float]


@dataclass(frozen=True, slots=True)
class Chain:
    """An article's blocks in reading order and its end (an index of the puzzle's ends), None for a lost end."""

    blocks: tuple[int, ...]
    end: int | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """How sure a row's next is, 0 to 1, and what would come next otherwise (a column), where anything could."""

    confidence: float
    alternative: int | None


@dataclass(frozen=True, slots=True)
class Solution:
    """The chains by article, the blocks that stand in none, and for each row how sure it is."""

    chains: tuple[Chain, ...]
    aside: frozenset[int]
    doubts: tuple[Doubt, ...]


def solve(puzzle: Puzzle) -> Solution:
    """The best chains found."""
    search = _Search(puzzle)
    search.improve()
    return search.solution()


class _Search:
    def __init__(self, puzzle: Puzzle) -> None:
        self._puzzle = puzzle
        self._articles = len(puzzle.openings)
        self._blocks = len(puzzle.links)
        self._scores = _square(puzzle)
        self._left_halves = {cut.column: row for row, cut in puzzle.cuts.items()}
        self._next = best_assignment(self._scores)
        self._value = self._worth(self._next)
        self._examined: list[tuple[float, list[int]]] = []  # what could be exchanged at last, and its worth

    def improve(self) -> None:
        for _ in range(_ROUNDS):
            self._examined = [(self._worth(candidate), candidate) for candidate in self._exchanges()]
            value, best = max(self._examined, default=(-math.inf, self._next), key=lambda examined: examined[0])
            if value <= self._value + _EQUAL:
                return
            self._next, self._value = best, value

    def _exchanges(self) -> Iterator[list[int]]:
        """The most promising ways to exchange the nexts of two rows, or to pass them on among three."""
        rows = np.arange(len(self._next))
        scores = self._scores.copy()
        for row, column in self._open_skips(self._next, self._puzzle.skips):
            scores[row, column] += self._puzzle.skip_gain
        gain = scores[:, self._next] - scores[rows, self._next][:, None]  # [p, q]: p gets q's next
        found = [*_pairs(gain), *_triples(gain)]
        found.sort(reverse=True)
        for _, rotation in found[:_LOOKED_AT]:
            changed = list(self._next)
            for place, row in enumerate(rotation):
                changed[row] = self._next[rotation[(place + 1) % len(rotation)]]
            yield changed

    def _worth(self, following: list[int]) -> float:
        links = float(self._scores[np.arange(len(following)), following].sum())
        chains, loops = self._chains(following)
        for article, chain in enumerate(chains):
            links += self._puzzle.stray(article, frozenset(chain.blocks))
            links += self._puzzle.fit(article, chain.end) if chain.end is not None else 0.0
        taken = [link for link in enumerate(following) if link in self._puzzle.skips]
        links += self._puzzle.skip_gain * len(self._open_skips(following, taken))
        links += self._puzzle.crossing_gain * self._crossings(following)
        for loop in loops:
            links += self._puzzle.stray(None, loop) - _LOOP * (len(loop) > 1)
        return links

    def _crossings(self, following: list[int]) -> int:
        """How many pairs of cuts are read crosswise, each left half with the other's right half."""
        cuts = self._puzzle.cuts
        moved = [(row, cut) for row, cut in cuts.items() if following[row] != cut.column]
        crossed = [(row, cut, self._left_halves.get(following[row], row)) for row, cut in moved]
        return sum(
            row < other and following[other] == cut.column and cuts[other].run != cut.run for row, cut, other in crossed
        )

    def _open_skips(self, following: list[int], links: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Those of the links whose blocks between stand in no article."""
        aside = {block for block in range(self._blocks) if following[self._articles + block] == block}
        return [link for link in links if aside.issuperset(self._puzzle.skips[link])]

    def _chains(self, following: list[int]) -> tuple[list[Chain], list[frozenset[int]]]:
        chains = [self._follow(following, article) for article in range(self._articles)]
        seen = {block for chain in chains for block in chain.blocks}
        loops = []
        for block in range(self._blocks):
            if block in seen:
                continue
            loop = {block}
            at = following[self._articles + block]
            while at < self._blocks and at not in loop:
                loop.add(at)
                at = following[self._articles + at]
            seen |= loop
            loops.append(frozenset(loop))
        return chains, loops

    def _follow(self, following: list[int], article: int) -> Chain:
        blocks: list[int] = []
        at = following[article]
        while at < self._blocks:
            blocks.append(at)
            at = following[self._articles + at]
        end = at - self._blocks
        return Chain(tuple(blocks), end if end < self._puzzle.endings.shape[1] else None)

    def solution(self) -> Solution:
        chains, _ = self._chains(self._next)
        placed = {block for chain in chains for block in chain.blocks}
        aside = frozenset(range(self._blocks)) - placed
        return Solution(tuple(chains), aside, tuple(self._doubts()))

    def _doubts(self) -> list[Doubt]:
        best = [-math.inf] * len(self._next)
        other: list[int | None] = [None] * len(self._next)
        for worth, candidate in self._examined:
            for row, (now, then) in enumerate(zip(self._next, candidate, strict=True)):
                if now != then and worth > best[row]:
                    best[row], other[row] = worth, then
        return [
            Doubt(_probability(self._value - worth), alternative)
            for worth, alternative in zip(best, other, strict=True)
        ][: self._articles + self._blocks]


def _probability(nats: float) -> float:
    return 1.0 / (1.0 + math.exp(-_SCALE * min(nats, 200.0)))


def _square(puzzle: Puzzle) -> Matrix:
    """All scores in one square: rows are openings, blocks and fillers; columns blocks, ends and fillers."""
    articles, blocks = puzzle.openings.shape
    ends = puzzle.endings.shape[1]
    size = max(articles, ends) + blocks
    scores = np.full((size, size), _IMPOSSIBLE)
    scores[:articles, :blocks] = puzzle.openings
    scores[articles : articles + blocks, :blocks] = puzzle.links
    scores[articles : articles + blocks, blocks : blocks + ends] = puzzle.endings
    scores[:articles, blocks:] = -30.0  # an article without text
    scores[articles + blocks :, blocks : blocks + ends] = -8.0  # an end that no article has
    scores[articles : articles + blocks, blocks + ends :] = -8.0  # an article whose end is lost
    return scores


def _pairs(gain: Matrix) -> list[tuple[float, tuple[int, ...]]]:
    both = gain + gain.T
    rows, others = np.nonzero(np.triu(both, 1) + np.tril(np.full_like(both, -np.inf)) > -_WORTH_A_LOOK)
    return [(float(both[row, other]), (int(row), int(other))) for row, other in zip(rows, others, strict=True)]


def _triples(gain: Matrix) -> list[tuple[float, tuple[int, ...]]]:
    """Rotations p -> q -> r -> p among the rows that have any other next within reach."""
    reach = np.where(np.eye(len(gain), dtype=bool), -np.inf, gain)
    open_rows = np.argsort(-reach.max(axis=1, initial=-np.inf))[:_THREES]
    part = reach[np.ix_(open_rows, open_rows)]
    total = part[:, :, None] + part[None, :, :] + part.T[:, None, :]
    first, second, third = np.nonzero(total > -_WORTH_A_LOOK)
    keep = (first < second) & (first < third)
    chosen = zip(first[keep], second[keep], third[keep], strict=True)
    return [(float(total[p, q, r]), (int(open_rows[p]), int(open_rows[q]), int(open_rows[r]))) for p, q, r in chosen]
