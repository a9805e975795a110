"""What a group signs: members and writers under the text, several notes, a summary over it, a box behind the note."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

GROUP = "江城市社会科学界联合会课题组"


def page(*below: str, byline: str = GROUP) -> str:
    return "\n\n".join(["激活低空经济新动能", byline, paragraphs(3).strip(), *below]) + "\n"


@pytest.mark.parametrize(
    "below",
    [
        ["课题组组长：王立新", "成员：张敏、李强、赵雅琴", "执笔：张敏"],
        ["执笔：张敏　李强"],
        ["（课题组组长：王立新；成员：张敏、李强）"],
    ],
)
def test_who_wrote_for_a_group_stands_in_its_note_and_heads_nothing(below):
    document = parse(page(*below) + "\n" + page("（作者系江城大学教授）", byline="何江"))
    first, second = document.articles
    assert first.authors[0].name == GROUP
    assert first.affiliation == "；".join(line.strip("（）") for line in below)
    assert (second.title, second.kicker, second.authors[0].name) == ("激活低空经济新动能", None, "何江")


def test_a_line_that_says_who_wrote_is_a_byline_under_a_title():
    (article,) = parse(page("（作者单位：江城大学）", byline="执笔：张敏")).articles
    assert [person.name for person in article.authors] == ["张敏"]


@pytest.mark.parametrize(
    "line", ["负责人：是的，下一步我们将继续把这件事做下去。", "成员：张敏、李强、赵雅琴", "组长：市政府分管领导"]
)
def test_a_line_of_the_text_that_begins_alike_stays_in_it(line):
    text = page("（作者系江城大学教授）", byline="何江").replace(
        "\n\n（作者", f"\n\n{line}\n\n{paragraphs(1, 5)}\n\n（作者"
    )
    (article,) = parse(text).articles
    assert line in [block.text for block in article.body]
    assert article.affiliation == "作者系江城大学教授"


def test_a_report_that_a_group_signs_at_its_end_is_a_report():
    chapters = "".join(
        f"第{number}章 工作{number}\n\n{paragraphs(14, place)}\n" for place, number in enumerate("一二三四")
    )
    text = f"江城市低空经济发展报告\n\n{chapters}\n课题组组长：王立新\n\n成员：张敏、李强\n\n执笔：张敏\n"
    (article,) = parse(text).articles
    assert article.affiliation == "课题组组长：王立新；成员：张敏、李强；执笔：张敏"


def test_a_second_note_about_the_fund_is_the_same_article_s():
    fund = "本文为国家社科基金项目“江水”阶段性成果，编号：24XJY020"
    (article,) = parse(page("（作者系江城大学教授）", f"（{fund}）", byline="何江")).articles
    assert article.affiliation == f"作者系江城大学教授；{fund}"
    assert [grant.number for grant in article.funding] == ["24XJY020"]


def test_notes_of_two_authors_that_stand_together_are_two():
    text = page(byline="何江") + "\n" + page("（何江系江城大学教授）", "（作者系山城大学讲师）", byline="贺文")
    assert sorted(article.affiliation or "" for article in parse(text).articles) == [
        "何江系江城大学教授",
        "作者系山城大学讲师",
    ]


def test_members_are_the_authors_where_nobody_signs_and_each_once():
    (article,) = parse(page("课题组成员：张敏、李强", "执笔：张敏", byline="　　" + paragraphs(1).strip())).articles
    assert [person.name for person in article.authors] == ["张敏", "李强"]


@pytest.mark.parametrize("label", ["【摘要】", "摘要：", "内容提要："])
def test_a_summary_over_the_text_is_its_lead(label):
    text = page("（作者系江城大学教授）").replace(
        GROUP, f"{GROUP}\n\n{label}低空经济是新兴产业的增长点。本文提出建议。"
    )
    (article,) = parse(text).articles
    assert article.lead == (f"{label}低空经济是新兴产业的增长点。本文提出建议。",)
    assert len(article.body) == 3


def test_a_box_behind_the_note_has_its_title_and_its_text():
    (article,) = parse(page("（作者系江城大学教授）", "链接", "综合改革试点", paragraphs(1, 9).strip())).articles
    (box,) = article.boxes
    assert [block.text for block in box.body] == ["综合改革试点", paragraphs(1, 9).strip()]


def test_a_headline_set_with_spaces_goes_on_in_a_short_line():
    text = f"深 化 要 素 市 场 化 改 革\n的 三 个 着 力 点\n\n何 文 斌\n\n{paragraphs(3)}\n（作者系江城大学教授）\n"
    (article,) = parse(text).articles
    assert (article.title, article.authors[0].name) == ("深化要素市场化改革的三个着力点", "何文斌")


def test_lines_of_one_heading_of_a_web_page_are_one_title():
    text = (
        f"<h1>把青年发展<br>融入城市未来</h1><p>何江</p><p>{paragraphs(1).strip()}</p><p>{paragraphs(1, 2).strip()}</p>"
    )
    (article,) = parse(text, "page.html").articles
    assert (article.title, article.kicker) == ("把青年发展融入城市未来", None)
