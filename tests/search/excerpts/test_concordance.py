"""Every occurrence of a query in its surroundings."""

from __future__ import annotations

from search.excerpts.concordance import ConcordanceLine, line_at, occurrences
from search.excerpts.highlighting import Marker
from search.language.query import parse

TEXT = "重庆發展数字经济，四川发展先进制造业；共同 发展\n未来产业。"


def places(text: str, typed: str) -> list[tuple[int, int]]:
    return list(occurrences(Marker(parse(typed).tree), text))


def test_there_is_a_line_for_every_occurrence() -> None:
    assert [line_at(TEXT, start, end, width=4) for start, end in places(TEXT, "发展")] == [
        ConcordanceLine("重庆", "發展", "数字经济", 2),
        ConcordanceLine("济，四川", "发展", "先进制造", 11),
        ConcordanceLine("；共同 ", "发展", " 未来产", 22),
    ]


def test_overlapping_matches_are_one_line_the_longest() -> None:
    text = "数字经济学"
    assert [text[start:end] for start, end in places(text, "数字 数字经济 经济学")] == ["数字经济"]


def test_matches_are_told_apart_in_the_folded_text() -> None:
    text = "第Ⅲ期……"
    assert [text[start:end] for start, end in places(text, "iii")] == ["Ⅲ"]
    assert places(text, '"..."') == [(3, 4), (4, 5)]


def test_a_line_can_be_its_match_alone() -> None:
    assert line_at("一二三", 1, 2, width=0) == ConcordanceLine("", "二", "", 1)


def test_white_space_however_wide_is_one_space_of_the_surroundings() -> None:
    text = f"起首甲乙{' ' * 100}丙{chr(10) * 100}丁戊"
    assert line_at(text, 104, 105, width=4) == ConcordanceLine("甲乙 "[-3:].rjust(4, "首"), "丙", " 丁戊", 104)
