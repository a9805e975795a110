"""Paragraphs that their writer parted, though the first lacks its full stop, and halves of one that a column cut."""

from __future__ import annotations

from random import Random

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraph, paragraphs

WHOLE, LAST = paragraph(Random(1)), paragraph(Random(2))
SAID = "会上，住建局和街道办的工作人员就改造的流程作了讲解，并回答了居民代表提出的问题。"
LEADS = (
    "三年来，这个县把管护渠道的责任落到了村组，落到了每一个用水的农户，走出了一条合用的路子",
    "去年全年，全县新修渠道四十公里，清淤两百公里，受益的农田比前年多出了一万三千亩",
)


def _body(text: str, name: str = "") -> list[str]:
    (article,) = parse(text, name).articles
    return [block.text for block in article.body]


def _html(*texts: str) -> list[str]:
    texts = (WHOLE, *texts, LAST)
    return _body(f"<html><body><h1>老旧小区换新颜</h1>{''.join(f'<p>{text}</p>' for text in texts)}</body></html>")[
        1:-1
    ]


def _plain(*texts: str) -> list[str]:
    return _body("\n\n".join(("渠道管护的三年", WHOLE, *texts, LAST)))[1:-1]


@pytest.mark.parametrize("line", ["县委副书记王强讲话", "改造后的小区广场一角", "市长在现场察看了改造后的管网"])
def test_a_caption_without_a_full_stop_begins_no_sentence_of_the_next_element(line: str) -> None:
    assert _html(line, SAID) == [line, SAID]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("改造以来，住建局先后完成管网更新十二公里，", "惠及居民三千余户，受到群众欢迎。"),
        ("改造以来，住建局先后完成管网更新十二公里，惠及居", "民三千余户，受到群众欢迎。"),
        ("居民代表周桂兰说：“过去一到雨天院里积水没过脚面", "如今雨停了路面就干。”大家都很高兴。"),
    ],
)
def test_elements_that_cut_a_sentence_are_one_paragraph(left: str, right: str) -> None:
    assert _html(left, right) == [left + right]


def test_nothing_is_parted_in_html_that_cuts_words_elsewhere() -> None:
    cut = ("改造以来，住建局先后完成管网更新十二公里，惠及居", "民三千余户，受到群众欢迎。")
    assert _html(*cut, LEADS[0], SAID) == ["".join(cut), LEADS[0] + SAID]


def test_a_paragraph_that_ends_in_a_colon_goes_on_in_no_other() -> None:
    left, right = "这部电影里也有类似的情节：", "饰演记者的演员带着一名实习生前往山区采访，先后到过四个村子。"
    assert _plain(left, right + SAID) == [left, right + SAID]
    assert _plain(left, right) == [left + right]
    assert _html(left, f"“{right}”") == [left, f"“{right}”"]


def test_several_paragraphs_that_lack_their_full_stops_stay_apart() -> None:
    assert _plain(*LEADS, SAID) == [*LEADS, SAID]


def test_one_alone_is_read_on_as_a_column_cuts_anywhere() -> None:
    assert _plain(LEADS[0], SAID) == [LEADS[0] + SAID]


def test_several_that_lack_them_are_read_on_where_another_breaks_off_in_a_word() -> None:
    cut = ("管护渠道的责任落到了村组，落到了每一个用水的农", "户，走出了一条合用的路子。")
    assert _plain(*LEADS, *cut) == [LEADS[0] + LEADS[1] + "".join(cut)]


def test_halves_behind_a_columns_break_are_one_paragraph_where_paragraphs_are_set_in() -> None:
    said = f"记者在三个县的走访中得到的印象是：\n\n{WHOLE}"
    text = f"渠道管护的三年\n□王小明\n　　{LAST}\n　　{said}\n　　{LAST}\n"
    assert _body(text)[1] == f"记者在三个县的走访中得到的印象是：{WHOLE}"
    leads = "".join(f"　　{lead}\n\n{SAID}\n" for lead in LEADS)
    assert _body(f"渠道管护的三年\n□王小明\n　　{WHOLE}\n{leads}　　{LAST}\n")[1:-1] == [
        f"{lead}{SAID}" for lead in LEADS
    ]


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_work_with_its_author_in_brackets_is_no_half_of_the_paragraph_under_it(gap: str) -> None:
    works = ["年度好书之《河流的账本》（作者：王小明，责任编辑：李大为）", "年度好书之《慢校》（作者：许诺）"]
    lines = [works[0], *paragraphs(1, 3).split(), works[1], *paragraphs(1, 4).split()]
    page = f"菜场里的公平秤\n林晚秋\n{gap}" + gap.join(f"　　{line}\n" for line in lines)
    (article,) = parse(page).articles
    assert [block.text for block in article.body] == lines


def test_what_is_said_behind_such_a_bracket_goes_on_in_its_paragraph() -> None:
    halves = "今年读到的《河流的账本》（作者：王小明）", "写的是一条河与两岸人家的来往，读来亲切。"
    page = f"菜场里的公平秤\n林晚秋\n{paragraphs(1, 3)}　　{halves[0]}\n{halves[1]}\n{paragraphs(1, 4)}"
    (article,) = parse(page).articles
    assert [block.text for block in article.body if "账本" in block.text] == ["".join(halves)]
