"""A text that goes on from another page is an article of its own, with what the jump or its head says."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import Part, TitleOrigin
from tests.articles.parsing.made_prose import paragraphs

OTHER = "规范农村信用建设\n■李大为\n" + paragraphs(3, 1) + "　　（作者系某某大学教授）\n\n"
REST = paragraphs(2, 2)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("（上接第1版）\n", None),
        ("（上接第一版）", None),
        ("上接第1版《推进耕地保护》\n", "推进耕地保护"),
        ("推进耕地保护\n（上接第一版）\n", "推进耕地保护"),
        ("推进耕地保护\n■赵国栋\n（上接01版）\n", "推进耕地保护"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_text_under_a_jump_is_an_article(head: str, title: str | None, *, first: bool) -> None:
    document = parse(f"{head}{REST}\n{OTHER}" if first else f"{OTHER}{head}{REST}")
    place = 0 if first else 1
    article = document.articles[place]
    assert len(document.articles) == 2
    assert article.title == (title or "（上接第1版）")
    assert (article.title_origin is TitleOrigin.INFERRED) == (title is None)
    assert [block.text for block in article.body] == [line.strip() for line in REST.splitlines()]
    assert [piece.article for piece in document.furniture if piece.passage.part is Part.JUMP] == [place]
    assert [problem.code for problem in document.problems] == []


def test_a_jump_within_one_article_parts_no_other() -> None:
    document = parse(f"{OTHER}推进耕地保护\n■赵国栋\n{REST}（下转第3版）\n")
    assert [article.title for article in document.articles] == ["规范农村信用建设", "推进耕地保护"]


OPENING = (
    "推进耕地保护\n■赵国栋\n"
    + paragraphs(2, 4)
    + "　　各村的地块去年已经量过一遍，但是还没有分清。有的地块要由各村自己\n"
)


@pytest.mark.parametrize("to", [1, 2])
def test_both_parts_in_one_file_are_one_article(to: int) -> None:
    head = "第02版\n" if to == 2 else ""
    document = parse(f"第01版\n{OPENING}（下转第{to}版）\n{OTHER}{head}（上接第1版）\n丈量清楚。\n{REST}")
    assert [article.title for article in document.articles] == ["推进耕地保护", "规范农村信用建设"]
    assert [block.text for block in document.articles[0].body] == [
        line.strip() for line in f"{OPENING}丈量清楚。\n{REST}".replace("自己\n", "自己").splitlines()[2:]
    ]
    assert [piece.article for piece in document.furniture if piece.passage.part is Part.JUMP] == [0, 0]


def test_a_text_that_goes_on_elsewhere_takes_no_neighbours_end() -> None:
    document = parse(f"{OPENING}（下转第3版）\n{OTHER}（上接第2版）\n{REST}")
    bodies = [article.body[-1].text for article in document.articles]
    assert bodies == [
        "各村的地块去年已经量过一遍，但是还没有分清。有的地块要由各村自己",
        *(text.splitlines()[-1].strip() for text in (paragraphs(3, 1), REST)),
    ]
