"""语境: every occurrence of a query in a result, one line each, the match centred, sorted by what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.models import Article
from search.anchors import anchors
from search.concordance import Line, concordance, in_order
from search.documents import Texts, texts_of
from search.paging import Paging
from search.results import WHERE_LABELS, article_url
from search.searching import read, result_ids
from search.state import SearchState
from search.tree import Node
from search.types import Where

LINES_PER_PAGE = 50
MOST_ARTICLES = 500  # of a larger result, the first so many are read

_SHOWN = (Where.TITLE, Where.LEAD, Where.ABSTRACT, Where.BODY, Where.BOX, Where.AFFILIATION, Where.FUNDING)
_SHOWN_LAST = (Where.REFERENCES, Where.CAPTION, Where.FEATURE)


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
class Occurrences:
    """Every line of a result, in the reader's order; `articles` of its `total` articles were read."""

    lines: tuple[FoundLine, ...]
    articles: int
    total: int


@dataclass(frozen=True, slots=True)
class ContextPage:
    """One page of the lines of a result; `articles` of its articles were read, of which there are `total`."""

    lines: tuple[ContextLine, ...]
    occurrences: int
    articles: int
    total: int
    paging: Paging


def context_page(state: SearchState) -> ContextPage:
    """The lines of the state's page. Raises what a search raises."""
    found = occurrences(state)
    paging = Paging(state, len(found.lines), LINES_PER_PAGE)
    first = paging.first_row - 1
    shown = found.lines[first : first + LINES_PER_PAGE]
    return ContextPage(tuple(context_lines(state, shown)), len(found.lines), found.articles, found.total, paging)


def occurrences(state: SearchState) -> Occurrences:
    """Raises what a search raises."""
    request = state.request(per_page=1)
    ids = result_ids(request)
    found = in_order(_lines(ids[:MOST_ARTICLES], read(request).query.tree), state.order)
    return Occurrences(tuple(found), min(len(ids), MOST_ARTICLES), len(ids))


def _lines(ids: list[int], tree: Node) -> Iterator[FoundLine]:
    texts = texts_of(ids)
    for article_id in ids:
        yield from _lines_of(article_id, texts.get(article_id, {}), tree)


def _lines_of(article_id: int, texts: Texts, tree: Node) -> Iterator[FoundLine]:
    places: Mapping[Where, tuple[str, ...]] = anchors(texts)
    for where in (*_SHOWN, *_SHOWN_LAST):
        for text, anchor in zip(texts.get(where, ()), places.get(where, ()), strict=True):
            for line in concordance(text, tree, where=where):
                yield FoundLine(line.left, line.match, line.right, line.start, article_id, where, anchor)


def context_lines(state: SearchState, found: Sequence[FoundLine]) -> Iterator[ContextLine]:
    """The lines with their articles; those withdrawn meanwhile have none."""
    articles = Article.objects.published().only("title", "title_origin", "title_reason")
    rows = articles.in_bulk({line.article_id for line in found})
    for line in found:
        if line.article_id in rows:
            url = f"{article_url(state, line.article_id)}#{line.anchor}"
            yield ContextLine(line, rows[line.article_id], WHERE_LABELS[line.where], url)
