"""A form feed begins a page: each page's head and foot are set apart, and the text goes on."""

from __future__ import annotations

from articles.parsing import parse
from articles.parsing.types import DocumentKind
from tests.articles.parsing.made_prose import paragraphs
from tests.articles.parsing.test_reports import report

OURS, THEIRS = "推进耕地保护\n■赵国栋\n" + paragraphs(3), "规范农村信用建设\n■李大为\n" + paragraphs(3, 1)


def test_each_page_has_a_head_and_a_foot() -> None:
    pages = [
        f"{number}\n某某日报\n理论\n{text}责编 {name}\n"
        for number, text, name in ((9, OURS, "张小红"), (10, THEIRS, "刘小兰"))
    ]
    document = parse("\f".join(pages))
    assert [article.title for article in document.articles] == ["推进耕地保护", "规范农村信用建设"]
    kinds = [piece.kind for piece in document.furniture]
    assert kinds == ["page", "dateline", "dateline", "editors"] * 2
    assert document.imprint.page is None
    assert document.imprint.publication is not None
    assert document.imprint.publication.value == "某某日报"
    assert (document.problems, document.coverage.unassigned) == ((), 0)


def test_a_report_goes_on_past_page_numbers() -> None:
    whole = report(20)
    half = whole.index("的投入逐年增加", len(whole) // 2)
    document = parse(f"{whole[:half]}\n12\n\f{whole[half:]}\n13\n")
    assert document.kind is DocumentKind.REPORT
    assert [block.text for block in document.articles[0].body] == [
        block.text for block in parse(whole).articles[0].body
    ]
    assert [piece.text for piece in document.furniture if piece.kind == "page"] == ["12", "13"]
