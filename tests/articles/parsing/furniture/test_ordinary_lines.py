"""Titles and sentences that look like furniture, labels, columns or names, and are what they are."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.bylines import bare_byline
from articles.parsing.files.reading import read_lines

OPENING = "清晨的江面上飘着一层薄雾，渔船从雾里缓缓地驶出来，船头站着一位穿蓝布衫的老人，他说这条江养活了几代人。"
MORE = "码头上的石阶被雨水洗得发亮，卖早点的人家已经升起炉火，热气一直飘到街口，孩子们背着书包跑过青石板路。"


@pytest.mark.parametrize(
    "title",
    [
        "《江边岁月》第五卷由某某出版社出版发行",
        "《读者》走进新华书店",
        "漫画：用幽默讲好身边的故事",
        "题图：春到山城",
        "综合丨川渝携手唱好双城记",
        "来源丨黄河从哪里来",
        "转载丨一封家书",
        "摘丨经典",
        "原题为何难解",
        "原题：一道数学题的启示",
        "原创",
        "专家简介",
        "版权所有：数字时代的新课题",
        "版权所有，侵权必究：出版业的新考题",
        "版权所有与人工智能",
        "Copyright之外的创作",
    ],
)
def test_a_title_over_a_byline_is_the_title(title):
    (article,) = parse(f"{title}\n■ 王小明\n{OPENING}\n{MORE}\n", "page.txt").articles
    whole = "｜".join(filter(None, (article.column, article.kicker, article.title)))
    assert whole.replace("｜", "").replace("丨", "") == title.replace("丨", "")
    assert [block.text for block in article.body] == [OPENING, MORE]


@pytest.mark.parametrize(
    ("first", "second"),
    [("图表：数据背后的趋势", "插图：另一种语言"), ("传承", "原创"), ("[问]", "[答]"), ("[注]", "[说明]")],
)
def test_lines_between_paragraphs_take_no_paragraph_along(first, second):
    text = f"江边的一天\n■ 王小明\n{OPENING}\n{first}\n{MORE}\n{second}\n{OPENING}\n山里的一天\n■ 李二山\n{MORE}\n"
    articles = parse(text, "page.txt").articles
    assert [article.column for article in articles] == [None, None]
    first_body, second_body = ("".join(block.text for block in article.body) for article in articles)
    assert (first_body.count(OPENING), first_body.count(MORE), second_body) == (2, 1, MORE)


@pytest.mark.parametrize("note", ["李自省　王小明", "王新市　李文远", "张三省　李四"])
def test_a_name_that_ends_as_places_do_is_one_of_the_authors(note):
    (article,) = parse(f"江边的一天\n{OPENING}\n{MORE}\n（{note}）\n", "page.txt").articles
    assert [author.name for author in article.authors] == note.split("\u3000")


def test_the_second_half_of_a_headline_is_no_guest():
    head = "三人谈：治河\n对话嘉宾：\n坚持上游下游统一　同治理\n某某大学教授　王小明\n"
    text = f"{head}记者：从何说起？\n王小明：{OPENING}\n"
    (article,) = parse(text, "page.txt").articles
    assert "同治理" not in [author.name for author in article.authors]


def test_speakers_between_a_byline_and_its_note_begin_no_articles():
    text = (
        f"江边食堂\n■李青\n{OPENING}\n王小明：\n食堂要有人管有人吃\n{MORE}\n"
        f"李文远：\n账目每月要贴在门口\n{OPENING}\n（作者系某某大学教授）\n"
    )
    (article,) = parse(text, "page.txt").articles
    assert ([author.name for author in article.authors], bool(article.affiliation)) == (["李青"], True)


def test_couplets_name_no_columns():
    heads = [
        ("把握新发展阶段", "贯彻新发展理念"),
        ("以更大力度", "推动高水平对外开放"),
        ("让乡村振兴", "成色更足底气更强"),
    ]
    text = "".join(f"{one}\n{other}\n■ 王小明\n{OPENING}\n{MORE}\n（作者系某某大学教授）\n" for one, other in heads)
    assert [article.column for article in parse(text, "page.txt").articles] == [None] * 3


@pytest.mark.parametrize(
    "words", ["革命老区红色教育基地", "全国双拥示范基地", "高 增长", "文 王明", "安 全感", "报告 文学"]
)
def test_words_are_nobodys_names(words):
    byline = bare_byline(words)
    assert byline is None or byline.odds <= 0 or [person.name for person in byline.people] == ["王明"]


@pytest.mark.parametrize(
    "sentence",
    [
        '会议于<time class="date">4月1日</time>在江边召开，来了许多人。',
        '据<em class="source">某某社</em>报道，江水涨了。',
        '正如<span class="author">老人</span>所说，江水会退。',
    ],
)
def test_a_named_element_within_a_sentence_is_a_part_of_it(sentence):
    lines = read_lines(
        f"<html><body><article><h1>江边的树</h1><p>{sentence}</p></article></body></html>", "a.html"
    ).lines
    assert len([line for line in lines if line.text.strip()]) == 2


def test_a_numbered_line_that_reads_on_is_no_heading():
    cut = "（二）推动有效市场和有为政府更好结合需要处理好政府与市场的"
    rest = "关系，这是江边小城多年的经验，也是山里人家的经验。"
    (article,) = parse(f"江边的一天\n■ 王小明\n{OPENING}\n{cut}\n{rest}\n{MORE}\n", "page.txt").articles
    assert all(block.kind != "heading" for block in article.body)


def test_guests_of_the_next_article_are_not_this_ones():
    text = (
        f"江边的讨论\n主持人：李红\n{OPENING}\n{MORE}\n（作者单位：某某大学）\n山里的讨论\n"
        f"王小明（某某大学教授）：{OPENING}\n李国强（某某学院教授）：{MORE}\n"
    )
    signed = {person.name for person in parse(text, "page.txt").articles[0].authors}
    assert not {"王小明", "李国强"} & signed


def test_a_section_may_be_called_a_hotline():
    text = f"某某日报 2026年4月13日 星期一 民生热线\n江边的一天\n■ 王小明\n{OPENING}\n{MORE}\n"
    section = parse(text, "page.txt").imprint.section
    assert section is not None
    assert section.value == "民生热线"


def test_capitals_under_a_head_are_no_newspapers_name():
    document = parse(f"某某日报 2026年4月13日 第3版\nGDP CPI\n■ 王小明\n{OPENING}\n{MORE}\n", "page.txt")
    assert [article.title for article in document.articles] == ["GDP CPI"]
