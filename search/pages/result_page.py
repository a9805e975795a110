"""A search's answer as its page shows it: hits beside their articles, facets as check boxes, chips, pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from articles.addresses import address
from articles.models import Article
from search.answers.search import Searched
from search.excerpts.ellipses import ellipsed, fullest, on_a_line
from search.language.fields import WHERE_LABELS
from search.pages.timeline import Timeline, timeline
from search.text.periods import FIRST_DAY, LAST_DAY, read_period
from search.types import (
    DATE_FACET,
    MISSING,
    Facet,
    Hit,
    LabelledExcerpt,
    LineOrder,
    ReadingMode,
    SearchResult,
    Sort,
    Span,
)
from search.web.facet_panels import Chip, FacetPanel, chips, panel, search_url
from search.web.forms import months_between
from search.web.paging import Paging
from search.web.state import MORE_PER_PAGE, PER_PAGE, SearchState, View

PRINTED = ("publication", "section", "printed_page")  # facets of where an article was printed
SORT_LABELS = {Sort.RELEVANCE: "相关", Sort.NEWEST: "最新", Sort.OLDEST: "最早", Sort.TITLE: "标题"}

VIEW_LABELS = {View.LIST: "列表", View.COMPACT: "简表", View.CONTEXT: "语境"}
ORDER_LABELS = {LineOrder.TEXT: "依文章", LineOrder.LEFT: "依前文", LineOrder.RIGHT: "依后文"}


@dataclass(frozen=True, slots=True)
class Alike:
    """A hit that is shown under another one."""

    article: Article
    url: str


@dataclass(frozen=True, slots=True)
class ResultEntry:
    """A hit and its article. `rank` is its place in the whole result, from 1.

    `alike` are the hits, of this page or not, whose articles are nearly the same text, printed elsewhere: shown under
    it.
    """

    rank: int
    hit: Hit
    article: Article
    url: str
    alike: tuple[Alike, ...] = ()

    @property
    def where(self) -> list[str]:
        return [WHERE_LABELS[place] for place in self.hit.where]

    @property
    def passages(self) -> list[LabelledExcerpt]:
        return [LabelledExcerpt(WHERE_LABELS[cut.where], ellipsed(cut), cut.anchor) for cut in self.hit.passages]

    @property
    def line(self) -> tuple[Span, ...]:
        """The passage with most that matched, its first match near the line's beginning."""
        return on_a_line(fullest(self.hit.passages))


@dataclass(frozen=True, slots=True)
class Option:
    """One of a few ways to see the result; the current one leads where the reader is."""

    name: str
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class DateOffer:
    """A search for the articles of some days, in words."""

    said: str
    url: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    state: SearchState
    result: SearchResult
    entries: tuple[ResultEntry, ...]
    folded: int  # hits of this page that are shown under one of a page before
    panels: tuple[FacetPanel, ...]
    chips: tuple[Chip, ...]
    timeline: Timeline | None

    @property
    def paging(self) -> Paging:
        return Paging(self.state, self.result.total, self.state.per_page)

    @property
    def title(self) -> str:
        """What the document is called: the query, the filters, the count."""
        said = [f"“{self.state.query}”"] if self.state.query else []
        said += [f"{chip.facet_label}：{chip.label}" for chip in self.chips]
        return f"{'　'.join(said) or '全部文章'} {self.result.total:,} 篇"

    @property
    def announcement(self) -> str:
        return f"找到 {self.result.total:,} 篇" if self.result.total else "没有找到"

    @property
    def words_url(self) -> str:
        return search_url(self.state.read_as(ReadingMode.WORDS))

    @property
    def exact_url(self) -> str:
        return search_url(self.state.read_as(ReadingMode.EXACT))

    @property
    def strict_url(self) -> str:
        """The same search for its runs as they stand, where some hits have marks between their characters."""
        exact = self.result.reading.exact
        return search_url(self.state.read_as(ReadingMode.WORDS).asking(exact)) if exact else ""

    @property
    def dated(self) -> DateOffer | None:
        """The same days as a filter, where the query is nothing but a date, which was looked for as words."""
        period = read_period(self.state.query) if self.state.mode is ReadingMode.WORDS else None
        if period is None:
            return None
        first = period.first.isoformat() if period.first > FIRST_DAY else ""
        months = months_between(first, period.last.isoformat() if period.last < LAST_DAY else "")
        unasked = self.state.asking("")
        as_filter = unasked.filtered_by(DATE_FACET, months)
        is_whole = (period.first.day, (period.last + timedelta(days=1)).day) == (1, 1)
        state = as_filter if is_whole else unasked.asking(f"日期:{period.written}")
        return DateOffer(period.said, search_url(state))

    @property
    def undated_last(self) -> int:
        """How many articles stand behind all others, as their day is not known; a filter by date lets none through."""
        if self.state.sort not in (Sort.NEWEST, Sort.OLDEST) or DATE_FACET in self.state.filters:
            return 0
        months = (value for facet in self.result.facets if facet.name == DATE_FACET for value in facet.values)
        return next((month.count for month in months if month.value == MISSING), 0)

    @property
    def cleared_url(self) -> str:
        return search_url(self.state.unfiltered())

    @property
    def views(self) -> list[Option]:
        """Occurrences in context only where something is looked for.

        The list is asked for by its name: another view may be remembered.
        """
        state = self.state
        full = search_url(state.seen_as(View.LIST))
        urls = {View.LIST: f"{full}{'&' if '?' in full else '?'}view={View.LIST}"}
        return [
            Option(view, label, urls.get(view) or search_url(state.seen_as(view)), view is state.view)
            for view, label in VIEW_LABELS.items()
            if state.query or view is not View.CONTEXT
        ]

    @property
    def sizes(self) -> list[Option]:
        """How many hits a page may have; none where all fit on the smallest."""
        state = self.state
        return [
            Option(str(hits), str(hits), search_url(state.in_pages_of(hits)), hits == state.per_page)
            for hits in (PER_PAGE, *MORE_PER_PAGE)
            if self.result.total > PER_PAGE
        ]

    @property
    def orders(self) -> list[Option]:
        """What the lines of 语境 can be sorted by."""
        state = self.state
        return [
            Option(order, label, search_url(state.seen_as(View.CONTEXT, order)), order is state.order)
            for order, label in ORDER_LABELS.items()
        ]

    @property
    def sorts(self) -> list[Option]:
        state = self.state
        return [
            Option(sort, label, search_url(state.sorted_by(sort)), sort is state.sort)
            for sort, label in SORT_LABELS.items()
        ]


def result_page(state: SearchState, found: Searched) -> ResultPage:
    """Everything the search page shows of a result; reads nothing more."""
    entries = tuple(_entries(state, found))
    alike = {other.article.pk for entry in entries for other in entry.alike}
    return ResultPage(
        state=state,
        result=found.result,
        entries=entries,
        folded=len(found.folded.hits - alike),
        panels=tuple(panel(state, facet) for facet in found.result.facets if _has_choice(facet)),
        chips=tuple(chips(state, found.result.facets)),
        timeline=next((timeline(state, facet) for facet in found.result.facets if facet.name == DATE_FACET), None),
    )


def _has_choice(facet: Facet) -> bool:
    """Whether check boxes would part the result. Dates have their own form; one paper's library knows no others."""
    if facet.name == DATE_FACET:
        return False
    if any(value.selected for value in facet.values):
        return True
    return facet.name not in PRINTED or len(facet.values) > 1


def _entries(state: SearchState, found: Searched) -> Iterator[ResultEntry]:
    """Hits whose article is gone since the index was last written are left out, and those shown under another one."""
    before = (state.page - 1) * state.per_page
    known = urlencode([*state.on_page(1).parameters(), ("hit", "")])
    for rank, hit in enumerate(found.result.hits, start=before + 1):
        article = found.articles.get(hit.article_id)
        if article and article.pk not in found.folded.hits:
            alike = tuple(
                Alike(other.article, f"{address('article', other.article.pk)}?{known}{other.rank}")
                for other in found.folded.under.get(article.pk, ())
            )
            yield ResultEntry(rank, hit, article, f"{address('article', hit.article_id)}?{known}{rank}", alike)


def hit_url(state: SearchState, hit: Hit, rank: int) -> str:
    """The article, knowing the search it was found by and its rank in it."""
    return _address(hit.article_id, [*state.on_page(1).parameters(), ("hit", str(rank))])


def _address(article_id: int, parameters: list[tuple[str, str]]) -> str:
    return f"{address('article', article_id)}?{urlencode(parameters)}"
