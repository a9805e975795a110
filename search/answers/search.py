"""One search from request to result: interpret, answer, relax what finds nothing, cut snippets, label facets."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from articles.anchors import anchors
from articles.models import Article, Author
from search.answers.near_duplicates import NOTHING_FOLDED, CollapsedHits, fold
from search.engines.base import engine
from search.engines.questions import Answer, Question, ScoredHit, SignificantTerm
from search.excerpts.highlighting import mark
from search.excerpts.snippets import hit_passages
from search.facets.names import indexed_filters, known_names, readable_facet
from search.index.curated_words import vocabulary
from search.index.documents import Texts, texts_in
from search.language.explaining import explain
from search.language.query import Query, Vocabulary, parse
from search.language.relaxing import any_words_within, as_author_pinyin, relaxations
from search.language.tree import Everything, Term
from search.text.folding import fold_text
from search.types import FACETS, Hit, SearchRequest, SearchResult, Where

MAX_PER_PAGE = 100
NAME_LENGTHS = range(2, 5)  # characters of a Chinese name, compound surnames among them
ENOUGH = 10  # articles: where a looser reading of a sentence finds fewer, the next one's follow

Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How a request is answered: by the query as typed or a relaxed one, and by the filters in the index's values."""

    query: Query
    filters: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Searched:
    """A result, and the articles of its hits as lists name them; those withdrawn since it was indexed have none.

    `folded`: which of these are nearly the same, where that was asked.
    """

    result: SearchResult
    articles: Mapping[int, Article]
    folded: CollapsedHits = NOTHING_FOLDED


def search(request: SearchRequest, values: int | None = None) -> SearchResult:
    """Answer a search; see `search_with_articles`."""
    return search_with_articles(request, values).result


def search_with_articles(request: SearchRequest, values: int | None = None, *, folds: bool = False) -> Searched:
    """Answer a search. A page beyond the last has no hits; `per_page` is at most MAX_PER_PAGE.

    `folds`: say which hits are nearly the same as others of the whole result.
    Of each facet it names the first `values` and the chosen ones; all without it, and with 0 there are no facets.
    Raises BadQuery for a query that cannot be read or would take too much, EngineUnavailable without an index.
    """
    started = time.perf_counter()
    per_page = min(max(request.per_page, 1), MAX_PER_PAGE)
    offset, names = (max(request.page, 1) - 1) * per_page, () if values == 0 else FACETS
    reading, answer = _answered(request, Question(Everything(), {}, request.sort, offset, per_page, names))
    articles = Article.objects.published().for_hits().order_by().in_bulk(answer.ids)
    known = known_names() if names else None  # of one moment: the record's version is asked once
    result = SearchResult(
        total=answer.total,
        hits=cut_hits(reading.query, answer.hits, articles),
        facets=tuple(
            readable_facet(name, answer.facets[name], reading.filters.get(name, ()), values, known) for name in names
        ),
        reading=explain(reading.query, answer.across),
        took_ms=(time.perf_counter() - started) * 1000,
        elsewhere=answer.elsewhere,
    )
    if not folds:
        return Searched(result, articles)
    return Searched(result, articles, fold(articles.values(), partial(_all_ids, reading, request, answer)))


def _all_ids(reading: Interpretation, request: SearchRequest, answer: Answer) -> Sequence[int]:
    """The whole result in its order; not asked for where it is on the page."""
    if len(answer.ids) == answer.total:
        return answer.ids
    return engine().matching_ids(reading.query.tree, reading.filters, request.sort)


def interpret(request: SearchRequest, words: Vocabulary | None = None) -> Interpretation:
    """How a request is answered: as typed, or by the strictest relaxed query that finds anything.

    `words` are the curators' as they might be; by default as they are.

    Filters do not relax a query: where they are what leaves nothing, the page offers to drop them.
    """
    question = _as_typed(request, words)
    return Interpretation(_first_that_finds(question.query), question.filters)


def count(request: SearchRequest, words: Vocabulary | None = None) -> int:
    """How many articles a request finds, or would find with these words of curators."""
    reading = interpret(request, words)
    return _count(Question(reading.query.tree, reading.filters, limit=0, facets=())).total


def significant_terms(request: SearchRequest, limit: int = 20) -> tuple[SignificantTerm, ...]:
    """The terms that set what a request finds apart from the whole library."""
    reading = interpret(request)
    return engine().significant_terms(reading.query.tree, reading.filters, limit)


def similar(article_id: int, limit: int = 5) -> list[Article]:
    """The articles most like this one, best first, ready for a list of articles."""
    hits = engine().similar(article_id, limit)
    articles = Article.objects.published().for_reading().order_by().in_bulk([hit.article_id for hit in hits])
    return [articles[hit.article_id] for hit in hits if hit.article_id in articles]


def cut_hits(query: Query, scored: Sequence[ScoredHit], articles: Mapping[int, Article]) -> tuple[Hit, ...]:
    """The hits of a page, with passages cut from the articles as they now are, read whole and for reading."""
    where = engine().parts_matched(query.tree, [hit.article_id for hit in scored])
    texts = texts_in(articles.values(), frozenset(chain.from_iterable(where.values())))
    return tuple(_hit(query, hit, where.get(hit.article_id, ()), texts.get(hit.article_id, {})) for hit in scored)


def _as_typed(request: SearchRequest, words: Vocabulary | None = None) -> Interpretation:
    query = parse(request.query, request.mode, words or vocabulary(), _is_printed)
    return Interpretation(query, indexed_filters(request.filters))


def _is_printed(text: str) -> bool:
    """Whether a folded text stands in any article, as it is."""
    return bool(_count(Question(Term(text, quoted=True), limit=0, facets=())).total)


def _answered(request: SearchRequest, question: Question) -> tuple[Interpretation, Answer]:
    """The reading that `interpret` has, and its answer. A query that finds anything stands: only others are tried."""
    typed = _as_typed(request)
    question = question._replace(tree=typed.query.tree, filters=typed.filters)
    answer = engine().search(question)
    if answer.total or (found := _first_that_finds(typed.query)) is typed.query:
        return typed, answer
    return Interpretation(found, typed.filters), engine().search(question._replace(tree=found.tree))


def _first_that_finds(query: Query) -> Query:
    """The query, or where nothing matches it, the first of its looser readings that something matches."""
    if _in_library(query):
        return query
    sounding = as_author_pinyin(query)
    if sounding and _in_library(sounding):
        return sounding
    loosened = _loosened(query)
    if loosened:
        return loosened
    last = any_words_within(query, _names_in(fold_text(query.text)))
    return last if last and _in_library(last) else query


def _loosened(query: Query) -> Query | None:
    """The strictest looser reading that finds enough, else the loosest that finds anything.

    A sentence's looser readings have all hits of the stricter ones, and first. Of other queries any hit is enough.
    """
    widest = None
    for looser in relaxations(query):
        found = _in_library(looser)
        widest = looser if found else widest
        if found >= (ENOUGH if isinstance(query.typed, Term) and not isinstance(looser.tree, Term) else 1):
            break
    return widest


def _names_in(folded_text: str) -> list[str]:
    """The authors whose names stand in a text."""
    starts = range(len(folded_text))
    runs = {folded_text[start : start + length] for start in starts for length in NAME_LENGTHS}
    return list(Author.objects.filter(name__in=runs).values_list("name", flat=True).distinct())


def _in_library(query: Query) -> int:
    """How many articles of the whole library match."""
    if isinstance(query.tree, Everything):
        return 1
    return _count(Question(query.tree, limit=0, facets=())).total


def _count(question: Question) -> Answer:
    return engine().search(question)


def _hit(query: Query, scored: ScoredHit, where: tuple[Where, ...], texts: Texts) -> Hit:
    title, *decks = texts.get(Where.TITLE, ("",))
    return Hit(
        article_id=scored.article_id,
        score=scored.score,
        passages=hit_passages(texts, query.tree, anchors=anchors(texts), within=where),
        where=where,
        title=mark(title, query.tree, Where.TITLE),
        decks=tuple(mark(deck, query.tree, Where.TITLE) for deck in decks),
    )
