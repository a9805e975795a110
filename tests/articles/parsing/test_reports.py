"""Kinds of documents: a report is one article however many chapters it has; a page of articles is none."""

from __future__ import annotations

from random import Random
from time import process_time

import pytest

from articles.parsing import parse
from articles.parsing.types import DocumentKind, ParsedDocument
from tests.articles.parsing.made_prose import THINGS, VERBS, paragraph, paragraphs
from tests.trials import each_with_one_of

_HAN = "零一二三四五六七八九"


def han(number: int) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{_HAN[hundreds]}百" if hundreds else ""
    text += f"{_HAN[tens]}十" if tens else ("零" if hundreds and ones else "")
    return (
        text.removeprefix("一") + (_HAN[ones] if ones else "") if 10 <= number < 20 else text + _HAN[ones] * (ones > 0)
    )


HEAD = "在发展中保障和改善民生\n——在某某省第十二次代表大会上的报告\n（2021年6月18日）\n方正明\n各位代表：\n"


def report(chapters: int, form: str = "{}、", head: str = HEAD, sections: int = 2, indent: str = "　　") -> str:
    """A report whose chapters have sections of two paragraphs each."""
    dice = Random(chapters)
    text = head + indent + paragraph(dice) + "\n"
    for number in range(1, chapters + 1):
        text += f"{indent}{form.format(han(number))}{dice.choice(VERBS)}{dice.choice(THINGS)}\n"
        for section in range(1, sections + 1):
            text += f"{indent}（{han(section)}）{dice.choice(VERBS)}{dice.choice(THINGS)}\n"
            text += "".join(f"{indent}{paragraph(dice)}\n" for _ in range(2))
    return text


def headings(document: ParsedDocument) -> list[str]:
    return [block.text for block in document.articles[0].body if block.kind == "heading"]


@pytest.mark.parametrize(("chapters", "form"), each_with_one_of([5, 50, 400], ["{}、", "第{}章　", "第{}部分 "]))
def test_a_report_is_one_article_with_its_chapters_as_headings(chapters: int, form: str) -> None:
    document = parse(report(chapters, form))
    assert document.kind is DocumentKind.REPORT
    assert len(document.articles) == 1
    assert document.coverage.unassigned == 0
    article = document.articles[0]
    assert (article.title, article.subtitle) == ("在发展中保障和改善民生", "——在某某省第十二次代表大会上的报告")
    assert [person.name for person in article.authors] == ["方正明"]
    assert len(headings(document)) == chapters * 3
    assert article.body[0].text == "各位代表："
    paragraphs = [line.strip() for line in report(chapters, form).splitlines()[5:]]
    assert [block.text for block in article.body[1:]] == paragraphs
    assert document.problems == ()


def test_a_report_needs_no_byline_and_no_indents() -> None:
    document = parse(report(12, head="某某省水利事业发展白皮书\n", indent=""))
    assert (document.kind, document.articles[0].title) == (DocumentKind.REPORT, "某某省水利事业发展白皮书")
    assert len(headings(document)) == 36


def test_a_report_in_markdown_has_the_headings_that_are_marked() -> None:
    dice = Random(3)
    chapters = "".join(f"## {word}工作回顾\n\n{paragraph(dice, 30)}\n\n" for word in THINGS)
    document = parse(f"# 某某市政府工作报告\n\n{paragraph(dice)}\n\n{chapters}", "report.md")
    assert document.kind is DocumentKind.REPORT
    assert headings(document) == [f"{word}工作回顾" for word in THINGS]


def test_a_table_of_contents_is_no_series_of_chapters() -> None:
    whole = report(8)
    contents = "目　录\n" + "\n".join(line for line in whole.splitlines() if "、" in line[:6]) + "\n"
    document = parse(whole.replace("各位代表：\n", contents))
    assert document.kind is DocumentKind.REPORT
    assert headings(document) == headings(parse(whole))
    listed = [piece.text for piece in document.furniture if piece.kind == "jump"]
    assert listed == [line.strip() for line in contents.splitlines()]
    assert len(document.articles[0].body) == len(parse(whole).articles[0].body) - 1


SHORT = "　　一、基本情况\n" + paragraphs(2, 1) + "　　二、主要问题\n" + paragraphs(2, 2)


@pytest.mark.parametrize("day", ["2026年2月", "二〇二六年二月", "2026.02", "（2026年2月）"])
@pytest.mark.parametrize("contents", ["", "目　录\n一、基本情况………………1\n二、主要问题………………4\n\n"])
def test_whose_report_it_is_and_of_when_stand_under_its_title(day: str, contents: str) -> None:
    document = parse(f"城区公交线网运行评估报告\n\n某某市交通研究中心\n{day}\n\n{contents}{SHORT}")
    (article,) = document.articles
    assert (document.kind, article.title) == (DocumentKind.REPORT, "城区公交线网运行评估报告")
    assert [person.name for person in article.authors] == ["某某市交通研究中心"]
    assert headings(document) == ["一、基本情况", "二、主要问题"]
    assert (len(article.body), document.coverage.unassigned) == (6, 0)


@pytest.mark.parametrize("leader", ["………………", "......", "\t"])
def test_a_contents_list_with_pages_is_no_text_be_its_headings_numbered_or_not(leader: str) -> None:
    contents = f"目　录\n前　言{leader}1\n一、基本情况{leader}2\n二、主要问题{leader}11\n\n"
    document = parse(f"城区公交发展规划\n\n某某市人民政府\n\n{contents}　　前　言\n{paragraphs(2, 3)}{SHORT}")
    (article,) = document.articles
    assert (document.kind, article.title) == (DocumentKind.REPORT, "城区公交发展规划")
    assert (article.body[0].text, len(article.body), document.coverage.unassigned) == ("前　言", 9, 0)


@pytest.mark.parametrize("day", ["2026年3月", "2026年3月11日"])
def test_whose_report_it_is_may_stand_under_its_text(day: str) -> None:
    document = parse(f"法治建设情况通报\n\n{SHORT}\n　　　　　　　　某某市司法局\n　　　　　　　　{day}\n")
    (article,) = document.articles
    assert (article.title, [person.name for person in article.authors]) == ("法治建设情况通报", ["某某市司法局"])
    assert (len(article.body), document.coverage.unassigned) == (6, 0)


@pytest.mark.parametrize("other", ["老街的手艺人把日子过成诗\n　　", "本报讯（记者　李大为）"])
def test_two_chapters_make_no_report_of_a_page_where_another_article_stands(other: str) -> None:
    other = other + paragraphs(3, 7).lstrip()
    document = parse(f"城区公交线网运行评估报告\n某某市交通研究中心\n2026年2月\n{SHORT}\n{other}")
    assert document.kind is not DocumentKind.REPORT


def test_what_a_report_encloses_is_listed_under_it() -> None:
    head = "流域综合治理情况的调研报告\n\n某某市政协调研组\n（2026年8月）\n\n"
    document = parse(f"{head}{SHORT}\n（执笔：欧阳述　卜算）\n附件：1．点位一览表\n　　　2．问题清单\n")
    (article,) = document.articles
    assert document.kind is DocumentKind.REPORT
    assert (len(article.body), document.coverage.unassigned) == (6, 0)
    listed = [piece.text for piece in document.furniture if piece.kind == "jump"]
    assert listed == ["附件：1．点位一览表", "2．问题清单"]


@pytest.mark.parametrize("text", [SHORT, paragraphs(4, 5)])
@pytest.mark.parametrize("day", ["（2026年4月2日）", "（2026年4月2日，根据记录整理）"])
def test_a_speech_is_of_the_day_under_its_title(day: str, text: str) -> None:
    document = parse(f"在基层治理现场推进会上的讲话\n\n{day}\n\n方正明\n\n同志们：\n\n{text}")
    (article,) = document.articles
    assert [person.name for person in article.authors] == ["方正明"]
    assert document.imprint.date is not None
    assert (article.subtitle, document.imprint.date.value) == (None, "2026-04-02")


def test_a_newspapers_page_is_not_of_the_day_of_a_speech_on_it() -> None:
    speech = f"在基层治理现场推进会上的讲话\n（2026年4月2日）\n■方正明\n{paragraphs(3, 5)}"
    document = parse(f"某某日报\n2026年4月16日　星期四　第9版\n{speech}\n老街修好了\n■李大为\n{paragraphs(3, 6)}")
    assert document.articles[0].subtitle == "（2026年4月2日）"
    assert document.imprint.date is not None
    assert document.imprint.date.value == "2026-04-16"


def test_applause_ends_a_paragraph() -> None:
    speech = report(8).rstrip() + "\n　　愿这盏灯再亮一百年！（热烈掌声，全场起立）\n　　谢谢大家。\n"
    assert [block.text for block in parse(speech).articles[0].body[-2:]] == [
        "愿这盏灯再亮一百年！（热烈掌声，全场起立）",
        "谢谢大家。",
    ]


def test_numbered_paragraphs_at_the_end_are_no_list_of_enclosures() -> None:
    document = parse(report(8) + "　　附件：1．点位\n　　2．" + paragraphs(1, 3).strip() + "\n")
    assert document.articles[0].body[-1].text.startswith("2．")


def test_a_paragraph_that_the_end_of_a_page_cut_is_put_together() -> None:
    whole = report(20)
    cut = whole.replace("的投入逐年增加。", "的投入逐\n年增加。", 1)
    assert parse(cut).articles[0].body[1].text == parse(whole).articles[0].body[1].text
    assert len(parse(cut).articles[0].joins) == 1


def test_a_note_at_the_end_is_no_text() -> None:
    document = parse(report(20) + "（作者系某某省水利厅厅长）\n")
    assert document.articles[0].affiliation == "作者系某某省水利厅厅长"
    assert document.articles[0].body[-1].text.endswith("逐年增加。")


def test_a_long_text_without_chapters_is_one_article() -> None:
    dice = Random(5)
    text = "山水之间的新生活\n■方正明\n" + "".join(f"　　{paragraph(dice)}\n" for _ in range(400))
    document = parse(text)
    assert document.kind is DocumentKind.ARTICLE
    assert len(document.articles[0].body) == 400


@pytest.mark.parametrize("mark", ["■", ""])
@pytest.mark.parametrize("sections", [0, 3])
def test_a_page_of_eight_articles_is_no_report(mark: str, sections: int) -> None:
    dice = Random(8)
    names = ("王小明", "李大为", "张春兰", "赵国栋", "陈玉梅", "刘建军", "周文博", "吴海燕")
    text = ""
    for number, name in enumerate(names):
        text += f"{VERBS[number]}{THINGS[number]}的路径\n{mark}{name}\n　　{paragraph(dice)}\n"
        for section in range(1, sections + 1):
            text += f"　　{han(section)}、{dice.choice(VERBS)}{dice.choice(THINGS)}\n　　{paragraph(dice, 5)}\n"
        text += f"　　（作者系某某大学{number}学院教授）\n\n"
    document = parse(text)
    assert document.kind is DocumentKind.NEWSPAPER_PAGE
    assert [[person.name for person in article.authors] for article in document.articles] == [[name] for name in names]


ARTICLE = "优化农村用水管理\n■王小明\n　　" + paragraph(Random(1)) + "\n　　" + paragraph(Random(2)) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        ARTICLE.replace("\n　　", "\n《某某日报》（2026年04月29日 第 09 版）\n　　", 1),
        ARTICLE + "　　（作者系某某大学教授）\n",
    ],
)
def test_one_article_alone_is_of_that_kind(text: str) -> None:
    assert parse(text).kind is DocumentKind.ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        "9\n2025年3月10日　星期一\n某某日报\n理论\n" + ARTICLE,
        ARTICLE + "本版责编：张小红　刘小兰\n",
        ARTICLE + "\n" + ARTICLE.replace("优化农村", "规范城市").replace("王小明", "李大为"),
        "",
    ],
)
def test_what_stands_on_a_page_makes_it_one(text: str) -> None:
    assert parse(text).kind is DocumentKind.NEWSPAPER_PAGE


def test_a_paper_with_numbered_sections_stays_one() -> None:
    paper = "农村用水管理研究\n王小明\n摘　要：" + paragraph(Random(4)) + "\n关键词：用水；农村；管理\n"
    sections = "".join(f"{han(n)}、{THINGS[n]}\n{paragraph(Random(n), 20)}\n" for n in range(1, 8))
    assert parse(paper + sections + "参考文献\n[1] 王小明. 用水管理[M]. 2019.\n").kind is DocumentKind.JOURNAL_PAPER


def test_a_report_twice_as_long_takes_little_more_than_twice_the_time() -> None:
    short, long = report(300, sections=4), report(600, sections=4)
    parse(short)
    times = []
    for text in (short, long):
        start = process_time()
        parse(text)
        times.append(process_time() - start)
    assert times[1] < 4 * times[0]


PAPER = """第42卷第2期　　江北学刊　　Vol.42 No.2
DOI：10.12345/j.cnki.1001-0000.2026.02.003
{head}
摘 要：考察农村用水管理对收入的影响。
关键词：{keywords}
中图分类号：F832.7　文献标识码：A　文章编号：1001-0000（2026）02-0025-12
收稿日期：2025-10-12
一、引言
水是农业的命脉，管好水关系到每一户人家的收成。[1]
已有研究多从省一级着眼，对县域的关注不足。[2-3]
二、分析
（一）直接效应
用水有了定额，浪费就少了，收入随之提高①。
参考文献
[1] 郭远山.用水管理测度[J].江北学刊,2020,19(4):1401-1418.
"""
HEAD = "农村用水管理研究\n——基于县域数据\n王小明 a，李　文 b\n（江北大学 a.经济学院；b.管理学院，江北 400044）"


def test_what_a_journal_prints_around_a_paper_is_neither_its_title_nor_its_text() -> None:
    document = parse(PAPER.format(head=HEAD, keywords="用水；管理"))
    (paper,) = document.articles
    assert (paper.title, paper.subtitle) == ("农村用水管理研究", "——基于县域数据")
    assert (paper.title_en, document.imprint.date, document.imprint.section) == (None, None, None)
    assert [(person.name) for person in paper.authors] == ["王小明", "李文"]
    assert paper.affiliation == "江北大学 a.经济学院；b.管理学院，江北 400044"
    around = [piece.text.split("：")[0] for piece in document.furniture]
    assert around == ["第42卷第2期　　江北学刊　　Vol.42 No.2", "DOI", "中图分类号", "收稿日期"]


def test_paragraphs_that_end_in_the_marks_of_references_are_whole_and_stay_under_their_headings() -> None:
    (paper,) = parse(PAPER.format(head=HEAD, keywords="用水；管理")).articles
    assert [block.text[:4] for block in paper.body] == [
        "一、引言", "水是农业", "已有研究", "二、分析", "（一）直", "用水有了",
    ]  # fmt: skip
    assert paper.joins == ()


@pytest.mark.parametrize("keywords", ["用水；管理；收入", "用水，管理，收入", "用水 管理　收入"])
def test_keywords_are_parted_by_what_parts_them(keywords: str) -> None:
    (paper,) = parse(PAPER.format(head=HEAD, keywords=keywords)).articles
    assert paper.keywords == ("用水", "管理", "收入")


@pytest.mark.parametrize(
    "line", ["引用（citation）是学术共同体认可他人成果的方式。", "发表时间\t篇数", "编辑（2019）认为管水要先量水。"]
)
def test_a_papers_own_words_are_not_taken_for_the_journals(line: str) -> None:
    text = PAPER.format(head="基于第5期调查数据的用水检验\n王小明", keywords="用水；管理").replace(
        "二、分析\n", f"二、分析\n{line}\n"
    )
    (paper,) = parse(text).articles
    assert paper.title == "基于第5期调查数据的用水检验"
    assert line in [block.text for block in paper.body]


def test_names_with_gaps_and_footnotes_a_spread_heading_and_who_wrote_under_the_text_are_a_papers_own() -> None:
    head = "农村用水管理研究\n王 明1 李 小 文2\n（1.江北大学 经济学院，江北 400044；2.江北学院，江北 400045）"
    text = PAPER.format(head=head, keywords="用水；管理").replace("参考文献\n", "结　语\n管水先要量水。\n参考文献\n")
    (paper,) = parse(text).articles
    assert [person.name for person in paper.authors] == ["王明", "李小文"]
    assert "结　语" in [block.text for block in paper.body if block.kind == "heading"]
    unreferenced = text.split("参考文献")[0] + "* 王明，江北大学经济学院教授，研究用水管理。\n"
    (paper,) = parse(unreferenced).articles
    assert paper.author_note == "王明，江北大学经济学院教授，研究用水管理。"


def test_a_papers_labels_stand_in_other_brackets_too() -> None:
    text = PAPER.format(head=HEAD, keywords="用水；管理").replace(
        "江北学刊　　Vol.42 No.2", "江北学刊　　Vol.42 No.2\n【农村研究】"
    )
    for label in ("摘 要：", "关键词：", "中图分类号：", "收稿日期："):
        text = text.replace(label, f"〔{label[:-1]}〕")
    (paper,) = parse(text.replace("参考文献", "〔参考文献〕").replace("[1] 郭", "〔1〕郭")).articles
    assert (paper.title, paper.column, paper.keywords) == ("农村用水管理研究", "农村研究", ("用水", "管理"))
    assert [block.text[:4] for block in paper.body][:2] == ["一、引言", "水是农业"]
    assert len(paper.references) == 1


def test_a_papers_labels_may_be_printed_in_traditional_characters() -> None:
    text = PAPER.format(head=HEAD, keywords="用水；管理").replace("中图分类号", "中圖分類號")
    for plain, printed in (("摘 要：", "【摘要】"), ("关键词：", "【關鍵詞】"), ("参考文献", "【參考文獻】")):
        text = text.replace(plain, printed)
    (paper,) = parse(text).articles
    assert (paper.title, paper.keywords, len(paper.references)) == ("农村用水管理研究", ("用水", "管理"), 1)
    assert "中圖分類號" not in "".join(block.text for block in paper.body)


@pytest.mark.parametrize("running", ["江北学刊　　2026年第2期（双月刊）", "江北行政学院学报 2026年第3期"])
def test_a_running_head_of_an_issue_alone_is_no_papers_title(running: str) -> None:
    text = PAPER.format(head=HEAD, keywords="用水；管理").replace("第42卷第2期　　江北学刊　　Vol.42 No.2", running)
    assert [paper.title for paper in parse(text).articles] == ["农村用水管理研究"]


@pytest.mark.parametrize(
    "title",
    [
        "基于2020年第5期调查的用水检验",
        "江北学刊2026年第2期用水专题综述",
        "农村用水管理　以2026年第2期数据为例",
        "2026年第2期农村用水调查",
        "第5期调查：用水与收入",
        "农村用水管理（双月调查）",
        "用水管理研究 第2期",
        "江北 2026年用水年报研究",
        "2026年的农村用水",
        "农村用水第2期试点",
    ],
)
def test_a_papers_title_may_speak_of_an_issue(title: str) -> None:
    (paper,) = parse(PAPER.format(head=f"{title}\n王小明", keywords="用水；管理")).articles
    assert paper.title == title


def test_a_paper_may_bear_the_number_of_a_chapter() -> None:
    dice = paragraphs(4)
    text = f"# 第六章 耕地保护\n王小舟\n某某大学，重庆 400000\n## 摘要\n{dice}## 关键词\n耕地；保护\n## 1 引言\n{dice}"
    (paper,) = parse(text).articles
    assert (paper.title, [person.name for person in paper.authors]) == ("第六章 耕地保护", ["王小舟"])
    assert paper.keywords == ("耕地", "保护")
