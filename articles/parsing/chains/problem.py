"""The page as an assignment problem: which block comes after which, in numbers alone; and its solution.

Rows are what has a successor: the openings of articles, then blocks. Columns are what a successor can be: blocks, then
the ends of articles. A block that is its own successor stands in no article.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from articles.parsing.chains.exchanges import Matrix

_IMPOSSIBLE = -1e4
_NO_TEXT = -30.0  # nats for an article without text
_LOST_END = -8.0  # for an end that no article has, and for an article without any


@dataclass(frozen=True, slots=True)
class Cut:
    """A block that ends in mid-sentence, by what stands after it.

    `columns`: the next block, then those that are next where the ones between stand in no article; none where its run
    ends. `run`: the number of the run of blocks, between two bylines or notes, that it stands in.
    """

    columns: tuple[int, ...]
    run: int


@dataclass(frozen=True, slots=True)
class Skip:
    """A link that leaves blocks out. Where those stand in no article it is one of neighbours, and gains these nats."""

    between: tuple[int, ...]
    gain: float


@dataclass(frozen=True, slots=True)
class AssignmentProblem:
    """The scores, in nats, of everything that the chains of one page may be made of; the greatest sum is sought."""

    openings: Matrix  # articles x blocks
    links: Matrix  # blocks x blocks; the diagonal is for standing in no article
    endings: Matrix  # blocks x ends
    skips: dict[tuple[int, int], Skip]  # by (row, column)
    cuts: dict[int, Cut]  # by row: what is next where a sentence is cut
    crossing_gain: float  # for two of them, of different runs, each of which goes on where the other breaks off
    interleaving_gain: float  # for one at a run's end that goes on where a later one breaks off, and that one after it
    membership: Matrix  # articles x blocks, and a last row for no article: for a block to stand there
    ending_fits: Matrix  # articles x ends: for an article to have the end


@dataclass(frozen=True, slots=True)
class Chain:
    """An article's blocks in reading order and its end (an index of the problem's ends), None for a lost end."""

    blocks: tuple[int, ...]
    end: int | None


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The best solution in which a row has another successor: the nats by which it is worse, and that successor.

    `margin` is infinite and `column` None where no such solution was examined.
    """

    margin: float
    column: int | None


@dataclass(frozen=True, slots=True)
class Solution:
    """The chains by article, the blocks that stand in none, and for each row its runner-up."""

    chains: tuple[Chain, ...]
    aside: frozenset[int]
    runners_up: tuple[RunnerUp, ...]


def score_matrix(problem: AssignmentProblem) -> Matrix:
    """All scores in one square: rows are openings, blocks and fillers; columns blocks, ends and fillers."""
    articles, blocks = problem.openings.shape
    ends = problem.endings.shape[1]
    size = max(articles, ends) + blocks
    scores = np.full((size, size), _IMPOSSIBLE)
    scores[:articles, :blocks] = problem.openings
    scores[articles : articles + blocks, :blocks] = problem.links
    scores[articles : articles + blocks, blocks : blocks + ends] = problem.endings
    scores[:articles, blocks:] = _NO_TEXT
    scores[articles + blocks :, blocks : blocks + ends] = _LOST_END
    scores[articles : articles + blocks, blocks + ends :] = _LOST_END
    return scores
