"""What was printed when: the days that have articles, as a calendar; a day's papers and pages; pages beside a page.

An article's day is its own, else that of the page it stands on.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from articles.models import Article, SourceDocument, SourceKind

WEEKDAYS = "一二三四五六日"
_LABEL = re.compile(r"([A-Za-z]*)(\d*)")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and how many pages and articles it has."""

    day: date
    pages: int
    articles: int

    @property
    def said(self) -> str:
        pages = f"{self.pages} 版，" if self.pages else ""
        return f"{self.day.month}月{self.day.day}日：{pages}{self.articles} 篇"


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of a month as its sheet shows it; `number` 0 is a place before its first day or after its last."""

    number: int
    found: Day | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month's sheet, in weeks from Monday on."""

    first: date
    weeks: tuple[tuple[Cell, ...], ...]
    days: int
    articles: int


@dataclass(frozen=True, slots=True)
class IssueYear:
    year: int
    articles: int


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page and its articles in their order; without a `source`, articles that no page is known of."""

    source: SourceDocument | None
    articles: tuple[Article, ...]

    @property
    def name(self) -> str:
        if self.source is None:
            return "未载版面"
        return " ".join(filter(None, (self.source.page_name, self.source.section))) or "版次不详"


@dataclass(frozen=True, slots=True)
class Paper:
    name: str
    pages: tuple[PrintedPage, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest days that have articles."""

    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class PagesBeside:
    """The pages before and after a page in its paper of its day."""

    before: SourceDocument | None = None
    after: SourceDocument | None = None


def days() -> tuple[list[Day], int]:
    """Every day that has articles, from the first to the last; and how many articles have none.

    Sources are read by key and day alone: past their raw text lies what a join would read of each.
    """
    published = Article.objects.published().order_by()
    day_of = dict(_sources_for_their_day().values_list("pk", "published_on"))
    records = set(SourceDocument.objects.filter(kind=SourceKind.RECORDS).values_list("pk", flat=True))
    articles: Counter[date | None] = Counter()
    pages: defaultdict[date | None, set[int]] = defaultdict(set)
    for own, source, count in published.values_list("published_on", "source").annotate(count=Count("pk")):
        day = own or day_of.get(source)
        articles[day] += count
        pages[day] |= {source} - records - {None}
    undated = articles.pop(None, 0)
    return [Day(day, len(pages[day]), articles[day]) for day in sorted(filter(None, articles))], undated


def _sources_for_their_day() -> QuerySet[SourceDocument]:
    """The dated sources of articles without a day of their own."""
    without_own = Article.objects.published().filter(published_on=None).order_by().values("source")
    return SourceDocument.objects.filter(pk__in=without_own).exclude(published_on=None)


def years_of(found: Iterable[Day]) -> list[IssueYear]:
    """The years of days in order, newest first."""
    by_year = [(year, list(own)) for year, own in groupby(found, key=lambda one: one.day.year)]
    return [IssueYear(year, sum(one.articles for one in own)) for year, own in reversed(by_year)]


def months_of(year: int, found: Iterable[Day]) -> list[Month]:
    """The sheets of a year's months, of those that have any of the days."""
    by_month = groupby((one for one in found if one.day.year == year), key=lambda one: one.day.month)
    return [_sheet(year, month, {one.day.day: one for one in own}) for month, own in by_month]


def _sheet(year: int, month: int, found: dict[int, Day]) -> Month:
    weeks = calendar.Calendar().monthdayscalendar(year, month)
    cells = tuple(tuple(Cell(number, found.get(number)) for number in week) for week in weeks)
    return Month(date(year, month, 1), cells, len(found), sum(one.articles for one in found.values()))


def articles_of(day: date) -> list[Article]:
    """The day's articles, with how they begin."""
    pages = SourceDocument.objects.filter(published_on=day).order_by().values("pk")
    own = Q(published_on=day) | Q(published_on=None, source__in=pages)
    return list(Article.objects.published().for_hits().filter(own).order_by("position", "id"))


def papers_of(articles: Collection[Article]) -> list[Paper]:
    """The papers of a day's articles by name, each with its pages by number; what is not known stands last."""
    by_paper = groupby(sorted(articles, key=_order), key=_publication)
    return [Paper(name or "报纸不详", tuple(_pages(own))) for name, own in by_paper]


def _pages(articles: Iterable[Article]) -> Iterator[PrintedPage]:
    for source, own in groupby(articles, key=_page_source):
        yield PrintedPage(source, tuple(own))


def _page_source(article: Article) -> SourceDocument | None:
    """The page that an article stands on; a file of records is no page."""
    source = article.source
    return None if source is None or source.kind == SourceKind.RECORDS else source


def _publication(article: Article) -> str:
    return article.source.publication if article.source else ""


def _order(article: Article) -> tuple[bool, str, bool, tuple[bool, str, int, str], int]:
    """Papers by name, their pages by number; the articles of a page stay as they are."""
    paper, source = _publication(article), _page_source(article)
    page = page_order(source.page) if source else page_order("")
    return not paper, paper, source is None, page, source.pk if source else 0


def page_order(label: str) -> tuple[bool, str, int, str]:
    """What pages are ordered by: 2 before 10, numbers before letters, A3 before A10; what has no number last."""
    letters, number = _LABEL.match(label).groups()  # type: ignore[union-attr]  # which matches every text
    return not number, letters.upper(), int(number or 0), label


def neighbours(day: date) -> Neighbours:
    """The nearest days before and after a day, whether it has articles or not."""
    before = [found for found in _nearest("-", published_on__lt=day) if found]
    after = [found for found in _nearest("", published_on__gt=day) if found]
    return Neighbours(max(before, default=None), min(after, default=None))


def _nearest(direction: str, **beyond: date) -> Iterator[date | None]:
    """The first of the articles' own days, then of those of pages, beyond a day; each is read off an index."""
    published = Article.objects.published()
    yield published.filter(**beyond).order_by(f"{direction}published_on").values_list("published_on", flat=True).first()
    pages = _sources_for_their_day().filter(**beyond).order_by(f"{direction}published_on")
    yield pages.values_list("published_on", flat=True).first()


def pages_beside(source: SourceDocument) -> PagesBeside:
    if source.published_on is None or source.kind == SourceKind.RECORDS:
        return PagesBeside()
    has_articles = Exists(Article.objects.published().filter(source=OuterRef("pk")).order_by())
    same = SourceDocument.objects.filter(published_on=source.published_on, publication=source.publication)
    kept = same.filter(has_articles).exclude(kind=SourceKind.RECORDS).defer("raw_text")
    ordered = sorted({source, *kept}, key=lambda page: (page_order(page.page), page.pk))
    at = ordered.index(source)
    return PagesBeside(ordered[at - 1] if at else None, ordered[at + 1] if at + 1 < len(ordered) else None)
