"""Columns that stand in one line with the title."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.heads.columns import TitleAndColumn, split_column
from articles.parsing.types import TitleOrigin


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("把政策讲到田间地头（基层新语）", "基层新语"),
        ("把政策讲到田间地头 (经济形势怎么看)", "经济形势怎么看"),
        ("把政策讲到田间地头【学思录】", "学思录"),
        ("把政策讲到田间地头（“十五五”系列谈之三）", "“十五五”系列谈之三"),
        ("学思录｜把政策讲到田间地头", "学思录"),
    ],
)
def test_a_column_in_the_titles_line_is_parted_from_it(line: str, column: str) -> None:
    assert split_column(line) == TitleAndColumn("把政策讲到田间地头", column)


@pytest.mark.parametrize(
    "tail",
    ["（下）", "（之三）", "（节选）", "（2021—2025年）", "（重庆）", "（以云江县为例）", "（征求意见稿）", "（AI）"],
)
def test_brackets_that_belong_to_the_title_stay_in_it(tail: str) -> None:
    assert split_column("县域公共服务提升行动" + tail) == TitleAndColumn("县域公共服务提升行动" + tail, None)


def test_a_think_tanks_column_needs_no_brackets_behind_a_headings_mark() -> None:
    text = "# 智库报告\n\n## 把政策讲到田间地头\n\n■王希\n\n政策讲到田间地头，乡亲们才听得懂、用得上。"
    (article,) = parse(text).articles
    assert (article.column, article.title, article.kicker) == ("智库报告", "把政策讲到田间地头", None)
    (untitled,) = parse(text.replace("## 把政策讲到田间地头\n\n", "")).articles
    assert (untitled.column, untitled.title_origin) == ("智库报告", TitleOrigin.INFERRED)
