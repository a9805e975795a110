"""Approximate matching of a quotation in a text, and the differences between the two. Pure.

Sellers' algorithm (J. Algorithms 1, 1980): the least edit distance of a pattern to any substring of a text, in time
proportional to the product of their lengths. An edit is the substitution, deletion or insertion of a character or the
transposition of two neighbours (optimal string alignment distance).
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt

from search.text.characters import DROPPED, fold_characters
from search.verifying.characters import Characters, Codes


@dataclass(frozen=True, slots=True)
class ApproximateMatch:
    """The substring [start, end) of a text, in characters, at the edit distance `distance` from the pattern.

    `longest`: length of the longest substring there with the same distance: a deletion at the pattern's edge may as
    well be a substitution.
    """

    start: int
    end: int
    distance: int
    longest: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A substring of the quotation and what is printed in its place; either may be empty.

    `is_alike`: the two are the same but for punctuation.
    """

    quoted: str
    printed: str
    is_alike: bool


def best_match(pattern: Codes, text: Codes) -> ApproximateMatch:
    """The substring of the text with the least edit distance to the pattern. Neither may be empty.

    Of several with the same distance near the first end position: one that begins and ends with the pattern's own
    characters, else the longest, since substitutions at an edge are more frequent than deletions.
    """
    row = _last_row(pattern, text)
    distance = int(row.min())
    ends = np.flatnonzero(row[: int(row.argmin()) + 2 * distance + 1] == distance)
    end = _edge(ends, text[ends - 1] == pattern[-1])
    lengths = _lengths(pattern, text[:end], distance)
    longest = lengths if end == ends[-1] else _lengths(pattern, text[: ends[-1]], distance)
    length = _edge(lengths, text[end - np.maximum(lengths, 1)] == pattern[0])
    return ApproximateMatch(end - length, end, distance, int(longest[-1]))


def _edge(places: npt.NDArray[np.intp], own: npt.NDArray[np.bool_]) -> int:
    """The first at which the pattern's own character stands, else the last."""
    return int(places[own.argmax() if own.any() else -1])


def _lengths(pattern: Codes, text: Codes, distance: int) -> npt.NDArray[np.intp]:
    """Lengths, ascending, of the substrings at this distance that end where the text ends.

    Matched backwards from there: none is longer than the pattern's length plus the distance.
    """
    before = text[max(0, len(text) - len(pattern) - distance) :]
    return np.flatnonzero(_last_row(pattern[::-1], before[::-1], anywhere=False) == distance)


def _last_row(pattern: Codes, text: Codes, anywhere: bool = True) -> npt.NDArray[np.int32]:
    """The last row of the dynamic programming matrix: for each end position in the text, the least distance of the
    pattern to a substring that ends there and begins anywhere, or else (`anywhere` false) at the text's start.

    Rows hold distance minus position: an insertion then costs nothing, and the minimum over all earlier positions is a
    running minimum.
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


def differences(quoted: Characters, printed: Characters) -> tuple[Edit, ...]:
    """Both texts as a sequence of edits, in order, with their punctuation: marks behind a difference are an edit of
    their own that is alike.
    """
    matcher = SequenceMatcher(None, quoted.text, printed.text, autojunk=False)
    found: list[Edit] = []
    for kind, q_start, q_end, p_start, p_end in matcher.get_opcodes():
        if kind == "equal":
            found.append(Edit(quoted.original(q_start, q_end), printed.original(p_start, p_end), is_alike=True))
            continue
        q_run, q_marks = quoted.original_and_marks(q_start, q_end)
        p_run, p_marks = printed.original_and_marks(p_start, p_end)
        found.append(Edit(q_run, p_run, is_alike=False))
        if q_marks or p_marks:
            found.append(Edit(q_marks, p_marks, is_alike=True))
    return tuple(found)


def punctuation_differences(quoted: Characters, printed: Characters) -> tuple[Edit, ...]:
    """Of two texts with the same characters: both as a sequence of edits if their punctuation differs, else nothing.

    Variant forms of a mark (“ 「 ‘; ， ,) and spaces count as the same.
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
    """Each visible character: (folded form by which it is compared, as it stands in the text)."""
    folded = ((fold_characters(one).replace("'", '"'), one) for one in text if not one.isspace())
    return [(mark, one) for mark, one in folded if mark != DROPPED]


def _text(run: list[tuple[str, str]]) -> str:
    return "".join(one for _, one in run)
