"""What the library has to suggest: its people, themes, columns, terms and titles, and other spellings of a query."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.db import Error, connection
from django.db.models import Count, TextField
from django.db.models.functions import Cast, Coalesce

from articles.addresses import address
from articles.models import Article, Authorship
from articles.pages import counts
from search.admission import admitted
from search.engines.base import engine
from search.engines.questions import Question
from search.errors import SearchError
from search.facets.names import indexed_filters
from search.index.curated_words import vocabulary
from search.language.query import parse
from search.language.tree import Term
from search.suggestions.completion import Candidate, Shelf, SuggestionKind, suggest
from search.suggestions.spelling import SpellingDictionary, corrected_queries
from search.text.folding import fold_text
from search.text.tokenizer import own_terms
from search.types import SearchRequest

logger = logging.getLogger(__name__)

BATCH = 1000
LOOK_SECONDS = 1.0
_REST = 50  # making one again takes at most one part in so many of the time
_QUICK_SECONDS = 0.2  # what took longer to make is made again aside, and nobody who types waits for it

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another spelling of a query, and how many articles it finds."""

    query: str
    count: int


def suggestions(typed: str, limit: int = 10) -> list[Candidate]:
    """At most `limit` names for what somebody is typing. Raises EngineUnavailable without an index.

    While another thread gathers the titles for the first time, of a large library for a second, there are none of them.
    """
    shelves = [_first_shelf.current(), _second_shelf.at_hand()]
    return list(_told(suggest(list(filter(None, shelves)), typed, limit)))


def gather_ahead() -> None:
    """Gather, for a server that begins to listen, what the first suggestions would wait for. Raises nothing where it
    cannot be had: whoever asks is told.
    """
    try:
        suggestions("")
    except (SearchError, Error):
        logger.info("suggestions are gathered when the first are asked for", exc_info=True)
    finally:
        connection.close()


def _told(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """With their pages, authors and days those titles that are still published."""
    keys = [entry.article for entry in found if entry.article]
    # Asked by their keys alone: SQLite would look for them among all that are published.
    said = ("pk", "status", Coalesce("published_on", "source__published_on"))
    rows = Article.objects.filter(pk__in=keys).order_by().values_list(*said) if keys else ()
    days = {pk: day for pk, status, day in rows if status == Article.Status.PUBLISHED}
    authors = _authors(days)
    for entry in found:
        if not entry.article:
            yield entry
        elif entry.article in days:
            day = days[entry.article]
            detail = " ".join(filter(None, ("、".join(authors[entry.article]), day.isoformat() if day else "")))
            yield replace(entry, url=address("article", entry.article), detail=detail)


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
    """What was made from a version of an index in some seconds; until `fresh_until` (monotonic) nobody looks for a
    newer one.
    """

    place: Hashable
    version: str
    seconds: float
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
        self._unlock()
        os.register_at_fork(after_in_child=self._unlock)  # a thread that held it then is not there any more

    def _unlock(self) -> None:
        self._making = threading.Lock()

    def current(self) -> T:
        """The newest; while another thread makes it, the one before, or, where there is none, when it is made."""
        if (value := self.at_hand()) is not None:
            return value
        with self._making:
            return self._newest()

    def at_hand(self) -> T | None:
        """The newest; while another thread makes it, the one before, or None where there is none: nobody waits."""
        made = self._usable()
        if made and time.monotonic() < made.fresh_until:
            return made.value
        if not self._making.acquire(blocking=False):
            return made.value if made else None
        with ExitStack() as held:
            held.callback(self._making.release)
            if not made or made.seconds <= _QUICK_SECONDS:
                return self._newest()
            threading.Thread(target=self._make_aside, args=(made,), name="suggestions", daemon=True).start()
            held.pop_all()  # it has begun, and the lock is its own
        return made.value

    def _make_aside(self, made: _Value[T]) -> None:
        """The work of a thread of its own, which has the lock. Where it fails the value before stays for a second."""
        try:
            self._newest()
        except (SearchError, Error):
            logger.warning("what is suggested could not be gathered again", exc_info=True)
            self._made = replace(made, fresh_until=time.monotonic() + LOOK_SECONDS)
        finally:
            self._making.release()
            connection.close()

    def _usable(self) -> _Value[T] | None:
        return self._made if self._made and self._made.place == engine().place() else None

    def _newest(self) -> T:
        place, made = engine().place(), self._usable()
        if made and time.monotonic() < made.fresh_until:
            return made.value
        state = engine().state()
        version = f"{state.name} {state.generation} {vocabulary().version}"
        started = time.monotonic()
        value, seconds = (made.value, made.seconds) if made and made.version == version else (self._make(), 0.0)
        ended = time.monotonic()
        took = ended - started
        self._made = _Value(place, version, max(seconds, took), ended + max(LOOK_SECONDS, _REST * took), value)
        return value


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
    for author in counts.registered_authors().order_by("pinyin", "name", "id"):
        url = author.get_absolute_url()
        for sound, initials in zip_longest(author.pinyin.split(), author.initials.split(), fillvalue=""):
            detail = organisations.get(author.pk, "")
            yield Candidate(SuggestionKind.AUTHOR, author.name, url, author.count, sound, initials, detail)
    for theme in counts.registered_themes():
        yield Candidate(SuggestionKind.THEME, theme.entry.name, theme.entry.get_absolute_url(), theme.count)
    for column in counts.columns(Article.objects.published()):
        yield Candidate(SuggestionKind.COLUMN, column.entry.name, column.entry.get_absolute_url(), column.count)


def _terms() -> Iterator[Candidate]:
    """The dictionary's terms that stand in some article."""
    terms = sorted(own_terms() | vocabulary().terms)
    answers = engine().search_each([Question(Term(term, quoted=True), limit=0, facets=()) for term in terms])
    for term, answer in zip(terms, answers, strict=True):
        if answer.total:
            yield Candidate(SuggestionKind.TERM, term, _search_url(term), answer.total)


def _search_url(query: str) -> str:
    return f"{address('search')}?{urlencode({'q': query})}"


def _funds_and_titles() -> Iterator[Candidate]:
    """Funds by their codes, and titles without what `_told` adds to the few that are suggested. Reads each row once."""
    funds: list[dict[str, str | None]] = []
    rows = Article.objects.published().order_by("pk").values_list("pk", "title", Cast("funding", TextField()))
    for pk, title, funding in rows.iterator(chunk_size=BATCH):
        yield Candidate(SuggestionKind.TITLE, title, weight=1, article=pk)
        if funding != "[]":
            funds += json.loads(funding)
    names = {code: fund.get("name") or "" for fund in funds if (code := fund.get("number"))}
    for code, articles in Counter(fund.get("number") for fund in funds).items():
        if code:
            yield Candidate(SuggestionKind.FUND, code, _search_url(f"基金:{code}"), articles, detail=names[code])


def _authors(articles: Collection[int]) -> dict[int, list[str]]:
    """By article, the names of its authors in the order printed."""
    signed: dict[int, list[str]] = {article: [] for article in articles}
    if articles:
        rows = Authorship.objects.filter(article__in=articles).as_printed()
        for article, name in rows.values_list("article_id", "author__name"):
            signed[article].append(name)
    return signed


_first_shelf = _Cached(lambda: Shelf([*_names(), *_terms()]))
_second_shelf = _Cached(lambda: Shelf(_funds_and_titles()))
_lexicon = _Cached(_make_lexicon)
