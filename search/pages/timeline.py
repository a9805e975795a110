"""When the articles of a result were printed: a small histogram of months, years or decades, whose bars filter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from search.text.periods import Period, month_period, read_period
from search.types import DATE_FACET, MISSING, TIMELINE_HEIGHT, Facet, TimelineBar
from search.web.facet_panels import search_url
from search.web.state import SearchState

STEP = 10  # from one bar to the next
MOST_YEARS_OF_MONTHS = 3
MOST_YEARS = 40  # more are shown by decades


@dataclass(frozen=True, slots=True)
class Timeline:
    """`whole_url` is the search with articles of all days, where it is narrowed to some."""

    bars: tuple[TimelineBar, ...]
    whole_url: str

    @property
    def width(self) -> int:
        return STEP * len(self.bars)

    @property
    def filled(self) -> tuple[TimelineBar, ...]:
        return tuple(bar for bar in self.bars if bar.count)


def timeline(state: SearchState, facet: Facet) -> Timeline | None:
    """The histogram of a result's months; none where it would have a single bar.

    Its counts leave the filter by date out: shown are the years that the filter reaches into.
    """
    counts = {value.value: value.count for value in facet.values if value.value != MISSING}
    if len(counts) < 2:
        return None
    chosen = [period for value in state.filters.get(DATE_FACET, ()) if (period := read_period(value))]
    whole = Period(month_period(min(counts)).first, month_period(max(counts)).last)
    spans = list(_spans(_clipped(chosen[0], whole) if chosen else whole))
    sums = [sum(counts.get(month, 0) for month in span.months) for span in spans]
    most = max(*sums, 1)
    bars = (
        TimelineBar(
            label=span.said,
            count=count,
            url=search_url(state.filtered_by(DATE_FACET, (f"{span.months[0]}..{span.months[-1]}",))),
            left=STEP * number,
            height=max(1, round(TIMELINE_HEIGHT * count / most)) if count else 0,
            is_chosen=any(period.first <= span.last and span.first <= period.last for period in chosen),
        )
        for number, (span, count) in enumerate(zip(spans, sums, strict=True))
    )
    return Timeline(tuple(bars), search_url(state.filtered_by(DATE_FACET, ())) if chosen else "")


def _clipped(period: Period, whole: Period) -> Period:
    """The part of a period that lies in the whole; the whole where none does."""
    first, last = max(period.first, whole.first), min(period.last, whole.last)
    return Period(first, last) if first <= last else whole


def _spans(period: Period) -> Iterator[Period]:
    """The months of the years of a period, where these are few; else the years, or decades."""
    first, last = period.first.year, period.last.year
    if last - first < MOST_YEARS_OF_MONTHS:
        yield from map(month_period, Period(date(first, 1, 1), date(last, 12, 31)).months)
        return
    size = 1 if last - first < MOST_YEARS else 10
    for year in range(first - first % size, last + 1, size):
        yield Period(date(year, 1, 1), date(year + size - 1, 12, 31))
