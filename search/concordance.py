"""语境: every occurrence of a query in its surroundings, one line each (keyword in context). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from search.folding import fold_text
from search.marking import Marker
from search.tree import Node
from search.types import Where

WIDTH = 20

_WHITE_SPACE = re.compile(r"\s+")


class LineOrder(StrEnum):
    """TEXT: as the lines come. LEFT: by what stands before, its nearest character first. RIGHT: by what follows."""

    TEXT = "text"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence: at most so many characters before it as asked for, the match as printed, as many behind it.

    `start` is its place in its block.
    """

    left: str
    match: str
    right: str
    start: int = 0


AnyLine = TypeVar("AnyLine", bound=Line)


def concordance(text: str, tree: Node, width: int = WIDTH, where: Where | None = None) -> tuple[Line, ...]:
    """The lines of one block of a text, in order; of overlapping matches the one that begins first, and the longest.

    White space in the surroundings is one space; a line never reaches into another block. `where` as in
    `search.marking.Marker.matches`.
    """
    return tuple(_lines(text, tree, width, where))


def _lines(text: str, tree: Node, width: int, where: Where | None) -> Iterator[Line]:
    after = 0
    for match in sorted(Marker(tree).matches(text, where), key=lambda match: (match.start, -match.end)):
        if match.start >= after:
            after = match.end
            left = _WHITE_SPACE.sub(" ", text[: match.start])[-width:] if width else ""
            right = _WHITE_SPACE.sub(" ", text[match.end :])[:width]
            yield Line(left, text[match.start : match.end], right, match.start)


def in_order(lines: Iterable[AnyLine], order: LineOrder) -> list[AnyLine]:
    """The lines of any number of texts in order; equal surroundings stay as they come."""
    if order is LineOrder.LEFT:
        return sorted(lines, key=lambda line: fold_text(line.left)[::-1])
    if order is LineOrder.RIGHT:
        return sorted(lines, key=lambda line: fold_text(line.right))
    return list(lines)
