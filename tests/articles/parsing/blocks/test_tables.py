"""Tables among paragraphs: their rows are lines of the article they stand in, and nobody's names."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

HEAD = f"办好集市\n□王小明\n{paragraphs(2)}"
END = f"{paragraphs(2, 1)}（作者系某某大学教授）\n"
OTHER = f"修好老路\n□李　刚\n{paragraphs(3, 7)}（作者单位：江北大学）\n"
ROWS = ["年份　集市　摊位　客人", "2020　41.2　18.6　5.3", "2021　41.0　18.9　5.1"]
CAPTION, SOURCE = "表1　2020—2021年某县集市统计（单位：个）", "数据来源：该县商务局"


@pytest.mark.parametrize(
    "rows",
    [
        ROWS,
        [CAPTION, *ROWS, SOURCE],
        [CAPTION, "单位：个", *ROWS],
        [row.replace("　", "\t") for row in ROWS],
        [row.replace("　", " ") for row in ROWS],
        [CAPTION, "年份　集市", *ROWS[1:]],
        ["表2　各县集市", "序号　集市　责任单位", "1　老街集市　住建局", "2　江边集市　商务局"],
        ["学校　甲　乙　丙", "一中　40　35　25", "二中　38　30　32"],
        ["区　县　面积　增幅", "清水区　3.2　12", "合　计　7.3　10"],
        ["年份　男　女", "2024　31　29", "2025　33　30"],
        ["服务　去年　今年", "急救　×　√", "摆渡车　×　12辆", "补给站　3处　9处"],
        ["姓名　岁数", "王　明　40", "李　伟　35", "张　敏　52"],
        ["集市　摊位", "老街　1200个", "江边　340个", "桥头　58个"],
    ],
)
def test_the_rows_of_a_table_are_lines_of_its_article(rows: list[str]) -> None:
    table = "\n".join(rows)
    first, other = parse(f"{HEAD}{table}\n{END}{OTHER}").articles
    assert [(block.kind, block.text) for block in first.body[2:-2]] == [("paragraph", row) for row in rows]
    assert (first.affiliation, [person.name for person in first.authors]) == ("作者系某某大学教授", ["王小明"])
    assert (other.title, other.kicker, len(other.body)) == ("修好老路", None, 3)
    first, other = parse(f"{HEAD}{paragraphs(1, 3)}{table}\n\n{OTHER}").articles  # the last of an article
    assert [block.text for block in first.body[3:]] == rows
    assert (other.title, other.kicker) == ("修好老路", None)


def test_the_rule_under_the_head_of_a_table_is_not_read() -> None:
    rows = ["| 年份 | 集市 |", "|---|---|", "| 2020 | 41.2 |", "| 2021 | 41.0 |"]
    document = parse(f"{HEAD}{chr(10).join(rows)}\n{END}{OTHER}")
    assert [block.text for block in document.articles[0].body[2:-2]] == [rows[0], *rows[2:]]
    assert document.coverage.unassigned == 0


@pytest.mark.parametrize("names", ["王小明　李　刚　赵国栋", "王小明 李刚 赵国栋"])
def test_one_row_of_names_under_a_title_signs(names: str) -> None:
    (article, _) = parse(f"办好集市\n{names}\n{paragraphs(3)}（作者单位：某某大学）\n{OTHER}").articles
    assert [person.name for person in article.authors] == ["王小明", "李刚", "赵国栋"]


def test_verses_with_a_gap_inside_are_no_table() -> None:
    verses = ["晨雾　还没有散", "桨声　先醒了", "白鹭　踩着浅水", "一粒　一粒衔走"]
    poem, other = parse("\n".join(["集市之歌", "■王小明", *verses, "", OTHER])).articles
    assert ([block.text for block in poem.body], other.title) == (verses, "修好老路")


def test_a_table_of_a_report_keeps_its_rows() -> None:
    parts = "".join(f"{number}、推进耕地保护\n{paragraphs(12, seed)}" for seed, number in enumerate("一二三四五六七八"))
    body = "".join(f"{row}\n" for row in ROWS)
    (article,) = parse(f"某县集市发展报告\n{paragraphs(2)}{parts}{body}九、结语\n{paragraphs(12, 9)}").articles
    texts = [block.text for block in article.body]
    assert texts[texts.index(ROWS[0]) :][:4] == [*ROWS, "九、结语"]


def test_a_caption_as_wide_as_the_column_is_no_line_of_the_paragraph_over_it() -> None:
    text = "".join(paragraphs(2).split())
    lines = ["　　" + text[:18], *(text[at : at + 20] for at in range(18, 118, 20))]
    table = ["表1　各县集市和摊位（单位：个、万元）", *ROWS]
    (article,) = parse("\n".join(["办好集市", "□王小明", *lines, *table, *lines, "（作者系某某大学教授）"])).articles
    assert [block.text for block in article.body[1:-1]] == table


def test_what_stands_within_a_table_of_html_over_its_rows_names_it() -> None:
    rows = "<tr><th>断面</th><th>去年</th><th>今年</th></tr><tr><td>入库口</td><td>IV</td><td>III</td></tr>"
    one, two = ("".join(f"<p>{line.strip()}</p>" for line in paragraphs(2, seed).splitlines()) for seed in (1, 2))
    for caption in ("<caption>两处断面的水质</caption>", "<tr><td colspan=3>两处断面的水质</td></tr>"):
        table = f"<table>{caption}{rows}</table>"
        (article,) = parse(f"<body><h1>办好集市</h1><p>作者：许诺</p>{one}{table}{two}</body>", "a.html").articles
        assert (article.title, article.kicker, len(article.body)) == ("办好集市", None, 7)
        assert [(block.kind, block.text) for block in article.body[2:4]] == [
            ("paragraph", "两处断面的水质"),
            ("paragraph", "断面\t去年\t今年"),
        ]


def test_a_subheading_over_a_table_of_html_stays_one() -> None:
    rows = "<tr><td>断面</td><td>去年</td><td>今年</td></tr><tr><td>入库口</td><td>4</td><td>3</td></tr>"
    one, two = ("".join(f"<p>{line.strip()}</p>" for line in paragraphs(2, seed).splitlines()) for seed in (1, 2))
    page = f"<body><h1>办好集市</h1><p>作者：许诺</p>{one}<h3>两处水质</h3><table>{rows}</table>{two}</body>"
    (article,) = parse(page, "a.html").articles
    assert [block.text for block in article.body if block.kind == "heading"] == ["两处水质"]
