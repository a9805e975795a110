"""What a web copy says on one line under its title, taken apart."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import DocumentKind
from tests.articles.parsing.made_prose import paragraphs

LINES = [
    "2026-03-12 09:15　南浦日报　许行",
    "许行 | 南浦日报 | 2026-03-12",
    "【来源：南浦日报】【作者：许行】【时间：2026-03-12】",
    "【作者：许行】【时间：2026-03-12】【来源：南浦日报】",
    "本报记者 许行 《南浦日报》 2026年3月12日",
    "南浦日报 · 记者 许行 · 2026年3月12日",
    "2026-03-12南浦日报记者 许行",
    "许行 2026年3月12日 07:30 南浦日报 阅读 1024",
    "2026-03-12 07:58:33　|　来源：南浦日报　|　记者：许行　|　浏览量：1286　|　字体：【大 中 小】",
    "发布时间：2026-03-12 09:15　来源：南浦日报　作者：许行　责任编辑：丁一禾　打印",
    "南浦日报 记者 许行\n2026-03-12 09:15",
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_under_a_title_says_who_wrote_and_where_and_when_it_was_printed(line: str) -> None:
    parsed = parse(f"菜场里的公平秤\n{line}\n\n{paragraphs(3, 5)}")
    (article,) = parsed.articles
    assert (article.title, article.kicker, article.subtitle, article.column) == ("菜场里的公平秤", None, None, None)
    assert [person.name for person in article.authors] == ["许行"]
    said = [each and each.value for each in (parsed.imprint.date, parsed.imprint.publication, parsed.imprint.section)]
    assert said == ["2026-03-12", "南浦日报", None]
    assert (len(article.body), parsed.kind, parsed.coverage.unassigned) == (3, DocumentKind.ARTICLE, 0)


def test_a_reporter_of_a_paper_in_title_marks_signs() -> None:
    (article,) = parse(f"菜场里的公平秤\n《南浦日报》记者　许行\n{paragraphs(3, 5)}").articles
    assert ([person.name for person in article.authors], article.title) == (["许行"], "菜场里的公平秤")


@pytest.mark.parametrize(
    "lines",
    [
        "这样的小事，为什么就办不成呢？\n作者：许行　《南浦日报》　2026年3月12日",
        "特别奖\n作者：许行　1978年5月1日　摄影报",
    ],
)
def test_no_title_stands_right_under_a_paragraph(lines: str) -> None:
    page = f"菜场里的公平秤\n{paragraphs(2, 5)}{lines}\n\n向阳里的晾衣绳\n梅子青\n{paragraphs(3, 6)}"
    assert [article.title for article in parse(page).articles] == ["菜场里的公平秤", "向阳里的晾衣绳"]


def test_two_reporters_sign_and_the_page_is_told() -> None:
    parsed = parse(f"菜场里的公平秤\n本报记者 许行 梅子青 《南浦日报》 2026年3月12日 A05版\n{paragraphs(3, 5)}")
    assert [person.name for person in parsed.articles[0].authors] == ["许行", "梅子青"]
    assert parsed.imprint.page
    assert parsed.imprint.page.value == "A05"


def test_such_a_line_in_a_list_of_a_text_stays_in_it() -> None:
    listed = "　　入选的三篇稿件是：\n　　2026-03-12 南浦日报 许行\n　　2026-03-14 南浦日报 梅子青\n"
    (article,) = parse(f"菜场里的公平秤\n■王小明\n{paragraphs(2, 5)}{listed}{paragraphs(2, 6)}").articles
    assert [person.name for person in article.authors] == ["王小明"]
    assert article.title == "菜场里的公平秤"


@pytest.mark.parametrize(
    "listed",
    [
        "一等奖\n2026-03-12 南浦日报 许行\n2026-03-14 南浦日报 梅子青\n",
        "新书\n《慢校》 作者：许行\n《河流的账本》 作者：梅子青\n",
        "新书\n《慢校》 作者：许行\n",
    ],
)
def test_what_a_list_names_signs_nothing(listed: str) -> None:
    articles = parse(f"菜场里的公平秤\n■王小明\n{paragraphs(2, 5)}{listed}{paragraphs(2, 6)}").articles
    assert {person.name for article in articles for person in article.authors} == {"王小明"}


@pytest.mark.parametrize("byline", ["经济日报记者 王小明", "本报记者 王小明 李文", "南浦日报 王小明"])
def test_a_papers_own_byline_is_not_taken_apart(byline: str) -> None:
    first, second = parse(
        f"第5版　理论　2026年3月12日\n菜场里的公平秤\n{byline}\n{paragraphs(3, 5)}（作者系某某大学教授）\n"
        f"修好老路\n■李　刚\n{paragraphs(3, 6)}"
    ).articles
    assert "王小明" in [person.name for person in first.authors]
    assert (first.title, second.title) == ("菜场里的公平秤", "修好老路")


@pytest.mark.parametrize(
    "head", ["南浦日报 2026年3月12日 文化", "2026年3月12日　南浦日报　时政", "南浦日报 2026年3月12日 第5版"]
)
def test_a_pages_head_names_nobody(head: str) -> None:
    (article,) = parse(f"副刊\n{head}\n菜场里的公平秤\n■王小明\n{paragraphs(3, 5)}").articles
    assert ([person.name for person in article.authors], article.title) == (["王小明"], "菜场里的公平秤")


WECHAT = (
    '<html><body><h1 id="activity-name">菜场里的公平秤</h1><div id="meta_content">'
    '<span class="rich_media_meta">原创</span> <span class="rich_media_meta">许行</span> '
    '<a id="js_name">黎阳教育</a> <em id="publish_time">2026-03-12 18:00</em></div>'
)


@pytest.mark.parametrize(
    "head",
    [
        "菜场里的公平秤\n原创 许行 黎阳教育 2026-03-12 18:00 江苏\n",
        "菜场里的公平秤\n\n原创　许行　黎阳教育\n2026年03月12日 18:00　江苏\n\n",
        "菜场里的公平秤\n原创 许行 黎阳教育 2026-03-12 18:00 江岚\n",  # a place that reads like a name
        WECHAT,
    ],
)
def test_an_account_is_where_a_text_was_published_and_nobodys_name(head: str) -> None:
    parsed = parse(head + "".join(f"<p>{line}</p>\n" if "<" in head else f"{line}\n" for line in paragraphs(3).split()))
    (article,) = parsed.articles
    assert (article.title, [person.name for person in article.authors]) == ("菜场里的公平秤", ["许行"])
    said = [each and each.value for each in (parsed.imprint.date, parsed.imprint.publication, parsed.imprint.section)]
    assert said == ["2026-03-12", "黎阳教育", None]


@pytest.mark.parametrize("below", ["", "2026年3月12日\n"])
def test_two_names_over_no_hour_both_sign(below: str) -> None:
    (article,) = parse(f"菜场里的公平秤\n\n原创　许行　梁小满\n{below}\n{paragraphs(3, 5)}").articles
    assert [person.name for person in article.authors] == ["许行", "梁小满"]


def test_the_paper_that_a_site_has_it_from_is_told_beside_its_author() -> None:
    parsed = parse(f"菜场里的公平秤\n2026-03-12 09:15 来源：南浦网－南浦日报 作者：许行\n{paragraphs(3, 5)}")
    assert [person.name for person in parsed.articles[0].authors] == ["许行"]
    assert parsed.imprint.publication
    assert parsed.imprint.publication.value == "南浦日报"


@pytest.mark.parametrize(
    ("line", "paper"),
    [
        ("作者：周远山　来源：农民日报　责任编辑：李伟", "农民日报"),
        ("周远山　江城时报　2026年4月16日", "江城时报"),
        ("周远山　《江城日报》（2026年03月05日 第07版）", "江城日报"),
    ],
)
def test_such_a_line_under_a_text_signs_it(line: str, paper: str) -> None:
    page = parse(f"菜场里的公平秤\n\n{paragraphs(3, 5)}\n{line}\n")
    assert [who.name for who in page.articles[0].authors] == ["周远山"]
    assert page.imprint.publication is not None
    assert page.imprint.publication.value == paper


def test_an_accounts_line_may_stand_over_the_title() -> None:
    page = parse(f"原创 周远山 江城时报 2026年4月16日 08:30 江苏\n菜场里的公平秤\n\n{paragraphs(3, 5)}")
    assert [(article.title, article.authors[0].name) for article in page.articles] == [("菜场里的公平秤", "周远山")]


def test_a_line_that_begins_with_its_day_stands_under_a_title_right_under_another_text() -> None:
    line = "2026-04-17　作者：许文静　来源：农民日报"
    first = f"菜场里的公平秤\n2026-04-16　作者：许行　来源：农民日报\n\n{paragraphs(3, 5)}"
    page = f"{first}向阳里的晾衣绳\n{line}\n\n{paragraphs(3, 6)}"
    assert [(article.title, article.authors[0].name) for article in parse(page).articles] == [
        ("菜场里的公平秤", "许行"),
        ("向阳里的晾衣绳", "许文静"),
    ]


def test_what_is_said_of_editors_and_clicks_under_such_a_line_is_no_text() -> None:
    line = "2026-04-16 09:20　来源：农民日报　作者：周远山\n\n责任编辑：李伟　浏览：1203次　字号：大 中 小"
    (article,) = parse(f"菜场里的公平秤\n\n{line}\n\n{paragraphs(3, 5)}").articles
    assert (article.title, article.authors[0].name, len(article.body)) == ("菜场里的公平秤", "周远山", 3)


def test_a_place_of_work_may_stand_before_the_name() -> None:
    line = "2011-09-16 08:53:10 | 来源：农民日报 | 作者：某某法学研究所副所长 周远山"
    (article,) = parse(f"菜场里的公平秤\n{line}\n{paragraphs(3, 5)}").articles
    assert [(who.name, who.affiliation) for who in article.authors] == [("周远山", "某某法学研究所副所长")]


@pytest.mark.parametrize(
    "line",
    [
        "2025年12月08日 字数：1099",
        "农民日报 2016年02月02日 08:42 A-A+ 二维码",
        "时间： 2017-07-26 10:21:38来源： 作者： 阅读：",
    ],
)
def test_a_line_that_names_nobody_beside_its_day_is_no_title(line: str) -> None:
    page = parse(f"菜场里的公平秤\n\n{line}\n　　□文/周远山\n\n{paragraphs(3, 5)}")
    assert [(article.title, article.authors[0].name) for article in page.articles] == [("菜场里的公平秤", "周远山")]
    assert page.imprint.date is not None
