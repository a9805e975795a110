"""语境: every occurrence of a query in its surroundings, one line each (keyword in context). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from search.folding import fold_text
from search.marking import Marker
from search.types import Where

WIDTH = 20
_FAR = 60  # characters, white space and all, that are nearly always enough for a line's surroundings

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


def occurrences(marker: Marker, text: str, where: Where | None = None) -> Iterator[tuple[int, int]]:
    """Where a query stands in a block of a text, in order; of overlapping matches the one that begins first, and the
    longest. `where` as in `search.marking.Marker.matches`.
    """
    after = 0
    for match in sorted(marker.matches(text, where), key=lambda match: (match.start, -match.end)):
        if match.start >= after:
            after = match.end
            yield match.start, match.end


def line_at(text: str, start: int, end: int, width: int = WIDTH) -> Line:
    """The line of one occurrence. White space in the surroundings is one space."""
    return Line(_before(text, start, width), text[start:end], _behind(text, end, width), start)


def sort_key(order: LineOrder, text: str, start: int, end: int) -> str:
    """What an occurrence is sorted by; those with equal surroundings stay as they come."""
    if order is LineOrder.LEFT:
        return fold_text(_before(text, start, WIDTH))[::-1]
    return fold_text(_behind(text, end, WIDTH)) if order is LineOrder.RIGHT else ""


def _before(text: str, start: int, width: int) -> str:
    near = _closed(text[max(0, start - _FAR) : start])
    if len(near) < width and start > _FAR:
        near = _closed(text[:start])
    return near[-width:] if width else ""


def _behind(text: str, end: int, width: int) -> str:
    near = _closed(text[end : end + _FAR])
    if len(near) < width and end + _FAR < len(text):
        near = _closed(text[end:])
    return near[:width]


def _closed(text: str) -> str:
    return _WHITE_SPACE.sub(" ", text)
