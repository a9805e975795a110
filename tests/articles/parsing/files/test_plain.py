"""Plain text is read without what even it may be marked up with."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.files.plain import plain_lines
from tests.articles.parsing.made_prose import paragraphs


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("**张伯言**", "张伯言"),
        ("　　__李萍__ **赵国强**", "李萍 赵国强"),
        ("**编者按：**今年是第十年。", "编者按：今年是第十年。"),
        ("## **夯实根基**", "夯实根基"),
        ("李**、王**等人", "李**、王**等人"),
        ("2**3**4", "2**3**4"),
        ("** 空 **", "** 空 **"),
        ("一颗**星", "一颗**星"),
        ("注：***、**、*分别表示在1%、5%、10%的水平上显著", "注：***、**、*分别表示在1%、5%、10%的水平上显著"),
        ("*p<0.1，**p<0.05，***p<0.01", "*p<0.1，**p<0.05，***p<0.01"),
        ("系数显著（**、**）", "系数显著（**、**）"),
    ],
)
def test_marks_of_emphasis_are_in_no_text_and_masked_names_keep_their_stars(line, read):
    (found,) = plain_lines(line)
    assert found.text == read
    assert "".join(line[place] for place in found.places) == read


def test_a_name_that_is_set_in_bold_signs_its_article():
    document = parse(f"## 科学认识新技术的两面\n\n**张伯言**\n\n{paragraphs(3)}\n（作者单位：江城大学）\n")
    (article,) = document.articles
    assert (article.title, [person.name for person in article.authors]) == ("科学认识新技术的两面", ["张伯言"])
    assert document.coverage.unassigned == 0
