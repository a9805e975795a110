"""What stands on a page between its articles, and is neither furniture nor a piece of them."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

FIRST = f"推进耕地保护\n■赵国栋\n{paragraphs(3)}　　（作者单位：某某市社科院）\n"
LAST = f"规范信用建设\n■李大为\n{paragraphs(3, 1)}　　（作者系某某大学教授）\n"
SAID = [line.strip() for line in paragraphs(4, 2).split("\n") if line]


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("更正", "本报4月5日第9版《渡口的灯》一文，作者单位应为某某大学，特此更正。"),
        ("讣　告", "某某大学教授王小明同志因病于2026年4月3日逝世，享年八十九岁。"),
        ("征稿启事", "本版欢迎来稿，请注明作者单位和联系电话，文责自负。"),
        ("县域商业研讨会举行", "本报讯　（记者王小明）" + SAID[0]),
        ("桥头的路灯该修了", "编辑同志："),
    ],
)
def test_a_short_piece_that_says_its_kind_is_neither_neighbours_text(head: str, text: str) -> None:
    articles = parse(f"{FIRST}\n{head}\n　　{text}\n\n{LAST}").articles
    assert [article.title for article in articles] == ["推进耕地保护", head, "规范信用建设"]
    assert [block.text for block in articles[1].body] == [text]
    assert [len(article.body) for article in articles] == [3, 1, 3]


@pytest.mark.parametrize(("one", "other"), [("招聘", "培训"), ("更正", "声明")])
def test_a_subheading_of_one_word_ends_no_article(one: str, other: str) -> None:
    parts = f"{paragraphs(3, 2)}{one}\n{paragraphs(3, 3)}{other}\n{paragraphs(3, 4)}"
    articles = parse(f"高校毕业生怎样就业\n■赵国栋\n{parts}　　（作者单位：某某市社科院）\n\n{LAST}").articles
    assert [article.title for article in articles] == ["高校毕业生怎样就业", "规范信用建设"]


def test_the_date_that_signs_a_notice_is_in_no_title() -> None:
    notice = "讣告\n某某学院王小明同志因病于2026年4月3日逝世，享年八十九岁。\n特此讣告\n某某学院\n2026年4月5日\n"
    correction = "更正\n本报4月5日第9版《渡口的灯》一文，作者单位应为某某大学，特此更正。\n"
    page = f"某某日报 2026年4月6日 星期一 第4版\n\n{notice}\n{correction}\n{LAST.replace('　', '')}"
    assert [article.title for article in parse(page).articles] == ["讣告", "更正", "规范信用建设"]


def test_rows_of_a_table_are_paragraphs_of_their_own() -> None:
    rows = ["2023\t1200\t340", "2024\t2100\t610"]
    text = "\n".join([f"　　{SAID[0]}", *rows, f"　　{SAID[1]}"])
    assert [block.text for block in parse(f"推进耕地保护\n■赵国栋\n{text}\n").articles[0].body] == [
        SAID[0],
        *rows,
        SAID[1],
    ]


def test_an_author_is_named_at_the_end_without_a_comma() -> None:
    (article,) = parse(f"推进耕地保护\n{paragraphs(3)}（王小明 某某大学文学院副教授）\n").articles
    assert [person.name for person in article.authors] == ["王小明"]
    assert article.affiliation == "王小明 某某大学文学院副教授"


def test_nothing_goes_on_behind_who_wrote_it_down() -> None:
    head, other = "推进耕地保护\n■赵国栋\n", "规范信用建设\n■李大为\n"
    first = f"{head}　　{SAID[0]}\n　　（本报记者王小明采访整理）\n\n"
    articles = parse(f"{first}{other}　　{SAID[1]}\n　　{SAID[2]}\n　　（作者系某某大学教授）\n").articles
    assert [article.body[-1].text for article in articles] == ["（本报记者王小明采访整理）", SAID[2]]


@pytest.mark.parametrize(("signature", "names"), [("王小明", ["王小明"]), ("李伟、王小明", ["李伟", "王小明"])])
def test_names_in_brackets_under_a_text_sign_and_end_it(signature: str, names: list[str]) -> None:
    first, second = parse(
        f"推进耕地保护\n{paragraphs(3)}　　（{signature}）\n规范信用建设\n{paragraphs(3, 1)}　　（赵国栋）\n"
    ).articles
    assert [person.name for person in first.authors] == names
    assert [person.name for person in second.authors] == ["赵国栋"]
    assert (first.title, second.title) == ("推进耕地保护", "规范信用建设")
    assert (first.affiliation, second.affiliation) == (None, None)


def test_bracketed_names_of_a_texts_parts_are_its_headings_and_no_columns() -> None:
    text = "　　夜间集市连年增多，外语标识却还不全，外卡也只有少数商户能收，客人常常空手而归。\n"
    parts = "".join(f"【{name}】\n{text}" for name in ("现状", "问题", "建议"))
    page = f"资政参考\n关于办好集市的建议\n九三学社江北市委会\n{parts}【短评】集市里有人情\n{paragraphs(2)}"
    first, second = parse(page).articles
    assert (first.title, first.column) == ("关于办好集市的建议", "资政参考")
    assert [block.text for block in first.body if block.kind == "heading"] == ["【现状】", "【问题】", "【建议】"]
    assert (second.title, second.column) == ("集市里有人情", "短评")


ROWS = ["年份\t集市\t摊位", "2023\t12\t340", "2025\t57\t2100"]
TABLES = {
    "a.md": "| 年份 | 集市 | 摊位 |\n| --- | --- | --- |\n| 2023 | 12 | 340 |\n| 2025 | 57 | 2100 |\n",
    "a.html": "<table>" + "".join(f"<tr><td>{row.replace(chr(9), '</td><td>')}</td></tr>" for row in ROWS) + "</table>",
}


@pytest.mark.parametrize("name", TABLES)
def test_each_row_of_a_table_is_a_paragraph_of_its_own(name: str) -> None:
    ends = "数字背后是摊主和客人的热情。"
    heads = ("# 办好集市\n\n**作者**：王小明\n\n", f"\n{ends}\n")
    if name.endswith("html"):
        heads = ("<h1>办好集市</h1><p>作者：王小明</p>", f"<p>{ends}</p>")
    (article,) = parse(heads[0] + TABLES[name] + heads[1], name).articles
    assert [(block.kind, block.text) for block in article.body] == [("paragraph", row) for row in [*ROWS, ends]]


@pytest.mark.parametrize(
    ("mark", "column"),
    [
        ("■ 短评", "短评"),
        ("★学习札记★", "学习札记"),
        ("◆记者观察", "记者观察"),
        ("·城乡论苑·", "城乡论苑"),
        ("■ 域外", "域外"),
        ("▌理响城乡①", "理响城乡①"),
        ("【理响城乡①】", "理响城乡①"),
        ("▌理响城乡（二）", "理响城乡（二）"),
    ],
)
def test_a_kind_of_article_behind_a_mark_is_a_column_and_nobodys_name(mark: str, column: str) -> None:
    first, second = parse(
        f"规范农村信用建设\n■李大为\n{paragraphs(3, 4)}{mark}\n让老街区焕发新活力\n■张晓\n{paragraphs(3, 3)}"
    ).articles
    assert [person.name for article in (first, second) for person in article.authors] == ["李大为", "张晓"]
    assert (len(first.body), second.column, second.title) == (3, column, "让老街区焕发新活力")


def test_a_name_of_no_kind_behind_a_square_signs_the_text_that_it_touches() -> None:
    essay = f"菜园里的春天\n\n{paragraphs(3, 4)}□古城过客\n"
    page = f"规范农村信用建设\n■李大为\n\n{paragraphs(3, 5)}\n{essay}\n让老街区焕发新活力\n■张晓\n\n{paragraphs(3, 3)}"
    assert all(article.column is None for article in parse(page).articles)


@pytest.mark.parametrize(
    ("places", "each"),
    [("某某大学经济学院", ["某某大学经济学院"] * 2), ("某某大学、某某学院", ["某某大学", "某某学院"])],
)
def test_where_several_work_is_said_in_brackets_under_their_byline(places: str, each: list[str]) -> None:
    (article,) = parse(f"规范农村信用建设\n王志远　刘敏\n（{places}）\n{paragraphs(3, 4)}").articles
    assert [person.affiliation for person in article.authors] == each
    assert [block.kind for block in article.body] == ["paragraph"] * 3


def test_when_and_where_a_panel_met_is_no_title_of_it() -> None:
    said = [f"王小明：{text.strip()}" for text in paragraphs(2).splitlines()]
    head = "怎样办好集市\n时间：9月10日\n地点：某某党校\n嘉宾：王小明 某某大学教授\n"
    (article,) = parse(f"{head}主持人：难在哪里？\n{said[0]}\n主持人：下一步呢？\n{said[1]}\n").articles
    assert (article.title, article.lead) == ("怎样办好集市", ("时间：9月10日", "地点：某某党校"))


def test_a_shelf_of_new_books_is_an_article_of_its_own() -> None:
    texts = paragraphs(2, 3).splitlines(keepends=True)
    books = f"《长江简史》\n王立新 著 某某出版社出版\n{texts[0]}《县域的逻辑》\n陈方 著 某某出版社出版\n{texts[1]}"
    first, shelf = parse(f"规范农村信用建设\n■李大为\n{paragraphs(3, 4)}\n新书架\n{books}").articles
    assert len(first.body) == 3
    assert (shelf.column, shelf.title, shelf.subtitle) == ("新书架", "《长江简史》", "王立新 著 某某出版社出版")
    assert [block.text for block in shelf.body if block.kind == "heading"] == [
        "《县域的逻辑》",
        "陈方 著 某某出版社出版",
    ]


@pytest.mark.parametrize(
    "about", ["【中图分类号】F124 【文献标识码】A", "【中图分类号】\nF124", "中图分类号：F124　文献标识码：A"]
)
def test_what_a_paper_says_of_itself_over_its_title_is_no_title(about: str) -> None:
    front = f"【摘要】{SAID[0]}\n【关键词】耕地  集市  夜校\n{about}\n办好集市的路径\n周文远   李思思\n"
    (paper,) = parse(
        f"{front}（一）集市是载体\n{SAID[1]}\n（周文远，某某大学教授；李思思，某某大学博士研究生）\n"
    ).articles
    assert (paper.title, paper.column, [person.name for person in paper.authors]) == (
        "办好集市的路径",
        None,
        ["周文远", "李思思"],
    )
    assert paper.author_note == "（周文远，某某大学教授；李思思，某某大学博士研究生）"
    assert [block.text for block in paper.body] == ["（一）集市是载体", SAID[1]]


def test_posts_before_a_name_are_several() -> None:
    page = f"让老街区焕发新活力\n某某大学经济学院教授、博士生导师  何志强\n{paragraphs(3, 3)}"
    (article,) = parse(page).articles
    assert [(person.name, person.affiliation) for person in article.authors] == [
        ("何志强", "某某大学经济学院教授、博士生导师")
    ]


@pytest.mark.parametrize("names", ["周文远1  李思思2", "周文远¹　李思思²", "周文远1,2　李思思2"])
def test_numbers_behind_names_say_where_each_works(names: str) -> None:
    head = f"办好集市的路径\n{names}\n（1.某某大学政治学系  2.某某大学经济学院）\n{paragraphs(3, 3)}"
    who = "作者简介：周文远，某某大学教授；李思思，某某大学副教授。"
    paid = "基金项目：国家社科基金项目“集市”（20ZDA039）"
    for foot in (f"{who}\n{paid}\n", f"{paid}\n{who}\n"):
        (article,) = parse(f"{head}{foot}").articles
        assert [(person.name, person.affiliation) for person in article.authors] == [
            ("周文远", "某某大学政治学系"),
            ("李思思", "某某大学经济学院"),
        ]
        assert (len(article.body), [fund.number for fund in article.funding]) == (3, ["20ZDA039"])


def test_a_saying_ends_with_who_said_it() -> None:
    sayings = "■敢打必胜，源于平时一招一式。——某旅上士 张伟\n■训练多流汗，战场少流血。——某团列兵 李强\n"
    two = "今天，我们离战争很远，也离战争很近，一刻也不能松懈。"
    first = f"永葆战斗精神\n■辛士红\n战斗精神是军队的灵魂。\n{two}\n"
    page = f"{first}别把慢半拍当沉稳\n■刘含钰\n做事总是慢半拍，就可能贻误战机。\n兵言兵语\n{sayings}"
    assert [[block.text for block in article.body][-1] for article in parse(page).articles] == [
        two,
        "■训练多流汗，战场少流血。——某团列兵 李强",
    ]


@pytest.mark.parametrize("label", ["▌开栏的话", "▍编者按", "■编者按："])
def test_a_label_behind_a_bar_says_what_stands_under_it(label: str) -> None:
    note = "为深入学习贯彻全会精神，本报今起开设专栏，约请专家学者撰文阐释。"
    first, second = parse(
        f"{label}\n{note}\n▌理响城乡①\n规范农村信用建设\n■李大为\n{paragraphs(3, 4)}"
        f"▌专家观点\n让老街区焕发新活力\n■张晓\n{paragraphs(3, 3)}"
    ).articles
    assert [(len(article.body), article.column) for article in (first, second)] == [(3, "理响城乡①"), (3, "专家观点")]
    assert note in first.lead


def test_institutions_before_names_say_where_those_work() -> None:
    page = f"办好集市的路径\n某某大学　　　　杨军\n某某省社会科学院　吴大华　张可\n{paragraphs(3, 3)}"
    (article,) = parse(page).articles
    assert [(person.name, person.affiliation) for person in article.authors] == [
        ("杨军", "某某大学"),
        ("吴大华", "某某省社会科学院"),
        ("张可", "某某省社会科学院"),
    ]


def test_who_paid_between_a_byline_and_its_text_ends_no_article() -> None:
    (article,) = parse(f"办好集市的路径\n王志远\n基金项目：国家社科基金项目（23BJL052）\n{paragraphs(3, 3)}").articles
    assert (article.title, [person.name for person in article.authors]) == ("办好集市的路径", ["王志远"])
    assert [block.kind for block in article.body] == ["paragraph"] * 3


@pytest.mark.parametrize("byline", ["○王小明○", "★李静★", "▌张晓", "▌张晓①"])
def test_a_name_between_marks_names_no_column(byline: str) -> None:
    first, second = parse(f"{FIRST}让老街区焕发新活力\n{byline}\n{paragraphs(3, 5)}").articles
    assert second.column is None
    assert (first.title, len(second.body)) == ("推进耕地保护", 3)


@pytest.mark.parametrize("page", ["摘要\n\n■\n\n主持人", "摘要：\n\n【摘要】县域商业是支撑。\n\n○王小明○"])
def test_labels_over_labels_are_each_read_once(page: str) -> None:
    assert parse(page).coverage.unassigned == 0
