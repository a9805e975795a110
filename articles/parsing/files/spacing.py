"""Removes the spaces that recognition set between all characters of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.parsing.files.lines import FileLine

_WIDE = r"\u2014\u2018-\u201d\u2026\u25a0-\u25ff\u3001-\u303f\u3400-\u9fff\uff01-\uff60\U00020000-\U0003ffff"
_SPACED = re.compile(rf"(?<=[{_WIDE}]) (?=[{_WIDE}])")
_CLOSE = re.compile(rf"(?<=[{_WIDE}])(?=[{_WIDE}])")
_SPACE = re.compile(rf"(?<=[{_WIDE}]) (?=\S)|(?<=\S) (?=[{_WIDE}])")
_MOST = 0.6  # of a text's pairs of characters are apart: then none of its spaces means anything
_SOME = 0.3  # of a line's, in a file where most are
_PAIRS = 8  # tell for a line by itself
_PAIRS_BELOW = 4  # for a line right under one that is set so: more than a name has


def without_letter_spacing(lines: Sequence[FileLine]) -> list[FileLine]:
    """The lines, those set with a space between all characters without these spaces. Wider spaces stay."""
    if not any(_SPACED.search(line.text) for line in lines if " " in line.text):
        return list(lines)
    counts = [_pairs(line.text) for line in lines]
    apart, close = sum(count[0] for count in counts), sum(count[1] for count in counts)
    spaced_file = apart > _MOST * (apart + close)
    spaced = [_is_spaced(*count, spaced_file=spaced_file) for count in counts]
    for place, (line, (apart, close)) in enumerate(zip(lines, counts, strict=True)):
        # The rest of a headline that goes on in the next line.
        spaced[place] |= place > 0 and spaced[place - 1] and not line.gap and apart >= _PAIRS_BELOW and not close
    return [_closed(line) if is_spaced else line for line, is_spaced in zip(lines, spaced, strict=True)]


def _pairs(text: str) -> tuple[int, int]:
    """How many neighbours among the Chinese characters stand apart by one space, and how many do not."""
    return (len(_SPACED.findall(text)) if " " in text else 0), len(_CLOSE.findall(text))


def _is_spaced(apart: int, close: int, *, spaced_file: bool) -> bool:
    if spaced_file:
        return apart > _SOME * (apart + close) or not apart + close
    return apart > _MOST * (apart + close) and apart >= _PAIRS


def _closed(line: FileLine) -> FileLine:
    dropped = {found.start() for found in _SPACE.finditer(line.text)}
    return line.keeping([index for index in range(len(line.text)) if index not in dropped])
