"""语境: every occurrence of a query in its surroundings, one line each (keyword in context)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.excerpts.highlighting import Marker
from search.text.folding import fold_block
from search.types import WIDTH, Where

_FAR = 60  # characters, white space and all, that are nearly always enough for a line's surroundings

_WHITE_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """One occurrence: at most so many characters before it as asked for, the match as printed, as many behind it.

    `start` is its place in its block.
    """

    left: str
    match: str
    right: str
    start: int = 0


def occurrences(marker: Marker, text: str, where: Where | None = None) -> Iterator[tuple[int, int]]:
    """Where a query stands in a block of a text, in order; of matches that overlap in the folded text the one that
    begins first, and the longest. `where` as `Marker` has it.

    Engines list them in the same way, see `search.engines.base.Engine.occurrences`.
    """
    folded, after = fold_block(text), 0
    for match in sorted(marker.matches_in(folded, where), key=lambda match: (match.start, -match.end)):
        if match.start >= after:
            after = match.end
            yield folded.original_span(match.start, match.end)


def line_at(text: str, start: int, end: int, width: int = WIDTH) -> ConcordanceLine:
    """The line of one occurrence. White space in the surroundings is one space."""
    return ConcordanceLine(_before(text, start, width), text[start:end], _behind(text, end, width), start)


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
