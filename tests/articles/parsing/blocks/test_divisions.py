"""Lines that stand alone between paragraphs: numerals, page numbers, what is quoted large."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import ParsedDocument
from tests.articles.parsing.made_prose import paragraphs

OTHER = f"修好老路\n■李　刚\n{paragraphs(3, 7)}（作者单位：江北大学）\n"
QUOTED = "集市的根在乡土，离开了乡土，再热闹的摊位也留不住人"


def _blocks(document: ParsedDocument) -> list[tuple[str, str]]:
    assert [article.title for article in document.articles] == ["办好集市", "修好老路"]
    return [(block.kind, block.text[:6]) for block in document.articles[0].body]


def _page(*marks: str, indent: str = "　　") -> str:
    parts = "".join(f"　　{mark}\n{paragraphs(2, seed)}" for seed, mark in enumerate(marks))
    page = f"办好集市\n■王小明\n{paragraphs(1, 8)}{parts}（作者系某某大学教授）\n{OTHER}"
    return page.replace("　　", indent)


@pytest.mark.parametrize("indent", ["　　", ""])
@pytest.mark.parametrize(
    "marks", [("1", "2", "3"), ("01", "02"), ("一", "二"), ("Ⅰ", "Ⅱ"), ("II", "III"), ("1.", "2."), ("*", "*"), ("※",)]
)
def test_lone_numerals_and_stars_head_the_parts_of_a_text(marks: tuple[str, ...], indent: str) -> None:
    blocks = _blocks(parse(_page(*marks, indent=indent)))
    assert [text for kind, text in blocks if kind == "heading"] == list(marks)
    assert len(blocks) == 1 + 3 * len(marks)


@pytest.mark.parametrize("indent", ["　　", ""])
@pytest.mark.parametrize("number", ["- 12 -", "12", "—12—", "第12页　共20页"])
def test_a_pages_number_between_paragraphs_is_no_text(number: str, indent: str) -> None:
    document = parse(_page(number, indent=indent).replace(f"{indent}{number}", number))
    assert [kind for kind, _ in _blocks(document)] == ["paragraph"] * 3
    assert "page" in {piece.kind for piece in document.furniture} or document.imprint.page is not None
    assert document.imprint.section is None


def test_a_number_within_a_sentence_stays_in_it() -> None:
    text = "　　老街的集市办了三年，去年一年的摊位从六百多个增加到\n12\n00多个，往来的客人也多了。\n"
    (first, _) = parse(f"办好集市\n■王小明\n{text}{paragraphs(2)}（作者系某某大学教授）\n{OTHER}").articles
    assert first.body[0].text.endswith("增加到1200多个，往来的客人也多了。")


def test_a_line_set_apart_over_a_paragraph_that_is_set_in_is_no_part_of_it() -> None:
    text = f"{paragraphs(2)}{QUOTED}\n{paragraphs(2, 1)}"
    blocks = _blocks(parse(f"办好集市\n■王小明\n{text}（作者系某某大学教授）\n{OTHER}"))
    assert len(blocks) == 5
    assert blocks[2][1] == QUOTED[:6]


def test_a_sentence_goes_on_in_a_block_that_is_not_set_in() -> None:
    whole = paragraphs(1, 3).strip()
    cut = f"　　{whole[:40]}\n{whole[40:]}\n"
    blocks = _blocks(parse(f"办好集市\n■王小明\n{paragraphs(2)}{cut}{paragraphs(1, 1)}（作者系某某大学教授）\n{OTHER}"))
    assert len(blocks) == 4


def test_a_sentence_goes_on_in_a_block_that_is_set_in_under_one() -> None:
    cut = (
        "　　手机在手，读书变得方便，可是静下心的时候却越来越少，碎片化的信息\n　　像潮水一样涌来，又像潮水一样退去。\n"
    )
    blocks = _blocks(parse(f"办好集市\n■王小明\n{paragraphs(2)}{cut}{paragraphs(1, 1)}（作者系某某大学教授）\n{OTHER}"))
    assert len(blocks) == 4


def test_a_numeral_and_its_heading_are_no_lines_of_a_title() -> None:
    text = f"　　01\n　　从摊位说起\n{paragraphs(2)}　　02\n　　再说老街\n{paragraphs(2, 1)}"
    (article,) = parse(f"老街的集市怎样办\n{text}").articles
    headings = [block.text for block in article.body if block.kind == "heading"]
    assert (article.title, headings) == ("老街的集市怎样办", ["01", "从摊位说起", "02", "再说老街"])


@pytest.mark.parametrize("gap", ["\n", ""])
def test_a_short_line_under_a_lone_numeral_heads_the_part_too(gap: str) -> None:
    heads = ["看不见的规则", "摔倒之后找谁", "一壶热水的分量"]
    begun = [
        "保障灵活就业，不是要把灵活变成不灵活，而是让灵活的人也有底可托。",
        "参保窗口开到晚上八点，是因为白天都在路上。",
        "若能简化手续，便有人来。",
    ]
    parts = [f"0{n + 1}\n{gap}{head}\n{gap}{begun[n]}{paragraphs(2, n).strip()}\n" for n, head in enumerate(heads)]
    (article,) = parse(f"办好集市\n\n文｜金书瑶\n\n{gap.join(parts)}".replace("　　", gap)).articles
    assert [block.text for block in article.body if block.kind == "heading"][1::2] == heads
