"""A query for several things is offered without each of them."""

from __future__ import annotations

import pytest

from search.loosening import without_one
from search.query import parse


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("体育产业 县域经济", [("体育产业", "县域经济"), ("县域经济", "体育产业")]),
        ("重庆 -四川", [("-四川", "重庆")]),  # what only excludes is no search for anything
        ("体育 标题:经济", [("体育", "标题:经济"), ("标题:经济", "体育")]),
        ("重庆", []),
        ("重庆|四川", []),
        ("", []),
    ],
)
def test_each_part_is_left_out_in_turn(typed: str, offered: list[tuple[str, str]]) -> None:
    assert list(without_one(parse(typed))) == offered


def test_what_is_left_reads_as_it_was_meant() -> None:
    (_, rest), *_ = without_one(parse("重庆 (数字|贸易) 四川"))
    assert parse(rest).tree == parse("(数字|贸易) 四川").tree
