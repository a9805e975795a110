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

from search.text.characters import DROPPED, fold_characters
from search.verifying.characters import Characters, Codes


@dataclass(frozen=True, slots=True)
class Nearest:
    """A run [start, end) of a text that is `distance` edits away from the pattern.

    `longest`: characters of the longest run about there that is as near. A character left out at the pattern's edge may
    as well be one replaced: what is printed is as long as it can be.
    """

    start: int
    end: int
    distance: int
    longest: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of the quotation and what is printed in its place; one may be empty. In runs alike only marks differ."""

    quoted: str
    printed: str
    is_alike: bool


def nearest(pattern: Codes, text: Codes) -> Nearest:
    """The run of the text with the least distance. Neither may be empty.

    Of several about the first that ends: one that begins and ends with the pattern's own characters, else the longest,
    as an edge is oftener replaced than left out.
    """
    row = _last_row(pattern, text)
    distance = int(row.min())
    ends = np.flatnonzero(row[: int(row.argmin()) + 2 * distance + 1] == distance)
    end = _edge(ends, text[ends - 1] == pattern[-1])
    lengths = _lengths(pattern, text[:end], distance)
    longest = lengths if end == ends[-1] else _lengths(pattern, text[: ends[-1]], distance)
    length = _edge(lengths, text[end - np.maximum(lengths, 1)] == pattern[0])
    return Nearest(end - length, end, distance, int(longest[-1]))


def _edge(places: npt.NDArray[np.intp], own: npt.NDArray[np.bool_]) -> int:
    """The first at which the pattern's own character stands, else the last."""
    return int(places[own.argmax() if own.any() else -1])


def _lengths(pattern: Codes, text: Codes, distance: int) -> npt.NDArray[np.intp]:
    """Those of the runs with the least distance that end where the text does, ascending.

    The same backwards from there: none can be longer than pattern and distance together.
    """
    before = text[max(0, len(text) - len(pattern) - distance) :]
    return np.flatnonzero(_last_row(pattern[::-1], before[::-1], anywhere=False) == distance)


def _last_row(pattern: Codes, text: Codes, anywhere: bool = True) -> npt.NDArray[np.int32]:
    """For every place in the text, the least distance of the pattern to a run that ends there, which begins anywhere or
    with the text.

    Rows are kept less the place's number: a character put in costs nothing there, and the least over all places before
    is a running minimum.
    """
    places: npt.NDArray[np.int32] = np.arange(len(text) + 1, dtype=np.int32)
    row = above = -places if anywhere else np.zeros_like(places)
    for number, code in enumerate(pattern, 1):
        below = np.empty_like(row)
        below[0] = number
        np.minimum(row[:-1] - (text == code), row[1:] + 1, out=below[1:])
        if number > 1:
            swapped = np.flatnonzero((text[:-1] == code) & (text[1:] == pattern[number - 2]))
            below[swapped + 2] = np.minimum(below[swapped + 2], above[swapped] - 1)
        row, above = np.minimum.accumulate(below), row
    return row + places


def changes(quoted: Characters, printed: Characters) -> tuple[Edit, ...]:
    """Both texts in runs, alike and not, in order, with the marks that stand in them: those behind what differs are a
    run by themselves, as marks make no difference.
    """
    matcher = SequenceMatcher(None, quoted.text, printed.text, autojunk=False)
    found: list[Edit] = []
    for kind, q_start, q_end, p_start, p_end in matcher.get_opcodes():
        if kind == "equal":
            found.append(Edit(quoted.original(q_start, q_end), printed.original(p_start, p_end), is_alike=True))
            continue
        q_run, q_marks = quoted.apart(q_start, q_end)
        p_run, p_marks = printed.apart(p_start, p_end)
        found.append(Edit(q_run, p_run, is_alike=False))
        if q_marks or p_marks:
            found.append(Edit(q_marks, p_marks, is_alike=True))
    return tuple(found)


def marks_changed(quoted: Characters, printed: Characters) -> tuple[Edit, ...]:
    """Two texts of the same characters in runs, where their punctuation differs; nothing where it does not.

    How a mark is drawn (“ as 「 or ‘, ， as ,) and spaces make no difference.
    """
    own, other = _drawn_alike(quoted.whole), _drawn_alike(printed.whole)
    wanted, there = [mark for mark, _ in own], [mark for mark, _ in other]
    if wanted == there:
        return ()
    matcher = SequenceMatcher(None, wanted, there, autojunk=False)
    return tuple(
        Edit(_text(own[q_start:q_end]), _text(other[p_start:p_end]), kind == "equal")
        for kind, q_start, q_end, p_start, p_end in matcher.get_opcodes()
    )


def _drawn_alike(text: str) -> list[tuple[str, str]]:
    """Each character that has a face, as it is compared and as it stands there."""
    folded = ((fold_characters(one).replace("'", '"'), one) for one in text if not one.isspace())
    return [(mark, one) for mark, one in folded if mark != DROPPED]


def _text(run: list[tuple[str, str]]) -> str:
    return "".join(one for _, one in run)
