"""A journal's paper as sites copy it: its issue, words that the site found, its head twice, labels in two scripts."""

from __future__ import annotations

from random import Random

import pytest

from articles.parsing import parse
from articles.parsing.types import DocumentKind, ParsedArticle
from tests.articles.parsing.made_prose import paragraph

TITLE = "农村用水管理的组织形态与路径"
TEXTS = [paragraph(Random(seed)) for seed in (1, 2, 3)]


def _read(*head: str, texts: list[str] = TEXTS) -> ParsedArticle:
    (article,) = parse("\n\n".join((*head, *texts))).articles
    return article


def _said(article: ParsedArticle) -> tuple[str, str | None, list[str], list[str]]:
    return article.title, article.kicker, [who.name for who in article.authors], [block.text for block in article.body]


@pytest.mark.parametrize(
    "between",
    [
        ("2016-11-25 13:17刘华英", "江北学报(哲学社会科学版) 2016年8期", "关键词:用水管水水渠"),
        ("2016-11-25", "江北学报 2016年第8期", "关键词：用水 管水"),
        ("2016年第8期《江北学报》",),
        ("《江北学报》2016年8期", "关键词:用水管水水渠"),
        ("2019-01-24刘华英",),
    ],
)
def test_what_a_copier_prints_under_a_title_is_neither_title_nor_author(between: tuple[str, ...]) -> None:
    assert _said(_read(TITLE, *between, "刘华英")) == (TITLE, None, ["刘华英"], TEXTS)


def test_a_head_that_stands_twice_begins_no_second_article() -> None:
    twice = (TITLE, "刘华英", "2016年第8期《江北学报》", TITLE, "刘华英")
    assert _said(_read(*twice)) == (TITLE, None, ["刘华英"], TEXTS)


def test_a_series_over_each_of_two_articles_is_no_head_printed_twice() -> None:
    page = ("学习贯彻全会精神系列评论", "本报评论员", "台账不能代替工作", TEXTS[0], TEXTS[1])
    both = parse("\n\n".join((*page, *page[:2], "夜市管得住更要管得活", TEXTS[2], paragraph(Random(4))))).articles
    assert [[who.name for who in article.authors] for article in both] == [["本报评论员"], ["本报评论员"]]


def test_an_issue_within_a_text_and_words_without_one_are_no_copiers() -> None:
    texts = [TEXTS[0], "江北学报 2016年8期", TEXTS[1]]
    assert "江北学报 2016年8期" in _said(_read(TITLE, "刘华英", texts=texts))[3]
    kept = "".join(part for part in _said(_read(TITLE, "刘华英", "关键词：用水 管水"))[3])
    assert "用水 管水" in kept


def test_two_articles_under_one_title_by_two_people_are_two() -> None:
    page = "\n\n".join((TITLE, "■刘华英", TEXTS[0], TITLE, "■王小明", TEXTS[1]))
    assert [[who.name for who in article.authors] for article in parse(page).articles] == [["刘华英"], ["王小明"]]


@pytest.mark.parametrize(
    ("abstract", "keywords", "about"),
    [("【摘要】", "【關鍵詞】", "【中圖分類號】D668 【文獻標識碼】A"), ("摘要：", "關鍵詞：", "中圖分類號：D668")],
)
def test_labels_of_a_paper_may_be_in_traditional_characters(abstract: str, keywords: str, about: str) -> None:
    words = f"{keywords}用水 管水"
    document = parse("\n\n".join((TITLE, "——以十二個縣為例", f"{abstract}{TEXTS[0]}", words, about, *TEXTS[1:])))
    (article,) = document.articles
    assert (document.kind, article.title, article.abstract) == (DocumentKind.JOURNAL_PAPER, TITLE, TEXTS[0])
    assert (article.subtitle, article.keywords) == ("——以十二個縣為例", ("用水", "管水"))


def test_a_text_in_traditional_characters_is_kept_as_it_is() -> None:
    texts = [text.replace("个县", "個縣").replace("农", "農") for text in TEXTS]
    assert _said(_read("農村關於用水的話題", "文章來源：江北日報", texts=texts))[3] == texts
