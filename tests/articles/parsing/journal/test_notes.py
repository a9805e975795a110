"""What a journal says of a paper around it, in whatever order: none of it is text, title or reference."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import ParsedArticle
from tests.articles.parsing.made_prose import paragraphs

SAID = [line.strip() for line in paragraphs(3, 7).split("\n") if line]
ENTRIES = ("[1] 郭远山.用水[M].2019.", "[2] 时雨.管水[M].2020.")


def paper(front: str = "", foot: str = "", keywords: str = "关键词：用水；管理", name: str = "a.txt") -> ParsedArticle:
    head = "农村用水管理的组织形态\n\n王小明　李文\n（江北大学 经济学院，江北 400044）\n\n摘要：考察用水。\n"
    entries = "\n".join(ENTRIES)
    text = f"一、引言\n　　{SAID[0]}\n　　{SAID[1]}\n\n参考文献\n{entries}\n"
    document = parse(f"{head}{keywords}\n{front}\n{text}\n{foot}", name)
    (article,) = document.articles
    assert [block.text for block in article.body] == ["一、引言", *SAID[:2]]
    assert (article.title, document.coverage.unassigned) == ("农村用水管理的组织形态", 0)
    return article


def test_a_line_of_each_author_is_a_note_not_a_reference() -> None:
    lines = ["王小明（1982—），女，江北人，江北大学教授。", "李文（1990—），男，江北人，江北大学讲师。"]
    for foot in (f"作者简介：{lines[0]}\n　　{lines[1]}\n", "作者简介\n" + "\n".join(lines)):
        article = paper(foot=foot)
        assert (article.author_note, article.references) == ("\n".join(lines), ENTRIES)


def test_an_entry_that_begins_with_an_authors_name_stays_one() -> None:
    entry = "李文.农村的水[J].江北学刊，2018（2）：1-9."
    assert paper(foot=entry).references == (*ENTRIES, entry)


def test_starred_notes_under_the_references_are_of_the_authors() -> None:
    article = paper(foot="* 王小明，江北大学教授，博士。\n** 李文，江北大学讲师。\n")
    assert article.author_note == "王小明，江北大学教授，博士。\n** 李文，江北大学讲师。"
    assert article.references == ENTRIES


def test_funds_under_their_label_and_in_two_notes_are_all_known() -> None:
    article = paper(foot="基金项目\n国家社会科学基金项目（21BZZ000）\n资助项目：江北省教育厅重点项目（2024ZD011）\n")
    assert [fund.number for fund in article.funding] == ["21BZZ000", "2024ZD011"]
    assert article.references == ENTRIES


def test_a_marked_label_is_one() -> None:
    article = paper(front="①基金项目：国家社会科学基金项目（21BZZ000）。\n②作者简介：王小明，江北大学教授。\n")
    assert [fund.number for fund in article.funding] == ["21BZZ000"]
    assert article.author_note == "王小明，江北大学教授。"


def test_what_a_web_copy_says_of_the_paper_is_no_text() -> None:
    paper(front="DOI：10.13317/j.jb.2025.04.012\n专辑：社会科学Ⅰ辑\n专题：政党及群众组织\n分类号：D422.6\n")


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("用水/管理/村庄", ("用水", "管理", "村庄")),
        ("用水　管理　村庄", ("用水", "管理", "村庄")),
        ("用水；TCP/IP协议；村庄", ("用水", "TCP/IP协议", "村庄")),
        ("TCP/IP协议　村庄", ("TCP/IP协议", "村庄")),
    ],
)
def test_keywords_are_parted_by_what_parts_them(printed: str, words: tuple[str, ...]) -> None:
    assert paper(keywords=f"【关 键 词】{printed}").keywords == words
