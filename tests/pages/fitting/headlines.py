"""Fit how short lines are told from pieces of text: python -m tests.pages.fitting.headlines [--pages 300] [--seed 5001]

A logistic regression of whether a line is a title on the features that `articles.parsing.layout.captions` weighs. What
the lines above and below say is left to the chains. Pages of other seeds are for the report (`tests.pages.evaluate`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

import numpy as np

from articles.parsing.blocks.shapes import Shape
from articles.parsing.layout.captions import HEADLINE, headline_features
from articles.parsing.types import Part
from tests.pages.fitting.confidence import fitted
from tests.pages.fitting.weights import scores_of
from tests.pages.layout import make_page
from tests.pages.truth import Page

_OF_TEXT = frozenset({Part.BODY, Part.HEADING})


def lines_of(page: Page) -> Iterator[tuple[list[float], bool]]:
    """The features of each short line of the page that may be text, and whether it is none."""
    parts = {placed.start: placed.piece.part for placed in page.placed}
    for sheet, scores in scores_of(page):
        for index in scores.nodes:
            part = parts.get(sheet.block(index).start)
            if sheet.shape(index) is Shape.HEADLINE and part is not None:
                seen = headline_features(sheet, index, wanted=scores.titles_wanted)
                yield [seen[name] for name in HEADLINE], part not in _OF_TEXT


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.pages.fitting.headlines", description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seed", type=int, default=5001, help="the first page's; the others follow it")
    options = parser.parse_args(arguments)
    pages = (make_page(n) for n in range(options.seed, options.seed + options.pages))
    lines = [line for page in pages for line in lines_of(page)]
    weights = fitted(np.array([seen for seen, _ in lines]), np.array([float(title) for _, title in lines]))
    sys.stdout.write(f"{len(lines)} lines, {sum(title for _, title in lines)} of them titles\n")
    for (name, was), fit in zip(HEADLINE.items(), weights, strict=True):
        sys.stdout.write(f"  {name:14}{was:8.2f} -> {fit:6.2f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
