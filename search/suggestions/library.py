"""What the library has to suggest: its people, themes, columns, terms and titles, and other spellings of a query."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse

from articles.models import Article, Author, Column, Theme
from search.admission import admitted
from search.engines.base import Question, engine
from search.facets.names import indexed_filters
from search.index.curated_words import vocabulary
from search.language.query import parse
from search.language.tree import Term
from search.suggestions.completion import Entry, Suggester, SuggestionKind
from search.suggestions.spelling import Lexicon, corrected_queries
from search.text.folding import fold_text
from search.text.tokenizer import own_terms
from search.types import SearchRequest

BATCH = 1000
LOOK_SECONDS = 1.0
_REST = 50  # making one again takes at most one part in so many of the time
_PUBLISHED = Q(articles__status=Article.Status.PUBLISHED)
_STANDING = Q(assignments__removed=False, assignments__article__status=Article.Status.PUBLISHED)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another spelling of a query, and how many articles it finds."""

    query: str
    count: int


def suggestions(typed: str, limit: int = 10) -> list[Entry]:
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
class _Made(Generic[T]):
    """Something made from an index folder in a state of the library; until `asked` nobody looks for a newer one."""

    folder: str
    version: str
    asked: float
    value: T


class _Kept(Generic[T]):
    """Something made from the library, kept in this process and made again when the library changed.

    Whether it did is asked once a second at most, as somebody types; in a large library, where making takes long, not
    at every change.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: _Made[T] | None = None
        self._making = threading.Lock()

    @property
    def is_made(self) -> bool:
        return self._standing() is not None

    def current(self) -> T:
        """The newest; while another thread makes it, the one before."""
        made = self._standing()
        if made and time.monotonic() < made.asked:
            return made.value
        if not self._making.acquire(blocking=made is None) and made:
            return made.value
        try:
            return self._newest()
        finally:
            self._making.release()

    def _standing(self) -> _Made[T] | None:
        return self._made if self._made and self._made.folder == str(settings.INDEX_DIR) else None

    def _newest(self) -> T:
        folder, made = str(settings.INDEX_DIR), self._standing()
        if made and time.monotonic() < made.asked:
            return made.value
        version = f"{engine().state().generation} {vocabulary().version}"
        started = time.monotonic()
        value = made.value if made and made.version == version else self._make()
        ended = time.monotonic()
        self._made = _Made(folder, version, ended + max(LOOK_SECONDS, _REST * (ended - started)), value)
        return value


def _make_suggester() -> Suggester:
    return Suggester([*_names(), *_terms(), *_titles()])


def _make_lexicon() -> Lexicon:
    """Names, terms, and the words of the index, each with the number of articles behind it."""
    words = engine().words()
    words |= {fold_text(entry.text): entry.weight for entry in (*_names(), *_terms())}
    return Lexicon(words)


def _names() -> Iterator[Entry]:
    for author in Author.objects.annotate(count=Count("articles", filter=_PUBLISHED, distinct=True)).filter(
        count__gt=0
    ):
        url = author.get_absolute_url()
        for sound, initials in zip_longest(author.pinyin.split(), author.initials.split(), fillvalue=""):
            yield Entry(SuggestionKind.AUTHOR, author.name, url, author.count, sound, initials)
    for theme in Theme.objects.annotate(count=Count("assignments", filter=_STANDING)).filter(count__gt=0):
        yield Entry(SuggestionKind.THEME, theme.name, theme.get_absolute_url(), theme.count)
    for column in Column.objects.annotate(count=Count("articles", filter=_PUBLISHED)).filter(count__gt=0):
        yield Entry(SuggestionKind.COLUMN, column.name, column.get_absolute_url(), column.count)


def _terms() -> Iterator[Entry]:
    """The dictionary's terms that stand in some article."""
    serving = engine()
    for term in sorted(own_terms() | vocabulary().terms):
        articles = serving.search(Question(Term(term, quoted=True), limit=0, facets=())).total
        if articles:
            url = f"{reverse('search')}?{urlencode({'q': term})}"
            yield Entry(SuggestionKind.TERM, term, url, articles)


def _titles() -> Iterator[Entry]:
    rows = Article.objects.published().order_by("pk").values_list("pk", "title")
    for pk, title in rows.iterator(chunk_size=BATCH):
        yield Entry(SuggestionKind.TITLE, title, reverse("article", args=[pk]), 1)


_suggester = _Kept(_make_suggester)
_lexicon = _Kept(_make_lexicon)
