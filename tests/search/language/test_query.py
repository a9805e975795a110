"""Every text that can stand in an article finds that article, and what curators say means the same is found too."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.language.explaining import explain, highlight_terms
from search.language.query import Vocabulary, parse
from search.language.tree import (
    And,
    Everything,
    Or,
    Synonyms,
    Term,
    Wildcard,
)
from search.text.folding import fold, fold_text, folded_blocks
from search.types import ReadingMode, Where
from tests.pages.seed_table import ARTICLES, SeedArticle
from tests.search.language.queries import QUERIES, TITLE, A, is_refused, phrase, word
from tests.search.plain_matching import PlainArticle, Texts
from tests.trials import trials


@pytest.mark.parametrize("typed", ["作者：朱旭森", "-1", "2024 -2025", "ai?", r"a\b"])
def test_a_reading_that_could_leave_the_text_out_has_the_text_beside_it(typed: str) -> None:
    query = parse(typed)
    assert isinstance(query.tree, Or)
    assert query.tree.children[-1] == phrase(fold_text(typed))
    assert query.typed not in (query.tree, phrase(fold_text(typed)))


def test_read_exactly_a_query_is_one_run() -> None:
    assert parse("重慶 -四川 “甲”", ReadingMode.EXACT).tree == word('重庆-四川"甲"')
    assert parse(" ", ReadingMode.EXACT).tree == Everything()


def _texts(article: SeedArticle) -> Texts:
    return {
        Where.TITLE: (article.title or "",),
        Where.AUTHOR: tuple(person.name for person in article.people),
        Where.BODY: tuple(text for _, text in article.body),
        Where.AFFILIATION: (article.note or "",),
    }


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"article-{article.number}")
def test_every_run_of_an_article_finds_it(article: SeedArticle) -> None:
    plain = PlainArticle(_texts(article))
    for block in (block for blocks in _texts(article).values() for block in blocks):
        for start in range(0, len(block), 12 // trials(4)):
            for size in (1, 2, 3, 5, 8, 13, 20):
                run = block[start : start + size].strip()
                assert plain.matches(parse(run).tree), run
                assert not run or parse(f'"{run}"').tree == phrase(fold_text(run)), run


@given(QUERIES, QUERIES, QUERIES)
@example("", "作者：a", "")
def test_every_run_of_any_text_finds_it(before: str, run: str, after: str) -> None:
    """Runs begin and end between composed characters, and are not only operators' words in phrases of their own."""
    text = before + run + after
    if fold_text(run) in folded_blocks([text]) and not is_refused(run):
        assert PlainArticle({Where.BODY: (text,)}).matches(parse(run).tree)


@given(QUERIES)
def test_nearly_every_text_can_be_read(text: str) -> None:
    assert is_refused(text) or explain(parse(text)).notes
    assert parse(text, ReadingMode.EXACT).tree in (word(fold_text(text)), Everything())


AI = Vocabulary({"人工智能": (Wildcard("ai"),), "ai": (word("人工智能"),)})


def test_what_curators_say_means_the_same_is_asked_for_too() -> None:
    query = parse("人工智能 重庆", vocabulary=AI)
    assert query.tree == And((Synonyms(word("人工智能"), (Wildcard("ai"),)), A))
    assert [note.text for note in explain(query).notes] == ["“人工智能”", "“人工智能”也查同义的“ai”", "“重庆”"]
    assert parse("标题:AI", vocabulary=AI).typed == Synonyms(word("ai", TITLE), (word("人工智能", TITLE),))


def test_a_quoted_term_has_no_synonyms() -> None:
    assert parse('"人工智能"', vocabulary=AI).tree == phrase("人工智能")
    assert parse("人工智能", ReadingMode.EXACT, AI).tree == word("人工智能")


@given(st.text(max_size=20))
def test_folding_does_not_change_how_words_are_read(text: str) -> None:
    leaves = highlight_terms(parse(text).tree)
    assert all(fold(leaf.text).text == leaf.text for leaf in leaves if isinstance(leaf, Term))
