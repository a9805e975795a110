"""Periods are read as readers write them, written so that they are read again, and found by few runs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.periods import FIRST_DAY, LAST_DAY, Period, day_text, month_period, period_of, read_period

DAYS = st.dates(FIRST_DAY, LAST_DAY)
PERIODS = st.builds(lambda one, other: Period(min(one, other), max(one, other)), DAYS, DAYS)
MARCH = Period(date(2024, 3, 1), date(2024, 3, 31))


@pytest.mark.parametrize(
    "text",
    ["2024-03", "2024-3", "2024.3", "2024/03", "2024年3月", "２０２４年０３月", "二〇二四年三月", "2024 年 3 月"],
)
def test_a_month_is_read_however_it_is_written(text: str) -> None:
    assert read_period(text) == MARCH


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("二○二四年", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-03-10", date(2024, 3, 10), date(2024, 3, 10)),
        ("2024年3月10日", date(2024, 3, 10), date(2024, 3, 10)),
        ("二零二四年十二月三十一日", date(2024, 12, 31), date(2024, 12, 31)),
        ("2024-01..2024-06", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-06..2024-01", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024年1月至6月", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024年3月1日到3月7日", date(2024, 3, 1), date(2024, 3, 7)),
        ("2023～2024", date(2023, 1, 1), date(2024, 12, 31)),
        ("2023-2024", date(2023, 1, 1), date(2024, 12, 31)),
        ("2024-05..", date(2024, 5, 1), LAST_DAY),
        ("..2024-05-09", FIRST_DAY, date(2024, 5, 9)),
    ],
)
def test_periods_are_read(text: str, first: date, last: date) -> None:
    assert read_period(text) == Period(first, last)


@pytest.mark.parametrize(
    "text",
    ["", "..", "昨天", "3月", "24-03", "2024-13", "2024-02-30", "2024年3月的报告", "12024", "2024-03.10", "1..2..3"],
)
def test_what_names_no_days_is_no_period(text: str) -> None:
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2024", "2024年"),
        ("2024-03", "2024年3月"),
        ("2024-03-10", "2024年3月10日"),
        ("2023..2024", "2023年至2024年"),
        ("2024-01..2024-06", "2024年1月至6月"),
        ("2023-11..2024-02", "2023年11月至2024年2月"),
        ("2024-05..", "2024年5月起"),
        ("..2024-05", "2024年5月止"),
    ],
)
def test_a_period_is_said_in_words(written: str, said: str) -> None:
    period = read_period(written)
    assert period is not None
    assert (period.written, period.said) == (written, said)


@given(PERIODS)
def test_what_is_written_is_read_as_the_same_period(period: Period) -> None:
    if period != Period(FIRST_DAY, LAST_DAY):
        assert read_period(period.written) == period


@given(PERIODS, DAYS)
def test_a_day_has_one_of_a_periods_runs_in_it_if_it_is_of_the_period(period: Period, day: date) -> None:
    near = [day, period.first, period.last, period.first - timedelta(days=1), period.last + timedelta(days=1)]
    for tried in near:
        stands = any(run in day_text(tried) for run in period.runs)
        assert stands == (period.first <= tried <= period.last), tried


@given(PERIODS)
def test_runs_are_few_and_lead_back_to_their_period(period: Period) -> None:
    assert len(period.runs) < 110
    assert period_of(reversed(period.runs)) == period


def test_runs_with_a_gap_or_without_days_are_no_period() -> None:
    assert period_of(["公元2024年1月", "公元2024年3月"]) is None
    assert period_of(["公元2024年1月", "不详"]) is None
    assert period_of([]) is None


def test_the_months_of_a_period() -> None:
    period = read_period("2023-11-20..2024-02")
    assert period is not None
    assert period.months == ["2023-11", "2023-12", "2024-01", "2024-02"]
    assert month_period("2024-03") == MARCH
