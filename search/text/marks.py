"""Marks: what stands between characters without parting them, and what an unquoted run is read over.

“十五五”规划 is found by 十五五规划, 马克思、恩格斯 by 马克思恩格斯, 3,205 by 3205. Marks are, in folded text: quotation
marks and apostrophes, brackets, commas, 、, colons, middle dots, hyphens and dashes, spaces. Further a full stop that
stands alone before a character and not between digits: 卡尔.马克思, and neither 0.5 nor an ellipsis, nor the end of an
English sentence. What ends a clause or more (。！？；), and a line break, is none.

`marks` is the only place that says so; whoever keeps text in another form asks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

MARKS = " \"'-·,:、()[]<>《》〈〉【】〔〕〖〗"
"""The characters that are always marks."""

_SHORTEST_RUN = 2  # characters: a single one has nothing between
_TABLE = np.zeros(1 << 16, np.bool_)
_TABLE[[ord(mark) for mark in MARKS]] = True
_LAST = (1 << 16) - 1  # no character, and so no mark: stands for all beyond 16 bits
_DOT = ord(".")
_DIGITS, _PARTS_BEHIND = np.zeros((2, 1 << 16), np.bool_)
_DIGITS[ord("0") : ord("9") + 1] = True
_PARTS_BEHIND[[ord(" "), ord("\n"), _DOT]] = True  # before these a full stop ends something


class Bare(NamedTuple):
    """A folded text without its marks, and the place of each of its characters in the text."""

    text: str
    places: Sequence[int]


def marks(codes: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Which of a folded text's characters, given as code points or as UTF-16 units, are marks; 0 is beyond its ends."""
    found = _TABLE[np.minimum(codes, _LAST)]
    dots = (codes == _DOT).nonzero()[0]
    if len(dots):
        before = np.minimum(np.where(dots > 0, codes.take(dots - 1, mode="clip"), 0), _LAST)
        behind = np.minimum(np.where(dots + 1 < len(codes), codes.take(dots + 1, mode="clip"), 0), _LAST)
        decimal = _DIGITS[before] & _DIGITS[behind]
        found[dots] = (before != _DOT) & ~_PARTS_BEHIND[behind] & ~decimal
    return found


def bare(folded_text: str) -> Bare:
    """A folded text without its marks."""
    codes = np.frombuffer(folded_text.encode("utf-32-le", "surrogatepass"), np.uint32)
    places = (~marks(codes)).nonzero()[0]
    if len(places) == len(codes):
        return Bare(folded_text, range(len(folded_text)))
    return Bare(codes[places].tobytes().decode("utf-32-le", "surrogatepass"), places.tolist())


def without_marks(folded_texts: Sequence[str]) -> list[str]:
    """`bare(text).text` of each of many texts, worked out at once."""
    codes = np.frombuffer("\0".join(folded_texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    return codes[~marks(codes)].tobytes().decode("utf-32-le", "surrogatepass").split("\0")


@lru_cache(maxsize=1_000)
def run_across(folded_text: str) -> str:
    """The run that is looked for whatever marks stand between its characters; none where it is of one character."""
    run = bare(folded_text).text
    return run if len(run) >= _SHORTEST_RUN else ""


def spans_across(run: str, text: Bare) -> Iterator[tuple[int, int]]:
    """Where the run, which has no marks, stands in a text with marks between its characters: [start, end) of it."""
    at = text.text.find(run) if run else -1
    while at >= 0:
        start, last = text.places[at], text.places[at + len(run) - 1]
        if last - start >= len(run):
            yield start, last + 1
        at = text.text.find(run, at + 1)
