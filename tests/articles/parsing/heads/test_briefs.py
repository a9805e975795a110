"""Briefs that nobody signs, or somebody else, under a signed article that no note ends."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.heads.test_unsigned import CANTEEN, RIVER, ROAD
from tests.articles.parsing.made_prose import paragraphs

INDENTS = pytest.mark.parametrize("indent", ["", "　　"], ids=["flush", "set in"])
PROSE = [line.strip() for line in paragraphs(4, 11).splitlines()]
LABELS = ["高校动态", "支部风采", "文化简讯", "乡镇速递"]


def _texts(texts: tuple[str, ...] | list[str], indent: str = "　　") -> list[str]:
    return [indent + text * (1 + (len(text) < 80)) for text in texts]


def _signed(indent: str = "　　", *within: str) -> list[str]:
    first, *rest = _texts(CANTEEN, indent)
    return ["让社区食堂办得久", "李青", first, *within, *rest]


def _titles(lines: list[str]) -> list[tuple[str, int]]:
    """Each article's title, and how many paragraphs it has."""
    articles = parse("\n".join(lines)).articles
    return [(article.title, sum(block.kind == "paragraph" for block in article.body)) for article in articles]


@INDENTS
@pytest.mark.parametrize("label", LABELS)
def test_a_label_that_names_briefs_stands_over_one_of_its_own(label: str, indent: str) -> None:
    page = [*_signed(indent), label, "护林员的山中岁月", *_texts(PROSE[:2], indent)]
    (_, brief) = parse("\n".join(page)).articles
    assert (brief.column, brief.title, len(brief.body)) == (label, "护林员的山中岁月", 2)


@INDENTS
def test_a_label_that_names_several_stands_over_all_of_them(indent: str) -> None:
    page = [*_signed(indent), "文化简讯", "青年剧场上演新编地方戏", *_texts(PROSE[:2], indent)]
    page += ["县图书馆办起流动书车", *_texts(PROSE[2:], indent)]
    assert _titles(page) == [("让社区食堂办得久", 3), ("青年剧场上演新编地方戏", 2), ("县图书馆办起流动书车", 2)]


@INDENTS
@pytest.mark.parametrize("line", ["书车下了乡", "一、书车下了乡以后的变化"])
def test_a_short_or_a_numbered_line_within_a_brief_is_a_subheading(line: str, indent: str) -> None:
    page = [*_signed(indent), "文化简讯", "青年剧场上演新编地方戏", *_texts(PROSE[:2], indent)]
    page += [line, *_texts(PROSE[2:], indent)]
    assert _titles(page) == [("让社区食堂办得久", 3), ("青年剧场上演新编地方戏", 4)]


@INDENTS
@pytest.mark.parametrize("label", LABELS)
def test_a_label_among_an_articles_subheadings_is_one(label: str, indent: str) -> None:
    page = [*_signed(indent, "算好长久的账"), label, "护林员的山中岁月", *_texts(PROSE[:2], indent)]
    assert _titles(page) == [("让社区食堂办得久", 5)]


def _brief(title: str, *texts: str) -> list[str]:
    return [*_signed(), title, *_texts([*texts, PROSE[0]])]


def test_a_line_that_names_an_institution_of_the_text_under_it_alone_begins_another_article() -> None:
    page = _brief("东岭大学试行青年教师“安静期”", f"东岭大学有关负责人介绍，{PROSE[1]}")
    assert _titles(page) == [("让社区食堂办得久", 3), ("东岭大学试行青年教师“安静期”", 2)]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("社区学院开在家门口", f"社区学院的老师介绍，{PROSE[1]}"),  # a kind of them
        ("东岭大学的食堂有账可查", PROSE[1]),  # which the text does not name
        ("把账算到街坊心里去", f"把账算到街坊心里去，{PROSE[1]}"),
    ],
)
def test_any_other_line_alone_in_a_text_is_a_subheading(title: str, text: str) -> None:
    assert _titles(_brief(title, text)) == [("让社区食堂办得久", 5)]


def test_an_institution_that_the_text_above_names_too_is_that_texts() -> None:
    page = ["让社区食堂办得久", "李青", *_texts([f"东岭大学的食堂也一样，{CANTEEN[0]}", *CANTEEN[1:]])]
    page += ["东岭大学的食堂有账可查", *_texts([f"东岭大学有关负责人介绍，{PROSE[1]}", PROSE[0]])]
    assert _titles(page) == [("让社区食堂办得久", 5)]


def _signed_at_end(signature: str, gap: str = "", title: str = "小麦进入防病高峰") -> list[str]:
    return [*_signed(), gap, title, gap, *_texts(ROAD[:1] + RIVER[:1]), gap, signature]


def test_what_blank_lines_set_off_and_another_signs_is_that_ones() -> None:
    first, brief = parse("\n".join(_signed_at_end("（农　轩）"))).articles
    assert [(article.title, [person.name for person in article.authors]) for article in (first, brief)] == [
        ("让社区食堂办得久", ["李青"]),
        ("小麦进入防病高峰", ["农轩"]),
    ]


def test_a_line_set_off_in_a_text_that_its_own_author_signs_again_is_a_subheading() -> None:
    assert _titles(_signed_at_end("（李　青）")) == [("让社区食堂办得久", 5)]


REPORT = f"大桥封顶\n　　本报讯（记者　黄河清）{paragraphs(1, 5).strip()}\n{paragraphs(1, 6)}"
SIGNED_BELOW = f"\n修好老路\n■李　刚\n{paragraphs(3, 7)}"


def _items(point: str) -> str:
    titles = ("市妇联举办家庭教育公益课", "老年大学新增“手机摄影”专业")
    return "".join(f"\n{point}{title}\n{paragraphs(1, seed)}" for seed, title in enumerate(titles, 1))


@pytest.mark.parametrize("point", ["▲", "●", ""])
def test_briefs_under_their_label_are_articles(point: str) -> None:
    articles = parse(f"{REPORT}\n简讯\n{_items(point)}{SIGNED_BELOW}").articles
    assert [(article.column, article.title, len(article.body)) for article in articles] == [
        (None, "大桥封顶", 2),
        ("简讯", "市妇联举办家庭教育公益课", 1),
        ("简讯", "老年大学新增“手机摄影”专业", 1),
        (None, "修好老路", 3),
    ]


def test_briefs_behind_points_under_a_report_need_no_label() -> None:
    articles = parse(f"{REPORT}{_items('▲')}").articles
    assert [(article.title, len(article.body)) for article in articles] == [
        ("大桥封顶", 2),
        ("市妇联举办家庭教育公益课", 1),
        ("老年大学新增“手机摄影”专业", 1),
    ]


@pytest.mark.parametrize("point", ["▲", "●"])
def test_lines_behind_points_in_a_signed_text_are_its_subheadings(point: str) -> None:
    (article,) = parse(f"办好集市\n■王小明\n{paragraphs(2)}{_items(point)}").articles
    assert [block.kind for block in article.body].count("heading") == 2


def test_one_line_under_such_a_word_is_no_round_of_briefs() -> None:
    text = f"办好集市\n■王小明\n{paragraphs(2)}\n　　工作简讯\n\n　　街道办起夜校\n{paragraphs(1, 1)}"
    first, other = parse(f"{text}{SIGNED_BELOW}").articles
    assert (first.column, other.column, other.title) == (None, None, "修好老路")


@pytest.mark.parametrize("line", ["黄河清　摄影", "本报记者　黄河清　摄", "黄河清/摄影"])
def test_who_took_a_picture_is_still_a_credit(line: str) -> None:
    page = parse(f"{REPORT}{line}\n{SIGNED_BELOW}")
    assert [piece.kind for piece in page.furniture] == ["credit"]


@pytest.mark.parametrize(
    ("titles", "texts"),
    [
        (("病历先走一步", "药费就地报销"), ("", "")),
        (("做法：让病历比病人先走一步", "成效：一年就能少跑六趟省城"), ("", "")),
        (("把病历送到病人前头去", "让药费报销不再出镇子"), ("", "")),
        (("检查结果当天就能传到市里", "药费从此在镇上就地就能报"), ("", "常庆丰算过一笔账。")),
    ],
)
def test_what_stands_behind_points_within_a_report_is_its_headings(titles: tuple[str, ...], texts: tuple) -> None:
    told = f"{REPORT}　　院长常庆丰说，设备不稀奇，病历和检查结果传得到、药费报得了才是。{paragraphs(1, 8).strip()}\n"
    parts = "".join(
        f"\n■{title}\n　　{text}{paragraphs(1, seed).strip()}\n"
        for seed, (title, text) in enumerate(zip(titles, texts, strict=True))
    )
    first, other = parse(f"{told}{parts}{SIGNED_BELOW}").articles
    assert ([block.kind for block in first.body].count("heading"), other.title) == (2, "修好老路")


@pytest.mark.parametrize("text", ["据介绍，", "常庆丰算过一笔账。"])
def test_one_heading_within_a_report_that_goes_on_is_no_title(text: str) -> None:
    told = f"{REPORT}　　卫生院院长常庆丰说，设备并不稀奇。{paragraphs(1, 8).strip()}\n"
    part = f"\n下一步将扩大到所有乡镇\n　　{text}{paragraphs(1, 9).strip()}\n"
    first, other = parse(f"{told}{part}{SIGNED_BELOW}").articles
    assert (first.title, first.body[-2].kind, other.title) == ("大桥封顶", "heading", "修好老路")


@pytest.mark.parametrize(
    "titles",
    [
        ("让老街的灯亮起来", "把体检车开进村"),
        ("从四月起水价下调", "变电站昨日扩容"),
        ("路灯换装节能灯", "书屋延长开放"),
    ],
)
def test_what_stands_behind_points_and_shares_no_word_with_the_report_is_other_news(titles: tuple[str, str]) -> None:
    items = "".join(f"\n●{title}\n　　目前，{paragraphs(1, seed).strip()}\n" for seed, title in enumerate(titles))
    found = [article.title for article in parse(f"{REPORT}{paragraphs(1, 8)}{items}{SIGNED_BELOW}").articles]
    assert found == ["大桥封顶", *titles, "修好老路"]


@pytest.mark.parametrize("text", ["目前，", "据了解，", "昨日，卫生院院长常庆丰到场祝贺。"])
def test_news_that_begins_so_or_says_again_who_somebody_is_goes_on_with_no_report(text: str) -> None:
    told = f"{REPORT}　　卫生院院长常庆丰说，设备并不稀奇。{paragraphs(1, 8).strip()}\n"
    part = f"\n跨江轮渡恢复夜航\n　　{text}{paragraphs(1, 9).strip()}\n"
    assert [article.title for article in parse(f"{told}{part}{SIGNED_BELOW}").articles][1] == "跨江轮渡恢复夜航"


@pytest.mark.parametrize("label", ["简讯", "■ 短波", "■短讯"])
@pytest.mark.parametrize("point", ["★", "★ ", "▲"])
def test_lines_behind_points_under_a_label_are_titles_of_briefs_without_blank_lines_too(label: str, point: str) -> None:
    news = (
        "4月6日，桂园大桥主拱合龙。该桥长八百六十米，预计明年6月通车。",
        "图书馆今起征集老照片，入选的将收入数据库。",
    )
    items = f"{point}桂园大桥主拱合龙\n　　{news[0]}\n{point}市图书馆征集老照片\n　　{news[1]}"
    first, *others = parse(f"{REPORT}{label}\n{items}").articles
    assert first.title == "大桥封顶"
    assert [(each.title, each.column, [block.text for block in each.body]) for each in others] == [
        ("桂园大桥主拱合龙", label[-2:], [news[0]]),
        ("市图书馆征集老照片", label[-2:], [news[1]]),
    ]


def test_a_dispatch_of_a_paper_that_names_itself_begins_other_news() -> None:
    page = f"{REPORT}古城墙修缮完工　五一起免费开放\n　　江城日报讯（记者　冷秋水）{paragraphs(2, 9)}"
    assert [article.title for article in parse(page).articles] == ["大桥封顶", "古城墙修缮完工　五一起免费开放"]


def test_an_editor_in_brackets_ends_the_article_over_it() -> None:
    items = (
        f"{title}\n　　{paragraphs(2, n).strip()}"
        for n, title in enumerate(("检企共建：筑牢防线", "县委办：党建有效覆盖"), 3)
    )
    page = "\n　　（责任编辑：王仁）\n".join(items)
    assert [article.title for article in parse(page).articles] == ["检企共建：筑牢防线", "县委办：党建有效覆盖"]


def test_an_editor_in_brackets_within_a_signed_text_ends_nothing() -> None:
    page = f"检企共建\n■李　刚\n{paragraphs(2, 3)}　　（责任编辑：王仁）\n把账算在明处\n{paragraphs(2, 4)}"
    (article,) = parse(page).articles
    assert len(article.body) == 5
