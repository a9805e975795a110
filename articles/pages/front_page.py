"""The front page: the newest page of a paper as a page, packages, and the articles of each month as a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery

from articles.models import Article, Feature
from articles.pages import issues

FEATURES = 5
MONTHS = 36
STEP, HEIGHT = 10, 60  # of the picture, in its own units: from one bar to the next, and the highest


@dataclass(frozen=True, slots=True)
class LatestPage:
    """The page with most articles of the newest day: the paper's name, the weekday, and the page's articles."""

    paper: str
    day: date
    weekday: str
    page: issues.PrintedPage


@dataclass(frozen=True, slots=True)
class MonthBar:
    """A month's articles; `left`, `top` and `height` place its bar in the picture."""

    month: date
    count: int
    left: int
    height: int

    @property
    def top(self) -> int:
        return HEIGHT - self.height

    @property
    def key(self) -> str:
        """As searches are filtered by: 2026-05."""
        return self.month.isoformat()[:7]

    @property
    def said(self) -> str:
        return f"{self.month.year}年{self.month.month}月：{self.count:,} 篇"


@dataclass(frozen=True, slots=True)
class MonthsPicture:
    """Of the last MONTHS months up to the newest, those from the first with articles on, without gaps."""

    bars: tuple[MonthBar, ...]

    @property
    def width(self) -> int:
        return STEP * len(self.bars)


def latest_page() -> LatestPage | None:
    """None where no article's day and page are known."""
    day = issues.neighbours(date.max).before
    if day is None:
        return None
    papers = issues.papers_of(issues.articles_of(day))
    pages = [(paper.name, page) for paper in papers for page in paper.pages if page.source]
    if not pages:
        return None
    paper, page = max(pages, key=lambda named: len(named[1].articles))
    return LatestPage(paper, day, issues.WEEKDAYS[day.weekday()], page)


def newest_features() -> QuerySet[Feature]:
    return features()[:FEATURES]


def features(**filters: Any) -> QuerySet[Feature]:
    """Packages with published articles, the newest first, undated ones last, each with its `day` and `count`."""
    own = Article.objects.published().filter(feature=OuterRef("pk")).order_by().values("feature")
    day = Subquery(own.annotate(day=Max("published_on")).values("day"))
    count = Subquery(own.annotate(count=Count("pk")).values("count"))
    kept = Feature.objects.filter(**filters).annotate(day=day, count=count).exclude(count=None)
    shown = kept.select_related("source").defer("source__raw_text")
    return shown.order_by(F("day").desc(nulls_last=True), "-pk")


def months_picture() -> MonthsPicture | None:
    """None where there would be a single bar."""
    published = Article.objects.published().order_by()
    newest = published.aggregate(day=Max("published_on"))["day"]
    if newest is None:
        return None
    last = _number(newest)
    dated = published.filter(published_on__gte=_first_of(max(last - MONTHS + 1, _number(date.min))))
    counts: Counter[int] = Counter()
    for day, count in dated.values_list("published_on").annotate(count=Count("pk")):
        counts[_number(day)] += count
    if len(counts) < 2:
        return None
    numbers = range(min(counts), last + 1)
    return MonthsPicture(tuple(_bars(numbers, counts)))


def _bars(numbers: Sequence[int], counts: Counter[int]) -> list[MonthBar]:
    most = max(counts[number] for number in numbers)
    return [
        MonthBar(_first_of(number), count, STEP * place, -(-HEIGHT * count // most))
        for place, number in enumerate(numbers)
        for count in [counts[number]]
    ]


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
