"""Dates as newspapers print them: with Western or Chinese digits, a weekday, the lunar day."""

from __future__ import annotations

import re
from datetime import date

from articles.parsing.numerals import number_of

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
    month, day = found["month"] or found["month_"], found["day"] or found["day_"]
    try:
        return date(number_of(found["year"]), number_of(month), number_of(day))
    except ValueError:
        return None


def falls_on(day: date, weekday: str) -> bool:
    """Whether a day is the 星期二 or 周二 that a match of WEEKDAY names; 天 is as good as 日."""
    return weekday[-1].replace("天", "日") == "一二三四五六日"[day.weekday()]
