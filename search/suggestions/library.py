"""What the library has to suggest: its people, themes, columns, terms and titles, and other spellings of a query."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from articles.models import Article, Author, Authorship, Column, Theme
from search.admission import admitted
from search.engines.base import engine
from search.engines.questions import Question
from search.facets.names import indexed_filters
from search.index.curated_words import vocabulary
from search.language.query import parse
from search.language.tree import Term
from search.suggestions.completion import Candidate, Suggester, SuggestionKind
from search.suggestions.spelling import SpellingDictionary, corrected_queries
from search.text.folding import fold_text
from search.text.tokenizer import own_terms
from search.types import SearchRequest

BATCH = 1000
LOOK_SECONDS = 1.0
_REST = 50  # making one again takes at most one part in so many of the time
_PUBLISHED = Q(articles__status=Article.Status.PUBLISHED)
_ASSIGNED = Q(assignments__removed=False, assignments__article__status=Article.Status.PUBLISHED)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another spelling of a query, and how many articles it finds."""

    query: str
    count: int


def suggestions(typed: str, limit: int = 10) -> list[Candidate]:
    """At most `limit` names for what somebody is typing. Raises EngineUnavailable without an index.

    And Busy where they are still to be gathered, and too many wait for it.
    """
    with nullcontext() if _suggester.is_made else admitted():
        return _suggester.current().suggest(typed, limit)


def other_spellings(request: SearchRequest, limit: int = 3) -> list[Spelling]:
    """Spellings close to a request's query that find something under its filters, the likeliest first.

    Raises BadQuery and EngineUnavailable as a search does, and Busy where too many look for some.
    """
    with admitted():
        return list(islice(_spellings(request), limit))


def _spellings(request: SearchRequest) -> Iterator[Spelling]:
    curated, filters = vocabulary(), indexed_filters(request.filters)
    query = parse(request.query, request.mode, curated)
    for text in corrected_queries(query, _lexicon.current()):
        tree = parse(text, request.mode, curated).tree
        articles = engine().search(Question(tree, filters, limit=0, facets=())).total
        if articles:
            yield Spelling(text, articles)


@dataclass(frozen=True, slots=True)
class _Value(Generic[T]):
    """What was made from a version of an index; until `fresh_until` (monotonic) nobody looks for a newer one."""

    place: Hashable
    version: str
    fresh_until: float
    value: T


class _Cached(Generic[T]):
    """A value made from the library, kept in this process and made again when the library has changed.

    Whether it did is asked once a second at most, as somebody types; in a large library, where making takes long, not
    at every change.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: _Value[T] | None = None
        self._making = threading.Lock()

    @property
    def is_made(self) -> bool:
        return self._usable() is not None

    def current(self) -> T:
        """The newest; while another thread makes it, the one before."""
        made = self._usable()
        if made and time.monotonic() < made.fresh_until:
            return made.value
        if not self._making.acquire(blocking=made is None) and made:
            return made.value
        try:
            return self._newest()
        finally:
            self._making.release()

    def _usable(self) -> _Value[T] | None:
        return self._made if self._made and self._made.place == engine().place() else None

    def _newest(self) -> T:
        place, made = engine().place(), self._usable()
        if made and time.monotonic() < made.fresh_until:
            return made.value
        state = engine().state()
        version = f"{state.name} {state.generation} {vocabulary().version}"
        started = time.monotonic()
        value = made.value if made and made.version == version else self._make()
        ended = time.monotonic()
        self._made = _Value(place, version, ended + max(LOOK_SECONDS, _REST * (ended - started)), value)
        return value


def _make_suggester() -> Suggester:
    return Suggester([*_names(), *_terms(), *_funds(), *_titles()])


def _make_lexicon() -> SpellingDictionary:
    """Names, terms, and the words of the index, each with the number of articles behind it."""
    words = engine().words()
    words |= {fold_text(entry.text): entry.weight for entry in (*_names(), *_terms())}
    return SpellingDictionary(words)


def _organisations() -> dict[int, str]:
    """By author, the organisation that most of the articles name."""
    rows = Authorship.objects.filter(article__status=Article.Status.PUBLISHED, organisations__isnull=False)
    counted = rows.values_list("author_id", "organisations__name").annotate(count=Count("pk")).order_by("count")
    return {author: name for author, name, _ in counted}


def _names() -> Iterator[Candidate]:
    organisations = _organisations()
    for author in Author.objects.annotate(count=Count("articles", filter=_PUBLISHED, distinct=True)).filter(
        count__gt=0
    ):
        url = author.get_absolute_url()
        for sound, initials in zip_longest(author.pinyin.split(), author.initials.split(), fillvalue=""):
            detail = organisations.get(author.pk, "")
            yield Candidate(SuggestionKind.AUTHOR, author.name, url, author.count, sound, initials, detail)
    for theme in Theme.objects.annotate(count=Count("assignments", filter=_ASSIGNED)).filter(count__gt=0):
        yield Candidate(SuggestionKind.THEME, theme.name, theme.get_absolute_url(), theme.count)
    for column in Column.objects.annotate(count=Count("articles", filter=_PUBLISHED)).filter(count__gt=0):
        yield Candidate(SuggestionKind.COLUMN, column.name, column.get_absolute_url(), column.count)


def _terms() -> Iterator[Candidate]:
    """The dictionary's terms that stand in some article."""
    terms = sorted(own_terms() | vocabulary().terms)
    answers = engine().search_each([Question(Term(term, quoted=True), limit=0, facets=()) for term in terms])
    for term, answer in zip(terms, answers, strict=True):
        if answer.total:
            yield Candidate(SuggestionKind.TERM, term, _search_url(term), answer.total)


def _funds() -> Iterator[Candidate]:
    """Funds by their codes."""
    rows = Article.objects.published().exclude(funding=[]).values_list("funding", flat=True)
    funds = [fund for funding in rows for fund in funding if fund.get("number")]
    names = {fund["number"]: fund.get("name") or "" for fund in funds}
    for code, articles in Counter(fund["number"] for fund in funds).items():
        yield Candidate(SuggestionKind.FUND, code, _search_url(f"基金:{code}"), articles, detail=names[code])


def _search_url(query: str) -> str:
    return f"{reverse('search')}?{urlencode({'q': query})}"


def _titles() -> Iterator[Candidate]:
    authors = _authors()
    rows = Article.objects.published().order_by("pk").annotate(day=Coalesce("published_on", "source__published_on"))
    for pk, title, day in rows.values_list("pk", "title", "day").iterator(chunk_size=BATCH):
        detail = " ".join(filter(None, ("、".join(authors.get(pk, ())), day.isoformat() if day else "")))
        yield Candidate(SuggestionKind.TITLE, title, reverse("article", args=[pk]), 1, detail=detail)


def _authors() -> dict[int, list[str]]:
    """By article, the names of its authors in the order printed."""
    signed: dict[int, list[str]] = defaultdict(list)
    rows = Authorship.objects.order_by("article_id", "position", "pk").values_list("article_id", "author__name")
    for article, name in rows.iterator(chunk_size=BATCH):
        signed[article].append(name)
    return signed


_suggester = _Cached(_make_suggester)
_lexicon = _Cached(_make_lexicon)
