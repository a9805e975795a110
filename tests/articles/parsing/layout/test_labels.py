"""Labels, in 【…】 or alone between blank lines: the parts of a text and its boxes, or the column of what follows."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import ParsedArticle
from tests.articles.parsing.made_prose import paragraphs

SIGNED = f"修好老路\n■李　刚\n{paragraphs(3, 7)}（作者单位：江北大学）\n"


def _headings(article: ParsedArticle) -> list[str]:
    return [block.text for block in article.body if block.kind == "heading"]


@pytest.mark.parametrize(
    "labels", [("案情", "裁判", "说法"), ("老街新貌", "问题", "建议"), ("记者手记",), ("案情", "说法", "案情", "说法")]
)
def test_labels_over_the_paragraphs_of_a_text_are_its_headings(labels: tuple[str, ...]) -> None:
    parts = "".join(f"　　【{label}】\n{paragraphs(2, seed)}" for seed, label in enumerate(labels, start=1))
    page = f"办好集市\n■王小明\n{paragraphs(2)}{parts}（作者系某某大学教授）\n{SIGNED}"
    first, other = parse(page).articles
    assert (_headings(first), len(first.body)) == ([f"【{label}】" for label in labels], 2 + 3 * len(labels))
    assert (first.column, other.title, other.column) == (None, "修好老路", None)


@pytest.mark.parametrize("label", ["案情", "问题", "对话", "江边絮语"])
def test_the_same_labels_over_a_title_are_columns(label: str) -> None:
    page = f"办好集市\n■王小明\n{paragraphs(3)}（作者系某某大学教授）\n【{label}】\n{SIGNED}"
    assert [(article.title, article.column) for article in parse(page).articles] == [
        ("办好集市", None),
        ("修好老路", label),
    ]


@pytest.mark.parametrize("label", ["法官说法", "专家解读", "民生观察"])
@pytest.mark.parametrize(
    "title", ["网购：这些陷阱要当心", "养老：钱从哪里来？", "李建国：企业是创新的主体", "网购：当心这些“坑”"]
)
def test_a_title_with_a_colon_is_nothing_said(label: str, title: str) -> None:
    text = f"办好集市\n{paragraphs(3)}（吴秀英）\n【{label}】\n{title}\n{paragraphs(2, 1)}（王小明）\n"
    first, other = parse(text).articles
    assert (first.boxes, other.column, other.title) == ((), label, title)


def test_labels_over_titles_with_colons_are_columns() -> None:
    heads = [("问题建议", "养老：钱从哪里来"), ("书林漫步", "读书：为了什么")]
    page = "".join(f"【{label}】\n{title}\n王小明\n{paragraphs(3, 3)}" for label, title in heads)
    assert [(article.column, article.title) for article in parse(page).articles] == heads


def test_a_column_over_an_editors_note_is_one() -> None:
    note = "编者按：老路怎么修，集市怎么办，几个村庄各有各的办法。本版今起选登，与读者共享。\n"
    page = f"办好集市\n■王小明\n{paragraphs(3)}（作者系某某大学教授）\n【对话】\n{note}{SIGNED}"
    assert [article.column for article in parse(page).articles] == [None, "对话"]


def test_a_label_under_the_title_of_a_package_names_its_column() -> None:
    head = f"# 老城的将来\n【调研手记】\n{paragraphs(1, 5)}——编者\n"
    page = f"{head}办好集市\n■王小明\n{paragraphs(3)}（作者系某某大学教授）\n{SIGNED}"
    assert [(article.title, article.column) for article in parse(page).articles] == [
        ("办好集市", "调研手记"),
        ("修好老路", "调研手记"),
    ]


def test_a_label_under_an_articles_note_heads_a_box() -> None:
    text = f"办好集市\n■王小明\n{paragraphs(3)}（作者系某某大学教授）\n"
    first, other = parse(f"{text}【专家点评】\n{paragraphs(2, 1)}{SIGNED}").articles
    (box,) = first.boxes
    assert (box.title, len(box.body), len(first.body), len(other.body)) == ("专家点评", 2, 3, 3)
    assert other.column is None


def test_a_label_between_two_articles_notes_is_a_column() -> None:
    """A page's columns were scanned out of order: under it stands what the second article goes on with."""
    text = f"办好集市\n■王小明\n{paragraphs(3)}（作者系某某大学教授）\n"
    torn = paragraphs(2, 1).strip()
    cut = torn.index("，") + 4
    page = f"{text}【调研手记】\n{torn[cut:]}\n（作者系江北大学讲师）\n修好老路\n■李　刚\n{torn[:cut]}\n"
    first, other = parse(page).articles
    assert (first.boxes, [block.text for block in other.body]) == ((), [line.strip() for line in torn.split("\n")])


def test_what_is_asked_under_a_label_is_the_texts_own() -> None:
    said = f"　　听众：集市为什么总办不长？\n　　王小明：{paragraphs(1, 1).strip()}\n"
    first, other = parse(f"办好集市\n■王小明\n{paragraphs(3)}【对话】\n{said}\n{SIGNED}").articles
    assert [block.text[:4] for block in first.body[3:]] == ["【对话】", "听众：集", "王小明："]
    assert other.column is None


def test_labels_are_no_titles() -> None:
    text = f"法官说法\n老房子还能卖吗？\n【案情】\n{paragraphs(2)}【说法】\n{paragraphs(2, 1)}"
    first, other = parse(f"{text}{SIGNED}").articles
    assert (first.title, first.column, _headings(first)) == ("老房子还能卖吗？", "法官说法", ["【案情】", "【说法】"])
    assert other.title == "修好老路"


def test_a_hosts_words_are_a_note_and_no_column() -> None:
    host = "【主持人语】老路怎么修，集市怎么办？本期我们邀请两位学者，从各自的观察谈起。"
    page = f"老城的将来\n{host}\n办好集市\n■王小明\n{paragraphs(3)}{SIGNED}"
    first, other = parse(page).articles
    assert (first.title, first.lead, other.title) == ("办好集市", (host,), "修好老路")
    assert (first.column, other.column) == ("老城的将来", "老城的将来")


@pytest.mark.parametrize("number", ["系列之三", "之二"])
def test_what_only_numbers_a_series_leaves_the_column_that_is_marked(number: str) -> None:
    page = f"【银发时代的治理】{number}\n社区食堂怎样办得长久\n■王小明\n{paragraphs(3, 8)}"
    [article] = parse(page).articles
    assert (article.title, article.column) == ("社区食堂怎样办得长久", "银发时代的治理")


BEFORE = f"办好集市\n■王小明\n{paragraphs(3)}"
AFTER = f"修好老路\n■李　刚\n{paragraphs(3, 7)}"
VERSES = "　　船篙插进水里\n　　水便有了骨头\n　　外祖父站在船尾\n　　像一枚生锈的锚\n　　对岸的灯火亮起来\n"
EDITORS = "编者按：一县一业，各有短长。本版走进三座丘陵小县，请长期调研的学者讲一讲他们看到的门道。"


def _columns(page: str) -> list[tuple[str | None, str]]:
    return [(article.column, article.title) for article in parse(page).articles]


def _last(article: ParsedArticle) -> str:
    return article.body[-1].text


@pytest.mark.parametrize("label", ["学思践悟", "调查与思考", "街坊", "枕边书", "银发时代的治理①"])
@pytest.mark.parametrize("note", ["", "（作者单位：江北大学）\n"])
def test_a_label_between_blank_lines_is_the_column_of_the_head_under_it(label: str, note: str) -> None:
    third = f"留住手艺\n——来自老街的观察\n■陈　静\n{paragraphs(3, 3)}"
    page = f"{BEFORE}{note}\n{label}\n\n{AFTER}{note}\n{third}"
    assert _columns(page) == [(None, "办好集市"), (label, "修好老路"), (None, "留住手艺")]
    assert _columns(f"{label}\n\n{third}\n{AFTER}") == [(label, "留住手艺"), (None, "修好老路")]


@pytest.mark.parametrize(
    ("page", "doubts"),
    [
        (f"{BEFORE}\n守望\n\n{AFTER}", 1),
        (f"{BEFORE}\n守望\n\n{AFTER}\n街坊\n\n留住手艺\n■陈　静\n{paragraphs(3, 3)}", 0),
        (f"【城乡】\n{BEFORE}\n守望\n\n{AFTER}", 0),
        (f"{BEFORE}\n杂谈\n\n{AFTER}", 0),
        (f"{BEFORE}\n学思践悟\n\n{AFTER}", 0),
        (f"守望\n\n{AFTER}", 0),
    ],
)
def test_a_lone_word_between_two_articles_may_be_a_pictures_title(page: str, doubts: int) -> None:
    assert sum("图片的题目" in problem.message for problem in parse(page).problems) == doubts
    assert {article.column for article in parse(page).articles} & {"守望", "杂谈", "学思践悟"}


@pytest.mark.parametrize(
    "label",
    ["王建国", "江北大学", "以更大力度", "国务院发布", "重庆", "正文", "未完待续", "一位老党员", "丙午年春", "老王"],
)
def test_names_and_what_reads_on_are_no_columns(label: str) -> None:
    page = f"{BEFORE}\n{label}\n\n推动集市高质量发展\n■李　刚\n{paragraphs(3, 7)}"
    assert [article.column for article in parse(page).articles] == [None, None]


@pytest.mark.parametrize("head", ["原创｜2026年3月8日\n\n修好老路", "\n凡人星光｜修好老路"])
def test_an_accounts_name_is_no_column(head: str) -> None:
    column = "凡人星光" if "凡人" in head else None
    assert _columns(f"望山文明\n{head}\n作者｜李　刚\n{paragraphs(3, 7)}") == [(column, "修好老路")]


def test_a_subheading_between_blank_lines_is_its_texts() -> None:
    first, other = parse(f"{BEFORE}\n几点启示\n\n{paragraphs(2, 1)}\n{AFTER}").articles
    assert ([block.kind for block in first.body].count("heading"), len(first.body)) == (1, 6)
    assert (first.column, other.column) == (None, None)


def test_where_blank_lines_stand_everywhere_a_label_is_read_by_its_words() -> None:
    page = f"{BEFORE}\n学思践悟\n{AFTER}".replace("\n", "\n\n")
    assert _columns(page) == [(None, "办好集市"), ("学思践悟", "修好老路")]


@pytest.mark.parametrize(("label", "column"), [("人间草木", "人间草木"), ("　　人间草木", None)])
def test_a_label_under_a_poem_is_no_verse_where_it_is_not_set_in(label: str, column: str | None) -> None:
    poem, other = parse(f"渡口\n□ 黎小树\n{VERSES}\n{label}\n\n{AFTER}").articles
    assert (_last(poem), other.column) == ("对岸的灯火亮起来" if column else "人间草木", column)


def test_a_label_over_an_editors_note_holds_until_the_next_label() -> None:
    page = f"芦城旧事\n\n　　开栏的话：每座城市都有自己的记忆。即日起本版请读者来讲。\n\n{BEFORE}\n"
    third = f"留住手艺\n■陈　静\n{paragraphs(3, 3)}"
    for label in ("枕边书\n\n", "枕边书\n"):
        assert _columns(f"{page}{label}{AFTER}\n{third}") == [
            ("芦城旧事", "办好集市"),
            ("枕边书", "修好老路"),
            (None, "留住手艺"),
        ]
    assert _columns(f"{page}{AFTER}\n{third}") == [
        ("芦城旧事", title) for title in ("办好集市", "修好老路", "留住手艺")
    ]


def test_a_mark_in_brackets_holds_past_another_articles_label() -> None:
    third = f"留住手艺\n■陈　静\n{paragraphs(3, 3)}"
    page = f"【智库圆桌】\n　　{EDITORS}\n{BEFORE}\n枕边书\n{AFTER}\n{third}"
    assert _columns(page)[2] == ("智库圆桌", "留住手艺")


def test_a_numbered_label_over_an_editors_note_is_the_column_of_all_under_it() -> None:
    page = f"县域经济新观察②\n　　{EDITORS}\n{BEFORE}{AFTER}"
    assert _columns(page) == [("县域经济新观察②", "办好集市"), ("县域经济新观察②", "修好老路")]
    assert [feature.editor_note for feature in parse(page).features] == [EDITORS]


def test_a_numbered_line_over_a_note_and_a_byline_is_the_title() -> None:
    page = f"县域经济新观察②\n　　{EDITORS}\n■王小明\n{paragraphs(3)}\n{AFTER}"
    assert _columns(page) == [(None, "县域经济新观察②"), (None, "修好老路")]


@pytest.mark.parametrize("names", ["赵铁成", "■赵铁成"])
def test_a_squared_label_over_a_title_with_a_byline_is_a_column(names: str) -> None:
    first = f"■红色讲堂\n\n从一盏马灯说起\n{names}\n{paragraphs(3)}\n"
    second = f"■支部园地\n\n支部建在货运站\n郝　勇　韦　青\n{paragraphs(3, 7)}\n"
    articles = parse(f"{first}{second}党员“亮诺”之后\n魏子渊\n{paragraphs(3, 3)}").articles
    assert [article.column for article in articles] == ["红色讲堂", "支部园地", "支部园地"]
    assert [len(article.body) for article in articles] == [3, 3, 3]


@pytest.mark.parametrize("name", ["支部园地", "欧阳文远", "江北大学"])
def test_the_same_under_a_title_signs(name: str) -> None:
    page = f"从一盏马灯说起\n■{name}\n{paragraphs(3)}\n{AFTER}"
    assert [[person.name for person in article.authors] for article in parse(page).articles] == [[name], ["李刚"]]


@pytest.mark.parametrize("name", ["欧阳文远", "江北大学"])
def test_who_signs_over_titles_is_no_column(name: str) -> None:
    page = f"■{name}\n从一盏马灯说起\n{paragraphs(3)}\n■李　刚\n修好老路\n{paragraphs(3, 7)}"
    assert [[person.name for person in article.authors] for article in parse(page).articles] == [[name], ["李刚"]]


@pytest.mark.parametrize(
    "line",
    [
        "版式设计",
        "本版编辑",
        "全文结束",
        "写于石桥镇",
        "石桥中学",
        "中秋前夕",
        "网站首页",
        "回到顶部",
        "更多内容",
        "免责声明",
        "插图",
    ],
)
def test_what_a_page_has_alone_between_articles_is_no_column(line: str) -> None:
    page = f"{SIGNED}\n\n{line}\n\n把短会开出实效\n■王小明\n{paragraphs(3, 9)}"
    assert [(article.title, article.column) for article in parse(page).articles] == [
        ("修好老路", None),
        ("把短会开出实效", None),
    ]


@pytest.mark.parametrize(("line", "column"), [("学思践悟", "学思践悟"), ("美丽乡村", "美丽乡村"), ("小满人家", None)])
def test_a_line_alone_that_has_a_word_of_the_text_over_it_is_that_texts(line: str, column: str | None) -> None:
    last = "　　小满这天，路修到了每一户人家的门口，大家都出来看。"
    over = f"修好老路\n■李　刚\n{paragraphs(3, 7)}{last}\n（作者单位：江北大学）\n"
    page = f"{over}\n\n{line}\n\n把短会开出实效\n■王小明\n{paragraphs(3, 9)}"
    assert parse(page).articles[1].column == column
