"""Furniture goes out of the text and nothing else does; what it says of the page is kept."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import Attributed, Origin
from tests.articles.parsing.made_prose import paragraphs

ARTICLE = """让清河流过每一个村庄
■王小明
清河是两岸三十个村庄的母亲河。治好一条河，要从上游管起，把每一处排口都查清楚，把每一笔账都算明白。
2024年3月10日，上游的第一座湿地建成。据来源广泛的调查，水质一年好过一年，村民在岸边修起了步道。
（作者单位：清河县水利局）
"""
BODY = ARTICLE.splitlines()[2:4]


def read(head: str = "", foot: str = ""):
    return parse(f"{head}\n{ARTICLE}\n{foot}\n")


def said(document) -> tuple[str | None, ...]:
    imprint = document.imprint
    return tuple(
        value.value if value else None for value in (imprint.date, imprint.page, imprint.section, imprint.publication)
    )


HEADS = {
    "one a line": "9\n2025年3月10日　星期一\n某某日报\n理论",
    "on one line": "2025年3月10日 星期一 第9版 理论 某某日报",
    "spaced": "第 9 版\n2 0 2 5 年 3 月 1 0 日 星 期 一\n某 某 日 报\n理论",
    "a section nobody knows": "某某日报 2025年3月10日\n夜雨\n第9版",
    "a section nobody knows over a number": "某某日报\n2025年3月10日 星期一\n夜雨\n9",
    "what a web page has to be pressed": "某某日报\n第09版：理论\n上一版 下一版\n2025年3月10日 星期一\n放大 缩小 默认",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_the_head_is_no_part_of_the_article_and_says_where_it_was_printed(head):
    document = read(head)
    (article,) = document.articles
    assert article.title == "让清河流过每一个村庄"
    assert [block.text for block in article.body] == BODY
    assert said(document) == ("2025-03-10", "9", "夜雨" if "夜雨" in head else "理论", "某某日报")
    assert document.coverage.unassigned == 0


def test_the_foot_is_no_part_of_the_article():
    foot = "本版责编：王小红　李明\n版式设计：张小美\n本版邮箱：lilun@example.com\n扫码看更多\n（下转第10版）\n————\n9"
    document = read(foot=foot)
    (article,) = document.articles
    assert [block.text for block in article.body] == BODY
    assert article.affiliation == "作者单位：清河县水利局"
    kinds = [piece.kind for piece in document.furniture]
    assert kinds == ["editors", "editors", "contact", "contact", "jump", "other", "page"]
    assert document.imprint.page == Attributed("9", Origin.PRINTED, document.furniture[-1].passage.start)
    assert not document.problems


def test_a_text_that_speaks_of_days_and_sources_keeps_them():
    document = read()
    assert [block.text for block in document.articles[0].body] == BODY
    assert document.furniture == ()
    assert said(document) == (None, None, None, None)


def test_a_source_line_between_byline_and_text_breaks_nothing():
    title, _, *text = ARTICLE.splitlines()
    line = "《某某日报》（2026年04月29日 第 09 版）"
    document = parse("\n".join([title, "王小明", line, *text]))
    (article,) = document.articles
    assert (article.title, [person.name for person in article.authors]) == (title, ["王小明"])
    assert [block.text for block in article.body] == BODY
    assert said(document) == ("2026-04-29", "9", None, "某某日报")


def test_a_title_that_is_a_sections_name_elsewhere_stays_a_title():
    document = parse(f"2025年3月10日 星期一\n读书\n■王小明\n{BODY[0]}\n{BODY[1]}\n")
    assert document.articles[0].title == "读书"
    assert said(document) == ("2025-03-10", None, None, None)


def test_the_day_of_a_speech_and_the_day_under_a_text_are_not_the_pages():
    signed = parse(f"让清河流过每一个村庄\n（2024年3月10日）\n■王小明\n{BODY[0]}\n{BODY[1]}\n2024年3月10日\n")
    assert signed.imprint.date is None


def test_a_reprinted_article_does_not_date_its_page():
    other = ARTICLE.replace("清河", "沙河").replace("王小明", "李大为")
    document = parse(f"{ARTICLE}\n{other}来源：《某某晚报》2024年1月2日第3版\n{ARTICLE.replace('清河', '柳河')}")
    assert said(document) == (None, None, None, None)


def test_two_days_printed_on_one_file_are_a_problem_and_neither_is_taken():
    document = parse(f"2025年3月10日 星期一\n{ARTICLE}\n2025年3月11日 星期二\n{ARTICLE.replace('清河', '沙河')}")
    assert document.imprint.date is None
    (problem,) = document.problems
    assert problem.code == "imprint-differs"
    assert "2025-03-10" in problem.message
    assert "2025-03-11" in problem.message


def test_a_jump_in_the_line_of_a_text_is_parted_from_it():
    document = parse(ARTICLE.replace("修起了步道。", "修起了步道。（下转第3版）"))
    assert [block.text for block in document.articles[0].body] == BODY
    assert [(piece.kind, piece.text) for piece in document.furniture] == [("jump", "（下转第3版）")]


@pytest.mark.parametrize(
    ("head", "page", "section", "publication"),
    [
        ("某某日报\nMOUMOU DAILY\n12\n理论\n2025年3月10日 星期一", "12", "理论", "某某日报"),
        ("某某日报 思想周刊 9\n2025年3月10日 星期一", "9", "思想周刊", "某某日报"),
        ("思想周刊·新论\n2025年3月10日 星期一\n某某日报 15", "15", "思想周刊·新论", "某某日报"),
        ("文汇报 2025年3月10日 星期一 6 文汇学人", "6", "文汇学人", "文汇报"),
        ("2025-03-10 · 某某日报 · 第6版", "6", None, "某某日报"),
        ("新华每日电讯 XINHUA DAILY\nA8 2025年3月10日 星期一", "A8", None, "新华每日电讯"),
        ("某某日报 > 2025年3月10日 > 10版：理论\n2025年3月10日 某某日报 作者：", "10", "理论", "某某日报"),
        (
            "2025年3月10日 星期一 责编：张小红 联系电话：0571-85310000\n某某日报 文艺评论 14",
            "14",
            "文艺评论",
            "某某日报",
        ),
        (
            "03 观察　某某晚报　2025.03.10　星期一　责任编辑：王小红　电话：(000)6711234　传真：(000)6711235",
            "3",
            "观察",
            "某某晚报",
        ),
        ("某某日报数字报\n2025年3月10日 星期一\n第08版：民生\n返回目录 放大 缩小 全文复制", "8", "民生", "某某日报"),
        ("B2 智造\n某某日报 2025年3月10日 星期一", "B2", "智造", "某某日报"),
        ("06 理论·争鸣\n某某日报 2025年3月10日 星期一", "6", "理论·争鸣", "某某日报"),
        ("12　晚晴　　某某老年报　　2025年3月10日　星期一　　编辑　王小红", "12", "晚晴", "某某老年报"),
        ("某某通讯　2025年3月10日　第7版　学习与实践", "7", "学习与实践", "某某通讯"),
        ("2025年3月10日 星期一 编辑：王小红 版式：李小明 05\n乡村振兴\n", "5", "乡村振兴", None),
        ("06　法治时评\n2025年3月10日　星期一\n某某法治报", "6", "法治时评", "某某法治报"),
    ],
)
def test_a_pages_head_is_read_in_any_order_of_its_lines(head, page, section, publication):
    document = read(head)
    assert said(document) == ("2025-03-10", page, section, publication)
    assert (document.articles[0].title, document.articles[0].column) == ("让清河流过每一个村庄", None)


@pytest.mark.parametrize("label", ["专题", "智库观察", "文化时评"])
def test_a_section_under_a_head_that_names_another_is_a_column(label):
    document = read(f"10 思想周刊 某某日报 2025年3月10日 星期一\n{label}")
    assert document.imprint.section.value == "思想周刊"
    assert document.articles[0].column == label


@pytest.mark.parametrize(
    ("head", "section", "label"),
    [
        ("2025年3月10日 星期一 编辑：王小红 版式：李小明 05", None, "乡村振兴"),
        ("06　法治时评\n2025年3月10日　星期一\n某某法治报", "法治时评", "乡村振兴"),
        ("06　法治时评\n2025年3月10日　星期一\n某某法治报", "法治时评", "法治论坛"),
    ],
)
def test_a_word_that_touches_the_title_and_no_line_of_the_head_is_no_section(head, section, label):
    document = read(f"{head}\n\n{label}")
    assert said(document)[2] == section
    assert label in {document.articles[0].column, document.articles[0].kicker}


@pytest.mark.parametrize("title", ["01 缘起", "B2 智造", "某某简报　　　3"])
def test_a_first_line_that_is_numbered_is_no_head_of_a_page_without_a_day_or_an_article(title):
    document = parse(f"{title}\n{BODY[0]}\n{BODY[0]}", "page.txt")
    assert said(document) == (None, None, None, None)


HEAD = "某某日报　2026年7月14日　星期二　10　思想者"
PIECE = "江边的一天\n■王小明\n清晨的江面上飘着一层薄雾，渔船从雾里出来。\n"


def test_a_section_over_the_papers_name_is_the_pages():
    document = parse(f"思想周刊\n{HEAD}\n{PIECE}", "page.txt")
    assert [(article.title, article.column) for article in document.articles] == [("江边的一天", None)]
    assert [piece.text for piece in document.furniture][:1] == ["思想周刊"]


@pytest.mark.parametrize(
    "line", ["理论", "专题", "观点", "评论", "思想", "智库", "读书", "调研", "论坛", "视野", "文化", "学习"]
)
def test_a_word_under_the_papers_name_may_be_a_column(line):
    [article] = parse(f"{HEAD}\n{line}\n{PIECE}", "page.txt").articles
    assert (article.title, article.column or line) == ("江边的一天", line)


@pytest.mark.parametrize(("under", "column"), [("法治聚焦", "法治聚焦"), ("法治调研", "法治调研"), ("法治周刊", None)])
@pytest.mark.parametrize("between", ["2026年5月18日　星期一\n", "2026年5月18日　星期一\n责编：季然　版式：何凡\n"])
def test_what_begins_with_the_pages_section_over_a_title_is_a_column(under, column, between):
    document = parse(f"法治　7\n{between}{under}\n{PIECE}", "page.txt")
    assert [(article.title, article.column) for article in document.articles] == [("江边的一天", column)]
    assert column is None or document.imprint.section.value == "法治"


def test_the_same_words_between_two_lines_of_a_pages_head_are_no_column():
    [article] = parse(f"法治　7\n法治聚焦\n某某日报　2026年5月18日　星期一\n{PIECE}", "page.txt").articles
    assert (article.title, article.column) == ("江边的一天", None)


@pytest.mark.parametrize(
    "title", ["18 岁出门远行", "99 个春天", "G7 上的春运", "B2 病房的灯光", "24 小时书店", "12 晚晴"]
)
@pytest.mark.parametrize("byline", ["", "\n□李青\n"])
def test_a_numbered_line_over_a_day_is_the_title_where_no_other_stands_under_it(title, byline):
    (article,) = parse(f"{title}\n某某日报　2025年3月10日\n{byline}\n{paragraphs(3, 3)}", "page.txt").articles
    assert article.title.replace(" ", "") == title.replace(" ", "")


@pytest.mark.parametrize("label", ["热议", "守桥"])
def test_a_short_word_under_the_day_is_no_section(label):
    assert said(read(f"2025年3月10日　第3版\n{label}\n"))[2] is None
