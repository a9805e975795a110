"""Where in a text something most like a quotation stands, and what differs. Pure.

Sellers' algorithm (J. Algorithms 1, 1980): the edit distance of a pattern to the nearest run of a text, in time
proportional to the product of their lengths. An edit replaces, leaves out or puts in a character or exchanges two
neighbours (optimal string alignment).
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt

from search.verifying.characters import Characters, Codes


@dataclass(frozen=True, slots=True)
class Nearest:
    """A run [start, end) of a text that is `distance` edits away from the pattern."""

    start: int
    end: int
    distance: int


@dataclass(frozen=True, slots=True)
class Change:
    """A run of the quotation and what is printed in its place; one may be empty. In runs alike only marks differ."""

    quoted: str
    printed: str
    is_alike: bool


def nearest(pattern: Codes, text: Codes) -> Nearest:
    """The run of the text with the least distance; of several the first that ends. Neither may be empty."""
    row = _last_row(pattern, text)
    end = int(row.argmin())
    distance = int(row[end])
    # The same backwards from there: the shortest run that is as near. It cannot be longer than both together.
    before = text[max(0, end - len(pattern) - distance) : end]
    back = _last_row(pattern[::-1], before[::-1])
    return Nearest(end - int(back.argmin()), end, distance)


def _last_row(pattern: Codes, text: Codes) -> npt.NDArray[np.int32]:
    """For every place in the text, the least distance of the pattern to a run that ends there.

    Rows are kept less the place's number: a character put in costs nothing there, and the least over all places before
    is a running minimum.
    """
    places: npt.NDArray[np.int32] = np.arange(len(text) + 1, dtype=np.int32)
    row = above = -places
    for number, code in enumerate(pattern, 1):
        below = np.empty_like(row)
        below[0] = number
        np.minimum(row[:-1] - (text == code), row[1:] + 1, out=below[1:])
        if number > 1:
            swapped = np.flatnonzero((text[:-1] == code) & (text[1:] == pattern[number - 2]))
            below[swapped + 2] = np.minimum(below[swapped + 2], above[swapped] - 1)
        row, above = np.minimum.accumulate(below), row
    return row + places


def changes(quoted: Characters, printed: Characters) -> tuple[Change, ...]:
    """Both texts in runs, alike and not, in order, with the marks that stand in them."""
    matcher = SequenceMatcher(None, quoted.text, printed.text, autojunk=False)
    return tuple(
        Change(quoted.original(q_start, q_end), printed.original(p_start, p_end), kind == "equal")
        for kind, q_start, q_end, p_start, p_end in matcher.get_opcodes()
    )
