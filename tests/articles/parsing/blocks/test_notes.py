"""Notes on authors, and the funds they name."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.blocks.notes import authors_in_note, funding_in_note, inner_note
from articles.parsing.types import Funding


@pytest.mark.parametrize(
    "note",
    [
        "（作者系重庆大学教授）",
        "(作者单位：重庆交通大学)",
        "（作者分别系西部金融研究院院长、成渝经济促进会秘书长）",
        "（作者为西部(重庆)科学城管委会研究员）",
        "（本文作者系西南大学教授）",
        "（张三系重庆大学教授，李四系西南大学讲师）",
        "（江北区　王小明）",
        "（重庆 李伟）",
        "（江边市某某区读者　王小明、李伟）",
    ],
)
def test_a_note_loses_its_outer_brackets_only(note: str) -> None:
    assert inner_note(note) == note[1:-1]


@pytest.mark.parametrize(
    "text",
    [
        "（一）加强领导",
        "（以下简称“两业融合”）是增强制造业竞争力的途径。",
        "作者的观点值得商榷。",
        "（完）",
        "（待续）",
        "（掌声）",
        "（江边 王小明）",
        "（北京）",
        "（江北区 社区食堂）",
        "（重庆 两江新区）",
        "（图 王小明）",
        "（王小明 摄）",
        "（江北区供图）",
        "（江北区2026年4月）",
        "（重庆 江边的集市）",
    ],
)
def test_other_brackets_are_no_note(text: str) -> None:
    assert inner_note(text) is None


@pytest.mark.parametrize(
    ("note", "funds"),
    [
        ("作者系研究员，本文为国家社科基金项目：24XJY020成果", (Funding("国家社科基金项目", "24XJY020"),)),
        ("作者单位：某学院，本文为重庆市教委人文社科研究项目成果", (Funding("重庆市教委人文社科研究项目"),)),
        (
            "作者系教授，本文系国家社会科学基金重大项目“数字经济研究”（23ZDA001）、重庆市教委科技项目（编号：KJ2024001）阶段性成果",
            (Funding("国家社会科学基金重大项目", "23ZDA001"), Funding("重庆市教委科技项目", "KJ2024001")),
        ),
        ("作者系中国社会科学院大学教授", ()),
    ],
)
def test_funds_are_named_with_their_numbers(note: str, funds: tuple[Funding, ...]) -> None:
    assert funding_in_note(note) == funds


def test_a_note_in_two_halves_is_kept_as_printed() -> None:
    lines = (
        "一条路带活一座山",
        "■王小舟",
        "山区的路修通以后，鲜果当天就能下山进城。",
        "(作者单位:西南大学",
        "乡村振兴(筹)研究院)",
    )
    assert parse("\n\n".join(lines)).articles[0].affiliation == "作者单位:西南大学乡村振兴(筹)研究院"


def test_where_authors_work_names_none_of_them() -> None:
    assert authors_in_note("作者单位：某某大学文学院") == ()


def test_a_reader_signs_behind_the_place() -> None:
    [article] = parse(
        "站台该有个座位\n\n候车的老人只能坐在花坛边上。站台是给乘客用的。\n\n（江北区　王小明）\n"
    ).articles
    assert ([person.name for person in article.authors], article.affiliation) == (["王小明"], None)
