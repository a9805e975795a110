"""What stands under a title copied from an account or a paper's page, and over the articles of a bulletin."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import Role
from tests.articles.parsing.made_prose import paragraphs


def test_an_accounts_line_says_who_wrote_and_when() -> None:
    parsed = parse(f"办好集市\n原创 李江涛 生态观察 2024-10-17 18:30 湖北\n{paragraphs(3, 3)}")
    (article,) = parsed.articles
    assert (article.title, article.kicker, article.column) == ("办好集市", None, None)
    assert [person.name for person in article.authors] == ["李江涛"]
    assert (parsed.imprint.date and parsed.imprint.date.value, parsed.imprint.section) == ("2024-10-17", None)


def test_a_name_before_the_paper_and_day_signs() -> None:
    line = "《某某日报》（2023年05月06日 第07版）"
    signed, unsigned = (parse(f"办好集市\n{who}　　{line}\n{paragraphs(3, 3)}") for who in ("许诺", "来源"))
    assert [[person.name for person in parsed.articles[0].authors] for parsed in (signed, unsigned)] == [["许诺"], []]
    for parsed in (signed, unsigned):
        assert (parsed.articles[0].title, parsed.imprint.date and parsed.imprint.date.value) == (
            "办好集市",
            "2023-05-06",
        )


def test_a_bulletin_has_its_number_and_its_publisher_over_the_title() -> None:
    head = "决策参考\n2024年第19期（总第412期）\n某某发展研究院　　　　　2024年7月5日\n"
    parsed = parse(f"{head}关于办好集市的建议\n叶知秋　蓝海\n{paragraphs(3, 3)}（作者单位：某某发展研究院）\n")
    (article,) = parsed.articles
    assert (article.title, article.kicker, article.subtitle) == ("关于办好集市的建议", None, None)
    assert [person.name for person in article.authors] == ["叶知秋", "蓝海"]
    assert article.column is None
    said = [each.value if each else None for each in (parsed.imprint.publication, parsed.imprint.date)]
    assert said == ["决策参考", "2024-07-05"]


def test_who_issued_a_notice_signs_it_at_its_end() -> None:
    end = "某某市教育局　　2024年7月5日"
    page = f"办好集市\n□李青\n{paragraphs(3, 3)}（作者单位：某某大学）\n更正\n{paragraphs(1, 4)}　　　　{end}\n"
    assert parse(page).imprint.date is None


def test_who_spoke_and_who_wrote_it_down_sign_both() -> None:
    head = "办好集市\n口述：丘壑（某某美术家协会理事）\n整理：本报记者　田原\n"
    one, other = parse(f"{head}{paragraphs(3, 3)}修好老路\n采写：本报记者　李青\n{paragraphs(3, 4)}").articles
    assert [(article.title, [person.name for person in article.authors]) for article in (one, other)] == [
        ("办好集市", ["丘壑", "田原"]),
        ("修好老路", ["李青"]),
    ]


def test_who_gathered_a_text_stands_under_it_too() -> None:
    page = f"办好集市\n□李青\n{paragraphs(3, 3)}采写：本报记者　王小明\n修好老路\n□邓小林\n{paragraphs(3, 4)}"
    parsed = parse(page)
    assert [[person.name for person in article.authors] for article in parsed.articles] == [["李青"], ["邓小林"]]
    assert [piece.kind for piece in parsed.furniture] == ["source_line"]


@pytest.mark.parametrize(
    "host", ["主持人：金泽", "主持人　金　泽", "主持人　金　泽\n主持人语：集市该往何处去？本期请两位作者谈谈。"]
)
def test_a_host_over_several_articles_looks_after_their_column(host: str) -> None:
    page = f"理论视野\n{host}\n办好集市\n□韩松\n{paragraphs(3, 3)}修好老路\n□欧阳桦\n{paragraphs(3, 4)}"
    assert [
        (article.title, article.kicker, article.column, [person.name for person in article.authors])
        for article in parse(page).articles
    ] == [("办好集市", None, "理论视野", ["韩松"]), ("修好老路", None, "理论视野", ["欧阳桦"])]


def test_a_host_who_asks_is_one_of_the_article() -> None:
    said = [line.strip() for line in paragraphs(4, 3).splitlines()]
    talk = "".join(f"主持人：第{n}件难事在哪里？请先谈一谈。\n王小明：{said[n]}\n" for n in range(3))
    (article,) = parse(f"学法笔记\n怎样办好集市\n主持人：周晓岚\n嘉宾：王小明　某某大学教授\n{talk}").articles
    assert [person.name for person in article.authors] == ["周晓岚", "王小明"]


def test_a_host_who_asks_in_his_own_name_is_in_the_head_yet() -> None:
    said = "".join(f"{who}：{paragraphs(1, n).strip()}\n" for n, who in enumerate(("吴秀英", "王小明", "李建国")))
    page = f"圆桌对话\n主持人：吴秀英\n养老怎么养\n王小明 李建国\n{said}守书人\n郑少秋\n{paragraphs(3, 4)}"
    assert [article.column for article in parse(page).articles] == ["圆桌对话", None]


def test_a_columns_number_makes_no_bulletin_of_it() -> None:
    parsed = parse(f"学习与思考\n第19期\n办好集市\n□王明\n{paragraphs(3, 3)}")
    assert parsed.imprint.publication is None


@pytest.mark.parametrize("label", ["正文：", "正　文"])
def test_the_labels_of_a_file_say_its_column_and_where_its_text_begins(label: str) -> None:
    head = f"标题：办好集市\n作者：王小明\n来源：某某新闻网\n发布时间：2026-01-15 09:02\n栏目：时评\n{label}\n"
    (article,) = parse(f"{head}{paragraphs(3, 3)}").articles
    assert (article.column, article.title, [person.name for person in article.authors]) == (
        "时评",
        "办好集市",
        ["王小明"],
    )
    assert [block.kind for block in article.body] == ["paragraph"] * 3


def test_words_about_a_column_and_a_text_are_text() -> None:
    text = f"栏目：时评办了三年，老街坊都爱看。\n　　正文\n{paragraphs(2, 4)}"
    (article,) = parse(f"办好集市\n□王小明\n{paragraphs(1, 3)}　　{text}").articles
    assert [block.text[:4] for block in article.body][1:3] == ["栏目：时", "正文"]


@pytest.mark.parametrize("line", ["供稿｜健康教育科", "供稿｜健康教育科\n\n编辑｜段月华\n\n审核｜魏国栋"])
def test_who_supplied_a_text_signs_it_at_its_end(line: str) -> None:
    said = "\n\n".join(
        f"Q：第{n}件难事怎么办？\n\nA：{text.strip()}" for n, text in enumerate(paragraphs(3).splitlines())
    )
    (article,) = parse(f"三伏天，这样喝水才解渴\n\n{paragraphs(1, 4)}\n{said}\n\n{line}\n").articles
    assert (article.title, article.body[-1].text[:2]) == ("三伏天，这样喝水才解渴", "A：")
    assert [(person.name, person.role) for person in article.authors] == [("健康教育科", Role.ORGANISATION)]


def test_who_supplied_a_signed_text_is_none_of_its_authors() -> None:
    page = f"办好集市\n□李青\n{paragraphs(3, 3)}供稿｜健康教育科\n\n修好老路\n□邓小林\n{paragraphs(3, 4)}"
    assert [[person.name for person in article.authors] for article in parse(page).articles] == [["李青"], ["邓小林"]]


def test_an_office_behind_yuanchuang_wrote_what_its_account_posts() -> None:
    parsed = parse(f"办好集市\n原创 健康教育科 某某疾控 2026年7月22日 11:06\n{paragraphs(3, 3)}")
    (article,) = parsed.articles
    assert (article.title, article.kicker, [person.name for person in article.authors]) == (
        "办好集市",
        None,
        ["健康教育科"],
    )
    assert [parsed.imprint.date.value if parsed.imprint.date else None] == ["2026-07-22"]


@pytest.mark.parametrize("line", ["{}", "*{}*"])
def test_who_reports_behind_an_account_and_a_day_signs(line: str) -> None:
    said = line.format("某某发布　2026年11月18日　记者　赖雅琴　通讯员　贾承志")
    parsed = parse(f"# 办好集市\n\n{said}\n\n{paragraphs(3, 3).replace('　　', '')}", "page.md")
    (article,) = parsed.articles
    assert (article.title, article.subtitle, len(article.body)) == ("办好集市", None, 3)
    assert [person.name for person in article.authors] == ["赖雅琴", "贾承志"]
    assert [parsed.imprint.date.value if parsed.imprint.date else None] == ["2026-11-18"]


def test_an_account_and_a_day_under_a_notice_sign_it() -> None:
    end = "　　　　某某发布　　2026年11月18日\n"
    page = f"办好集市\n□李青\n{paragraphs(3, 3)}（作者单位：某某大学）\n更正\n{paragraphs(1, 4)}{end}"
    assert parse(page).imprint.date is None


def test_a_bulletins_name_and_page_stand_over_the_first_title() -> None:
    parsed = parse(f"某某社科简报　　　　　　3\n\n办好集市\n叶知秋　蓝海\n{paragraphs(3, 3)}（作者单位：某某大学）\n")
    (article,) = parsed.articles
    assert (article.title, article.kicker, len(article.authors)) == ("办好集市", None, 2)
    said = [each.value if each else None for each in (parsed.imprint.publication, parsed.imprint.page)]
    assert said == ["某某社科简报", "3"]


def test_the_day_behind_yuanchuang_is_the_accounts() -> None:
    parsed = parse(f"某某文明\n原创｜2026年3月8日\n\n守着路口的人\n作者｜贺海燕\n{paragraphs(3, 3)}")
    (article,) = parsed.articles
    assert (article.title, [person.name for person in article.authors]) == ("守着路口的人", ["贺海燕"])
    assert parsed.imprint.date
    assert parsed.imprint.date.value == "2026-03-08"


def test_what_is_released_is_no_account() -> None:
    head = "某某日报　2026年5月18日　第06版　综合"
    (article,) = parse(f"{head}\n\n新书发布　2026年5月18日\n\n周文彬\n\n{paragraphs(3, 3)}").articles
    assert article.title.startswith("新书发布")


INDEX = (
    "索 引 号：\t000014350/2026-00017\t主题分类：\t司法\n发文机关：\t某县人民政府办公室\t成文日期：\t2026年04月02日\n"
)


def test_the_index_over_an_offices_document_is_no_text() -> None:
    title = "关于减少入企检查的若干措施"
    parsed = parse(f"某县人民政府\n{INDEX}{title}\n发布时间：2026-04-03 10:11　来源：县司法局\n{paragraphs(3, 3)}")
    (article,) = parsed.articles
    assert (article.title, article.kicker, article.column, len(article.body)) == (title, None, None, 3)
    assert parsed.coverage.unassigned == 0


def test_what_has_such_labels_without_the_number_is_text() -> None:
    rows = "发文机关：某县人民政府办公室\n有效期：两年\n"
    (article,) = parse(f"公文是怎样写成的\n■许诺\n{paragraphs(2, 3)}{rows}{paragraphs(2, 4)}").articles
    assert "有效期：两年" in "".join(block.text for block in article.body)


def test_what_is_to_be_pressed_beside_a_pages_head_is_no_word_of_it() -> None:
    head = "宁湾日报　2026年05月26日　星期二\t第09版：理论周刊\t返回目录\t放大+ 缩小-\n"
    parsed = parse(f"{head}办好集市\n许诺\n{paragraphs(3, 3)}")
    said = parsed.imprint
    assert [each and each.value for each in (said.publication, said.date, said.page, said.section)] == [
        "宁湾日报",
        "2026-05-26",
        "9",
        "理论周刊",
    ]
    assert (parsed.articles[0].title, parsed.articles[0].kicker) == ("办好集市", None)


@pytest.mark.parametrize(
    "line", ["《鹭汀晚报》副刊 人间烟火栏目", "《鹭汀晚报》“人间烟火”栏目", "《鹭汀晚报》副刊·人间烟火专栏"]
)
@pytest.mark.parametrize("byline", ["文/卢知秋", "◎卢知秋", "——写在立冬\n卢知秋"])
def test_the_paper_and_column_over_a_kept_essay_are_no_part_of_its_title(line: str, byline: str) -> None:
    parsed = parse(f"{line}\n\n父亲的渔网\n{byline}\n{paragraphs(4)}")
    (article,) = parsed.articles
    assert (article.title, article.column, article.kicker) == ("父亲的渔网", "人间烟火", None)
    assert parsed.imprint.publication
    assert parsed.imprint.publication.value == "鹭汀晚报"


@pytest.mark.parametrize("subtitle", ["", "——一个栏目的二十年\n"])
def test_a_papers_column_may_be_what_a_text_is_about(subtitle: str) -> None:
    (article,) = parse(f"《鹭汀晚报》人间烟火栏目\n{subtitle}卢知秋\n{paragraphs(4)}").articles
    assert (article.title, article.column) == ("《鹭汀晚报》人间烟火栏目", None)


MENU = "".join(f"• {word}{end}\n" for word in ("首页", "时政", "两江观察", "APP下载") for end in ("|",))


@pytest.mark.parametrize(
    "over", [MENU, MENU.replace("|", ""), "您当前的位置：某某网 >> 时评 >> 快评\n", "扫一扫 手机阅读\n\n"]
)
def test_a_sites_menu_over_the_title_is_not_of_it(over: str) -> None:
    (article,) = parse(f"{over}办好集市\n\n某某日报 理论评论部\n\n{paragraphs(3, 3)}").articles
    assert (article.title, article.kicker, article.authors[0].name) == ("办好集市", None, "某某日报理论评论部")


def test_points_of_a_text_are_no_menu() -> None:
    points = "• 算好长久账\n• 管好身边事\n• 种好责任田\n• 守好一方土\n"
    for over in ("", paragraphs(1, 3)):
        assert not parse(f"办好集市\n□王明\n{over}{points}{paragraphs(2, 4)}").furniture


def test_what_readers_may_write_under_a_text_is_the_sites() -> None:
    form = "参与评论\n您的观点仅代表您本人，请文明发言，严禁散播谣言\n所有评论\n"
    (article,) = parse(f"办好集市\n□王明\n{paragraphs(3, 3)}{form}").articles
    assert len(article.body) == 3


def test_who_read_an_accounts_text_over_is_an_editor() -> None:
    end = "记者：狄燕\n编辑：田甜\n审稿：李秀芹\n监制：王亮\n"
    (article,) = parse(f"办好集市\n{paragraphs(3, 3)}{end}").articles
    assert ([who.name for who in article.authors], len(article.body)) == (["狄燕"], 3)


@pytest.mark.parametrize(
    "head", ["专栏：热点透视\n\n　　办好集市\n", "【热点透视】办好集市的路还很长……\n\n　　【热点透视】\n\n"]
)
def test_a_column_by_its_label_or_before_a_title_that_trails_off(head: str) -> None:
    (article,) = parse(f"{head}王明\n{paragraphs(3, 3)}").articles
    assert (article.column, article.title[:4]) == ("热点透视", "办好集市")


@pytest.mark.parametrize("title", ["办好集市", "老街保护的三条经验", "让老街留得住人、引得来客"])
@pytest.mark.parametrize(
    "line", ["2026-01-31 10:21 来源：南浦日报\n", "时间： 2026-01-31 10:21 来源： 作者： 阅读：\n", ""]
)
@pytest.mark.parametrize("subtitle", ["", "——来自南浦的调查\n"])
def test_a_title_that_a_copy_has_twice_is_its_title_once(title: str, line: str, subtitle: str) -> None:
    (article,) = parse(f"{title}\n{line}{title}\n{subtitle}许诺\n{paragraphs(3, 3)}").articles
    assert (article.title, article.kicker, article.column) == (title, None, None)
    assert (article.subtitle or "", [person.name for person in article.authors]) == (subtitle.strip(), ["许诺"])


def test_a_kicker_under_what_a_copy_says_of_a_title_is_its_kicker() -> None:
    line = "2026-01-31 10:21 来源：南浦日报"
    title, kicker = "让老街留得住人、引得来客", "从一条街看城市更新"
    (article,) = parse(f"{title}\n{line}\n{kicker}\n{title}\n许诺\n{paragraphs(3, 3)}").articles
    assert (article.title, article.kicker, article.subtitle) == (title, kicker, None)


def test_a_line_that_a_text_has_again_farther_down_stays_the_title() -> None:
    text = f"老街　新生\n2026-01-31 10:21 来源：南浦日报\n许诺\n{paragraphs(2, 3)}老街　新生\n{paragraphs(2, 4)}"
    (article,) = parse(text).articles
    assert (article.title, [person.name for person in article.authors]) == ("老街　新生", ["许诺"])


def test_a_section_over_and_under_the_day_is_no_title() -> None:
    parsed = parse(f"思想周刊\n2026年3月10日 星期二 第9版\n思想周刊\n办好集市\n□许诺\n{paragraphs(3, 3)}")
    assert [article.title for article in parsed.articles] == ["办好集市"]
    assert parsed.imprint.section
    assert parsed.imprint.section.value == "思想周刊"
