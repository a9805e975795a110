"""Solves a page's assignment problem (`problem`): all blocks are put into chains at once, one chain an article.

The sum of the single scores is made as great as it gets by assignment; then successors are exchanged between two and
three rows while that raises the sum together with what no assignment can express: circles, blocks left out between
neighbours, sentences that changed tails, an article's end. A local optimum, in at most `_ROUNDS` rounds.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from articles.parsing.chains.assignment import best_assignment
from articles.parsing.chains.exchanges import Matrix, Places, most_promising
from articles.parsing.chains.problem import AssignmentProblem, Chain, Cut, RunnerUp, Skip, Solution, score_matrix

_CIRCLE = 40.0  # nats lost for blocks that follow each other in a circle
_ROUNDS = 40
_EQUAL = 1e-6  # nats
_DEPARTURES = 30  # exchanges, each of which loses alone, that another one is tried upon
_MADE_UP_FOR = 12.0  # nats of single scores that better company may make up for, of two exchanges
_LOOKED_AT_FARTHER = 200  # of those


def solve(problem: AssignmentProblem) -> Solution:
    """The best chains found."""
    search = _Search(problem)
    search.improve()
    return search.solution()


class _Skips:
    """The links that leave blocks out, as arrays."""

    def __init__(self, skips: dict[tuple[int, int], Skip], blocks: int) -> None:
        self.rows = np.array([row for row, _ in skips], dtype=np.intp)
        self.columns = np.array([column for _, column in skips], dtype=np.intp)
        self.gains = np.array([skip.gain for skip in skips.values()])
        self._between = np.zeros((len(skips), blocks), dtype=bool)
        for number, skip in enumerate(skips.values()):
            self._between[number, list(skip.between)] = True

    def open(self, aside: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """[skip]: whether all blocks between stand in no article."""
        return np.array((~self._between | aside).all(axis=1))

    def gained(self, nexts: Places, aside: NDArray[np.bool_]) -> Matrix:
        """The nats that each candidate gains by the links it takes with all blocks between in no article."""
        candidates, skips = np.nonzero(nexts[:, self.rows] == self.columns)
        opened = ~(self._between[skips] & ~aside[candidates]).any(axis=1)
        return np.bincount(candidates[opened], self.gains[skips[opened]], len(nexts)).astype(np.float64)


class _Cuts:
    """The cut sentences as arrays: their rows, and the runs of blocks that they stand in."""

    def __init__(self, cuts: dict[int, Cut]) -> None:
        widest = max((len(cut.columns) for cut in cuts.values()), default=0) or 1
        padded = [cut.columns + (cut.columns[-1:] or (-1,)) * (widest - len(cut.columns)) for cut in cuts.values()]
        self.rows = np.array(list(cuts), dtype=np.intp)
        self.runs = np.array([cut.run for cut in cuts.values()], dtype=np.intp)
        self._columns = np.array(padded, dtype=np.intp).reshape(len(cuts), widest)

    def beside(self, aside: NDArray[np.bool_]) -> Places:
        """[candidate, cut]: the column next to the cut, -1 where its run ends: a title or a caption in no article parts
        no neighbours.
        """
        taken = ~aside[:, self._columns]
        taken[:, :, -1] = True
        return np.array(self._columns[np.arange(len(self.rows)), taken.argmax(axis=2)])


class _Search:
    """Local search. Many candidates are scored at once: each row of `nexts` is one, and has every row's successor."""

    def __init__(self, problem: AssignmentProblem) -> None:
        self._problem = problem
        self._articles = len(problem.openings)
        self._blocks = len(problem.links)
        self._scores = score_matrix(problem)
        self._skips = _Skips(problem.skips, self._blocks)
        self._cuts = _Cuts(problem.cuts)
        self._next = np.array(best_assignment(self._scores), dtype=np.intp)
        self._value = float(self._values_of(self._next[None, :])[0])
        self._examined = self._next[None, :]  # the candidates of the last round
        self._values = np.array([self._value])  # and what each is worth

    def improve(self) -> None:
        for _ in range(_ROUNDS):
            self._examine(self._exchanges())
            if not self._step():
                self._examine(self._farther(), self._examined)
                if not self._step():
                    return

    def _examine(self, candidates: Places, *others: Places) -> None:
        """Score candidates, and keep those others that were scored just before."""
        self._examined = np.concatenate([candidates, *others])
        self._values = np.concatenate([self._values_of(candidates), *([self._values] * len(others))])

    def _step(self) -> bool:
        """Take the best candidate if it is better than what there is."""
        if not len(self._values) or self._values.max() <= self._value + _EQUAL:
            return False
        best = int(self._values.argmax())
        self._next, self._value = self._examined[best], float(self._values[best])
        return True

    def _exchanges(self) -> Places:
        """The most promising exchanges of successors between two rows, or among three, as candidates."""
        scores = self._open_scores()
        gain = scores[:, self._next] - scores[np.arange(len(self._next)), self._next][:, None]  # p gets q's next
        first, second, third = most_promising(gain)
        changed = np.tile(self._next, (len(first), 1))
        candidates = np.arange(len(first))
        for row, other in ((third, first), (first, second), (second, third)):  # of two, the third is the first
            changed[candidates, row] = self._next[other]
        return changed

    def _farther(self) -> Places:
        """What one exchange more makes of the candidates that lose least: several successors may have to change."""
        near = np.argsort(-self._values, kind="stable")[:_DEPARTURES]
        departures, lost = self._examined[near], self._value - self._values[near]
        taken = self._open_scores()[:, departures].transpose(1, 0, 2)  # p gets q's next
        gain = taken - taken.diagonal(axis1=1, axis2=2)[:, :, None]
        total = np.triu(gain + gain.transpose(0, 2, 1) - lost[:, None, None] + _MADE_UP_FOR, 1)
        start, first, second = np.nonzero(total > 0)
        best = np.argsort(-total[start, first, second], kind="stable")[:_LOOKED_AT_FARTHER]
        start, first, second = start[best], first[best], second[best]
        changed, candidates = departures[start], np.arange(len(start))
        changed[candidates, first], changed[candidates, second] = departures[start, second], departures[start, first]
        return changed

    def _open_scores(self) -> Matrix:
        """The single scores, with what links gain now whose blocks between stand in no article."""
        scores = self._scores.copy()
        for skip in np.flatnonzero(self._skips.open(self._aside(self._next[None, :])[0])):
            scores[self._skips.rows[skip], self._skips.columns[skip]] += self._skips.gains[skip]
        return scores

    def _values_of(self, nexts: Places) -> Matrix:
        """The sum of nats of each candidate."""
        values = self._scores[np.arange(nexts.shape[1]), nexts].sum(axis=1)
        destinations, circles = self._destinations(nexts)
        ends = destinations[np.arange(len(nexts))[:, None], nexts[:, : self._articles]]
        membership = self._membership(destinations, ends)
        fits = np.zeros((self._articles, destinations.shape[1]))
        fits[:, self._blocks : self._blocks + self._problem.ending_fits.shape[1]] = self._problem.ending_fits
        for article in range(self._articles):
            values += membership[:, article] + fits[article, ends[:, article]]
        aside = self._aside(nexts)
        values += self._skips.gained(nexts, aside)
        values += self._changed_tails(nexts)
        return values + (membership[:, -1] - _CIRCLE * circles)

    def _membership(self, destinations: Places, ends: Places) -> Matrix:
        """[candidate, article]: nats for the blocks that stand in the article, and last for those in none."""
        nats_of = np.zeros((len(destinations), self._articles + 1))
        if self._problem.membership.any():
            candidates = np.arange(len(destinations))[:, None]
            owner = np.full(destinations.shape, self._articles)
            owner[candidates, ends] = np.arange(self._articles)
            owner = owner[candidates, destinations[:, : self._blocks]]
            nats = self._problem.membership[owner, np.arange(self._blocks)]
            for article in range(self._articles + 1):
                nats_of[:, article] = np.where(owner == article, nats, 0.0).sum(axis=1)
        return nats_of

    def _destinations(self, nexts: Places) -> tuple[Places, Places]:
        """[candidate, column]: the end that the chain from there leads to, a block where it is a circle; and how many
        circles each candidate has.
        """
        count, size = nexts.shape
        columns = np.arange(size)
        destinations = np.tile(columns, (count, 1))
        destinations[:, : self._blocks] = nexts[:, self._articles : self._articles + self._blocks]
        moves = destinations != columns
        start = np.arange(count)[:, None] * size
        destinations = (destinations + start).ravel()
        lowest = np.tile(columns, count)  # column met on the way
        for _ in range(self._blocks.bit_length()):  # each time the steps taken at once are doubled
            lowest = np.minimum(lowest, lowest[destinations])
            destinations = destinations[destinations]
        destinations = destinations.reshape(count, size) - start
        circle = (destinations < self._blocks) & moves & (lowest.reshape(count, size) == columns)
        return destinations, circle[:, : self._blocks].sum(axis=1)

    def _changed_tails(self, nexts: Places) -> Matrix:
        """The nats of each candidate for pairs of cuts read crosswise, each on in what stands after the other; and for
        interleaved ones: a cut at its run's end goes on in what stands after a later cut, and that one farther down.
        """
        rows, runs = self._cuts.rows, self._cuts.runs
        if len(rows) < 2:
            return np.zeros(len(nexts))
        beside = self._cuts.beside(self._aside(nexts))
        following = nexts[:, rows]
        read = following != rows - self._articles
        half = np.full(nexts.shape, -1)  # by column, the cut whose left half it stands next to
        candidates, cuts = np.nonzero(read & (beside >= 0))
        half[candidates, beside[candidates, cuts]] = cuts
        other = np.take_along_axis(half, following, axis=1)  # -1 where none, which is less than any cut
        tail = np.take_along_axis(following, other, axis=1)  # where the other one goes on
        crossed = read & (np.arange(len(rows)) < other) & (tail == beside) & (runs[other] != runs)
        later = read & (beside < 0) & (other >= 0) & (runs[other] > runs) & (tail > following) & (tail < self._blocks)
        interleaved = later & (np.take_along_axis(half, tail, axis=1) < 0)
        problem = self._problem
        gains = problem.crossing_gain * crossed.sum(axis=1) + problem.interleaving_gain * interleaved.sum(axis=1)
        return np.asarray(gains)

    def _aside(self, nexts: Places) -> NDArray[np.bool_]:
        """[candidate, block]: whether it stands in no article."""
        return nexts[:, self._articles : self._articles + self._blocks] == np.arange(self._blocks)

    def _chain(self, article: int) -> Chain:
        blocks: list[int] = []
        at = int(self._next[article])
        while at < self._blocks:
            blocks.append(at)
            at = int(self._next[self._articles + at])
        end = at - self._blocks
        return Chain(tuple(blocks), end if end < self._problem.endings.shape[1] else None)

    def solution(self) -> Solution:
        chains = [self._chain(article) for article in range(self._articles)]
        placed = {block for chain in chains for block in chain.blocks}
        aside = frozenset(range(self._blocks)) - placed
        return Solution(tuple(chains), aside, tuple(self._runners_up()))

    def _runners_up(self) -> list[RunnerUp]:
        """The best candidate examined in which a row has another next; none where each has the same."""
        examined = np.concatenate([self._next[None, :], self._examined])
        values = np.where(examined != self._next, np.append(self._value, self._values)[:, None], -np.inf)
        best = values.argmax(axis=0)
        rows = np.arange(self._articles + self._blocks)
        margins, columns = self._value - values[best[rows], rows], examined[best[rows], rows]
        return [
            RunnerUp(margin, None if margin == math.inf else column)
            for margin, column in zip(margins.tolist(), columns.tolist(), strict=True)
        ]
