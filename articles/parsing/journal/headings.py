"""What heads a section of a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.shapes import ends_a_sentence
from articles.parsing.journal.labels import ABOUT, label_of
from articles.parsing.numerals import number_of

NUMBERED = re.compile(
    r"^(?:\d+(?:[.．]\d+)*[.．、]?\s+\S|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[章节]"
    r"|§\s*\d+(?:[.．]\d+)*\s*\S)"
)
_LOOSE = re.compile(  # 一 牙行, Ⅰ. 牙行, 1牙行, 2.1牙行, 3.牙行, 4、牙行, （5）牙行; 3个县 counts and 1.5万 measures
    r"^(?P<series>(?:\d{1,2}[.．])+(?=\d)|（)?(?P<number>[一二三四五六七八九十]{1,3}(?=\s)|[Ⅰ-Ⅹ](?=[\s.．、])|\d{1,2})"
    r"(?:(?P<mark>[.．、）])\s*|\s*(?![个年月日时分号万亿千百元倍级届次种类项人位名家座]))(?=[\u4e00-\u9fff“《A-Z])"
)
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
_LONGEST_LOOSE = 30  # characters
_SECTION_WORDS = frozenset({"引言", "前言", "导言", "绪论", "结语", "结论", "结束语", "余论", "致谢"})


def is_heading(block: Block) -> bool:
    text = block.text
    if len(text) > 60 or text[-1] in "。；，":
        return False
    return bool(block.level or NUMBERED.match(text) or "".join(text.split()) in _SECTION_WORDS)


def with_headings(blocks: Sequence[Block], start: int, end: int) -> list[Block]:
    """The blocks; from `start` to `end` short ones whose numerals hardly tell them from a sentence's first words (一 X,
    1.X) are headings, where one counts on from another and what stands above is whole.
    """
    counted = {at: numeral for at in range(start, end) if (numeral := _counted(blocks[at].text))}
    numbers = set(counted.values())
    marked = list(blocks)
    for at, (series, number) in counted.items():
        above = marked[at - 1]
        whole = ends_a_sentence(above.text) or is_heading(above) or bool(label_of(above)[0] or ABOUT.match(above.text))
        if whole and {(series, number - 1), (series, number + 1)} & numbers:
            marked[at] = replace(blocks[at], level=blocks[at].level or 2)
    return marked


def _counted(text: str) -> tuple[str, int] | None:
    """The series that a short line's numeral is of, and the number."""
    loose = _LOOSE.match(text)
    if not loose or len(text) > _LONGEST_LOOSE or "。" in text or text[-1] in "；，：":
        return None
    numeral, mark = loose["number"], loose["mark"] or ""
    if numeral in _ROMAN:
        return f"Ⅰ{mark}", _ROMAN.index(numeral)
    kind = "1" if numeral.isdecimal() else "一"
    return f"{loose['series'] or ''}{kind}{mark}", _value(numeral)


def _value(numeral: str) -> int:
    try:
        return number_of(numeral)
    except ValueError:  # 十十
        return 0
