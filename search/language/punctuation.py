"""The signs in a query: which quotation marks, brackets and backslashes are meant as such, and which are just text.

A reader may paste any run of an article, and it has to find that article. So a sign counts only where it stands as
someone who means it would put it: a quotation mark or bracket opens at the beginning of a word, closes at the end of
one and has its partner; or there is an operator between brackets. Everything else is a character like any other:
27年)》, 各区(市)县, “新定位”，突出“西部领.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.language.fields import FIELD_NAMES

TEXT = "\x01"  # in place of a character that is no sign
ESCAPE = "\x02"  # in place of a backslash that takes the next character's meaning away
OPEN, CLOSE = "\x03", "\x04"  # in place of parentheses that group

_HALF_WIDTH = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "} | dict.fromkeys(range(1, 5), TEXT)
)
_CLOSINGS = {"“": "”", "「": "」", "『": "』", "《": "》"}
_FIELDS = "|".join(FIELD_NAMES)
_OPERATOR = re.compile(r"\||(?:^|\s)-\S|(?:^|\s)(?:OR|AND|NOT|[或且非])\s")
_BEFORE_OPENING = re.compile(rf"[\s(|]-?(?:(?:{_FIELDS}):)?\Z", re.IGNORECASE)
_LONGEST_BEFORE = max(map(len, FIELD_NAMES)) + 3
_AFTER_CLOSING = re.compile(r"[\s)|]|\Z")
_ESCAPE = re.compile(r"\\[^\x01]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Signs:
    """A query and its signs.

    `signs` is as long as `text`: full-width forms are ASCII, what is quoted or escaped is `TEXT`, parentheses that
    group are `OPEN` and `CLOSE`. `phrases` maps the place of an opening quotation mark to that of its closing one,
    `groups` the same for parentheses.
    """

    text: str
    signs: str
    phrases: dict[int, int]
    groups: dict[int, int]


def read_signs(text: str) -> Signs:
    """Find the signs of a query."""
    signs = text.translate(_HALF_WIDTH)
    phrases = _phrases(signs)
    for start, end in phrases.items():
        signs = signs[:start] + TEXT * (end - start + 1) + signs[end + 1 :]
    signs = _ESCAPE.sub(ESCAPE + TEXT, signs)
    groups = _groups(signs)
    for start, end in groups.items():
        signs = signs[:start] + OPEN + signs[start + 1 : end] + CLOSE + signs[end + 1 :]
    return Signs(text, signs, phrases, groups)


def opens(signs: str, at: int) -> bool:
    """Whether something that stands at the beginning of a word stands here."""
    return _BEFORE_OPENING.search(f" {signs[:at]}"[-_LONGEST_BEFORE:]) is not None


def closes(signs: str, at: int) -> bool:
    """Whether the word ends behind this place."""
    return _AFTER_CLOSING.match(signs, at + 1) is not None


def _phrases(signs: str) -> dict[int, int]:
    found = dict(_phrases_in_order(signs))
    if len(signs) > 1 and signs[0] == signs[-1] == '"' and _has_loose_mark(signs, found):
        return {0: len(signs) - 1}  # a run of text between quotation marks, which has some of its own
    return found


def _phrases_in_order(signs: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(signs):
        end = _closing(signs, at) if signs[at] in '"“「『《' and opens(signs, at) else None
        if end is not None:
            yield at, end
        at = (end or at) + 1


def _closing(signs: str, start: int) -> int | None:
    return _closing_straight(signs, start) if signs[start] == '"' else _closing_curved(signs, start)


def _closing_straight(signs: str, start: int) -> int | None:
    """Straight marks look the same on both sides: those that can only open go one level deeper."""
    depth = 1
    for at in range(start + 1, len(signs)):
        if signs[at] == '"':
            if closes(signs, at):
                depth -= 1
            elif opens(signs, at):
                depth += 1
            if not depth:
                return at
    return None


def _closing_curved(signs: str, start: int) -> int | None:
    opening, closing, depth = signs[start], _CLOSINGS[signs[start]], 0
    for at in range(start, len(signs)):
        depth += (signs[at] == opening) - (signs[at] == closing)
        if not depth:
            return at if closes(signs, at) else None
    return None


def _has_loose_mark(signs: str, phrases: dict[int, int]) -> bool:
    quoted = {at for start, end in phrases.items() for at in range(start, end + 1)}
    return any(sign == '"' and at not in quoted for at, sign in enumerate(signs))


def _groups(signs: str) -> dict[int, int]:
    found: dict[int, int] = {}
    open_at: list[int] = []
    for at, sign in enumerate(signs):
        if sign == "(":
            open_at.append(at)
        elif sign == ")" and open_at:
            start = open_at.pop()
            apart = opens(signs, start) and closes(signs, at)
            if (apart and signs[start + 1 : at].strip()) or _OPERATOR.search(signs, start + 1, at):
                found[start] = at
    return found
