"""Numbers as Chinese prints them: 九, 〇八, 廿九, 三十一, 四百一十二, and in Western digits."""

from __future__ import annotations

import re

_DIGITS = {"〇": 0, "○": 0, "零": 0, "O": 0, "o": 0} | {han: n for n, han in enumerate("一二三四五六七八九", start=1)}
_ROW = re.compile(rf"[{''.join(_DIGITS)}]+")  # 二〇二六
_ONE = "[〇○零Oo]*[一二三四五六七八九]?"
_SPELT = re.compile(rf"(?:({_ONE})(千))?(?:({_ONE})(百))?(?:({_ONE})(十))?({_ONE})()")
_UNITS = {"千": 1000, "百": 100, "十": 10, "": 1}


def number_of(text: str) -> int:
    """The value of a number in digits of either kind. ValueError for what is none: 十十, 一二十."""
    if text.isdecimal():
        return int(text)
    if _ROW.fullmatch(text):
        return _digits(text)
    spelt = _SPELT.fullmatch(text.replace("廿", "二十").replace("卅", "三十"))
    if not text or not spelt:
        raise ValueError(f"{text} is no number")
    pairs = zip(spelt.groups()[::2], spelt.groups()[1::2], strict=True)
    return sum(_UNITS[unit] * (_digits(row) if row else bool(unit)) for row, unit in pairs if unit is not None)


def _digits(row: str) -> int:
    return int("".join(str(_DIGITS[digit]) for digit in row))
