"""Columns that a mark, wide letters or a word of theirs shows over a title; the same marks within a text."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

FIRST = f"修好老路\n■李　刚\n{paragraphs(3, 7)}（作者单位：江北大学）\n"
SIGNED = f"□王小明\n{paragraphs(3)}（作者系某某大学教授）\n"


@pytest.mark.parametrize(
    ("line", "column"),
    [
        *((f"{mark}学习园地", "学习园地") for mark in ("◎", "◎ ", "◆", "●", "◇", "※", "» ", "栏目：")),
        *((line, "学习园地") for line in ("[学习园地]", "〔学习园地〕", "「学习园地」", "——学习园地——", "学习园地｜")),
        ("圆 桌 话 题", "圆桌话题"),
        ("老 有 所 为", "老有所为"),
        ("学习园地·", "学习园地·"),
        ("乡村振兴大家谈", "乡村振兴大家谈"),
        ("本期话题·县城青年", "本期话题·县城青年"),
    ],
)
def test_a_marked_word_over_a_title_names_its_column(line: str, column: str) -> None:
    first, second = parse(f"{FIRST}{line}\n怎样办好老街的集市\n{SIGNED}").articles
    assert (first.title, first.column) == ("修好老路", None)
    assert (second.title, second.column, second.kicker) == ("怎样办好老街的集市", column, None)


@pytest.mark.parametrize("line", ["★ 我市表彰劳模", "● 小区改造", "春 天 来 了", "「守书人」", "◆让养老更有"])
def test_a_marked_line_of_another_kind_names_no_column(line: str) -> None:
    _, second = parse(f"{FIRST}{line}\n温度的三个办法\n{SIGNED}").articles
    assert second.column is None


@pytest.mark.parametrize("mark", ["●", "◆", "◇", "※"])
def test_the_same_marks_stand_before_headings_of_a_text(mark: str) -> None:
    text = f"{mark}摊位怎么分\n{paragraphs(2, 1)}{mark}路怎么修\n{paragraphs(2, 2)}"
    first, second = parse(f"怎样办好老街的集市\n□王小明\n{paragraphs(1)}{text}（作者系某某大学教授）\n{FIRST}").articles
    assert [block.text for block in first.body if block.kind == "heading"] == [f"{mark}摊位怎么分", f"{mark}路怎么修"]
    assert (first.column, second.title, second.column) == (None, "修好老路", None)


@pytest.mark.parametrize("head", ["办 好 集 市\n——老街调查", "办 好 集 市", "办 好 集 市\n修 好 老 路"])
def test_a_title_may_be_set_wide(head: str) -> None:
    (article,) = parse(f"{head}\n□王小明\n{paragraphs(3)}（作者系某某大学教授）\n").articles
    assert article.column is None
    assert article.title in head


def test_a_column_in_talks_stands_over_its_editors_note() -> None:
    note = "开栏的话\n建设农业强国是一篇大文章。本报约请几位学者，从种业、耕地和集市谈起，供读者参考。\n"
    first, second = parse(f"加快建设农业强国笔谈\n{note}怎样办好老街的集市\n{SIGNED}{FIRST}").articles
    assert (first.title, first.column, first.kicker) == ("怎样办好老街的集市", "加快建设农业强国笔谈", None)
    assert second.title == "修好老路"


def test_one_character_is_a_title_under_a_column_and_what_wrapping_left_under_a_wide_line() -> None:
    poem = "西风一夜到东篱，独抱寒香未肯迟。\n若问此心何所似，夕阳红在半山时。\n"
    first, second = parse(f"{FIRST}诗词园地\n菊\n田双全\n{poem}").articles
    assert (first.title, second.title, second.column) == ("修好老路", "菊", "诗词园地")
    _, wrapped = parse(f"{FIRST}怎样办好老街的集\n市\n{SIGNED}").articles
    assert (wrapped.title, wrapped.column) == ("怎样办好老街的集市", None)


@pytest.mark.parametrize("line", ["■学思践悟", "■ 学思践悟", "□学思践悟", "◆学思践悟", "★学思践悟", "◇学思践悟◇"])
def test_a_square_may_mark_a_label_that_stands_alone_between_blank_lines(line: str) -> None:
    page = "云岭日报\n2026年4月14日　星期二　第9版　理论\n\n"
    first, second = parse(f"{page}{line}\n\n怎样办好老街的集市\n王小明\n\n{paragraphs(3)}\n{FIRST}").articles
    assert (first.title, first.column, second.column) == ("怎样办好老街的集市", "学思践悟", None)
    first, second = parse(f"{page}{FIRST}\n{line}\n\n怎样办好老街的集市\n王小明\n\n{paragraphs(3)}").articles
    assert (first.column, second.title, second.column) == (None, "怎样办好老街的集市", "学思践悟")


@pytest.mark.parametrize("line", ["■学思践悟", "◆学思践悟"])
def test_the_same_between_blank_lines_heads_a_part_of_a_text(line: str) -> None:
    page = (
        f"怎样办好老街的集市\n王小明\n\n{paragraphs(2)}\n{line}\n\n{paragraphs(2, 1)}（作者系某某大学教授）\n\n{FIRST}"
    )
    first, second = parse(page).articles
    assert (first.title, first.column, second.title, second.column) == ("怎样办好老街的集市", None, "修好老路", None)


def test_a_square_alone_between_blank_lines_is_over_who_wrote_too() -> None:
    page = f"■李　刚\n\n怎样办好老街的集市\n\n{paragraphs(2)}（作者系某某大学教授）\n\n{FIRST}"
    first, second = parse(page).articles
    assert (first.column, [person.name for person in first.authors], second.column) == (None, ["李刚"], None)


def _labelled(lines: tuple[str, str], sign: str) -> list[str | None]:
    heads = (f"{lines[0]}\n江滨路上的木棉\n{sign}王小明\n", f"{lines[1]}\n海边的糖水铺\n{sign}李文远\n")
    articles = parse("".join(f"{head}{paragraphs(3, n)}" for n, head in enumerate(heads))).articles
    assert [article.authors[0].name for article in articles] == ["王小明", "李文远"]
    return [article.column for article in articles]


@pytest.mark.parametrize(
    ("lines", "sign"),
    [
        (("◇草木间", "◇人间烟火"), "◎"),
        (("◇草木间", "◇人间烟火"), "◇"),  # both titles have such a line over them
        (("★读书札记", "★灯下闲话"), ""),  # nothing marks who writes
    ],
)
def test_a_short_line_behind_a_sign_names_a_column_where_other_titles_have_one(lines: tuple, sign: str) -> None:
    assert _labelled(lines, sign) == [line[1:] for line in lines]


def test_a_sign_before_a_title_over_its_subtitle_names_no_column() -> None:
    assert _labelled(("★我市连续三年表彰劳模", "★老街修缮工程全部完工"), "◎") == [None, None]
    (article,) = parse(f"●春来了\n写给老街的集市\n◎王小明\n{paragraphs(3)}").articles
    assert article.column is None


def test_a_title_with_a_comma_stands_under_a_label_behind_a_sign() -> None:
    page = f"{FIRST}{paragraphs(1, 3)}◇街谈巷议\n早市进社区，宜疏不宜堵\n◎李文远\n{paragraphs(3, 4)}"
    last = parse(page.replace("\u3000", "")).articles[-1]
    assert (last.title, last.column) == ("早市进社区，宜疏不宜堵", "街谈巷议")


@pytest.mark.parametrize("clause", ["老街的集市要办好，", "外卖减塑，"])
def test_a_clause_between_a_columns_mark_and_a_title_begins_that(clause: str) -> None:
    first, second = parse(f"{FIRST}【江岚时评】\n{clause}\n别让最后一户成了死结\n{SIGNED}").articles
    assert (second.title, second.column) == (f"{clause}别让最后一户成了死结", "江岚时评")
    assert first.title == "修好老路"


def test_a_piece_of_a_text_that_is_cut_over_the_mark_begins_no_title() -> None:
    cut = f"{FIRST}　　各级政府推进了养老服务，有的社区\n【江岚时评】\n从前年起就说过，\n别让最后一户成了死结\n{SIGNED}"
    assert parse(cut).articles[1].title == "别让最后一户成了死结"


LABELLED = f"让地方文献活在当下\n□贺文渊\n{paragraphs(3, 4)}"
NOTED = "　　编者按：一座城市的记忆藏在志书、家谱、账簿和碑刻里。如何让地方文献走出库房？本期刊发两篇文章。\n"


@pytest.mark.parametrize("label", ["书影录", "沮江志", "老街", "专题·推进文化传承发展", "读者问 律师答"])
@pytest.mark.parametrize(("sign", "gap"), [("■", ""), ("■ ", "\n"), ("◇", "\n"), ("▲", "")])
def test_the_sign_that_stands_before_no_name_of_the_page_marks_columns(label: str, sign: str, gap: str) -> None:
    first, second = parse(f"{sign}文化评弹\n短剧不能只剩反转\n{SIGNED}{gap}{sign}{label}\n{LABELLED}").articles
    assert (first.title, first.column, [who.name for who in first.authors]) == (
        "短剧不能只剩反转",
        "文化评弹",
        ["王小明"],
    )
    assert (second.title, second.column) == ("让地方文献活在当下", label)
    assert ([who.name for who in second.authors], len(second.body)) == (["贺文渊"], 3)


def test_such_a_column_may_stand_over_an_editors_note() -> None:
    (article,) = parse(f"■专题·推进文化传承发展\n{NOTED}{LABELLED}").articles
    assert (article.title, article.column) == ("让地方文献活在当下", "专题·推进文化传承发展")
    assert ([who.name for who in article.authors], len(article.body)) == (["贺文渊"], 3)


@pytest.mark.parametrize("name", ["李文远", "阿依古丽·买买提", "约翰·史密斯", "李文远 王志强"])
def test_a_sign_before_names_alone_marks_no_column(name: str) -> None:
    text = f"短剧不能只剩反转\n{paragraphs(3, 5)}■{name}\n"
    assert all(article.column is None for article in parse(f"{text}{LABELLED}").articles)


def test_a_sign_that_stands_under_titles_signs() -> None:
    signed = parse(
        f"办好集市\n■书影录\n{paragraphs(3, 6)}{LABELLED}■老街\n修好老路\n□王小明\n{paragraphs(3, 8)}"
    ).articles
    assert [who.name for who in signed[0].authors] == ["书影录"]


def test_a_pen_name_under_a_text_that_nobody_else_signs_is_no_column_of_the_next() -> None:
    page = f"雪落在渡口\n{paragraphs(3, 5)}■江边散人\n书屋亮起夜灯\n{paragraphs(3, 7)}■青石老叟\n{LABELLED}"
    assert "江边散人" not in {article.column for article in parse(page).articles}


def test_a_title_behind_a_sign_goes_on_in_a_line_that_begins_with_what_joins() -> None:
    first = f"◇一座老城\n和它的十二座桥\n●王小明\n{paragraphs(3, 5)}"
    page = f"{first}◇一位老师\n和九个孩子的春天\n●李文远\n{paragraphs(3, 6)}"
    assert [article.column for article in parse(page).articles] == [None, None]
