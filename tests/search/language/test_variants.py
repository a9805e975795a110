"""A query that finds nothing is offered without each of its parts, with its words apart, with its runs unquoted."""

from __future__ import annotations

import pytest

from search.language.query import parse
from search.language.variants import Without, split_into_words, unquoted, without_one


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("体育产业 县域经济", [Without("体育产业", "县域经济"), Without("县域经济", "体育产业")]),
        ("重庆 -四川", [Without("四川", "重庆", excluded=True)]),  # what only excludes is no search for anything
        ("-四川", [Without("四川", "", excluded=True)]),
        ("体育 标题:经济", [Without("体育", "标题:经济"), Without("标题:经济", "体育")]),
        ("体育 (甲|乙)", [Without("体育", "甲 OR 乙"), Without("甲 OR 乙", "体育")]),
        ("(甲 乙) | (丙 -丁)", [Without("甲", "乙"), Without("乙", "甲"), Without("丁", "丙", excluded=True)]),
        ("(甲 乙) | (丙 乙)", [Without("甲", "乙"), Without("乙", "甲"), Without("乙", "丙")]),
        ("重庆|四川", []),
        ("重庆", []),
        ("", []),
    ],
)
def test_each_part_is_left_out_in_turn(typed: str, offered: list[Without]) -> None:
    assert list(without_one(parse(typed))) == offered


def test_what_is_left_reads_as_it_was_meant() -> None:
    left, *_ = without_one(parse("重庆 (数字|贸易) 四川"))
    assert parse(left.rest).tree == parse("(数字|贸易) 四川").tree


@pytest.mark.parametrize(
    ("typed", "apart"),
    [
        ("“数字经济创新” | “县域经济发展”", "数字经济 创新 OR 县域经济 发展"),
        ("“重庆” 发展", ""),
        ("数字经济创新", ""),
    ],
)
def test_quoted_runs_are_offered_as_their_words(typed: str, apart: str) -> None:
    assert unquoted(parse(typed)) == apart


def test_a_word_written_in_one_can_be_written_apart() -> None:
    assert split_into_words(parse("碳达峰碳中和")) == "碳达峰 碳中和"
    assert split_into_words(parse("碳中和")) == ""
