"""The units under a paper's authors: as printed without the brackets, and each author with their own."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import ParsedArticle
from tests.articles.parsing.made_prose import paragraphs

SAID = [line.strip() for line in paragraphs(4, 5).split("\n") if line]
ONE = "江北大学 经济学院，江北 400044"
FIRST, SECOND = "江北大学 经济学院，江北 400044", "远山学院 马克思主义学院，远山 400045"


def paper(names: str, address: str, name: str = "a.txt", first: str = "一、引言") -> ParsedArticle:
    front = f"农村用水管理的组织形态\n\n{names}\n{address}\n\n摘要：考察用水管理的组织。\n关键词：用水；管理\n\n"
    document = parse(f"{front}{first}\n　　{SAID[0]}\n　　{SAID[1]}\n\n参考文献\n[1] 郭远山.用水[M].2019.\n", name)
    (article,) = document.articles
    assert [block.text for block in article.body] == [first, *SAID[:2]]
    assert document.coverage.unassigned == 0
    return article


@pytest.mark.parametrize("brackets", ["（{}）", "({})", "{}"])
def test_the_brackets_round_a_unit_are_no_part_of_it(brackets: str) -> None:
    article = paper("王小明　李文", brackets.format(ONE))
    assert article.affiliation == ONE
    assert [(person.name, person.affiliation) for person in article.authors] == [("王小明", None), ("李文", None)]


def test_brackets_within_stay() -> None:
    assert paper("王小明", "（中国地质大学（武汉） 经济学院，湖北 武汉 430074）").affiliation == (
        "中国地质大学（武汉） 经济学院，湖北 武汉 430074"
    )


@pytest.mark.parametrize(
    ("names", "address"),
    [
        ("王小明1，李文2", f"（1. {FIRST}；2. {SECOND}）"),
        ("王小明¹，李文²", f"（1.{FIRST}；\n2.{SECOND}）"),
        ("王小明１　李文２", f"（１．{FIRST}；２．{SECOND}）"),
        ("王小明①　李文②*", f"①{FIRST}\n②{SECOND}"),
        ("王小明1　李文2", f"（1. {FIRST}）\n（2. {SECOND}）"),
        ("王小明1,李文2", f"1 {FIRST}\n2 {SECOND}"),
        ("王小明[1]　李文[2]", f"[1]{FIRST}；[2]{SECOND}"),
        ("王小明(1)　李文(2)", f"(1){FIRST}；(2){SECOND}"),
        ("王小明^1^, 李文^2^", f"1. {FIRST}\n2. {SECOND}"),
        ("王小明1　李文2", f"（1. {FIRST}；2. {SECOND.replace('远山 ', chr(10) + '远山 ')}）"),
        ("王小明1　李文2", f"1. {FIRST}；2. {SECOND.replace('远山 ', chr(10) + '远山 ')}"),
    ],
)
def test_each_author_is_of_the_units_that_the_numbers_say(names: str, address: str) -> None:
    article = paper(names, address)
    assert [(p.name, p.affiliation) for p in article.authors] == [("王小明", FIRST), ("李文", SECOND)]
    assert not (article.affiliation or "（").startswith("（")


def test_an_address_in_brackets_goes_on_over_the_lines_of_its_list() -> None:
    article = paper("王小明　李文", "（江北大学 a. 经济学院；\nb. 法学院，\n江北 400044）")
    assert article.affiliation == "江北大学 a. 经济学院；b. 法学院，江北 400044"


def test_a_line_for_each_author_with_the_unit_in_brackets_names_both() -> None:
    article = paper(f"王小明（{FIRST}）", f"李文（{SECOND}）")
    assert [(p.name, p.affiliation) for p in article.authors] == [("王小明", FIRST), ("李文", SECOND)]
    assert article.affiliation is None


def test_an_author_may_be_of_two_units() -> None:
    (author, _) = paper("王小明1,2　李文1", f"（1. {FIRST}；2. {SECOND}）").authors
    assert author.affiliation == f"{FIRST}；{SECOND}"


@pytest.mark.parametrize("names", ["王小明　李文", "王小明1　李文3"])
def test_numbers_that_no_name_bears_say_of_nobody(names: str) -> None:
    authors = paper(names, f"（1. {FIRST}；2. {SECOND}）").authors
    assert authors[-1].affiliation is None


def test_a_heading_under_unnumbered_names_is_no_unit() -> None:
    assert paper("王小明", f"（{ONE}）", first="1 大学与用水").affiliation == ONE
    front = f"农村用水管理的组织形态\n王小明\n1 大学与用水\n　　{SAID[0]}\n"
    (article,) = parse(f"摘要：考察用水。\n关键词：用水\n{front}参考文献\n[1] 郭远山.用水[M].2019.\n").articles
    assert [block.text for block in article.body] == ["1 大学与用水", SAID[0]]
