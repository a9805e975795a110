"""Who speaks in 【…】 at the head of paragraphs is no column."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.blocks.speakers import speakers
from tests.articles.parsing.made_prose import paragraphs

SAID = [line.strip() for line in paragraphs(4).split("\n") if line]


@pytest.mark.parametrize("between", ["", "\n"])
def test_a_round_table_is_one_article_in_the_order_of_its_speakers(between: str) -> None:
    who = ["王小明", "李大为", "王小明", "李大为"]
    text = "怎样办好集市\n" + "\n".join(f"　　【{name}】{between}{said}" for name, said in zip(who, SAID, strict=True))
    (article,) = parse(text).articles
    assert article.title == "怎样办好集市"
    assert article.column is None
    assert [block.text for block in article.body] == [f"【{name}】{said}" for name, said in zip(who, SAID, strict=True)]


@pytest.mark.parametrize(
    "texts",
    [
        ["【王小明】" + SAID[0], "【李大为】" + SAID[1]],
        ["【文化广角】", "【资政参考】", "【文化广角】"],
        ["【王小明】", "【李大为】", "【赵国栋】"],
    ],
    ids=["two alone", "columns", "each once and no text"],
)
def test_other_marks_are_nobody_speaking(texts: list[str]) -> None:
    assert speakers(texts) == frozenset()
