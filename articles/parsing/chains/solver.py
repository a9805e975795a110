"""Which block goes on in which: all of a page's blocks are put into chains at once, one chain an article.

Rows are what can be gone on from: the openings of articles, then blocks. Columns are what can come next: blocks, then
articles' ends. A block whose next is itself stands in no article. The sum of the links' scores is made as great as it
gets by assignment; then links are exchanged by twos and threes while that raises the sum together with what no
assignment can see: circles, blocks left out between neighbours, an article's note.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from articles.parsing.chains.assignment import best_assignment
from articles.parsing.chains.exchanges import Matrix, Places, most_promising

_IMPOSSIBLE = -1e4
_LOOP = 40.0  # nats lost for blocks that follow each other in a circle
_ROUNDS = 40
_EQUAL = 1e-6  # nats


@dataclass(frozen=True, slots=True)
class Cut:
    """What stands after a sentence that is cut: the next block, then those next to it but for what may be left out."""

    columns: tuple[int, ...]
    run: int  # of blocks, the one it stands in


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Scores in nats. `stray` is for blocks that an article, or none, cannot have, `fit` for an article's end."""

    openings: Matrix  # articles x blocks
    links: Matrix  # blocks x blocks; the diagonal is for standing in no article
    endings: Matrix  # blocks x ends
    skips: dict[tuple[int, int], tuple[int, ...]]  # (row, column): the blocks between, where a link leaves some out
    skip_gain: float  # nats for such a link if they stand in no article: then it is one of neighbours
    cuts: dict[int, Cut]  # by row: what is next where a sentence is cut
    crossing_gain: float  # nats for two of them, of different runs, that are crossed: tails change places by twos
    stray: Matrix  # articles x blocks, and a last row for no article
    fit: Matrix  # articles x ends


@dataclass(frozen=True, slots=True)
class Chain:
    """An article's blocks in reading order and its end (an index of the puzzle's ends), None for a lost end."""

    blocks: tuple[int, ...]
    end: int | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Nats by which another next of a row is worse, and what would come next then (a column), where anything could."""

    margin: float
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


class _Skips:
    """The links that leave blocks out, as arrays."""

    def __init__(self, skips: dict[tuple[int, int], tuple[int, ...]], blocks: int) -> None:
        self.rows = np.array([row for row, _ in skips], dtype=np.intp)
        self.columns = np.array([column for _, column in skips], dtype=np.intp)
        self._between = np.zeros((len(skips), blocks), dtype=bool)
        for skip, between in enumerate(skips.values()):
            self._between[skip, list(between)] = True

    def open(self, aside: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """[skip]: whether all blocks between stand in no article."""
        return np.array((~self._between | aside).all(axis=1))

    def taken(self, nexts: Places, aside: NDArray[np.bool_]) -> Places:
        """How many of the links each way has, and has open."""
        ways, skips = np.nonzero(nexts[:, self.rows] == self.columns)
        opened = ~(self._between[skips] & ~aside[ways]).any(axis=1)
        return np.bincount(ways[opened], minlength=len(nexts))


class _Cuts:
    """The cut sentences as arrays: their rows, and the runs of blocks that they stand in."""

    def __init__(self, cuts: dict[int, Cut]) -> None:
        widest = max((len(cut.columns) for cut in cuts.values()), default=1)
        padded = [cut.columns + cut.columns[-1:] * (widest - len(cut.columns)) for cut in cuts.values()]
        self.rows = np.array(list(cuts), dtype=np.intp)
        self.runs = np.array([cut.run for cut in cuts.values()], dtype=np.intp)
        self._columns = np.array(padded, dtype=np.intp).reshape(len(cuts), widest)

    def beside(self, aside: NDArray[np.bool_]) -> Places:
        """[way, cut]: the column next to it: a title or a caption that stands in no article parts no neighbours."""
        taken = ~aside[:, self._columns]
        taken[:, :, -1] = True
        return np.array(self._columns[np.arange(len(self.rows)), taken.argmax(axis=2)])


class _Search:
    """Many ways to put the blocks into chains are weighed at once: a row of `nexts` is one of them, row by row."""

    def __init__(self, puzzle: Puzzle) -> None:
        self._puzzle = puzzle
        self._articles = len(puzzle.openings)
        self._blocks = len(puzzle.links)
        self._scores = _square(puzzle)
        self._skips = _Skips(puzzle.skips, self._blocks)
        self._cuts = _Cuts(puzzle.cuts)
        self._next = np.array(best_assignment(self._scores), dtype=np.intp)
        self._value = float(self._worths(self._next[None, :])[0])
        self._examined = self._next[None, :]  # what could be exchanged at last
        self._worth = np.array([self._value])  # of each of these

    def improve(self) -> None:
        for _ in range(_ROUNDS):
            self._examined = self._exchanges()
            self._worth = self._worths(self._examined)
            if not len(self._worth) or self._worth.max() <= self._value + _EQUAL:
                return
            best = int(self._worth.argmax())
            self._next, self._value = self._examined[best], float(self._worth[best])

    def _exchanges(self) -> Places:
        """The most promising ways to exchange the nexts of two rows, or to pass them on among three."""
        scores = self._scores.copy()
        for skip in np.flatnonzero(self._skips.open(self._aside(self._next[None, :])[0])):
            scores[self._skips.rows[skip], self._skips.columns[skip]] += self._puzzle.skip_gain
        gain = scores[:, self._next] - scores[np.arange(len(self._next)), self._next][:, None]  # p gets q's next
        first, second, third = most_promising(gain)
        changed = np.tile(self._next, (len(first), 1))
        ways = np.arange(len(first))
        for row, other in ((third, first), (first, second), (second, third)):  # of two, the third is the first
            changed[ways, row] = self._next[other]
        return changed

    def _worths(self, nexts: Places) -> Matrix:
        """The worth of each way."""
        worths = self._scores[np.arange(nexts.shape[1]), nexts].sum(axis=1)
        goes, circles = self._ways_on(nexts)
        ends = goes[np.arange(len(nexts))[:, None], nexts[:, : self._articles]]
        stray = self._strayed(goes, ends)
        fits = np.zeros((self._articles, goes.shape[1]))
        fits[:, self._blocks : self._blocks + self._puzzle.fit.shape[1]] = self._puzzle.fit
        for article in range(self._articles):
            worths += stray[:, article] + fits[article, ends[:, article]]
        aside = self._aside(nexts)
        worths += self._puzzle.skip_gain * self._skips.taken(nexts, aside)
        worths += self._puzzle.crossing_gain * self._crossings(nexts)
        return worths + (stray[:, -1] - _LOOP * circles)

    def _strayed(self, goes: Places, ends: Places) -> Matrix:
        """[way, article]: nats for the blocks that the article cannot have, and last for those in none."""
        strayed = np.zeros((len(goes), self._articles + 1))
        if self._puzzle.stray.any():
            ways = np.arange(len(goes))[:, None]
            owner = np.full(goes.shape, self._articles)
            owner[ways, ends] = np.arange(self._articles)
            owner = owner[ways, goes[:, : self._blocks]]
            nats = self._puzzle.stray[owner, np.arange(self._blocks)]
            for article in range(self._articles + 1):
                strayed[:, article] = np.where(owner == article, nats, 0.0).sum(axis=1)
        return strayed

    def _ways_on(self, nexts: Places) -> tuple[Places, Places]:
        """[way, column]: the end that is come to from there, a block where that is a circle; and each way's circles."""
        count, size = nexts.shape
        columns = np.arange(size)
        goes = np.tile(columns, (count, 1))
        goes[:, : self._blocks] = nexts[:, self._articles : self._articles + self._blocks]
        round_about = goes != columns
        start = np.arange(count)[:, None] * size
        goes = (goes + start).ravel()
        lowest = np.tile(columns, count)  # column met on the way
        for _ in range(self._blocks.bit_length()):  # each time the steps taken at once are doubled
            lowest = np.minimum(lowest, lowest[goes])
            goes = goes[goes]
        goes = goes.reshape(count, size) - start
        circle = (goes < self._blocks) & round_about & (lowest.reshape(count, size) == columns)
        return goes, circle[:, : self._blocks].sum(axis=1)

    def _crossings(self, nexts: Places) -> Places:
        """How many pairs of cuts each way reads crosswise, each left half with the other's right half."""
        rows, runs = self._cuts.rows, self._cuts.runs
        count = np.zeros(len(nexts), dtype=np.intp)
        if len(rows) < 2:
            return count
        beside = self._cuts.beside(self._aside(nexts))
        following = nexts[:, rows]
        read = following != rows - self._articles
        half = np.full(nexts.shape, -1)  # by column, the cut whose left half it stands next to
        ways, cuts = np.nonzero(read)
        half[ways, beside[ways, cuts]] = cuts
        other = np.take_along_axis(half, following, axis=1)  # -1 where none, which is less than any cut
        mutual = np.take_along_axis(following, other, axis=1) == beside
        crossed = read & (np.arange(len(rows)) < other) & mutual & (runs[other] != runs)
        return count + crossed.sum(axis=1)

    def _aside(self, nexts: Places) -> NDArray[np.bool_]:
        """[way, block]: whether it stands in no article."""
        return nexts[:, self._articles : self._articles + self._blocks] == np.arange(self._blocks)

    def _follow(self, article: int) -> Chain:
        blocks: list[int] = []
        at = int(self._next[article])
        while at < self._blocks:
            blocks.append(at)
            at = int(self._next[self._articles + at])
        end = at - self._blocks
        return Chain(tuple(blocks), end if end < self._puzzle.endings.shape[1] else None)

    def solution(self) -> Solution:
        chains = [self._follow(article) for article in range(self._articles)]
        placed = {block for chain in chains for block in chain.blocks}
        aside = frozenset(range(self._blocks)) - placed
        return Solution(tuple(chains), aside, tuple(self._doubts()))

    def _doubts(self) -> list[Doubt]:
        best = [-math.inf] * len(self._next)
        other: list[int | None] = [None] * len(self._next)
        for way, row in np.argwhere(self._examined != self._next).tolist():
            if self._worth[way] > best[row]:
                best[row], other[row] = float(self._worth[way]), int(self._examined[way, row])
        return [Doubt(self._value - worth, alternative) for worth, alternative in zip(best, other, strict=True)][
            : self._articles + self._blocks
        ]


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
