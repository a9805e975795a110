"""语境: every occurrence of a query in a result, one line each, the match centred, sorted by what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from articles.addresses import address
from articles.anchors import anchors
from articles.models import Article
from search.answers.search import interpret
from search.engines.base import engine
from search.engines.questions import Listing, Occurrence, Surroundings
from search.excerpts.concordance import ConcordanceLine, line_at, occurrences
from search.excerpts.highlighting import Marker
from search.index.curated_words import vocabulary
from search.index.documents import Texts, texts_of
from search.language.fields import WHERE_LABELS
from search.language.tree import Node
from search.types import LineOrder, Sort, Where
from search.web.paging import Paging
from search.web.state import SearchState

LINES_PER_PAGE = 50
MOST_LINES = 500_000
BATCH = 500  # lines that are read at once
_WITHOUT_END = 2**40  # lines: more than there can be
RESULTS = 4  # whose places are kept

_SHOWN = (
    *(Where.TITLE, Where.LEAD, Where.ABSTRACT, Where.BODY, Where.BOX, Where.AFFILIATION, Where.FUNDING),
    *(Where.REFERENCES, Where.CAPTION, Where.FEATURE),
)


@dataclass(frozen=True, slots=True)
class FoundLine(ConcordanceLine):
    """A line and where it stands."""

    article_id: int = 0
    where: Where = Where.BODY
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A line as the page shows it: the link opens the article at it, knowing the search."""

    line: FoundLine
    article: Article
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ResultOccurrences:
    """The places of a result's lines, in the reader's order, and the tree that finds them there.

    In `articles` of the result's `total` articles there are lines: in the others only a name or a theme matches.
    """

    tree: Node
    listed: Sequence[Occurrence]
    articles: int
    total: int

    def __len__(self) -> int:
        return len(self.listed)


@dataclass(frozen=True, slots=True)
class ContextPage:
    """One page of the lines of a result: all its `occurrences` stand in `articles` of its `total` articles."""

    lines: tuple[ContextLine, ...]
    occurrences: int
    articles: int
    total: int
    paging: Paging


@dataclass(frozen=True, slots=True)
class _ResultKey:
    """What the places of a result depend on: the query, the order of its lines, and the state of the library."""

    tree: Node
    filters: tuple[tuple[str, tuple[str, ...]], ...]
    sort: Sort
    order: LineOrder
    library: tuple[str, str, int, str]


def context_page(state: SearchState) -> ContextPage:
    """The lines of the state's page. Raises what a search raises, and BadQuery for more lines than can be listed."""
    places = find_places(state)
    paging = Paging(state, len(places), LINES_PER_PAGE)
    first = paging.first_row - 1
    lines = tuple(_lines(state, places, slice(first, first + LINES_PER_PAGE)))
    return ContextPage(lines, len(places), places.articles, places.total, paging)


def find_places(state: SearchState) -> ResultOccurrences:
    """Raises what `context_page` raises."""
    interpretation = interpret(state.request(per_page=1))
    state_of_index = engine().state()
    library = (str(engine().place()), state_of_index.name, state_of_index.generation, vocabulary().version)
    return _places(
        _ResultKey(interpretation.query.tree, tuple(interpretation.filters.items()), state.sort, state.order, library)
    )


@lru_cache(maxsize=RESULTS)
def _places(key: _ResultKey) -> ResultOccurrences:
    """Kept for the other pages of the result and its files, some ten bytes a line."""
    listing = Listing(key.tree, dict(key.filters), key.sort, key.order, _SHOWN, MOST_LINES)
    found = engine().occurrences(listing)
    return ResultOccurrences(key.tree, found.places, found.articles, found.total)


def all_lines(state: SearchState, places: ResultOccurrences) -> Iterator[ContextLine]:
    """Every line, some hundred at a time."""
    for start in range(0, len(places), BATCH):
        yield from _lines(state, places, slice(start, start + BATCH))


def surroundings(state: SearchState, limit: int) -> list[Surroundings]:
    """What stands beside the first lines, however many there are: `find_places` looks at all, and may refuse."""
    asked = interpret(state.request(per_page=1))
    listing = Listing(asked.query.tree, asked.filters, state.sort, LineOrder.TEXT, _SHOWN, _WITHOUT_END)
    return engine().surroundings(listing, limit)


def _lines(state: SearchState, places: ResultOccurrences, run: slice) -> Iterator[ContextLine]:
    """The lines at a run of the places with their articles; without those that are gone since they were indexed."""
    listed = places.listed[run]
    ids = {place.article_id for place in listed}
    articles = Article.objects.published().only("title", "title_origin", "title_reason").order_by().in_bulk(ids)
    texts = texts_of(ids, {place.where for place in listed})
    ways = {article_id: anchors(own) for article_id, own in texts.items()}
    finder, search = _PlaceFinder(Marker(places.tree), texts), state.on_page(1).query_string()
    for article_id, where, number in listed:
        place = finder.place(article_id, where, number)
        if place is None or article_id not in articles:
            continue
        line = line_at(texts[article_id][where][place.block], place.start, place.end)
        anchor = ways[article_id][where][place.block]
        found = FoundLine(line.left, line.match, line.right, line.start, article_id, where, anchor)
        url = f"{address('article', article_id)}{search}#{anchor}"
        yield ContextLine(found, articles[article_id], WHERE_LABELS[where], url)


class _Place(NamedTuple):
    """A stretch of a block of a part of an article."""

    block: int
    start: int
    end: int


class _PlaceFinder:
    """Finds the places of a query in texts, and reads no further than to the last one asked for."""

    def __init__(self, marker: Marker, texts: Mapping[int, Texts]) -> None:
        self._marker, self._texts = marker, texts
        self._parts: dict[tuple[int, Where], tuple[list[_Place], Iterator[_Place]]] = {}

    def place(self, article_id: int, where: Where, number: int) -> _Place | None:
        """The `number`-th in a part of an article, from 0 on; nothing where there are fewer."""
        if (article_id, where) not in self._parts:
            self._parts[article_id, where] = [], self.places(article_id, where)
        found, others = self._parts[article_id, where]
        found.extend(islice(others, max(0, number + 1 - len(found))))
        return found[number] if number < len(found) else None

    def places(self, article_id: int, where: Where) -> Iterator[_Place]:
        for block, text in enumerate(self._texts.get(article_id, {}).get(where, ())):
            for start, end in occurrences(self._marker, text, where):
                yield _Place(block, start, end)
