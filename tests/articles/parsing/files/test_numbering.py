"""Lines that each carry their number are read without it; numbers that are text stay."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import Part
from tests.articles.parsing.made_prose import paragraphs

PAGE = "\n".join(
    f"{title}\n■{name}\n{paragraphs(3, place)}"
    for place, (title, name) in enumerate([("推进耕地保护", "赵国栋"), ("规范信用建设", "李大为")])
)


@pytest.mark.parametrize("form", ["{} {}", "{}\t{}", "{:>4}  {}", "{:03}: {}", "{}|{}"])
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_line_numbers_are_in_no_title_and_no_text(form: str, blank: str) -> None:
    lines = PAGE.strip().replace("\n\n", "\n").replace("\n", blank).split("\n")
    document = parse("\n".join(form.format(number, line) for number, line in enumerate(lines, 1)))
    assert [(a.title, a.authors[0].name) for a in document.articles] == [
        ("推进耕地保护", "赵国栋"),
        ("规范信用建设", "李大为"),
    ]
    texts = [[block.text for block in article.body] for article in document.articles]
    assert texts == [[line.strip() for line in paragraphs(3, place).split("\n") if line] for place in (0, 1)]
    assert {piece.passage.part for piece in document.furniture} == {Part.MARKUP}
    assert document.coverage.unassigned == 0


@pytest.mark.parametrize("form", ["{}. {}", "{}、{}", "{} {}"])
def test_a_list_under_a_title_keeps_its_numbers(form: str) -> None:
    items = [form.format(number, text.strip()) for number, text in enumerate(paragraphs(30).strip().split("\n"), 1)]
    article = parse("\n".join(["耕地保护三十条", "■赵国栋", *items])).articles[0]
    assert "".join(block.text for block in article.body) == "".join(items)


def test_years_are_no_line_numbers() -> None:
    years = [f"{year} {text.strip()}" for year, text in enumerate(paragraphs(12).strip().split("\n"), 2009)]
    assert parse("\n".join(years)).articles[0].body[-1].text.startswith("2020 ")


def test_numbers_that_begin_again_on_each_page_are_read_off_too() -> None:
    lines = PAGE.strip().replace("\n\n", "\n").split("\n") * 3
    numbered = "\n".join(f"{place % 15 + 1} {line}" for place, line in enumerate(lines))
    assert [article.title for article in parse(numbered).articles] == ["推进耕地保护", "规范信用建设"] * 3
