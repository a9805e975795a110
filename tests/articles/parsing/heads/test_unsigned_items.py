"""What nobody signs beside a page's articles: shelves of books, notices, roundups, lists, answers, tables."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import ParsedArticle
from tests.articles.parsing.made_prose import paragraphs

SIGNED = f"规范农村信用建设\n■李大为\n{paragraphs(4, 1)}"
SAID = [line.strip() for line in paragraphs(8, 2).split("\n") if line]


def _texts(article: ParsedArticle) -> list[str]:
    return [block.text for block in article.body]


@pytest.mark.parametrize("imprint", ["", "王立新 著 某某出版社出版\n"])
@pytest.mark.parametrize("gap", ["\n", ""])
def test_a_shelf_over_one_book_is_its_column(imprint: str, gap: str) -> None:
    first, book = parse(f"{SIGNED}{gap}新书架\n《长江简史》\n{imprint}{paragraphs(2, 3)}").articles
    assert (len(first.body), book.column, book.title, len(book.body)) == (4, "新书架", "《长江简史》", 2)


def test_a_shelf_over_several_books_keeps_them_together() -> None:
    page = f"{SIGNED}\n新书架\n《长江简史》\n{paragraphs(1, 3)}《县域的逻辑》\n{paragraphs(1, 4)}"
    first, shelf = parse(page).articles
    assert (len(first.body), shelf.column, shelf.title) == (4, "新书架", "《长江简史》")
    assert [block.text for block in shelf.body if block.kind == "heading"] == ["《县域的逻辑》"]


def test_a_shelf_over_a_signed_review_is_its_column() -> None:
    first, review = parse(f"{SIGNED}\n新书架\n《长江简史》\n王小明\n{paragraphs(3, 3)}").articles
    assert (len(first.body), review.column, review.title) == (4, "新书架", "《长江简史》")
    assert [person.name for person in review.authors] == ["王小明"]


BOOKS = [
    "《河流的账本》，晏何著，东江人民出版社2026年3月版。作者用十年时间走完清漪河干支流，记下一百零八位民间河长的日常。",
    "《慢校》，水清著，江左教育出版社2026年1月版。一所乡村小学六年的观察笔记，不煽情，有细节。",
]


@pytest.mark.parametrize("note", ["", "（作者系某某小学教师）\n"])
def test_a_marked_shelf_over_what_is_said_of_each_book_is_an_item(note: str) -> None:
    page = f"【书评】\n{SIGNED}{note}\n【新书架】\n" + "".join(f"　　{book}\n" for book in BOOKS)
    first, shelf = parse(page).articles
    assert (first.column, len(first.body)) == ("书评", 4)
    assert (shelf.column, shelf.title, _texts(shelf)) == (None, "新书架", BOOKS)


@pytest.mark.parametrize("said", [[BOOKS[0]], SAID[:3]])
def test_a_marked_shelf_over_a_signed_title_is_its_column(said: list[str]) -> None:
    page = f"【书评】\n{SIGNED}\n【新书架】\n慢一点，再慢一点\n■王小明\n" + "".join(f"　　{text}\n" for text in said)
    first, review = parse(page).articles
    assert (first.column, len(first.body)) == ("书评", 4)
    assert (review.column, review.title, _texts(review)) == ("新书架", "慢一点，再慢一点", said)


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("文化短波", "古城戏台修缮一期完工"),
        ("编读往来", "您推荐的书，我们找到了"),
        ("科学辟谣", "隔夜菜会致癌？关键看怎么存"),
    ],
)
@pytest.mark.parametrize("after", ["", f"\n修好老路\n■王小明\n{paragraphs(3, 8)}"])
def test_a_column_of_unsigned_items_and_a_title_begin_one(label: str, title: str, after: str) -> None:
    page = f"{SIGNED}\n{label}\n{title}\n　　{SAID[0]}\n　　{SAID[1]}\n{after}"
    first, item = parse(page).articles[:2]
    assert (len(first.body), item.column, item.title, _texts(item)) == (4, label, title, SAID[:2])


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_table_under_such_a_label_and_its_title_is_an_item(between: str) -> None:
    rows = "线路\t开行列数\t同比增长\n东向\t1206\t8.4%\n南向\t2318\t15.2%"
    page = f"{SIGNED}\n数据看板\n上半年主要通道运行情况\n{rows}\n　　{SAID[0]}\n"
    first, item = parse(page.replace("\n", between)).articles
    assert (len(first.body), item.column, item.title) == (4, "数据看板", "上半年主要通道运行情况")


@pytest.mark.parametrize("labels", [("老街区", "新园区"), ("礼尚往来", "及时辟谣"), ("第一站", "第二站")])
@pytest.mark.parametrize("lead", ["", SAID[5]])
def test_headings_of_two_lines_between_blank_ones_stay_headings(labels: tuple[str, str], lead: str) -> None:
    heads = ["一间铺子的重生之路", "一条流水线的转型之路"]
    parts = "".join(
        f"\n{label}\n{head}\n　　{SAID[n]}\n" for n, (label, head) in enumerate(zip(labels, heads, strict=True))
    )
    first, other = parse(f"{SIGNED}　　{lead}\n{parts}\n修好老路\n■王小明\n{paragraphs(3, 8)}").articles
    assert [text for text in heads if any(text in said for said in _texts(first))] == heads
    assert (first.body[-1].text, other.title) == (SAID[1], "修好老路")


def test_a_label_that_is_no_heads_first_line_stays_a_heading() -> None:
    page = f"{SIGNED}\n新闻短波\n　　{SAID[0]}\n\n修路之后\n　　{SAID[1]}\n\n开课之后\n　　{SAID[2]}\n"
    (article,) = parse(page).articles
    assert [block.text for block in article.body if block.kind == "heading"] == ["新闻短波", "修路之后", "开课之后"]


_REPORT = f"县图书馆夜间开放时间延长\n　　本报讯（记者　孔佳宁）{SAID[3]}\n　　{SAID[4]}\n"


@pytest.mark.parametrize("name", ["公告", "停水公告", "招标公示"])
@pytest.mark.parametrize("over", [SIGNED, _REPORT])
def test_a_notice_with_who_signs_it_and_when_is_an_item(name: str, over: str) -> None:
    said = "　　因城北水厂设备检修，定于5月8日22时至5月9日6时对清溪大道以北区域停止供水，请用户做好储水准备。"
    after = f"\n清溪县2026年民生实事完成情况\n　　一、{SAID[0]}\n　　二、{SAID[1]}\n　　三、{SAID[2]}\n"
    first, notice, listed = parse(f"{over}\n{name}\n{said}\n清溪县自来水公司\n2026年5月5日\n{after}").articles
    assert (notice.title, _texts(notice)[0]) == (name, said.strip())
    assert (listed.title, len(listed.body), first.body[-1].text) == (
        "清溪县2026年民生实事完成情况",
        3,
        _texts(first)[-1],
    )


def test_a_notice_that_a_text_quotes_and_goes_on_after_is_none() -> None:
    quoted = f"\n公告\n　　{SAID[0]}\n清溪县自来水公司\n2026年5月5日\n　　{SAID[1]}\n　　{SAID[2]}\n"
    article, other = parse(f"{SIGNED}{quoted}\n修好老路\n■王小明\n{paragraphs(3, 8)}").articles
    assert (article.title, article.body[-1].text, other.title) == ("规范农村信用建设", SAID[2], "修好老路")


@pytest.mark.parametrize("told", ["老唐在门口贴了一张声明，很多人由此认识了他。", "他又把一张声明贴在了小区门口。"])
def test_a_notice_that_a_report_tells_of_is_its_own(told: str) -> None:
    notice = f"\n致歉声明\n　　{SAID[0]}\n　　{SAID[1]}\n清溪县自来水公司\n2026年5月5日\n"
    page = f"{SIGNED}　　{SAID[2]}{told}\n{notice}\n修好老路\n■王小明\n{paragraphs(3, 8)}"
    assert [article.title for article in parse(page).articles] == ["规范农村信用建设", "修好老路"]


def test_a_notice_under_news_that_tells_of_one_is_an_article() -> None:
    notice = f"停水通知\n　　{SAID[1]}\n江城市自来水公司\n2026年3月4日\n"
    page = f"大桥封顶\n　　本报讯　{SAID[0]}厅里张贴了一份通知。\n\n{notice}"
    assert [article.title for article in parse(page).articles] == ["大桥封顶", "停水通知"]


def test_points_about_the_place_that_they_are_named_after_are_the_articles_own() -> None:
    points = "".join(f"　　●临江{text}\n" for text in SAID[:2])
    page = f"{SIGNED}\n临江速览\n{points}\n修好老路\n■王小明\n{paragraphs(3, 8)}"
    assert [article.title for article in parse(page).articles] == ["规范农村信用建设", "修好老路"]


@pytest.mark.parametrize(
    "over", ["更正\n　　本报1月18日A03版一文中，“0.4元”应为“0.04元”。特此更正。\n", SIGNED, _REPORT]
)
def test_a_roundup_in_points_is_an_item(over: str) -> None:
    points = [f"●1月{day}日，{SAID[day]}" for day in (1, 2, 3)]
    listed = "".join(f"　　{point}\n" for point in points)
    first, week = parse(f"{over}\n一周速览\n{listed}").articles
    assert (week.title, _texts(week)) == ("一周速览", points)
    assert all("●" not in text for text in _texts(first))


@pytest.mark.parametrize("over", [SIGNED, _REPORT])
def test_points_that_a_text_goes_on_after_are_no_item(over: str) -> None:
    listed = "".join(f"　　●{text}\n" for text in SAID[:2])
    (article,) = parse(f"{over}\n一周速览\n{listed}　　{SAID[2]}\n").articles
    assert article.body[-1].text == SAID[2]


@pytest.mark.parametrize("mark", ["", "一、", "（一）", "01　"])
@pytest.mark.parametrize("over", [SIGNED, _REPORT])
def test_short_headings_between_blank_lines_stay_headings(over: str, mark: str) -> None:
    heads = ["把管网修在前面", "让居民先投票", "把账本亮出来"]
    parts = "".join(f"\n{mark.replace('一', '一二三'[n])}{head}\n　　{SAID[n]}\n" for n, head in enumerate(heads))
    (article,) = parse(f"{over}{parts}").articles
    assert [block.kind for block in article.body].count("heading") == 3


def test_headings_of_a_report_in_markdown_stay_headings() -> None:
    heads = "".join(f"\n## 第{n}件难事怎么办\n\n{SAID[n]}\n" for n in (0, 1))
    (article,) = parse(f"# 县图书馆延长开放\n\n本报讯（记者　孔佳宁）{SAID[3]}\n{heads}", "page.md").articles
    assert [block.kind for block in article.body].count("heading") == 2


def test_a_heading_under_a_letter_that_a_text_quotes_stays_one() -> None:
    letter = f"　　{SAID[0]}特此函告。\n清溪县自来水公司\n2026年5月5日\n"
    parts = "".join(
        f"\n{head}\n　　{SAID[n]}\n　　{SAID[n + 1]}\n" for n, head in ((1, "把管网修在前面"), (3, "让居民先投票"))
    )
    (article,) = parse(f"{SIGNED}{letter}{parts}").articles
    assert [block.text for block in article.body if block.kind == "heading"] == ["把管网修在前面", "让居民先投票"]


def test_such_a_label_among_the_headings_of_a_text_in_markdown_is_one_of_them() -> None:
    part = f"## 文化短波\n\n## 古城戏台修缮一期完工\n\n{SAID[0]}\n\n## 后来的事情\n\n{SAID[1]}\n"
    page = f"# 规范农村信用建设\n\n李大为\n\n{SAID[2]}\n\n{part}\n# 修好老路\n\n王小明\n\n{SAID[3]}\n"
    assert [article.title for article in parse(page, "page.md").articles] == ["规范农村信用建设", "修好老路"]


@pytest.mark.parametrize("label", ["知识窗", "健康百科", "校园掠影"])
def test_a_label_over_the_first_of_several_subheadings_of_two_lines_is_one(label: str) -> None:
    parts = f"{label}\n把农技书送到地头\n　　{SAID[0]}\n放映窗\n一台投影机的周末\n　　{SAID[1]}\n"
    article, _ = parse(f"{SIGNED}{parts}\n修好老路\n■王小明\n{paragraphs(3, 8)}").articles
    assert article.body[-1].text == SAID[1]


@pytest.mark.parametrize("label", ["条例速览", "要点速览", "展览速览"])
def test_points_of_what_the_text_tells_of_are_its_own(label: str) -> None:
    (article,) = parse(f"{SIGNED}\n{label}\n　　◆{SAID[0]}\n　　◆{SAID[1]}\n").articles
    assert article.title == "规范农村信用建设"
