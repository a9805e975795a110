"""How far a column's name reaches: the articles that follow it, or one alone."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

TITLES = ("怎样办好老街的集市", "修好村口的三条路", "把农技课开到田埂上", "让书屋亮起晚灯")
NAMES = ("王小明", "李文远", "张晓慧", "陈立功")


def _columns(text: str, name: str = "page.txt") -> list[str | None]:
    articles = parse(text, name).articles
    assert [article.title for article in articles] == list(TITLES[: len(articles)])
    assert [person.name for article in articles for person in article.authors] == list(NAMES[: len(articles)])
    return [article.column for article in articles]


def _html(n: int, over: str = "") -> str:
    text = "".join(f"<p>{line}</p>" for line in paragraphs(3, n).splitlines())
    return f"{over}<h1>{TITLES[n]}</h1><p class='author'>{NAMES[n]}</p>{text}"


def _plain(n: int, *, square: str = "", under_title: str = "", before_name: str = "", before_title: str = "") -> str:
    under = f"{under_title}\n" if under_title else ""
    return f"{before_title}{TITLES[n]}\n{under}{before_name}{square}{NAMES[n]}\n{paragraphs(3, n)}"


MARK = "<p>【城乡论坛】</p>"


@pytest.mark.parametrize("frame", ["div", "article", "section", "li", "td"])
def test_a_mark_in_an_articles_own_element_is_that_articles(frame: str) -> None:
    framed = "".join(f"<{frame}>{_html(n, MARK * (n == 0))}</{frame}>" for n in range(3))
    page = f"<body><table><tr>{framed}</tr></table></body>" if frame == "td" else f"<body>{framed}</body>"
    assert _columns(page, "page.html") == ["城乡论坛", None, None]


@pytest.mark.parametrize(
    ("page", "columns"),
    [
        # at the page's head, over the elements of the articles
        (f"{MARK}<div>{_html(0)}</div><div>{_html(1)}</div>", ["城乡论坛"] * 2),
        (f"<div>{MARK}</div><div>{_html(0)}</div><div>{_html(1)}</div>", ["城乡论坛"] * 2),
        # of a section, with several articles and another that is in none
        (
            f"<section>{MARK}<div>{_html(0)}</div><div>{_html(1)}</div></section><section>{_html(2)}</section>",
            ["城乡论坛", "城乡论坛", None],
        ),
        # no article has an element of its own
        (f"<div>{_html(0, MARK)}{_html(1)}</div>", ["城乡论坛"] * 2),
        # in the element of a head
        (
            f"<div>{MARK}<h1>{TITLES[0]}</h1></div>{_html(0).partition('</h1>')[2]}<div>{_html(1)}</div>",
            ["城乡论坛", None],
        ),
        # whatever it is called
        (f"<div>{_html(0, MARK.replace('论坛', '笔谈'))}</div><div>{_html(1)}</div>", ["城乡笔谈", None]),
    ],
)
def test_a_mark_reaches_as_far_as_the_element_that_it_stands_in(page: str, columns: list[str | None]) -> None:
    assert _columns(f"<body>{page}</body>", "page.html") == columns


@pytest.mark.parametrize(
    ("first", "columns"),
    [
        ({"under_title": "【城乡论坛】"}, ["城乡论坛", None]),
        ({"before_title": "【城乡论坛】"}, ["城乡论坛", None]),
        ({"before_name": "【城乡论坛】"}, ["城乡论坛", None]),
        ({"before_title": "【城乡论坛】\n"}, ["城乡论坛"] * 2),
        ({"before_title": "【智库圆桌】"}, ["智库圆桌"] * 2),
        ({"under_title": "【智库圆桌】"}, ["智库圆桌"] * 2),
        ({"under_title": "【获奖征文】"}, ["获奖征文"] * 2),
        ({"before_title": "【读者来信】"}, ["读者来信"] * 2),
        ({"under_title": "【城乡论坛】", "square": "■"}, ["城乡论坛"] * 2),
        ({"before_title": "【智库头条】\n", "square": "■"}, ["智库头条"] * 2),
    ],
)
def test_a_mark_in_a_head_is_that_articles(first: dict[str, str], columns: list[str | None]) -> None:
    square = first.get("square", "")
    assert _columns(_plain(0, **first) + _plain(1, square=square)) == columns


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        (("", "学思践悟\n\n", ""), ["城乡论坛", "学思践悟", None]),
        (("枕边\n", "学思\n", "街坊\n", ""), ["枕边", "学思", "街坊", "城乡论坛"]),
        (("", "", ""), ["城乡论坛"] * 3),
    ],
)
def test_a_label_over_a_later_article_ends_what_stands_over_the_first(labels: tuple[str, ...], columns: list) -> None:
    articles = (f"{_plain(n, before_title=label)}\n" for n, label in enumerate(labels))
    assert _columns(f"【城乡论坛】\n\n{''.join(articles)}") == columns


def test_a_mark_under_a_package_holds_for_its_articles() -> None:
    note = "　　老街和村路怎样修，集市怎样办，大家都有话说。本报特邀几位学者撰文，与读者共享。\n　　——编者\n"
    page = f"城乡融合三人谈\n【城乡论坛】\n{note}{_plain(0)}{_plain(1)}"
    assert _columns(page) == ["城乡论坛"] * 2


@pytest.mark.parametrize(
    ("marks", "columns"),
    [
        (("【身边人物】\n", "【城乡时评】\n", ""), ["身边人物", "城乡时评", None]),
        (("【人物】\n", "【时评】\n", ""), ["人物", "时评", "时评"]),
        (("【身边人物】\n", "【支部园地】\n", ""), ["身边人物", "支部园地", "支部园地"]),
        (("【城乡时评】\n", "", ""), ["城乡时评"] * 3),
        (("", "【城乡时评】\n", ""), [None, "城乡时评", "城乡时评"]),
    ],
)
def test_a_page_that_says_of_each_article_of_what_genre_it_is(marks: tuple[str, ...], columns: list[str]) -> None:
    assert _columns("".join(_plain(n, before_title=mark) for n, mark in enumerate(marks))) == columns


@pytest.mark.parametrize(
    ("levels", "columns"),
    [
        (("#", "##", "#"), ["城乡论坛", None]),
        (("#", "##", "##"), ["城乡论坛"] * 2),
        (("#", "#", "#"), ["城乡论坛"] * 2),
    ],
)
def test_in_markdown_a_mark_reaches_to_the_end_of_its_section(levels: tuple[str, ...], columns: list[str]) -> None:
    texts = [paragraphs(3, n).replace("\n", "\n\n").replace("　　", "") for n in range(2)]
    heads = [f"{level} {TITLES[n]}\n\n{NAMES[n]}\n\n" for n, level in enumerate(levels[1:])]
    page = f"{levels[0]} 【城乡论坛】\n\n{heads[0]}{texts[0]}{heads[1]}{texts[1]}"
    assert _columns(page, "page.md") == columns


def test_where_a_scan_gave_headings_any_level_they_tell_of_no_sections() -> None:
    levels, marks = ("##", "#", "#"), ("# 【城乡论坛】\n\n", "", "## 【支部园地】\n\n")
    heads = (f"{marks[n]}{levels[n]} {TITLES[n]}\n\n{NAMES[n]}\n\n" for n in range(3))
    texts = (paragraphs(3, n).replace("\n", "\n\n").replace("　　", "") for n in range(3))
    page = "".join(f"{head}{text}" for head, text in zip(heads, texts, strict=True))
    assert _columns(page, "page.md") == ["城乡论坛", "城乡论坛", "支部园地"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_headings_mark_may_stand_right_over_the_heading(gap: str) -> None:
    texts = [paragraphs(3, n).replace("\n", "\n\n").replace("　　", "") for n in range(2)]
    page = f"## 【城乡论坛】{gap}## {TITLES[0]}\n\n{NAMES[0]}\n\n{texts[0]}## {TITLES[1]}\n\n{NAMES[1]}\n\n{texts[1]}"
    assert _columns(page, "page.md") == ["城乡论坛"] * 2


def _after_first(page: str) -> list[str | None]:
    return [article.column for article in parse(f"{TITLES[0]}\n□{NAMES[0]}\n{paragraphs(3)}\n{page}").articles][1:]


def _item(n: int, *, sign: str = "◎", ahead: str = "") -> str:
    byline = f"{sign}{NAMES[n]}\n" if sign else ""
    return f"{TITLES[n]}\n{byline}{ahead}{paragraphs(3, n).strip() if ahead else paragraphs(3, n)}\n"


@pytest.mark.parametrize("last", ["本报记者　", "□"])
def test_letters_signed_alike_under_a_bare_label_are_in_one_column(last: str) -> None:
    assert _after_first(f"来论\n{_item(1)}\n{_item(2)}") == ["来论", "来论"]
    assert _after_first(f"来论\n{_item(1)}\n{_item(2, sign=last)}") == ["来论", None]
    assert _after_first(f"来论\n{_item(1)}\n街谈\n{_item(2)}\n{_item(3)}") == ["来论", "街谈", None]
    assert _after_first(f"街谈\n{_item(1)}\n{_item(2)}") == ["街谈", None]
    assert _after_first(f"来论\n{_item(1, sign='□')}\n{_item(2, sign='□')}") == ["来论", None]  # as all of the page
    page = "".join(f"{_plain(n, square='□')}" for n in range(3))
    assert _columns(f"读者来信\n{page}") == ["读者来信"] * 3  # over all that the page has


def test_briefs_under_a_bare_label_are_in_one_column_until_somebody_signs() -> None:
    first, second = (_item(n, sign="", ahead="　　本报讯　").replace("\n\n", "\n") for n in (1, 2))
    assert _after_first(f"简讯\n{first}{second}\n{_item(3)}") == ["简讯", "简讯", None]


POEM = "麦子黄了的时候\n母亲坐在田埂上\n把一捧麦粒\n吹给风看\n"


def test_poems_under_a_bare_label_are_in_one_column_and_an_essay_after_them_is_not() -> None:
    poems = f"诗苑\n\n麦子黄了\n□林间\n{POEM}\n夜江\n□江远\n{POEM}\n"
    assert _after_first(f"{poems}{_item(3, sign='□')}") == ["诗苑", "诗苑", None]


@pytest.mark.parametrize(
    ("marks", "squares", "columns"),
    [
        (("·故纸堆·\n", "·学书札记·\n"), "", ["故纸堆", None, "学书札记"]),
        (("【人间草木】\n", "【灯下漫笔】\n"), "", ["人间草木", None, "灯下漫笔"]),
        # bylines with squares, marks apart from titles, what names no genre, or several
        (("【人间草木】\n", "【灯下漫笔】\n"), "□", ["人间草木", "人间草木", "灯下漫笔"]),
        (("【人间草木】\n\n", "【灯下漫笔】\n\n"), "", ["人间草木", "人间草木", "灯下漫笔"]),
        (("【理论前沿】\n", "【智库建言】\n"), "", ["理论前沿", "理论前沿", "智库建言"]),
        (("【城乡大家谈】\n", "【灯下漫笔】\n"), "", ["城乡大家谈", "城乡大家谈", "灯下漫笔"]),
        (("【街谈巷议】\n", "【灯下漫笔】\n"), "", ["街谈巷议", "街谈巷议", "灯下漫笔"]),
    ],
)
def test_marks_that_touch_their_titles_on_a_page_of_genres_are_each_of_one_article(
    marks: tuple[str, str], squares: str, columns: list[str | None]
) -> None:
    first, last = (_plain(n, square=squares, before_title=mark) for n, mark in zip((0, 2), marks, strict=True))
    assert _columns("\n".join([first, _plain(1, square=squares), last])) == columns


def _under_mark(mark: str, kickers: tuple[str, ...], square: str = "") -> list[str | None]:
    heads = (_plain(n, square=square, before_title=f"{kicker}\n" if kicker else "") for n, kicker in enumerate(kickers))
    return _columns(f"{mark}\n{''.join(heads)}")


KICKER = "把准方向　抓住关键　务求实效"


def test_a_mark_over_a_title_is_not_of_the_one_other_article_that_has_a_kicker_there() -> None:
    assert _under_mark("【学思践悟】", ("", KICKER)) == ["学思践悟", None]
    page = f"【学思践悟】\n{_plain(0)}{KICKER}\n{_plain(1)}【实践新论】\n{_plain(2)}"
    assert _columns(page) == ["学思践悟", None, "实践新论"]


@pytest.mark.parametrize(
    ("mark", "kickers", "square"),
    [
        ("【学思践悟】", ("", ""), ""),
        ("【学思践悟】", (KICKER, "沿着河岸　走进集市　看见变化"), ""),  # both have one
        ("【学思践悟】", ("", KICKER, ""), ""),  # of three
        ("【学思践悟】", ("", KICKER), "■"),  # a section of a theory page
        ("【乡村笔谈】", ("", KICKER), ""),
        ("【本地新闻】", ("", KICKER), ""),
        ("【民生关注】", ("", KICKER), ""),
    ],
)
def test_a_mark_over_several_articles_stays_theirs(mark: str, kickers: tuple[str, ...], square: str) -> None:
    assert _under_mark(mark, kickers, square) == [mark[1:-1]] * len(kickers)
