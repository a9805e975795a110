"""A chapter's heading has a level and a number."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.chapters import chapter_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("第十二章　水利", (1, 12)),
        ("第四百一十二章", (1, 412)),
        ("第一〇八节 用水", (2, 108)),
        ("二十、节约", (3, 20)),
        ("（三）管理", (4, 3)),
        ("3.管理", (5, 3)),
        ("3.5亿元", None),
        ("一带一路", None),
    ],
)
def test_a_chapter_shows_by_its_number(text: str, number: tuple[int, int] | None) -> None:
    assert chapter_number(text) == number


@pytest.mark.parametrize(
    "second",
    ["1.改造文化站。", "（1）改造文化站。", "（一）改造文化站。", "①改造文化站。", "一、改造文化站，要算好账。"],
)
def test_what_is_numbered_under_a_colon_is_a_paragraph_of_its_own(second: str) -> None:
    lines = ["办好文化站要做好以下几件事：", second, "每一件都要有人管，账目每月贴在门口，街坊看得明明白白。"]
    [article] = parse("\n\n".join(["办好文化站", "■王小明", *lines])).articles
    assert [block.text for block in article.body] == lines


@pytest.mark.parametrize(
    "second",
    [
        "要算好账，也要算好人。",
        "2026年的账目要公开。",
        "12个村庄都办了。",
        "“先算账，再开张”。",
        "一是算好账，二是算好人。",
        "3.5万元的账目要公开。",
        "一、二两站先办。",
        "（见附图）的文化站先办。",
        "村民说，要办就办好。",
        "《办站规约》贴在门口。",
    ],
)
def test_what_goes_on_behind_a_colon_stays_in_its_paragraph(second: str) -> None:
    first = "办好文化站的事情说了多年，还是老人说的话最实在："
    [article] = parse(
        "\n\n".join(["办好文化站", "■王小明", first, second, "账目每月贴在门口，看得明明白白。"])
    ).articles
    assert article.body[0].text == first + second


@pytest.mark.parametrize("heading", ["原因：供需错位，专业人手短缺", "问题清单：干得咋样群众说了算"])
def test_a_line_behind_a_label_is_a_heading_where_the_text_does_not_read_on(heading: str) -> None:
    first = "江边的文化站办了三年，来的人一年比一年多，老人说这里的灯最亮。"
    second = "服务站提供的多是棋牌、书画，老人最需要的却是助餐、助浴、陪诊。"
    [article] = parse("\n".join(["办好文化站", "■王小明", first, heading, second, first])).articles
    assert [block.kind for block in article.body] == ["paragraph", "heading", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("老人说：江边的文化", "站办了三年，来的人一年比一年多。"),
        ("原因：专业人手短", "缺，供需错位，办站的钱也不够。"),
        ("问题：文化站的账", "目不公开，街坊看不明白。"),
        ("建议：账目每月贴在", "门口，让街坊看得明明白白。"),
        ("数据显示：全年有十", "二万人次来过文化站。"),
        ("首先：把责任落到每", "一个站长的头上。"),
        ("同时：要发动退休教", "师来站里讲课。"),
        ("目标：让每个村庄都", "有一座自己的文化站。"),
        ("实践证明：办站要靠", "群众，也要靠制度。"),
        ("他们说：文化站是我", "们自己的家。"),
    ],
)
def test_a_cut_sentence_behind_a_label_is_no_heading(first: str, second: str) -> None:
    text = "江边的文化站办了三年，来的人一年比一年多，老人说这里的灯最亮。"
    [article] = parse("\n".join(["办好文化站", "■王小明", text, first, second, text])).articles
    assert first + second in [block.text for block in article.body]
