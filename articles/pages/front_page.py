"""The front page: the newest page of a paper as a page, packages, and the articles of each month as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import TruncMonth

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
    def said(self) -> str:
        return f"{self.month.year}年{self.month.month}月：{self.count:,} 篇"


@dataclass(frozen=True, slots=True)
class MonthsPicture:
    """The last MONTHS months up to the newest, without gaps."""

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
    published = Q(articles__status=Article.Status.PUBLISHED)
    dated = Feature.objects.filter(published, **filters).select_related("source").defer("source__raw_text")
    counted = dated.annotate(day=Max("articles__published_on"), count=Count("articles", distinct=True))
    return counted.order_by(F("day").desc(nulls_last=True), "-pk")


def months_picture() -> MonthsPicture | None:
    """None where there would be a single bar."""
    dated = Article.objects.published().exclude(published_on=None).order_by()
    counted = dated.annotate(month=TruncMonth("published_on")).values_list("month").annotate(count=Count("pk"))
    counts = {_number(month): count for month, count in counted}
    if len(counts) < 2:
        return None
    numbers = range(max(min(counts), max(counts) - MONTHS + 1), max(counts) + 1)
    return MonthsPicture(tuple(_bars(numbers, counts)))


def _bars(numbers: Sequence[int], counts: dict[int, int]) -> list[MonthBar]:
    most = max(counts.get(number, 0) for number in numbers)
    return [
        MonthBar(date(number // 12, number % 12 + 1, 1), count, STEP * place, -(-HEIGHT * count // most))
        for place, number in enumerate(numbers)
        for count in [counts.get(number, 0)]
    ]


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1
