"""What nobody signs beside a page's articles: shelves of books, notices, roundups, lists, answers, tables."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import ParsedArticle
from tests.articles.parsing.made_prose import paragraphs

SIGNED = f"规范农村信用建设\n■李大为\n{paragraphs(4, 1)}"
SAID = [line.strip() for line in paragraphs(8, 2).split("\n") if line]


def _texts(article: ParsedArticle) -> list[str]:
    return [block.text for block in article.body]


@pytest.mark.parametrize("imprint", ["", "王立新 著 某某出版社出版\n"])
@pytest.mark.parametrize("gap", ["\n", ""])
def test_a_shelf_over_one_book_is_its_column(imprint: str, gap: str) -> None:
    first, book = parse(f"{SIGNED}{gap}新书架\n《长江简史》\n{imprint}{paragraphs(2, 3)}").articles
    assert (len(first.body), book.column, book.title, len(book.body)) == (4, "新书架", "《长江简史》", 2)


def test_a_shelf_over_several_books_keeps_them_together() -> None:
    page = f"{SIGNED}\n新书架\n《长江简史》\n{paragraphs(1, 3)}《县域的逻辑》\n{paragraphs(1, 4)}"
    first, shelf = parse(page).articles
    assert (len(first.body), shelf.column, shelf.title) == (4, "新书架", "《长江简史》")
    assert [block.text for block in shelf.body if block.kind == "heading"] == ["《县域的逻辑》"]


def test_a_shelf_over_a_signed_review_is_its_column() -> None:
    first, review = parse(f"{SIGNED}\n新书架\n《长江简史》\n王小明\n{paragraphs(3, 3)}").articles
    assert (len(first.body), review.column, review.title) == (4, "新书架", "《长江简史》")
    assert [person.name for person in review.authors] == ["王小明"]
