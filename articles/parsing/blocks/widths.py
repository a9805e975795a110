"""Punctuation of half width between Chinese characters: read as what it stands for."""

from __future__ import annotations

import math
import re

_HAN = r"\u3400-\u9fff\u3007\U00020000-\U0003ffff"
_OPEN, _CLOSE = "“‘《（【「『〈", "”’》）】」』〉"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。"}
_ANY = re.compile(r"[,.;:?!()]")
_HAN_INSIDE = re.compile(f"[{_HAN}]")
_BESIDE = re.compile(rf"(?:(?<=[{_HAN}{_CLOSE}%％])[,;:?!]|[,;:?!](?=[{_HAN}{_OPEN}]))")
_STOP = re.compile(rf"(?<=[{_HAN}{_CLOSE}%％])\.(?![.\w])|(?<=[{_HAN}{_CLOSE}])\.(?=[{_HAN}{_OPEN}0-9A-Za-z])")
_STOP_AFTER_NUMBER = re.compile(rf"(?<=[0-9a-z%％])\.(?=[{_HAN}{_OPEN}{_CLOSE}]|$)")
_MARKS, _ENOUGH = re.compile("[，；：？！]"), 2
_NUMBER_OF_ITEM = re.compile(r"(?:^|[。；;：，,、（(\s])\d{1,2}$")  # 1.加强统筹


def full_width(text: str) -> str:
    """The text, character for character, with its Chinese punctuation of full width.

    A mark beside a Chinese character is Chinese; one between digits or in foreign words is not: 3.5%, 10:30.
    """
    if not _ANY.search(text) or not _HAN_INSIDE.search(text):
        return text
    text = text.replace("(", "（").replace(")", "）")
    for pattern in (_BESIDE, _STOP):
        text = pattern.sub(lambda mark: _FULL[mark.group()], text)
    return _STOP_AFTER_NUMBER.sub(_stop_or_item, text)


def _stop_or_item(mark: re.Match[str]) -> str:
    before = mark.string[max(mark.start() - 4, 0) : mark.start()]
    return mark.group() if _NUMBER_OF_ITEM.search(before) else "。"


def half_width_share(printed: str, text: str) -> float:
    """How many of a text's marks are printed at half width, 0 to 1; `text` has them full. nan where it has few."""
    marks = [printed[mark.start()] != mark.group() for mark in _MARKS.finditer(text)]
    return sum(marks) / len(marks) if len(marks) >= _ENOUGH else math.nan
