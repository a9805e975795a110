"""Whose words an article holds, on a line that ends in a colon over its title."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

FIRST, SECOND = "全国人大代表、江北区实验小学教师刘小英：", "全国政协委员、某某医学院研究员边永君："
OTHER = "全国政协委员、某某医学院研究员边永君在接受采访时表示："


@pytest.mark.parametrize("label", ["", "两会声音\n", "【两会声音】\n"])
@pytest.mark.parametrize("byline", ["本报记者　陈　晨", "■王小明"])
def test_who_speaks_stands_over_each_title(label: str, byline: str) -> None:
    second = f"{SECOND}\n修好社区的老路\n本报记者　田雅婷\n{paragraphs(3, 7)}"
    articles = parse(f"{label}{FIRST}\n让孩子吃上热乎饭\n{byline}\n{paragraphs(3)}{second}").articles
    assert [(article.kicker, article.title, len(article.body)) for article in articles] == [
        (FIRST, "让孩子吃上热乎饭", 3),
        (SECOND, "修好社区的老路", 3),
    ]


@pytest.mark.parametrize("line", [f"　　{SECOND}", OTHER, f"　　{OTHER}"])
def test_a_sentence_cut_off_at_its_colon_stays_text(line: str) -> None:
    text = f"让孩子吃上热乎饭\n■王小明\n{paragraphs(3)}{line}\n"
    articles = parse(f"{text}修好社区的老路\n本报记者　田雅婷\n{paragraphs(3, 7)}").articles
    assert [article.kicker for article in articles] == [None, None]
    assert line.strip() in "".join(block.text for article in articles for block in article.body)


@pytest.mark.parametrize(
    ("head", "title", "kicker"),
    [
        ("巷口的修鞋铺\n（外两章）", "巷口的修鞋铺（外两章）", None),
        ("电影《回声谷》：\n用沉默对抗遗忘", "电影《回声谷》：用沉默对抗遗忘", None),
        ("全国人大代表王小明：\n让孩子吃上热乎饭", "让孩子吃上热乎饭", "全国人大代表王小明："),
    ],
)
def test_what_belongs_to_a_title(head: str, title: str, kicker: str | None) -> None:
    article = parse(f"{head}\n赵国栋\n{paragraphs(3)}\n修好老路\n■李　刚\n{paragraphs(3, 7)}").articles[0]
    assert (article.title, article.kicker, article.column) == (title, kicker, None)
