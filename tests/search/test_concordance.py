"""Every occurrence of a query in its surroundings."""

from __future__ import annotations

from search.concordance import Line, LineOrder, concordance, in_order
from search.query import parse

TEXT = "重庆發展数字经济，四川发展先进制造业；共同 发展\n未来产业。"


def test_there_is_a_line_for_every_occurrence() -> None:
    assert concordance(TEXT, parse("发展").tree, width=4) == (
        Line("重庆", "發展", "数字经济", 2),
        Line("济，四川", "发展", "先进制造", 11),
        Line("；共同 ", "发展", " 未来产", 22),
    )


def test_overlapping_matches_are_one_line_the_longest() -> None:
    assert [line.match for line in concordance("数字经济学", parse("数字 数字经济 经济学").tree)] == ["数字经济"]


def test_lines_are_sorted_by_the_characters_next_to_the_match() -> None:
    lines = concordance("甲乙丙。丁甲丙。丁乙丙乙。", parse("丙").tree)
    assert [line.left[-2:] for line in in_order(lines, LineOrder.LEFT)] == ["丁乙", "甲乙", "丁甲"]
    assert [line.right[:2] for line in in_order(lines, LineOrder.RIGHT)] == ["。丁", "。丁", "乙。"]
    assert in_order(lines, LineOrder.TEXT) == list(lines)


def test_a_line_can_be_its_match_alone() -> None:
    assert concordance("一二三", parse("二").tree, width=0) == (Line("", "二", "", 1),)
