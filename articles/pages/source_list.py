"""The list of source pages, narrowed by paper, year and state, ordered by day, paper, import or doubts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, ExtractYear, Length, NullIf
from django.http import HttpRequest

from articles.models import Article, Problem, SourceDocument

UNKNOWN = "-"  # in an address: the sources whose paper, or year, is not known
STATES = {
    "complete": ("全部有归属", Q(assigned__gte=F("characters"))),
    "incomplete": ("有字符未归属", Q(assigned__lt=F("characters"))),
    "doubted": ("有待处理的疑点", Q(doubts__gt=0)),
}
_NEWEST = F("published_on").desc(nulls_last=True)
_PAPER = NullIf("publication", Value("")).asc(nulls_last=True)
_PAGE = (_PAPER, Length("page"), "page", "file_name", "id")  # 2 before 10
SORTS = {
    "date": ("日期", (_NEWEST, *_PAGE)),
    "paper": ("报纸", (_PAPER, _NEWEST, *_PAGE)),
    "import": ("导入", ("-imported_at", "file_name", "id")),
    "doubts": ("疑点", ("-doubts", _NEWEST, *_PAGE)),
}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class SourceListQuery:
    """What an address asks of the list. Empty is all; `sort` is one of SORTS."""

    paper: str = ""
    year: str = ""
    state: str = ""
    sort: str = "date"

    @property
    def parameters(self) -> str:
        """As a part of an address: empty, or "paper=…&" for further parameters to follow."""
        given = {"paper": self.paper, "year": self.year, "state": self.state, "sort": self.sort}
        kept = {name: value for name, value in given.items() if value and (name, value) != ("sort", "date")}
        return urlencode(kept) + "&" if kept else ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.paper or self.year or self.state)

    @property
    def states(self) -> list[Choice]:
        return [Choice(value, label, value == self.state) for value, (label, _) in STATES.items()]

    @property
    def sorts(self) -> list[Choice]:
        return [Choice(value, label, value == self.sort) for value, (label, _) in SORTS.items()]

    def papers(self) -> list[Choice]:
        found = _read_sources().order_by("publication").values_list("publication", flat=True).distinct()
        return [Choice(paper or UNKNOWN, paper or "报纸不详", (paper or UNKNOWN) == self.paper) for paper in found]

    def years(self) -> list[Choice]:
        """Newest first, then those without a day."""
        found = _read_sources().annotate(year=ExtractYear("published_on")).values_list("year", flat=True).distinct()
        years = [(str(year), f"{year}年") for year in sorted(filter(None, found), reverse=True)]
        unknown = [(UNKNOWN, "日期不详")] if None in found else []
        return [Choice(value, label, value == self.year) for value, label in (*years, *unknown)]

    def sources(self) -> QuerySet[Any]:
        """The sources that published articles are from, with `count` of these and `doubts`, open problems."""
        published = Article.objects.published().filter(source=OuterRef("pk"))
        problems = Problem.objects.filter(source=OuterRef("pk"), state__in=Problem.UNSETTLED)
        counted = _read_sources().annotate(count=_count(published), doubts=_count(problems)).defer("raw_text")
        if self.paper:
            counted = counted.filter(publication="" if self.paper == UNKNOWN else self.paper)
        if self.year:
            counted = counted.filter(_of_year(self.year))
        if self.state:
            counted = counted.filter(STATES[self.state][1])
        return counted.order_by(*SORTS[self.sort][1])


def listing_of(request: HttpRequest) -> SourceListQuery:
    """What the address asks for; what there is not is left out."""
    year, state, sort = (request.GET.get(name, "") for name in ("year", "state", "sort"))
    is_year = year == UNKNOWN or (len(year) == 4 and year.isascii() and year.isdecimal() and year > "0000")
    return SourceListQuery(
        paper=request.GET.get("paper", "").replace("\0", ""),
        year=year if is_year else "",
        state=state if state in STATES else "",
        sort=sort if sort in SORTS else "date",
    )


def _read_sources() -> QuerySet[Any]:
    published = Article.objects.published().filter(source=OuterRef("pk")).order_by()
    return SourceDocument.objects.filter(Exists(published)).order_by()


def _count(rows: QuerySet[Any]) -> Coalesce:
    """How many of the rows each source has."""
    counted = rows.order_by().values("source").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _of_year(year: str) -> Q:
    return Q(published_on=None) if year == UNKNOWN else Q(published_on__year=int(year))
