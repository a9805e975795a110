"""Columns that stand in one line with the title."""

from __future__ import annotations

import pytest

from articles.parsing.heads.columns import TitleAndColumn, split_column


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
