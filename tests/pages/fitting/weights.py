"""Fit the weights of joins on made pages: python -m tests.pages.fitting.weights [--pages 300] [--seed 5001]

A conditional logit (McFadden, 1974): of all blocks of a page, which one goes on from this one. Its features are those
that `articles.parsing.evidence.joins` and `articles.parsing.chains.scores` weigh; what they say of a block's place
is left as it is. Pages of other seeds are for the report (`tests.pages.evaluate`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from articles.parsing import newspaper, parse
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.chains.building import Chaining, chain_blocks
from articles.parsing.chains.scores import TOPIC_WEIGHTS, PageScores
from articles.parsing.evidence.joins import MID_SENTENCE_WEIGHTS, SENTENCE_END_WEIGHTS
from articles.parsing.types import Part
from tests.pages.layout import make_page
from tests.pages.truth import Page

Matrix = NDArray[np.float64]
_ROUNDS = 30
_NEAR = 1e-4
_PRIOR = 0.01  # against weights far from those there are, as for the square of a normal error


@dataclass(frozen=True, slots=True)
class Choice:
    """The blocks that may go on from one, and which does. `positions` are nats that are not fitted."""

    features: Matrix  # candidates x weights
    positions: Matrix
    right: int
    cut: bool  # in mid-sentence

    def slope(self, weights: Matrix) -> tuple[float, Matrix, Matrix]:
        """The log likelihood, its slope and its curvature (of the sign that is positive)."""
        scores = self.features @ weights + self.positions
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        mean = chances @ self.features
        spread = (self.features * chances[:, None]).T @ self.features - np.outer(mean, mean)
        return float(np.log(chances[self.right] + 1e-300)), self.features[self.right] - mean, spread


def choices_of(page: Page) -> Iterator[Choice]:
    """Every step of the page's articles from one block to another."""
    after = dict(_steps(page))
    for sheet, scores in scores_of(page):
        starts = [sheet.block(index).start for index in scores.nodes]
        node_at = {start: node for node, start in enumerate(starts)}
        positions = scores.positions()
        evidence, topics = scores.evidence.features(), scores.topics()
        for node, start in enumerate(starts):
            right = node_at.get(after.get(start, -1))
            if right is None:
                continue
            cut = bool(scores.evidence.mid_sentence[node])
            others = np.arange(len(starts)) != node
            features = [(evidence | topics)[name][node][others] for name in _weights(cut=cut)]
            yield Choice(np.stack(features, axis=1), positions[node][others], right - (right > node), cut)


def _weights(*, cut: bool) -> dict[str, float]:
    return (MID_SENTENCE_WEIGHTS if cut else SENTENCE_END_WEIGHTS) | TOPIC_WEIGHTS


def scores_of(page: Page) -> list[tuple[Sheet, PageScores]]:
    """The scores by which the parser puts the page's blocks together, as it reads the page."""
    found: list[tuple[Sheet, PageScores]] = []

    def chain_and_keep(sheet: Sheet, openers: list[Opener]) -> Chaining:
        found.append((sheet, PageScores(sheet, openers)))
        return chain_blocks(sheet, openers)

    newspaper.chain_blocks = chain_and_keep
    try:
        parse(page.text)
    finally:
        newspaper.chain_blocks = chain_blocks
    return found


def _steps(page: Page) -> Iterator[tuple[int, int]]:
    bodies = [placed for placed in page.placed if placed.piece.part is Part.BODY]
    bodies.sort(key=lambda placed: (placed.piece.article or 0, placed.piece.order))
    for left, right in pairwise(bodies):
        if left.piece.article == right.piece.article:
            yield left.start, right.start


def fitted(choices: Sequence[Choice], before: Matrix) -> tuple[Matrix, float]:
    """The likeliest weights, near those before, by Newton's method; and the mean log likelihood of a choice."""
    weights = before.copy()
    for _ in range(_ROUNDS):
        likelihoods, slopes, spreads = zip(*(choice.slope(weights) for choice in choices), strict=True)
        slope = np.sum(slopes, axis=0) - _PRIOR * len(choices) * (weights - before)
        step = np.linalg.solve(np.sum(spreads, axis=0) + _PRIOR * len(choices) * np.eye(len(weights)), slope)
        weights += step
        if np.abs(step).max() < _NEAR:
            break
    return weights, float(np.mean(likelihoods))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.pages.fitting.weights", description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seed", type=int, default=5001, help="the first page's; the others follow it")
    options = parser.parse_args(arguments)
    pages = (make_page(n) for n in range(options.seed, options.seed + options.pages))
    choices = [choice for page in pages for choice in choices_of(page)]
    for cut in (True, False):
        before = _weights(cut=cut)
        own = [choice for choice in choices if choice.cut is cut]
        weights, likelihood = fitted(own, np.array(list(before.values())))
        sys.stdout.write(
            f"{'within a sentence' if cut else 'afresh'}: {len(own)} choices, {likelihood:.4f} nats each\n"
        )
        for (name, was), fit in zip(before.items(), weights, strict=True):
            sys.stdout.write(f"  {name:10}{was:8.2f} -> {fit:6.2f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
