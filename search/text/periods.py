"""Periods as readers write them: 2024, 2024-03, 2024年3月10日, 2024-01..2024-06, 2024年1月至6月, 2024.. ."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from search.text.folding import fold_text

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2199, 12, 31)  # where a period ends that is open at one end
_ERA = "公元"  # before a year, so that its first digits stand nowhere else in a day's text
_DAY = timedelta(days=1)
_YEAR = r"(?P<year>1[89]\d\d|2[01]\d\d)"
_POINTS = tuple(
    re.compile(_YEAR + rest)
    for rest in (
        r"年?",
        r"(?:年(?P<month>\d{1,2})月?|[-./](?P<month_>\d{1,2}))",
        r"年(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?",
        r"(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
    )
)
_WITHOUT_YEAR = re.compile(r"\d{1,2}月(?:\d{1,2}[日号]?)?")
_BETWEEN = re.compile(r"\.{2,}|[~至到]")
_TWO_YEARS = re.compile(r"(\d{4})年?-(\d{4})年?")
_HAN_YEAR = re.compile(r"[一二][零一二三四五六七八九]{3}(?=年)")
_HAN_NUMBER = re.compile(r"(?P<tens>[一二三]?)十(?P<units>[一二三四五六七八九]?)|[一二三四五六七八九](?=[月日号])")
_HAN_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")
_RUN = re.compile(rf"{_ERA}(?P<year>\d{{2,4}})(?:年(?:(?P<month>\d+)月(?:(?P<day>\d+)日)?)?)?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `first` to `last`, both among them."""

    first: date
    last: date

    @property
    def written(self) -> str:
        """As `read_period` reads it: 2024, 2024-03, 2024-01..2024-06, 2024.. ."""
        begin, end = self._ends(lambda day, depth: day.isoformat()[: (4, 7, 10)[depth - 1]])
        return begin if begin == end else f"{begin}..{end}"

    @property
    def said(self) -> str:
        """In words: 2024年, 2024年1月至6月, 2024年起."""
        begin, end = self._ends(lambda day, depth: "".join([f"{day.year}年", f"{day.month}月", f"{day.day}日"][:depth]))
        if begin == end:
            return begin
        if begin and end:
            return f"{begin}至{end.removeprefix(f'{self.first.year}年')}"
        return f"{begin}起" if begin else f"{end}止"

    @property
    def months(self) -> list[str]:
        """Every month that any of the days is in: 2024-03."""
        first, last = (12 * day.year + day.month - 1 for day in (self.first, self.last))
        return [f"{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1)]

    @property
    def runs(self) -> list[str]:
        """The fewest runs of a `day_text` of which one stands in that of every day of the period, and of no other."""
        found, day = [], self.first
        while day <= self.last:
            run, part = next((run, part) for run, part in _beginning(day) if part.last <= self.last)
            found.append(run)
            day = part.last + _DAY
        return found

    def _ends(self, name: Callable[[date, int], str]) -> tuple[str, str]:
        """What its ends are called, of years (1), months (2) or days (3) alike; empty where the period is open."""
        depth = next(
            depth for depth in (1, 2, 3) if _around(self.first, depth).first == self.first
            and _around(self.last, depth).last == self.last
        )  # fmt: skip
        begin = "" if self.first == FIRST_DAY else name(self.first, depth)
        return begin, "" if self.last == LAST_DAY else name(self.last, depth)


def read_period(text: str) -> Period | None:
    """The period that a text names and nothing beside it, in either kind of digits; None where it names none."""
    folded = _HAN_NUMBER.sub(_western, _HAN_YEAR.sub(lambda year: year[0].translate(_HAN_DIGITS), fold_text(text)))
    two_years = _TWO_YEARS.fullmatch(folded)
    ends = list(two_years.groups()) if two_years else _BETWEEN.split(folded)
    if len(ends) > 2 or not any(ends):
        return None
    begin = _named(ends[0]) if ends[0] else Period(FIRST_DAY, FIRST_DAY)
    if begin and _WITHOUT_YEAR.fullmatch(ends[-1]):
        ends[-1] = f"{begin.first.year}年{ends[-1]}"
    end = _named(ends[-1]) if ends[-1] else Period(LAST_DAY, LAST_DAY)
    return Period(min(begin.first, end.first), max(begin.last, end.last)) if begin and end else None


def month_period(month: str) -> Period:
    """A month's days: 2024-03."""
    return _around(date.fromisoformat(f"{month}-01"), 2)


def day_text(day: date) -> str:
    """What stands in the index for a day: 公元2024年3月10日."""
    return f"{_ERA}{day.year}年{day.month}月{day.day}日"


def period_of(runs: Iterable[str]) -> Period | None:
    """The period whose `runs` these are, whatever their order; None where they leave a gap, or one names no days."""
    parts = [_part(run) for run in runs]
    ordered = sorted(part for part in parts if part)
    if not parts or len(ordered) < len(parts) or any(b.first != a.last + _DAY for a, b in pairwise(ordered)):
        return None
    return Period(ordered[0].first, ordered[-1].last)


def _western(number: re.Match[str]) -> str:
    """十 → 10, 十二 → 12, 三十 → 30, 三 → 3."""
    if number["tens"] is None:
        return number[0].translate(_HAN_DIGITS)
    return (number["tens"] or "1").translate(_HAN_DIGITS) + (number["units"] or "0").translate(_HAN_DIGITS)


def _named(text: str) -> Period | None:
    for depth, pattern in enumerate(_POINTS):
        found = pattern.fullmatch(text)
        if found:
            named = found.groupdict()
            month, day = named.get("month") or named.get("month_") or "1", named.get("day") or "1"
            return _if_any(int(named["year"]), int(month), int(day), min(depth + 1, 3))
    return None


def _if_any(year: int, month: int, day: int, depth: int) -> Period | None:
    try:
        return _around(date(year, month, day), depth)
    except ValueError:  # the calendar has no such day
        return None


def _around(day: date, depth: int) -> Period:
    """The year (1), month (2) or day (3) that a day is in."""
    if depth == 1:
        return Period(date(day.year, 1, 1), date(day.year, 12, 31))
    if depth == 2:
        return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    return Period(day, day)


def _beginning(day: date) -> Iterator[tuple[str, Period]]:
    """The centuries, decades, years, months and days that begin with a day, and the run that each is found by."""
    if (day.month, day.day) == (1, 1):
        if day.year % 100 == 0:
            yield f"{_ERA}{day.year // 100}", Period(day, date(day.year + 99, 12, 31))
        if day.year % 10 == 0:
            yield f"{_ERA}{day.year // 10}", Period(day, date(day.year + 9, 12, 31))
        yield f"{_ERA}{day.year}年", _around(day, 1)
    if day.day == 1:
        yield f"{_ERA}{day.year}年{day.month}月", _around(day, 2)
    yield day_text(day), Period(day, day)


def _part(run: str) -> Period | None:
    found = _RUN.fullmatch(run)
    if found is None:
        return None
    year, months = found["year"], found["month"]
    if len(year) < 4:
        span = 10 ** (4 - len(year))
        first = int(year) * span
        return Period(date(first, 1, 1), date(first + span - 1, 12, 31))
    return _if_any(int(year), int(months or 1), int(found["day"] or 1), 1 + bool(months) + bool(found["day"]))
