"""Fit how heads without a byline are told: python -m tests.pages.fitting.unsigned [--pages 300] [--seed 5001]

A logistic regression of whether lines over text are an article's head on what `articles.parsing.heads.unsigned` weighs,
from pages as they are drawn and as many on which some articles are not signed. Pages of other seeds are for the report.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

import numpy as np

from articles.parsing import parse
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.heads import openers as opening
from articles.parsing.heads.unsigned import UNSIGNED, HeadFeatures, possible_heads, unsigned_heads
from articles.parsing.types import Part
from tests.pages.fitting.confidence import fitted
from tests.pages.layout import make_page
from tests.pages.truth import Fault, Page


def heads_of(page: Page) -> Iterator[tuple[list[float], bool]]:
    """The features of each possible head of the page, and whether it is the title of an article that nobody signs."""
    unsigned = {n for n, truth in enumerate(page.articles) if Fault.UNSIGNED in truth.faults}
    titles = {p.start for p in page.placed if p.piece.part is Part.TITLE and p.piece.article in unsigned}
    seen: list[tuple[list[float], bool]] = []

    def find_and_keep(sheet: Sheet, openers: Sequence[Opener]) -> list[Opener]:
        for head in possible_heads(sheet, openers):
            weighed = HeadFeatures(sheet).features(head)
            seen.append(([weighed[name] for name in UNSIGNED], sheet.block(head.last).start in titles))
        return unsigned_heads(sheet, openers)

    opening.unsigned_heads = find_and_keep
    try:
        parse(page.text)
    finally:
        opening.unsigned_heads = unsigned_heads
    yield from seen


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.pages.fitting.unsigned", description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seed", type=int, default=5001, help="the first page's; the others follow it")
    options = parser.parse_args(arguments)
    seeds = range(options.seed, options.seed + options.pages)
    pages = [make_page(seed, fault=fault) for seed in seeds for fault in (None, Fault.UNSIGNED)]
    heads = [head for page in pages for head in heads_of(page)]
    weights = fitted(np.array([seen for seen, _ in heads]), np.array([float(right) for _, right in heads]))
    sys.stdout.write(f"{len(heads)} possible heads, {sum(right for _, right in heads)} of them heads\n")
    for (name, was), fit in zip(UNSIGNED.items(), weights, strict=True):
        sys.stdout.write(f"  {name:16}{was:8.2f} -> {fit:6.2f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
