"""Markdown as crawlers save it: what a reader sees, and where it stands."""

from __future__ import annotations

from itertools import pairwise

import pytest

from articles.parsing import parse
from articles.parsing.files.reading import read_lines, uncovered
from articles.parsing.types import Hints
from tests.articles.parsing.made_prose import paragraphs

TEXT = """---
title: 把绿水青山建得更美
author: 方知远、苏一禾
date: 2024-05-06
版次: 7
source: 江边日报
---
# 把**绿水青山**建得更美

> 来源：江边日报

　　护好一江[清水](https://example.org/a?b=1)，&ldquo;两岸&rdquo;人民都受益。
沿江各地携手同行。

1. 先治污
2. 再修复

- 一条小溪

| 县 | 水质 |
|---|---|
| 甲 | 优 |

![江景](a.png)

---
"""


def test_a_reader_sees_no_marks() -> None:
    assert [line.text for line in read_lines(TEXT, "a.md").lines] == [
        "把绿水青山建得更美",
        "来源：江边日报",
        "护好一江清水，“两岸”人民都受益。",
        "沿江各地携手同行。",
        "1. 先治污",
        "2. 再修复",
        "一条小溪",
        "县\t水质",
        "甲\t优",
    ]


def test_headings_keep_their_level_and_paragraphs_their_indent() -> None:
    lines = read_lines(TEXT, "a.md").lines
    assert [line.level for line in lines[:3]] == [1, 0, 0]
    assert lines[2].indent == 2


def test_every_character_knows_its_place() -> None:
    for line in read_lines(TEXT, "a.md").lines:
        places = list(line.places)
        assert places == sorted(places)
        assert line.start <= places[0]
        assert places[-1] < line.end
        written = {TEXT[place] for char, place in zip(line.text, places, strict=True) if char not in "“” "}
        assert written <= set(line.text)


def test_lines_and_what_lies_outside_them_are_the_whole_file() -> None:
    lines = read_lines(TEXT, "a.md").lines
    runs = sorted(
        [(line.start, line.end) for line in lines] + uncovered(TEXT, ((line.start, line.end) for line in lines))
    )
    assert all(before[1] <= after[0] for before, after in pairwise(runs))
    assert "".join(TEXT.split()) == "".join("".join(TEXT[start:end] for start, end in runs).split())


def test_front_matter_is_handed_on() -> None:
    assert read_lines(TEXT, "a.md").hints == Hints(
        title="把绿水青山建得更美",
        authors=("方知远", "苏一禾"),
        date="2024-05-06",
        page="7",
        publication="江边日报",
        origin="front_matter",
    )


def test_toml_is_front_matter_too() -> None:
    hints = read_lines('+++\ntitle = "江边的树"\nauthors = ["方知远"]\n+++\n正文。\n', "a.md").hints
    assert (hints.title, hints.authors) == ("江边的树", ("方知远",))


def test_front_matter_that_cannot_be_read_gives_no_hints() -> None:
    assert read_lines("---\ntitle: [没有结束\n---\n正文。\n", "a.md").hints == Hints()


def test_a_rule_right_under_a_sentence_makes_no_heading_of_it() -> None:
    assert [line.level for line in read_lines("沿江各地携手同行。\n---\n新的一篇\n---\n", "a.md").lines] == [0, 2]


def test_tags_in_markdown_are_read_as_html() -> None:
    lines = read_lines("# 题目\n\n<div><p>护好一江清水。</p></div>\n", "a.md").lines
    assert [line.text for line in lines] == ["题目", "护好一江清水。"]


def test_articles_signed_under_their_heading_are_told_apart() -> None:
    head = "# {}\n\n**作者：{}**\n\n> 来源：某某日报 2026-04-29 第9版\n\n"
    body = (
        "办好社区食堂，要算好经济账，也要算好民生账。\n\n只有让老人吃得起、让食堂办得久，好事才能真正办好。\n\n---\n\n"
    )
    text = head.format("让社区食堂办得久", "王小舟") + body + head.format("一条路带活一座山", "李为民、张可") + body
    articles = parse(text, "page.md").articles
    assert [article.title for article in articles] == ["让社区食堂办得久", "一条路带活一座山"]
    assert [[person.name for person in article.authors] for article in articles] == [["王小舟"], ["李为民", "张可"]]
    assert [len(article.body) for article in articles] == [2, 2]


GOES_ON = "还要善于借助数字手段，为建立问题整改销号制度提供准确及时的数据支撑。"
SAID = [line.strip() for line in paragraphs(6, 4).splitlines()]


def _signed(title: str, author: str, *blocks: str) -> str:
    return "\n\n".join([f"# {title}", author, *blocks, ""])


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize("mark", ["**{}**", "__{}__", "### {}"])
def test_a_line_bold_throughout_is_a_heading_whatever_goes_on_under_it(name: str, mark: str) -> None:
    heading = mark.format("把权责理清、把流程改简")
    first = _signed("为基层减负", "郁达生", SAID[0], heading, GOES_ON + SAID[1], SAID[2])
    article, other = parse(first + _signed("让内河流动", "桑榆", *SAID[3:]), name).articles
    assert [block.kind for block in article.body] == ["paragraph", "heading", "paragraph", "paragraph"]
    assert [block.text for block in article.body][1:3] == ["把权责理清、把流程改简", GOES_ON + SAID[1]]
    assert [block.text for block in other.body] == SAID[3:]


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_bold_line_over_news_is_its_title(name: str) -> None:
    page = _signed("为基层减负", "郁达生", *SAID[:3], "**城南农贸市场改造完工**", f"本报讯 {SAID[3]}", SAID[4])
    assert [article.title for article in parse(page, name).articles] == ["为基层减负", "城南农贸市场改造完工"]


def test_a_bold_line_over_a_title_is_its_column_and_one_under_it_its_author() -> None:
    pieces = [
        _signed(title, f"**{name}**", *SAID[:3]) for title, name in [("为基层减负", "郁达生"), ("让内河流动", "桑榆")]
    ]
    articles = parse("\n**街谈巷议**\n\n".join(["", *pieces]), "a.md").articles
    assert [(article.column, article.title) for article in articles] == [
        ("街谈巷议", "为基层减负"),
        ("街谈巷议", "让内河流动"),
    ]
    assert [[person.name for person in article.authors] for article in articles] == [["郁达生"], ["桑榆"]]
    assert [[block.kind for block in article.body] for article in articles] == [["paragraph"] * 3] * 2


def test_a_bold_organ_over_the_day_of_its_notice_is_no_heading() -> None:
    notice = f"# 关于修路的通知\n\n{SAID[0]}\n\n{SAID[1]}\n\n**江北区交通局**\n\n2024年7月5日\n\n"
    article, other = parse(notice + _signed("让内河流动", "桑榆", *SAID[2:4]), "a.md").articles
    assert [block.text for block in article.body] == [*SAID[:2], "江北区交通局", "2024年7月5日"]
    assert (other.column, other.kicker) == (None, None)


def test_bold_words_at_a_paragraphs_head_and_bold_verses_are_no_headings() -> None:
    verses = ["**春风吹过山岗**  ", "**溪水流过村庄**  ", "**老樟树下的故事**  ", "**一年比一年长**"]
    text = _signed("为基层减负", "郁达生", f"**把权责理清**{GOES_ON}", SAID[0], "\n".join(verses), SAID[1])
    assert [line.level for line in read_lines(text, "a.md").lines] == [1] + [0] * 8


def test_the_kind_of_a_callout_is_no_word_of_it() -> None:
    one, two = (line.strip() for line in paragraphs(2, 7).splitlines())
    head = "# 劳动课的第一锄\n\n> [!note] 编者按\n> 开学在即，本刊约请一线教师谈谈劳动课。\n\n作者：舒朗\n\n"
    (article,) = parse(f"{head}{one}\n\n{two}\n", "a.md").articles
    assert article.lead == ("开学在即，本刊约请一线教师谈谈劳动课。",)
    assert ([block.text for block in article.body], article.title) == ([one, two], "劳动课的第一锄")
    assert [line.text for line in read_lines("[!note] 是一种记号。\n", "a.md").lines] == ["[!note] 是一种记号。"]


@pytest.mark.parametrize("first", ["谁说老街没有春天？", "周桂兰这样说：", "春天真的来了！"])
def test_a_short_first_paragraph_is_none_under_the_heading_of_the_whole_text(first: str) -> None:
    (article,) = parse(f"# 老旧小区换新颜\n\n{first}\n\n" + paragraphs(3, 5).replace("\n", "\n\n"), "a.md").articles
    assert (article.title, article.column) == ("老旧小区换新颜", None)
    assert article.body[0].text.startswith(first)


def test_a_question_under_a_columns_heading_or_over_a_byline_is_a_title() -> None:
    text = paragraphs(3, 5).replace("\n", "\n\n")
    for page in (
        f"# 时评\n\n谁说老街没有春天？\n\n{text}",
        f"# 老旧小区换新颜\n\n谁说老街没有春天？\n\n李文\n\n{text}",
    ):
        (article,) = parse(page, "a.md").articles
        assert article.title == "谁说老街没有春天？"
