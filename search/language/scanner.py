"""The scanner of the query language: which quotation marks, brackets and backslashes are syntax, and which are text.

A reader may paste any run of an article, and it has to find that article. So these characters are
syntax only in pairs of which one opens at the beginning of a word and the other closes at the end of one, or between
which there is an operator. Everything else is text: 27年)》, 各区(市)县, “新定位”，突出“西部领.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.language.fields import FIELD_NAMES

TEXT = "\x01"  # in place of a character that is text
ESCAPE = "\x02"  # in place of a backslash that takes the next character's meaning away
OPEN, CLOSE = "\x03", "\x04"  # in place of parentheses that group

OR_OPERATORS = frozenset({"OR", "或", "|"})
AND_OPERATORS = frozenset({"AND", "且"})
NOT_OPERATORS = frozenset({"NOT", "非"})

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
class ScannedQuery:
    """A query and its syntax.

    `syntax` is as long as `text`: full-width forms are ASCII, what is quoted or escaped is `TEXT`, parentheses that
    group are `OPEN` and `CLOSE`. `phrases` maps the place of an opening quotation mark to that of its closing one,
    `groups` the same for parentheses.
    """

    text: str
    syntax: str
    phrases: dict[int, int]
    groups: dict[int, int]


def scan(text: str) -> ScannedQuery:
    """Tell the syntax of a query from its text."""
    syntax = text.translate(_HALF_WIDTH)
    phrases = _phrases(syntax)
    for start, end in phrases.items():
        syntax = syntax[:start] + TEXT * (end - start + 1) + syntax[end + 1 :]
    syntax = _ESCAPE.sub(ESCAPE + TEXT, syntax)
    groups = _groups(syntax)
    for start, end in groups.items():
        syntax = syntax[:start] + OPEN + syntax[start + 1 : end] + CLOSE + syntax[end + 1 :]
    return ScannedQuery(text, syntax, phrases, groups)


def at_word_start(syntax: str, at: int) -> bool:
    """Whether a word begins here: behind a space, a parenthesis, |, a minus or a field's name."""
    return _BEFORE_OPENING.search(f" {syntax[:at]}"[-_LONGEST_BEFORE:]) is not None


def at_word_end(syntax: str, at: int) -> bool:
    """Whether a word ends with the character here."""
    return _AFTER_CLOSING.match(syntax, at + 1) is not None


def _phrases(syntax: str) -> dict[int, int]:
    found = dict(_phrases_in_order(syntax))
    if len(syntax) > 1 and syntax[0] == syntax[-1] == '"' and _has_loose_mark(syntax, found):
        return {0: len(syntax) - 1}  # a run of text between quotation marks, which has some of its own
    return found


def _phrases_in_order(syntax: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(syntax):
        end = _closing(syntax, at) if syntax[at] in '"“「『《' and at_word_start(syntax, at) else None
        if end is not None:
            yield at, end
        at = (end or at) + 1


def _closing(syntax: str, start: int) -> int | None:
    return _closing_straight(syntax, start) if syntax[start] == '"' else _closing_curved(syntax, start)


def _closing_straight(syntax: str, start: int) -> int | None:
    """Straight marks look the same on both sides: those that can only open go one level deeper."""
    depth = 1
    for at in range(start + 1, len(syntax)):
        if syntax[at] == '"':
            if at_word_end(syntax, at):
                depth -= 1
            elif at_word_start(syntax, at):
                depth += 1
            if not depth:
                return at
    return None


def _closing_curved(syntax: str, start: int) -> int | None:
    opening, closing, depth = syntax[start], _CLOSINGS[syntax[start]], 0
    for at in range(start, len(syntax)):
        depth += (syntax[at] == opening) - (syntax[at] == closing)
        if not depth:
            return at if at_word_end(syntax, at) else None
    return None


def _has_loose_mark(syntax: str, phrases: dict[int, int]) -> bool:
    quoted = {at for start, end in phrases.items() for at in range(start, end + 1)}
    return any(char == '"' and at not in quoted for at, char in enumerate(syntax))


def _groups(syntax: str) -> dict[int, int]:
    found: dict[int, int] = {}
    open_at: list[int] = []
    for at, char in enumerate(syntax):
        if char == "(":
            open_at.append(at)
        elif char == ")" and open_at:
            start = open_at.pop()
            apart = at_word_start(syntax, start) and at_word_end(syntax, at)
            if (apart and syntax[start + 1 : at].strip()) or _OPERATOR.search(syntax, start + 1, at):
                found[start] = at
    return found
