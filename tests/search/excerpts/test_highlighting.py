"""A match is marked whole and as it is printed, and the marked pieces are the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.excerpts.highlighting import mark
from search.language.query import parse
from search.types import Where
from tests.search.excerpts.marked import marked_texts


@pytest.mark.parametrize(
    ("typed", "text", "matched"),
    [
        ("马克思", "马克思主义", ["马克思"]),
        ("网联", "智能网联新能源汽车", ["网联"]),
        ("旭森", "朱旭森", ["旭森"]),
        ("力", "生产力", ["力"]),
        ("重庆市委", "重庆市委党校", ["重庆市委"]),
        ("重庆", "重慶市", ["重慶"]),
        ("３３６１８", "“33618”", ["33618"]),
        ("ai", "ＡＩ与AI", ["ＡＩ", "AI"]),
        ("5m2", "占地5㎡", ["5㎡"]),
        ("数字经济", "数字 经济", ["数字 经济"]),
        ("产业", "产业产业", ["产业", "产业"]),
        ("数字经济 经济学", "数字经济学", ["数字经济学"]),
        ("ai*", "AIGC与chain", ["AIGC"]),
        ("重庆 -四川", "重庆四川", ["重庆"]),
        ("标题:重庆", "重庆", ["重庆"]),
        ("的", "", []),
        ("十五五规划", "编“十五五”规划、十五五规划", ["十五五”规划", "十五五规划"]),
        ('"十五五规划"', "编“十五五”规划、十五五规划", ["十五五规划"]),
        ("产业链、供应链", "产业链供应链、产业链、供应链", ["产业链供应链", "产业链、供应链"]),
        ("马克思恩格斯", "马克思、\n恩格斯", ["马克思、\n恩格斯"]),
        ("《意见", "《意见》", ["《意见"]),
    ],
)
def test_a_match_is_marked_whole_and_as_printed(typed: str, text: str, matched: list[str]) -> None:
    spans = mark(text, parse(typed).tree)
    assert marked_texts(spans) == matched
    assert "".join(span.text for span in spans) == text


def test_terms_of_a_field_are_marked_in_that_field_only() -> None:
    tree = parse("标题:重庆 四川").tree
    assert marked_texts(mark("重庆四川", tree, Where.BODY)) == ["四川"]
    assert marked_texts(mark("重庆四川", tree, Where.TITLE)) == ["重庆", "四川"]


@given(st.text("重庆四川abAB 。，ﬁ㎡\n", max_size=30), st.text('重庆四川ab -|"', max_size=8))
def test_spans_are_the_text_and_marks_fold_to_what_was_asked(text: str, typed: str) -> None:
    spans = mark(text, parse(typed).tree)
    assert "".join(span.text for span in spans) == text
    assert all(span.text for span in spans)
