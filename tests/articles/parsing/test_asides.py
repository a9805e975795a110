"""Lines in a text that only look like what stands around one: they stay in the text, in their place."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

ABOVE, BELOW = paragraphs(2), paragraphs(2, 1)


@pytest.mark.parametrize(
    "aside",
    [
        "（王小明）",  # who took a picture, or where
        "（张伟　李娜）",
        "（常德）",
        "注释：\n　　1.第一步先修下水管道，各家出一个人。\n　　2.第二步铺石板路面，由镇里拨款。",
        "参考资料：\n　　1、第一步先修下水管道，各家出一个人。\n　　2、第二步铺石板路面，由镇里拨款。",
        "核心提示\n　　这一段话说的是老街三十年来的变化，街坊们都还记得。",
        "内容提要：这本书写的是老街三十年来的变化，街坊们都还记得。",
        "编后 记者走访时看到，这一段话说的是老街三十年来的变化。",
    ],
)
def test_in_the_midst_of_a_text_it_is_text(aside: str) -> None:
    (article,) = parse(f"推进耕地保护\n■赵国栋\n{ABOVE}　　{aside}\n{BELOW}").articles
    said = "".join(line.strip() for line in f"{ABOVE}{aside}\n{BELOW}".splitlines())
    assert "".join(block.text for block in article.body) == said
    assert (article.lead, article.references, article.affiliation) == ((), (), None)


@pytest.mark.parametrize("said", ["图为清河大学学生在老街参观", "清河大学教授点评老街改造"])
def test_what_no_byline_says_of_its_author_is_no_affiliation(said: str) -> None:
    (article,) = parse(f"推进耕地保护\n■赵国栋\n（{said}）\n{ABOVE}").articles
    assert article.authors[0].affiliation is None


def test_points_of_the_text_under_references_are_text() -> None:
    entries = "　　参考文献：\n　　[1]王小明：《老街》。\n"
    (article,) = parse(f"推进耕地保护\n■赵国栋\n{ABOVE}{entries}　　（1）这一段话是正文里的第一点。\n{BELOW}").articles
    assert article.references == ("[1]王小明：《老街》。",)
    assert "（1）这一段话是正文里的第一点。" in "".join(block.text for block in article.body)
