"""A query that finds nothing is read more loosely: by its words, by most, by any of them, or by an author's sound."""

from __future__ import annotations

import pytest

from search.language.explaining import explain
from search.language.query import parse
from search.language.relaxing import any_words_within, as_author_pinyin, relaxations
from search.language.tree import (
    And,
    AtLeast,
    Node,
    Or,
    Wildcard,
)
from tests.search.language.queries import AUTHORS, A, B, word


def test_numbers_in_circles_are_read_as_others_only_where_they_stand_nowhere() -> None:
    assert parse("①").typed == word("①")
    looser = relaxations(parse("第①条 ②"))[0]
    assert (looser.tree, "带圈" in looser.loosened) == (And((word("第1条"), word("2"))), True)
    assert relaxations(parse("“①”")) == ()


def test_a_sentence_is_read_as_its_words_then_as_most_of_them_then_as_any() -> None:
    readings = relaxations(parse("如何在重庆办好数字经济创新 四川"))
    content = (A, word("办好"), word("数字经济"), word("创新"))
    assert [reading.tree for reading in readings] == [
        And((*content, B)),
        *(And((AtLeast(least, content), B)) for least in (3, 2)),
        AtLeast(1, (*content, B)),
    ]
    assert ["所有的词" in explain(reading).loosened for reading in readings] == [True, False, False, False]
    assert "任何一个词" in explain(readings[-1]).loosened


@pytest.mark.parametrize(
    "typed",
    [
        '"如何在重庆发展数字经济"',
        "“重庆” 四川",
        "重庆 标题:四川",
        "重庆 -四川",
        "标题:重庆 -如何在重庆发展数字经济",
        "税",
        "",
    ],
)
def test_what_is_quoted_or_asked_of_a_field_or_beside_an_exclusion_is_not_read_more_loosely(typed: str) -> None:
    assert relaxations(parse(typed)) == ()
    assert any_words_within(parse(typed)) is None


@pytest.mark.parametrize(
    ("typed", "trees"),
    [
        ("新制生产力", [And((word("新制"), word("生产力"))), AtLeast(1, (word("新制"), word("生产力")))]),
        ("重庆 四川", [AtLeast(1, (A, B))]),
        ("重庆 ai*", [AtLeast(1, (A, Wildcard("ai*")))]),
        ("怎么办重庆", [A]),
        ("朱旭森怎么看重庆", [And((word("朱旭森"), A)), AtLeast(1, (word("朱旭森"), A))]),
    ],
)
def test_short_queries_are_read_as_any_of_their_words(typed: str, trees: list) -> None:
    assert [reading.tree for reading in relaxations(parse(typed))] == trees


@pytest.mark.parametrize(
    "asking", ["怎么", "如何", "怎样", "哪些", "什么", "为什么", "是否", "有没有", "吗", "呢", "怎么办"]
)
def test_words_that_ask_are_left_out(asking: str) -> None:
    for typed in (f"{asking} 重庆 四川", f"重庆 四川 {asking}"):
        assert relaxations(parse(typed))[-1].tree == AtLeast(1, (A, B))


def test_the_last_reading_has_the_words_wherever_they_stand_and_the_librarys_names() -> None:
    last = any_words_within(parse("王希写双城经济圈"), ["王希"])
    assert last is not None
    assert last.tree == AtLeast(1, (word("王希"), word("双城"), word("经济"), word("经济圈"), word("王希写双城经济圈")))


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("zhuxusen", word("zhuxusen", AUTHORS)),
        ("ZXS 重庆", And((word("zxs", AUTHORS), A))),
        ("zhu xs", Or((word("zhuxs", AUTHORS), And((word("zhu", AUTHORS), word("xs", AUTHORS)))))),
    ],
)
def test_latin_letters_may_be_how_an_author_sounds(typed: str, tree: Node) -> None:
    sounding = as_author_pinyin(parse(typed))
    assert sounding is not None
    assert sounding.tree == tree


@pytest.mark.parametrize("typed", ["重庆", '"zhuxusen"', "标题:zhuxusen", "zxs -重庆", "z", "5g"])
def test_nothing_else_is_how_an_author_sounds(typed: str) -> None:
    assert as_author_pinyin(parse(typed)) is None
