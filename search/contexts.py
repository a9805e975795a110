"""语境: every occurrence of a query in a result, one line each, the match centred, sorted by what stands beside it."""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from articles.models import Article
from search.anchors import anchors
from search.concordance import Line, LineOrder, line_at, occurrences, sort_key
from search.documents import texts_of
from search.engines.base import engine
from search.errors import BadQuery
from search.marking import Marker, looks_into
from search.paging import Paging
from search.reading import highlight_terms
from search.results import WHERE_LABELS, article_url
from search.searching import Shown, read
from search.state import SearchState
from search.tree import Node
from search.types import Sort, Where
from search.vocabulary import vocabulary

LINES_PER_PAGE = 50
MOST_LINES = 500_000
MOST_SECONDS = 60.0  # of the thread's own work, to find them
BATCH = 500  # articles, or lines, that are read at once
RESULTS = 4  # whose places are kept

_SHOWN = (
    *(Where.TITLE, Where.LEAD, Where.ABSTRACT, Where.BODY, Where.BOX, Where.AFFILIATION, Where.FUNDING),
    *(Where.REFERENCES, Where.CAPTION, Where.FEATURE),
)


@dataclass(frozen=True, slots=True)
class FoundLine(Line):
    """A line and where it stands."""

    article_id: int = 0
    where: Where = Where.BODY
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A line as the page shows it: the link opens the article at it."""

    line: FoundLine
    article: Article
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an occurrence stands: `part` is the number of the article's part among those shown."""

    article_id: int
    part: int
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Places:
    """Of every line of a result, in the reader's order, where it stands: five numbers a line, as `Place` has them.

    In `articles` of the result's `total` articles there are lines: in the others only a name or a theme matches.
    """

    numbers: array[int]
    articles: int
    total: int

    def __len__(self) -> int:
        return len(self.numbers) // 5

    def part(self, start: int, stop: int) -> list[Place]:
        numbers = self.numbers[5 * start : 5 * stop]
        return [Place(*numbers[at : at + 5]) for at in range(0, len(numbers), 5)]


@dataclass(frozen=True, slots=True)
class ContextPage:
    """One page of the lines of a result: all its `occurrences` stand in `articles` of its `total` articles."""

    lines: tuple[ContextLine, ...]
    occurrences: int
    articles: int
    total: int
    paging: Paging


@dataclass(frozen=True, slots=True)
class _Asked:
    """A result in a state of the library, and an order of its lines."""

    tree: Node
    filters: tuple[tuple[str, tuple[str, ...]], ...]
    sort: Sort
    order: LineOrder
    library: tuple[str, int, str]


def context_page(state: SearchState) -> ContextPage:
    """The lines of the state's page. Raises what a search raises, and BadQuery for more lines than can be listed."""
    places = find_places(state)
    paging = Paging(state, len(places), LINES_PER_PAGE)
    first = paging.first_row - 1
    lines = tuple(context_lines(state, places.part(first, first + LINES_PER_PAGE)))
    return ContextPage(lines, len(places), places.articles, places.total, paging)


def find_places(state: SearchState) -> Places:
    """Raises what `context_page` raises."""
    shown: Shown = read(state.request(per_page=1))
    library = (str(settings.INDEX_DIR), engine().state().generation, vocabulary().version)
    return _places(_Asked(shown.query.tree, tuple(shown.filters.items()), state.sort, state.order, library))


@lru_cache(maxsize=RESULTS)
def _places(asked: _Asked) -> Places:
    """Reads every article of the result; kept for its other pages and its files, forty bytes a line."""
    ids = engine().matching_ids(asked.tree, dict(asked.filters), asked.sort)
    numbers, keys, until = array("q"), list[str](), time.thread_time() + MOST_SECONDS
    for start in range(0, len(ids), BATCH):
        for place, text in _occurrences(ids[start : start + BATCH], asked.tree):
            numbers.extend((place.article_id, place.part, place.block, place.start, place.end))
            if asked.order is not LineOrder.TEXT:
                keys.append(sort_key(asked.order, text, place.start, place.end))
        if len(numbers) > 5 * MOST_LINES or time.thread_time() > until:
            raise BadQuery(f"语境最多列 {MOST_LINES:,} 处，这个结果不止；请再加词语或条件")
    articles = len(set(numbers[::5]))
    return Places(_in_order(numbers, keys) if keys else numbers, articles, len(ids))


def _occurrences(article_ids: Sequence[int], tree: Node) -> Iterator[tuple[Place, str]]:
    """Each with the text of its block."""
    marker, parts = Marker(tree), _parts_asked(tree)
    texts = texts_of(article_ids, parts)
    for article_id in article_ids:
        of_article = texts.get(article_id, {})
        for where in parts:
            for block, text in enumerate(of_article.get(where, ())):
                for start, end in occurrences(marker, text, where):
                    yield Place(article_id, _SHOWN.index(where), block, start, end), text


def _parts_asked(tree: Node) -> tuple[Where, ...]:
    leaves = highlight_terms(tree)
    return tuple(where for where in _SHOWN if any(looks_into(leaf, where) for leaf in leaves))


def _in_order(numbers: array[int], keys: list[str]) -> array[int]:
    ordered = array("q")
    for line in sorted(range(len(keys)), key=keys.__getitem__):
        ordered.extend(numbers[5 * line : 5 * line + 5])
    return ordered


def all_lines(state: SearchState, places: Places) -> Iterator[ContextLine]:
    """Every line, some hundred at a time."""
    for start in range(0, len(places), BATCH):
        yield from context_lines(state, places.part(start, start + BATCH))


def context_lines(state: SearchState, places: Sequence[Place]) -> Iterator[ContextLine]:
    """The lines at these places with their articles; without those that were withdrawn or written anew meanwhile."""
    ids = {place.article_id for place in places}
    articles = Article.objects.published().only("title", "title_origin", "title_reason").order_by().in_bulk(ids)
    texts = texts_of(ids, {_SHOWN[place.part] for place in places})
    ways = {article_id: anchors(own) for article_id, own in texts.items()}
    for place in places:
        where, article_id = _SHOWN[place.part], place.article_id
        blocks = texts.get(article_id, {}).get(where, ())
        if article_id not in articles or place.block >= len(blocks) or place.end > len(blocks[place.block]):
            continue
        line, anchor = line_at(blocks[place.block], place.start, place.end), ways[article_id][where][place.block]
        found = FoundLine(line.left, line.match, line.right, line.start, article_id, where, anchor)
        yield ContextLine(
            found, articles[article_id], WHERE_LABELS[where], f"{article_url(state, article_id)}#{anchor}"
        )
