"""Paired marks and counted series (一是 … 二是) that a break cuts: what one side leaves open, the other must close."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PAIRS = {"“": "”", "（": "）", "《": "》", "‘": "’", "「": "」", "『": "』", "〈": "〉"}
_CLOSING = {close: opening for opening, close in _PAIRS.items()}
_ALIKE = {"(": "（", ")": "）"}
_MARK = re.compile(rf"(?!’\d\d)[{''.join([*_PAIRS, *_CLOSING, *_ALIKE])}]")  # ’98 is a year
_SERIES = (
    ("一是", "二是", "三是", "四是", "五是", "六是"),
    ("一要", "二要", "三要", "四要", "五要", "六要"),
    ("首先", "其次", "再次", "最后"),
    ("第一，", "第二，", "第三，", "第四，", "第五，"),
    ("其一", "其二", "其三", "其四", "其五"),
    ("一方面", "另一方面"),
    ("（一）", "（二）", "（三）", "（四）", "（五）"),
)
_BORDER = frozenset("。；，！？：;:\n")  # what stands before a member, where it does not begin the text


def marks_left_open(text: str) -> str:
    """The opening marks that nothing in the text closes, outermost first: …，通过“西部算 → “."""
    return _unpaired(text)[0]


def marks_closed_first(text: str) -> str:
    """The marks that the text closes without having opened them: 电协同创新中心”建设 → “."""
    return _unpaired(text)[1]


def without_brackets(text: str) -> str:
    """The text, but for the round brackets that stand about the whole of it: （某某大学 法学院，某地 430000）."""
    inner = text[1:-1].strip()
    whole = text[:1] in {"（", "("} and text[-1:] in {"）", ")"} and _unpaired(inner) == ("", "")
    return inner if whole else text


def _unpaired(text: str) -> tuple[str, str]:
    """Marks left open, and marks closed that were not opened; an outer mark's end closes those within it."""
    stack: list[str] = []
    unopened: list[str] = []
    for mark in _MARK.findall(text):
        char = _ALIKE.get(mark, mark)
        if char in _PAIRS:
            stack.append(char)
        elif char in _CLOSING and _CLOSING[char] in stack:
            del stack[len(stack) - 1 - stack[::-1].index(_CLOSING[char]) :]
        elif char in _CLOSING:
            unopened.append(_CLOSING[char])
    return "".join(stack), "".join(reversed(unopened))


def last_counted(text: str) -> dict[int, int]:
    """For each series, the number reached at the text's end: …一是…二是… → {0: 1}."""
    return {series: max(places)[1] for series, places in _counted(text)}


def first_counted(text: str) -> dict[int, int]:
    """For each series, the number met first: 三是…四是… → {0: 2}."""
    return {series: min(places)[1] for series, places in _counted(text)}


def _counted(text: str) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """The series that the text has members of, with the place and number of each."""
    for series, words in enumerate(_SERIES):
        found = [n for n, word in enumerate(words) if word in text]
        places = [(at, n) for n in found for at in _places(words[n], text)]
        if places:
            yield series, places


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        if at == 0 or text[at - 1] in _BORDER:
            yield at
        at = text.find(word, at + len(word))
