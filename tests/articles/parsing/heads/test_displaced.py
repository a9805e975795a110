"""Heads out of their place: before the tail of the article over theirs, and under their own text."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.heads.test_unsigned import CANTEEN, RIVER, ROAD
from tests.articles.parsing.made_prose import paragraphs

NOTE = "（作者系某某大学经济学院教授）"
WIRE = "本报临江5月17日电（记者王小舟）"
INDENTS = pytest.mark.parametrize("indent", ["", "　　"], ids=["flush", "set in"])
Read = list[tuple[str, list[str], str]]
LONG = CANTEEN[2] * 2
AT = LONG.rindex("长久") + 1  # within a word
OTHERS = [text * 2 for text in ROAD]
MORE = "\n".join(["守好一河清水", "陈立民", *("　　" + text * 2 for text in RIVER), NOTE])


def _page(indent: str, *, line: str, between: str = "", opening: str = "", first: str = "让社区食堂办得久") -> str:
    """One article with `line` in a sentence of it, what stands under that article, and another one's text."""
    lines = [first, "李青" if first else "■李青", *(indent + text * 2 for text in CANTEEN[:2])]
    lines += [indent + LONG[:AT], line, LONG[AT:], between]
    lines += [indent + opening + OTHERS[0], *(indent + text for text in OTHERS[1:])]
    return "\n".join(line for line in lines if line)


def _read(page: str) -> Read:
    """Each article's title, authors and text."""
    return [
        (article.title, [person.name for person in article.authors], "".join(block.text for block in article.body))
        for article in parse(page).articles
    ]


FIRST = ("让社区食堂办得久", ["李青"], "".join(text * 2 for text in CANTEEN))


@INDENTS
@pytest.mark.parametrize("note", ["", NOTE])
def test_a_dateline_opens_the_article_whose_title_stands_before_the_tail_above(note: str, indent: str) -> None:
    page = _page(indent, line="一条路带活一座山", between=note, opening=WIRE)
    assert _read(page) == [FIRST, ("一条路带活一座山", ["王小舟"], WIRE + "".join(OTHERS))]


@INDENTS
def test_a_text_under_a_note_is_the_article_whose_title_stands_before_the_tail_above(indent: str) -> None:
    page = _page(indent, line="乡村手记\n一条路带活一座山", between=NOTE)
    assert _read(f"{page}\n{MORE.replace('　　', indent)}")[:2] == [FIRST, ("一条路带活一座山", [], "".join(OTHERS))]


@INDENTS
def test_a_bare_name_under_a_note_signs_what_a_title_before_the_tail_above_heads(indent: str) -> None:
    page = _page(indent, line="一条路带活一座山", between=f"{NOTE}\n路　遥")
    read = _read(f"{page}\n{NOTE}\n{MORE.replace('　　', indent)}")
    assert read[:2] == [FIRST, ("一条路带活一座山", ["路遥"], "".join(OTHERS))]
    assert [title for title, *_ in read[2:]] == ["守好一河清水"]


@INDENTS
@pytest.mark.parametrize("opening", ["", WIRE])
def test_a_title_within_a_text_without_one_is_that_texts(opening: str, indent: str) -> None:
    page = _page(indent, line="让社区食堂办得久", between=NOTE, opening=opening, first="")
    assert _read(page)[0][:2] == ("让社区食堂办得久", ["李青"])
    assert len(_read(page)) == 1


@INDENTS
def test_a_subheading_over_a_whole_paragraph_waits_for_no_dateline(indent: str) -> None:
    texts = [indent + text * 2 for text in CANTEEN]
    page = ["让社区食堂办得久", "李青", *texts[:2], "算好长久的一笔账", texts[2], indent + WIRE + OTHERS[0]]
    assert [title for title, *_ in _read("\n".join(page))] == ["让社区食堂办得久"]


@INDENTS
def test_a_short_line_under_a_note_without_a_title_that_waits_is_as_it_was(indent: str) -> None:
    texts = [indent + text * 2 for text in CANTEEN]
    page = ["让社区食堂办得久", "李青", *texts, NOTE, "路　遥", *(indent + text for text in OTHERS)]
    assert all("一条路" not in title for title, *_ in _read("\n".join(page)))


def _behind(indent: str, note: str, signed: str = "王小舟") -> str:
    lines = ["让社区食堂办得久", "李青", *(indent + text * 2 for text in CANTEEN), note]
    return "\n".join([*lines, *(indent + text for text in OTHERS), NOTE, "灯火里的新课堂", signed])


@INDENTS
@pytest.mark.parametrize("signed", ["王小舟", "■王小舟"])
def test_a_head_with_nothing_under_it_is_that_of_the_text_over_it(signed: str, indent: str) -> None:
    page = _behind(indent, NOTE, signed=signed)
    expected = [FIRST, ("灯火里的新课堂", ["王小舟"], "".join(OTHERS))]
    assert _read(page) == expected
    more = MORE.replace("　　", indent)
    assert _read(f"{page}\n{more}")[:2] == expected


@INDENTS
def test_a_text_that_no_note_parts_from_the_one_above_is_that_ones(indent: str) -> None:
    read = _read(_behind(indent, ""))
    assert read[0][2].startswith(FIRST[2])
    assert read[0][2].endswith(OTHERS[-1])


@pytest.mark.parametrize("tail", ["", "　　"], ids=["tails flush", "tails set in"])
def test_a_head_may_wait_between_the_tails_of_two_articles(tail: str) -> None:
    at = OTHERS[2].rindex("电商") + 1
    page = ["让社区食堂办得久", "李青", f"　　{CANTEEN[0] * 2}", f"　　{LONG[:AT]}"]
    page += ["一条路带活一座山", "王小舟", f"　　{OTHERS[0]}", f"　　{OTHERS[2][:at]}", tail + LONG[AT:]]
    page += [f"　　{CANTEEN[1] * 2}", "守好一河清水", tail + OTHERS[2][at:], f"　　{OTHERS[1]}", NOTE]
    page += [f"　　{text * 2}" for text in RIVER]
    assert _read("\n".join(page)) == [
        ("让社区食堂办得久", ["李青"], CANTEEN[0] * 2 + LONG + CANTEEN[1] * 2),
        ("一条路带活一座山", ["王小舟"], OTHERS[0] + OTHERS[2] + OTHERS[1]),
        ("守好一河清水", [], "".join(text * 2 for text in RIVER)),
    ]


@pytest.mark.parametrize("seed", [7, 8, 24])
def test_where_every_block_is_set_in_a_tail_is_none_the_less_its_sentences(seed: int) -> None:
    first, second = ([line.strip() for line in paragraphs(3, n).splitlines()] for n in (seed, seed + 500))
    at, other = len(first[1]) // 2, len(second[1]) // 2 + 3
    page = ["让社区食堂办得久", "李青", first[0], first[1][:at], "一条路带活一座山", "王小舟", second[0]]
    page += [second[1][:other], first[1][at:], first[2], second[1][other:], second[2]]
    read = _read("\n".join(line if len(line) < 10 else f"　　{line}" for line in page))
    assert [text for *_, text in read] == ["".join(first), "".join(second)]


def test_where_every_block_is_set_in_articles_that_lost_their_last_stops_stay_apart() -> None:
    first, second = ([line.strip() for line in paragraphs(3, n).splitlines()] for n in (7, 8))
    first[-1], second[-1] = first[-1][:-1], second[-1][:-1]
    page = ["让社区食堂办得久", "李青", *first, "一条路带活一座山", "王小舟", *second]
    read = _read("\n".join(line if len(line) < 10 else f"　　{line}" for line in page))
    assert [text for *_, text in read] == ["".join(first), "".join(second)]


@INDENTS
def test_a_quotation_about_who_the_text_around_it_names_waits_for_no_dateline(indent: str) -> None:
    page = _page(indent, line="守渡四十九年的许德明", between=NOTE, opening=WIRE)
    text = "许德明守着渡口。许德明每天清晨都把石埠头上的青苔刮净，给来看河的人烧一壶水。"
    told = page.replace("李青\n", f"李青\n{indent}{text}\n", 1)
    assert all(title != "守渡四十九年的许德明" for title, *_ in _read(told))
