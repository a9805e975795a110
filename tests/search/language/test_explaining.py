"""How a query was read is said in words, and what of a text it marks."""

from __future__ import annotations

import pytest

from search.language.explaining import explain, highlight_terms
from search.language.query import parse
from search.language.tree import (
    Wildcard,
)
from tests.search.language.queries import A, C


@pytest.mark.parametrize(
    ("typed", "notes"),
    [
        ("", [("everything", "全部文章")]),
        ("重慶 -四川", [("word", "“重慶”"), ("exclusion", "不含“四川”"), ("folded", "“重慶”按“重庆”查找")]),
        ('"新质生产力"', [("phrase", "原文“新质生产力”")]),
        ("作者：朱旭森", [("word", "作者含“朱旭森”")]),
        ("重庆 OR （四川 产业）", [("any", "“重庆”或（“四川”并且“产业”）")]),
        ("AI*", [("wildcard", "“ai*”")]),
        ("“两业", [("word", "「“两业」")]),
    ],
)
def test_the_reading_is_said_in_words(typed: str, notes: list[tuple[str, str]]) -> None:
    assert [(note.kind, note.text) for note in explain(parse(typed)).notes] == notes


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("十五五规划", "“十五五规划”"),
        ("标题:十五五规划 县 -汽车工业", "标题:“十五五规划” 县 -汽车工业"),
        ("产业链、供应链 OR AI*", "“产业链、供应链” OR ai*"),
        ("字" * 200, ""),
    ],
)
def test_where_marks_were_read_over_it_is_said_with_the_query_that_reads_over_none(typed: str, exact: str) -> None:
    reading = explain(parse(typed), across=1234)
    assert (reading.notes[-1].kind, reading.exact) == ("across", exact)
    assert "1,234 篇" in reading.notes[-1].text
    assert explain(parse(typed)).exact == ""


def test_what_is_excluded_is_not_marked() -> None:
    assert highlight_terms(parse("重庆 -四川 (产业 OR a*)").typed) == (A, C, Wildcard("a*"))
