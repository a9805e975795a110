"""Dates as newspapers print them: with Western or Chinese digits, a weekday, the lunar day."""

from __future__ import annotations

import re
from datetime import date

_NUMERALS = {"〇": 0, "○": 0, "零": 0, "O": 0, "o": 0} | {han: n for n, han in enumerate("一二三四五六七八九", start=1)}
_HAN_YEAR = r"[一二][九〇○零Oo][〇○零Oo一二三四五六七八九]{2}"
_HAN_NUMBER = r"[一二三四五六七八九十廿卅]{1,3}"
DATE = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d|{_HAN_YEAR})"
    rf"(?:年(?P<month>\d{{1,2}}|{_HAN_NUMBER})月(?P<day>\d{{1,2}}|{_HAN_NUMBER})(?:[日号]|(?!\d))"
    r"|(?P<mark>[-./—])(?P<month_>\d{1,2})(?P=mark)(?P<day_>\d{1,2})(?!\d))"
)
WEEKDAY = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天]")
LUNAR = re.compile(
    r"(?:农历|夏历|阴历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)"
    r"(?:[闰正一二三四五六七八九十冬腊]{1,3}月)(?:初[一二三四五六七八九十]|[十廿卅二三][一二三四五六七八九十]?)?"
    r"|(?:农历|夏历|阴历)[闰正一二三四五六七八九十冬腊]{1,3}月(?:初[一二三四五六七八九十]|[十廿卅二三][一二三四五六七八九十]?)"
)


def date_of(found: re.Match[str]) -> date | None:
    """The day that a match of DATE names, or None where the calendar has no such day."""
    year = found["year"] if found["year"].isdigit() else "".join(str(_NUMERALS[digit]) for digit in found["year"])
    month, day = found["month"] or found["month_"], found["day"] or found["day_"]
    try:
        return date(int(year), number_of(month), number_of(day))
    except ValueError:
        return None


def number_of(text: str) -> int:
    """A number below a hundred in Western or Chinese digits: 09, 九, 十二, 廿九, 三十一. ValueError for others."""
    if text.isdigit():
        return int(text)
    if "十" not in (spelt := text.replace("廿", "二十").replace("卅", "三十")):
        return int("".join(str(_NUMERALS[digit]) for digit in spelt))
    tens, _, units = spelt.partition("十")
    return 10 * (_NUMERALS[tens] if tens else 1) + (_NUMERALS[units] if units else 0)
