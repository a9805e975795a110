"""Fit how sure joins are on made pages: python -m tests.pages.fitting.confidence [--pages 300] [--seed 5001]

A logistic regression of whether a join is right on what `articles.parsing.chains.confidence` looks at. Pages of other
seeds are for the report: `tests.pages.evaluate` prints how often joins of each confidence are right.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from articles.parsing import newspaper, parse
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.chains.building import Chaining, chain_blocks
from articles.parsing.chains.confidence import WEIGHTS, features
from tests.pages.layout import make_page
from tests.pages.measure import score_page
from tests.pages.truth import Page

Matrix = NDArray[np.float64]
_ROUNDS = 30
_PRIOR = 0.01  # against great weights, as for the square of a normal error


def joins_of(page: Page) -> Iterator[tuple[list[float], bool]]:
    """The features of each join of the page as it is read, and whether it is right."""
    read: dict[int, list[float]] = {}

    def chain_and_keep(sheet: Sheet, openers: list[Opener]) -> Chaining:
        chaining = chain_blocks(sheet, openers)
        for decision in chaining.decisions:
            seen = features(decision.margin, cut=decision.evidence.mid_sentence)
            read[sheet.block(decision.right).start] = list(seen.values())
        return chaining

    newspaper.chain_blocks = chain_and_keep
    try:
        score = score_page(page, parse(page.text))
    finally:
        newspaper.chain_blocks = chain_blocks
    return ((read[join.at], join.right) for join in score.joins if join.at in read)


def fitted(seen: Matrix, right: Matrix) -> Matrix:
    """The likeliest weights, by Newton's method."""
    weights = np.zeros(seen.shape[1])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (right - chance) - _PRIOR * weights
        weights += np.linalg.solve((seen.T * (chance * (1 - chance))) @ seen + _PRIOR * np.eye(len(weights)), slope)
    return weights


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.pages.fitting.confidence", description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seed", type=int, default=5001, help="the first page's; the others follow it")
    options = parser.parse_args(arguments)
    pages = (make_page(n) for n in range(options.seed, options.seed + options.pages))
    joins = [join for page in pages for join in joins_of(page)]
    weights = fitted(np.array([seen for seen, _ in joins]), np.array([float(right) for _, right in joins]))
    sys.stdout.write(f"{len(joins)} joins, {sum(not right for _, right in joins)} wrong\n")
    for (name, was), fit in zip(WEIGHTS.items(), weights, strict=True):
        sys.stdout.write(f"  {name:10}{was:8.2f} -> {fit:6.2f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
