"""What front matter or <meta> says of an article helps where the text lost it, and never replaces what is printed."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import Role, TitleOrigin
from tests.articles.parsing.made_prose import paragraphs

TEXT = paragraphs(3)
NOTE = "　　（作者系某某大学教授）\n"


def head(**fields: str) -> str:
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items()) + "---\n\n"


def page(body: str, title: str = "推进耕地保护", author: str = "赵国栋") -> str:
    lines = "".join(f"<p>{line}</p>\n" for line in body.splitlines())
    said = f"<title>{title}--理论-某某网</title><meta name='author' content='{author}'>"
    return f"<html><head>{said}</head><body>{lines}</body></html>"


@pytest.mark.parametrize("text", [head(title="推进耕地保护", author="赵国栋") + TEXT + NOTE, page(TEXT + NOTE)])
def test_what_the_text_lost_is_taken_and_said_so(text: str) -> None:
    article = parse(text).articles[0]
    assert (article.title, article.title_origin) == ("推进耕地保护", TitleOrigin.INFERRED)
    assert article.title_reason is not None
    assert "头信息" in article.title_reason
    assert [person.name for person in article.authors] == ["赵国栋"]
    assert [problem.code for problem in article.problems] == ["inferred-title", "author-from-file-head"]


def test_the_rest_of_a_title_cut_short_is_taken() -> None:
    article = parse(head(title="推进耕地保护的路径") + "推进耕地保护的\n■赵国栋\n" + TEXT).articles[0]
    assert (article.title, article.title_origin) == ("推进耕地保护的路径", TitleOrigin.TRUNCATED)


def test_a_column_and_an_organisation_are_taken() -> None:
    fields = head(title="推进耕地保护（专题深思）", author="某某大学经济学院课题组", category="思想纵横")
    article = parse(fields + "推进耕地保护\n\n" + TEXT).articles[0]
    assert (article.column, article.authors[0].role) == ("思想纵横", Role.ORGANISATION)
    assert article.title_origin is TitleOrigin.PRINTED


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("推进耕地保护", "赵国栋"),
        ("推进耕地保护——三个县的调查", "李大为 赵国栋"),
        ("三个县的调查", "赵国栋"),
        ("", "admin"),
    ],
)
def test_a_head_that_agrees_changes_nothing(title: str, author: str) -> None:
    body = "推进耕地保护\n——三个县的调查\n赵国栋\n" + TEXT
    article = parse(head(title=title, author=author) + body).articles[0]
    assert (article.title, article.subtitle) == ("推进耕地保护", "——三个县的调查")
    assert [person.name for person in article.authors] == ["赵国栋"]
    assert article.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        head(title="推进耕地保护的路径", author="王小明") + "推进耕地保护\n赵国栋\n" + TEXT,
        head(title="扩大仓储物流", author="王小明") + "推进耕地保护\n赵国栋\n" + TEXT,
    ],
)
def test_what_is_printed_stays_and_a_contradiction_is_said(text: str) -> None:
    article = parse(text).articles[0]
    assert (article.title, article.authors[0].name) == ("推进耕地保护", "赵国栋")
    assert [problem.code for problem in article.problems] == ["hint-differs", "hint-differs"]


@pytest.mark.parametrize("title", ["某某网理论频道", "推进耕地保护_某某网"])
def test_a_site_s_own_title_contradicts_nothing(title: str) -> None:
    article = parse(page("推进耕地保护\n赵国栋\n" + TEXT, title=title)).articles[0]
    assert (article.title, article.problems) == ("推进耕地保护", ())


def test_a_head_says_nothing_of_several_articles() -> None:
    body = "推进耕地保护\n■赵国栋\n" + TEXT + NOTE + "\n规范农村信用建设\n■李大为\n" + paragraphs(3, 1)
    document = parse(head(title="理论版", author="王小明") + body)
    assert [[person.name for person in article.authors] for article in document.articles] == [["赵国栋"], ["李大为"]]
    assert [article.problems for article in document.articles] == [(), ()]


def test_a_title_that_is_the_printed_pages_is_no_articles() -> None:
    said = parse(page(f"江边的树\n■王小明\n{TEXT}", "柳河日报 2026-06-05 第4版 生态周刊"))
    hints = (said.hints.title, said.hints.date, said.hints.page, said.hints.section, said.hints.publication)
    assert hints == ("", "2026-06-05", "4", "生态周刊", "柳河日报")
    assert not [problem for problem in said.articles[0].problems if "题目" in problem.message]
    assert parse(page(TEXT, "2026年6月5日的江边")).articles[0].title == "2026年6月5日的江边"


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("守住老手艺 柳河日报 2026年6月5日 第4版", "守住老手艺"),
        ("守住老手艺（柳河日报 2026年6月5日）", "守住老手艺"),
        ("《柳河日报》（2026年6月5日 第4版）守住老手艺", "守住老手艺"),
        ("守住老手艺 2026-06-05 第4版", "守住老手艺"),
        ("柳河日报 2026年6月5日社论", "柳河日报 2026年6月5日社论"),
    ],
)
def test_a_title_beside_the_papers_name_is_the_articles(title: str, own: str) -> None:
    assert parse(page(TEXT, title)).articles[0].title == own


@pytest.mark.parametrize("site", ["www.example.cn", "@jcrb", "我的剪报"])
def test_a_sites_address_is_no_publication(site: str) -> None:
    assert parse(f"---\ntitle: 江边的树\nsite: '{site}'\n---\n\n{TEXT}", "a.md").hints.publication == ""


SECTIONS = f"## 缘起\n\n{paragraphs(2, 1)}\n## 难处\n\n{paragraphs(2, 2)}"


def test_a_title_over_sections_stands_in_the_head_alone() -> None:
    fields = head(title='"耕地这样护"', subtitle="三个县的调查", author="[赵国栋, 李大为]", categories="[耕地, 保护]")
    parsed = parse(fields + SECTIONS, "a.md")
    (article,) = parsed.articles
    assert (article.title, article.subtitle, article.column) == ("耕地这样护", "三个县的调查", None)
    assert [person.name for person in article.authors] == ["赵国栋", "李大为"]
    assert [block.text for block in article.body if block.kind == "heading"] == ["缘起", "难处"]
    assert parsed.coverage.unassigned == 0


@pytest.mark.parametrize("title", ["2026年第3期卷首", "江城晚报副刊2026年3月5日", "江城晚报数字报-第6版"])
def test_what_names_a_page_or_an_issue_is_no_title(title: str) -> None:
    assert parse(head(title=f'"{title}"') + SECTIONS, "a.md").articles[0].title == "缘起"


def test_a_column_beside_a_genre_is_one() -> None:
    fields = head(title="耕地这样护", categories="[灯下漫笔, 散文]")
    assert parse(f"{fields}# 耕地这样护\n\n{TEXT}", "a.md").articles[0].column == "灯下漫笔"


def test_a_heading_over_all_of_the_text_or_over_a_byline_is_the_title() -> None:
    fields = head(title="耕地这样护")
    for body in (f"## 三个县的调查\n\n{TEXT}", f"## 三个县的调查\n\n赵国栋\n\n{TEXT}\n## 难处\n\n{paragraphs(2, 2)}"):
        assert parse(fields + body, "a.md").articles[0].title == "三个县的调查"


_SIGNED = "从渠道看一个县的用水管理"
_SAID = "".join(f"第{number}个县的用水管理有了新的进展，村里的投入逐年增加。" for number in range(2, 6))


@pytest.mark.parametrize(
    ("line", "names", "body"),
    [
        (f"王小明 李青云：{_SIGNED}", ["王小明", "李青云"], [_SAID, _SAID]),
        (f"王小明 李青云 | {_SIGNED}", ["王小明", "李青云"], [_SAID, _SAID]),
        (
            f"王小明：{_SIGNED}",
            ["王小明"],
            [_SAID, _SAID, "作者王小明，江北大学教授，长期研究用水管理的组织和它的历史沿革。"],
        ),
    ],
)
def test_who_stands_before_the_title_of_a_files_only_article_signs_it(
    line: str, names: list[str], body: list[str]
) -> None:
    (article,) = parse("\n\n".join((line, *body))).articles
    assert (article.title, [who.name for who in article.authors]) == (_SIGNED, names)


@pytest.mark.parametrize(
    "line",
    [
        f"王小明：{_SIGNED}",
        "用水管理：从渠道看一个县的治理",
        "王小明 李青云：渠道管护要落到每一个村组",
        "王小明：“渠道管护落到了每一个村组”",
    ],
)
def test_what_somebody_says_or_does_is_a_title_as_it_is(line: str) -> None:
    (article,) = parse("\n\n".join((line, _SAID, _SAID))).articles
    assert (article.title, article.authors) == (line, ())


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("王小明：守了四十年的藏书楼", (f"王小明，今年六十二岁，江北县一名守楼人。{_SAID}", _SAID)),
        ("王小明：从放牛娃到水稻专家的四十年", (_SAID, _SAID, "王小明，1958年生，江北大学教授，从事水稻育种四十年。")),
        ("王小明 李青云：一对夫妻的四十里巡线路", (_SAID, _SAID)),
        ("王小明 李青云：把省队的冠军奖杯带回江北", (f"本报讯　{_SAID}", _SAID)),
    ],
)
def test_whom_a_portrait_or_news_names_before_its_title_does_not_sign(line: str, body: tuple[str, ...]) -> None:
    (article,) = parse("\n\n".join((line, *body))).articles
    assert (article.title, article.authors) == (line, ())
