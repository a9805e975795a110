"""The bench's corpora and queries are what its report says they are."""

from __future__ import annotations

from bench.material.corpus import FACETS, Corpus
from bench.material.queries import KINDS, Query, query_from_json, query_to_json
from bench.material.truth import Truth
from bench.page.asking import typed
from search.language.query import parse
from search.text.tokenizer import fold_text, word_texts
from search.types import ReadingMode


def test_an_article_is_the_same_in_a_corpus_of_any_size(corpus: Corpus) -> None:
    assert list(Corpus(corpus.pool, 5)) == list(corpus)[:5]


def test_tokens_of_paragraphs_put_together_are_those_of_the_text_put_together(corpus: Corpus) -> None:
    for article in list(corpus)[:20]:
        text = "\n".join(passage.text for passage in corpus.body(article))
        assert word_texts(fold_text(text)) == corpus.body_tokens(article)


def test_there_are_queries_of_every_kind(queries: list[Query]) -> None:
    assert {query.kind for query in queries} == set(KINDS)


def test_queries_survive_being_kept(queries: list[Query]) -> None:
    assert [query_from_json(query_to_json(query)) for query in queries] == queries


def test_queries_can_be_typed(queries: list[Query]) -> None:
    for query in queries:
        if not query.filters:
            assert parse(typed(query), ReadingMode.WORDS).tree


def test_facet_counts_leave_out_their_own_filter(corpus: Corpus) -> None:
    truth = Truth(corpus)
    column = next(iter(corpus)).column
    answer = truth.answer(Query("browse", filters=(("column", (column,)),)))
    columns = truth.answer(Query("browse")).facets["column"]
    assert answer.facets["column"] == columns
    assert answer.total == columns[column] < sum(columns.values()) == corpus.size
    assert set(answer.facets) == set(FACETS)
