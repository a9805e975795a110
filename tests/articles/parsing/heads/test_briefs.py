"""Briefs that nobody signs, or somebody else, under a signed article that no note ends."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.heads.test_unsigned import CANTEEN, RIVER, ROAD
from tests.articles.parsing.made_prose import paragraphs

INDENTS = pytest.mark.parametrize("indent", ["", "　　"], ids=["flush", "set in"])
PROSE = [line.strip() for line in paragraphs(4, 11).splitlines()]
LABELS = ["高校动态", "支部风采", "文化简讯", "乡镇速递"]


def _texts(texts: tuple[str, ...] | list[str], indent: str = "　　") -> list[str]:
    return [indent + text * (1 + (len(text) < 80)) for text in texts]


def _signed(indent: str = "　　", *within: str) -> list[str]:
    first, *rest = _texts(CANTEEN, indent)
    return ["让社区食堂办得久", "李青", first, *within, *rest]


def _titles(lines: list[str]) -> list[tuple[str, int]]:
    """Each article's title, and how many paragraphs it has."""
    articles = parse("\n".join(lines)).articles
    return [(article.title, sum(block.kind == "paragraph" for block in article.body)) for article in articles]


@INDENTS
@pytest.mark.parametrize("label", LABELS)
def test_a_label_that_names_briefs_stands_over_one_of_its_own(label: str, indent: str) -> None:
    page = [*_signed(indent), label, "护林员的山中岁月", *_texts(PROSE[:2], indent)]
    (_, brief) = parse("\n".join(page)).articles
    assert (brief.column, brief.title, len(brief.body)) == (label, "护林员的山中岁月", 2)


@INDENTS
def test_a_label_that_names_several_stands_over_all_of_them(indent: str) -> None:
    page = [*_signed(indent), "文化简讯", "青年剧场上演新编地方戏", *_texts(PROSE[:2], indent)]
    page += ["县图书馆办起流动书车", *_texts(PROSE[2:], indent)]
    assert _titles(page) == [("让社区食堂办得久", 3), ("青年剧场上演新编地方戏", 2), ("县图书馆办起流动书车", 2)]


@INDENTS
@pytest.mark.parametrize("line", ["书车下了乡", "一、书车下了乡以后的变化"])
def test_a_short_or_a_numbered_line_within_a_brief_is_a_subheading(line: str, indent: str) -> None:
    page = [*_signed(indent), "文化简讯", "青年剧场上演新编地方戏", *_texts(PROSE[:2], indent)]
    page += [line, *_texts(PROSE[2:], indent)]
    assert _titles(page) == [("让社区食堂办得久", 3), ("青年剧场上演新编地方戏", 4)]


@INDENTS
@pytest.mark.parametrize("label", LABELS)
def test_a_label_among_an_articles_subheadings_is_one(label: str, indent: str) -> None:
    page = [*_signed(indent, "算好长久的账"), label, "护林员的山中岁月", *_texts(PROSE[:2], indent)]
    assert _titles(page) == [("让社区食堂办得久", 5)]


def _brief(title: str, *texts: str) -> list[str]:
    return [*_signed(), title, *_texts([*texts, PROSE[0]])]


def test_a_line_that_names_an_institution_of_the_text_under_it_alone_begins_another_article() -> None:
    page = _brief("东岭大学试行青年教师“安静期”", f"东岭大学有关负责人介绍，{PROSE[1]}")
    assert _titles(page) == [("让社区食堂办得久", 3), ("东岭大学试行青年教师“安静期”", 2)]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("社区学院开在家门口", f"社区学院的老师介绍，{PROSE[1]}"),  # a kind of them
        ("东岭大学的食堂有账可查", PROSE[1]),  # which the text does not name
        ("把账算到街坊心里去", f"把账算到街坊心里去，{PROSE[1]}"),
    ],
)
def test_any_other_line_alone_in_a_text_is_a_subheading(title: str, text: str) -> None:
    assert _titles(_brief(title, text)) == [("让社区食堂办得久", 5)]


def test_an_institution_that_the_text_above_names_too_is_that_texts() -> None:
    page = ["让社区食堂办得久", "李青", *_texts([f"东岭大学的食堂也一样，{CANTEEN[0]}", *CANTEEN[1:]])]
    page += ["东岭大学的食堂有账可查", *_texts([f"东岭大学有关负责人介绍，{PROSE[1]}", PROSE[0]])]
    assert _titles(page) == [("让社区食堂办得久", 5)]


def _signed_at_end(signature: str, gap: str = "", title: str = "小麦进入防病高峰") -> list[str]:
    return [*_signed(), gap, title, gap, *_texts(ROAD[:1] + RIVER[:1]), gap, signature]


def test_what_blank_lines_set_off_and_another_signs_is_that_ones() -> None:
    first, brief = parse("\n".join(_signed_at_end("（农　轩）"))).articles
    assert [(article.title, [person.name for person in article.authors]) for article in (first, brief)] == [
        ("让社区食堂办得久", ["李青"]),
        ("小麦进入防病高峰", ["农轩"]),
    ]


def test_a_line_set_off_in_a_text_that_its_own_author_signs_again_is_a_subheading() -> None:
    assert _titles(_signed_at_end("（李　青）")) == [("让社区食堂办得久", 5)]
