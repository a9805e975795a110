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
