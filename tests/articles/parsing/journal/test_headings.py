"""What heads a paper's sections, whatever stands behind the number, and what a numeral only begins."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

SAID = [line.strip() for line in paragraphs(6, 9).split("\n") if line]
FRONT = "农村用水管理的组织形态\n王小明\n（江北大学 经济学院，江北 400044）\n\n摘要：考察用水。\n关键词：用水；管理\n\n"


def body(*lines: str, indent: str = "　　") -> list[tuple[str, str]]:
    text = "\n".join(indent + line if len(line) > 60 else line for line in lines)
    (article,) = parse(f"{FRONT}{text}\n\n参考文献\n1.郭远山.用水[M].2019.\n2.时雨.管水[M].2020.\n").articles
    assert article.references == ("1.郭远山.用水[M].2019.", "2.时雨.管水[M].2020.")
    return [(block.kind, block.text) for block in article.body]


@pytest.mark.parametrize("indent", ["　　", ""])
@pytest.mark.parametrize(
    "heads",
    [
        ("一 牙行与价格", "二 会馆的调解", "三 结语"),
        ("一　牙行与价格", "二　会馆的调解", "三　余论：谁来管水"),
        ("1牙行与价格", "2会馆的调解", "3结语"),
        ("1.牙行与价格", "2.会馆的调解", "3.结语"),
        ("1、牙行与价格", "2、会馆的调解", "3、结语"),
        ("1.1牙行与价格", "1.2会馆的调解", "1.3结语"),
        ("1 牙行与价格", "1.1 会馆的调解", "2.3 结语"),
        ("§1 牙行与价格", "§1.1 会馆的调解", "§2 结语"),
        ("（一）牙行与价格", "（二）会馆的调解", "（三）结语"),
        ("（1）牙行与价格", "（2）会馆的调解", "（3）结语"),
        ("1.年龄结构", "2.会馆的调解", "3.结语"),
        ("Ⅰ. 牙行与价格", "Ⅱ. 会馆的调解", "Ⅲ. 结语"),
    ],
)
def test_a_numbered_line_over_a_paragraph_is_a_heading(heads: tuple[str, ...], indent: str) -> None:
    lines = [line for head, said in zip(heads, SAID, strict=False) for line in (head, said)]
    assert body(*lines, indent=indent) == [
        line for head, said in zip(heads, SAID, strict=False) for line in (("heading", head), ("paragraph", said))
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一 个村庄怎样议事，", "二 者并不相同，"),
        ("一 个村庄怎样议事", "有人先回答了这个问题，"),
        ("3个县的村庄怎样议事", "4个县的村庄怎样议事"),
        ("1.5万人的村庄怎样议事", "1.6万人的村庄怎样议事"),
    ],
)
def test_a_numeral_that_begins_a_sentence_heads_nothing(first: str, second: str) -> None:
    assert body(SAID[0], first, SAID[1], second, SAID[2]) == [
        ("paragraph", SAID[0]),
        ("paragraph", first + SAID[1]),
        ("paragraph", second + SAID[2]),
    ]


def test_a_numeral_within_a_sentence_that_a_line_cut_heads_nothing() -> None:
    cut = SAID[1][:70]
    assert not cut.endswith("。")
    found = body(SAID[0], cut, "一 X组的投入", SAID[2], "二 X组的投入", SAID[3])
    assert ("heading", "一 X组的投入") not in found


def test_the_first_heading_may_stand_under_what_the_journal_says_of_the_paper() -> None:
    assert body("中图分类号：D422　文献标识码：A", "一 引言", SAID[0], "二 结语", SAID[1]) == [
        ("heading", "一 引言"),
        ("paragraph", SAID[0]),
        ("heading", "二 结语"),
        ("paragraph", SAID[1]),
    ]


def test_a_point_with_its_sentences_on_one_line_is_a_paragraph() -> None:
    points = [f"{number}.牙行与价格。{said}" for number, said in enumerate(SAID[:3], 1)]
    assert body(*points) == [("paragraph", point) for point in points]
