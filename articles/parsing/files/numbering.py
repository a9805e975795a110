"""Lines that each carry their number (12 正文, 12\\t正文, 012: 正文) without it, as editors and `cat -n` print them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.parsing.files.lines import FileLine, indent_width

_NUMBER = re.compile(r"(?P<number>\d{1,5})(?:[:：|]\s?|\t|[ ]{1,2}|$)")
_LEAST_LINES = 8
_SHARE = 0.9  # of a file's lines that fit in with the numbers before them
_LARGEST_STEP = 3  # from a line to the next, past a number that was misread, or blank lines that are counted
_RESTARTS = 2  # the largest number that a page's first line may have, where each page counts its own
_YEARS = range(1000, 2200)  # a file that begins so is a chronicle


def without_line_numbers(lines: Sequence[FileLine]) -> list[FileLine]:
    """The lines without their numbers, where nearly every line has one, the first too, and they go up by one.

    They may begin again on each page. A list under a title keeps its numbers, as do years. Lines that are nothing but a
    number are left out as blank.
    """
    found = _numbered(lines)
    if len(lines) < _LEAST_LINES or len(found) < _SHARE * len(lines):
        return list(lines)
    kept: list[FileLine] = []
    gap = 0
    for index, line in enumerate(lines):
        rest = _rest(line, found[index]) if index in found else line
        gap += line.gap
        if rest.text:
            kept.append(replace(rest, gap=gap))
        gap = 0 if rest.text else gap + 1
    return kept


def _numbered(lines: Sequence[FileLine]) -> dict[int, int]:
    """Where the text begins in each line that carries the next number; none where the first line has none."""
    found: dict[int, int] = {}
    last = None
    for index, line in enumerate(lines):
        mark = _NUMBER.match(line.text)
        number = int(mark["number"]) if mark else None
        if index == 0 and (number is None or number in _YEARS):
            return {}
        if mark and number is not None and (last is None or _follows(number, last, line.gap)):
            found[index], last = mark.end(), number
    return found


def _follows(number: int, last: int, gap: int) -> bool:
    """Whether the number is the next, or begins another page: one of as many lines as a file must have."""
    return 0 < number - last <= _LARGEST_STEP + gap or (number <= _RESTARTS and last >= _LEAST_LINES)


def _rest(line: FileLine, begin: int) -> FileLine:
    text = line.text[begin:]
    lead = text[: len(text) - len(text.lstrip())]
    rest = replace(line, text=text, places=line.places[begin:], indent=indent_width(lead)).trimmed()
    return replace(rest, start=rest.places[0]) if rest.text else rest
