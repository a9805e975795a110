"""Queries proposed in place of some that are refused: a parenthesis closed, parentheses that go too deep taken out."""

from __future__ import annotations

import re

from search.errors import BadQuery
from search.language.scanner import AND_OPERATORS, NOT_OPERATORS, OR_OPERATORS, ScannedQuery, at_word_start

_WORD_OPERATOR = re.compile(rf"\s(?:{'|'.join(sorted((OR_OPERATORS | AND_OPERATORS | NOT_OPERATORS) - {'|'}))})(?!\S)")
_OPERATORS_AT_END = re.compile(rf"(?:{_WORD_OPERATOR.pattern}|\s)*\Z")


def refuse_unclosed(source: ScannedQuery) -> None:
    """Raise BadQuery where an operator shows that a parenthesis groups, and it is never closed: (甲 OR 乙"""
    for at, char in enumerate(source.syntax):
        if char == "(" and at_word_start(source.syntax, at) and _WORD_OPERATOR.search(source.syntax, at + 1):
            raise BadQuery("左括号没有对应的右括号", at, _closed(source, at))


def _closed(source: ScannedQuery, at: int) -> str:
    """The query without operators at its end, and with a closing parenthesis there, if others remain to be grouped."""
    end = _OPERATORS_AT_END.search(source.syntax).start()  # type: ignore[union-attr]  # which is found in every text
    text = source.text[:end]
    return f"{text})" if _WORD_OPERATOR.search(source.syntax, at + 1, end) else text[:at] + text[at + 1 :]


def without_deep_groups(source: ScannedQuery, most: int) -> str:
    """The query without the parentheses that are nested more than `most` deep."""
    depth, dropped = 0, set()
    closings = set(source.groups.values())
    for at in range(len(source.text)):
        depth += at in source.groups
        if depth > most and (at in source.groups or at in closings):
            dropped.add(at)
        depth -= at in closings
    return "".join(" " if at in dropped else char for at, char in enumerate(source.text))
