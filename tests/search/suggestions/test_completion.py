"""Suggestions while typing, by characters, pinyin and initials."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.suggestions.completion import Candidate, Shelf, SuggestionKind, suggest

K = SuggestionKind
ENTRIES = [
    Candidate(K.TITLE, "协同打造成渝地区双城经济圈优势产业集群", "/articles/1/"),
    Candidate(K.TITLE, "促进数字经济和实体经济深度融合", "/articles/5/"),
    Candidate(K.AUTHOR, "朱旭森", "/authors/1/", 1, "zhuxusen", "zxs"),
    Candidate(K.AUTHOR, "曾国藩", "/authors/2/", 1, "zengguofan", "zgf"),
    Candidate(K.THEME, "数字经济", "/themes/shuzijingji/", 9),
    Candidate(K.THEME, "数字贸易", "/themes/shuzimaoyi/", 3),
    Candidate(K.TERM, "数字经济"),
    Candidate(K.TERM, "重庆市委"),
    Candidate(K.COLUMN, "智库圆桌", "/columns/zhikuyuanzhuo/"),
    Candidate(K.TERM, "R&D经费"),
    Candidate(K.TITLE, "怎样编制“十五五”规划", "/articles/9/"),
]
SHELVES = [Shelf(entry for entry in ENTRIES if (entry.kind is K.TITLE) == are_titles) for are_titles in (False, True)]


def texts(typed: str, limit: int = 10) -> list[str]:
    return [entry.text for entry in suggest(SHELVES, typed, limit)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("数字", "数字经济"),
        ("數字", "数字经济"),
        ("旭森", "朱旭森"),
        ("十五五规划", "怎样编制“十五五”规划"),
        ("“十五五”规", "怎样编制“十五五”规划"),
        ("zhuxusen", "朱旭森"),
        ("zhu xu", "朱旭森"),
        ("Zhu'xu", "朱旭森"),
        ("ZXS", "朱旭森"),
        ("zengguo", "曾国藩"),
        ("chongqing", "重庆市委"),
        ("yuanzhuo", "智库圆桌"),
        ("szmy", "数字贸易"),
        ("r&d", "R&D经费"),
        ("双城经济圈", "协同打造成渝地区双城经济圈优势产业集群"),
        ("shuangcheng", "协同打造成渝地区双城经济圈优势产业集群"),
    ],
)
def test_what_is_meant_comes_first(typed: str, first: str) -> None:
    assert texts(typed)[0] == first


def test_beginnings_come_before_what_holds_it_and_people_and_themes_before_titles() -> None:
    assert texts("数字") == ["数字经济", "数字贸易", "促进数字经济和实体经济深度融合"]


def test_one_text_is_suggested_once_as_what_has_a_page() -> None:
    assert [entry.kind for entry in suggest(SHELVES, "数字经济")] == [K.THEME, K.TITLE]


@pytest.mark.parametrize("typed", ["", " ", "ongqing", "xyz", "z", "，"])
def test_what_begins_no_syllable_suggests_nothing(typed: str) -> None:
    assert texts(typed) == []


def test_one_shelf_or_two_suggest_the_same() -> None:
    for typed in ("数字", "jing", "sz", "c", "经济", "s"):
        assert suggest([Shelf(ENTRIES)], typed) == suggest(SHELVES, typed)


def test_no_more_than_asked_for() -> None:
    assert len(texts("数字", 2)) == 2


@given(st.sampled_from(ENTRIES), st.data())
def test_every_run_of_a_name_suggests_it(entry: Candidate, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(entry.text) - 1))
    end = data.draw(st.integers(start + 1, len(entry.text)))
    assert entry.text in texts(entry.text[start:end], limit=len(ENTRIES))
