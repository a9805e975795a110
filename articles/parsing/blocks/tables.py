"""Tables: rows of as many cells, with what names them over them and whence they are under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from articles.parsing.blocks.shapes import Shape, Shaped
from articles.parsing.names import has_surname

_CAPTION = re.compile(r"^(?:附?表\s*(?:\d|[一二三四五六七八九十])|(?:计量)?单位[：:]).{0,60}$")
_SOURCE = re.compile(r"^(?:注|说明|(?:数据|资料|图表)来源)[：:].{2,60}$")
_NUMBER = re.compile(r"[-+−]?\d[\d,.，]*\s*(?:[%％‰]|[万亿]?[\u4e00-\u9fff]{0,2})|[-—–/]{1,2}")
_HEAD = re.compile(
    "(?:项目|指标|名称|类[别型]|品[名种类]|地[区点]|区域|单位|年[份度]|月份|时间|日期|内容|序号|姓名|学校|企业|阶段)[^，。]{0,6}"
)
_PERIOD = re.compile(r"(?:19|20)\d\d(?:年度?)?|\d{1,2}月")
_RULE = re.compile(r"[|｜\s:：\-—]*--[|｜\s:：\-—]*")  # |---|---|
_BAR, _TAB = re.compile(r"[|｜]"), re.compile(r"\t")  # what parts cells
_BLANKS = re.compile(r"\s+")
_SET_WIDE = re.compile(  # 王　明, or 目　录 by itself, but not 甲　乙　丙
    r"(?<!\S)(?<!(?<!\S)[\u4e00-\u9fff]\s)([\u4e00-\u9fff])(?P<blank>\s+)([\u4e00-\u9fff])(?!\S|\s+[\u4e00-\u9fff](?!\S))"
)
_OF_TABLE = frozenset(
    ["合计", "总计", "共计", "小计", "区县", "县区", "市县", "县市", "项目", "名称", "单位", "年份"]
)  # 合　计
_NO_ROW = re.compile(r"(?<!\S)[A-Za-z][.．、](?!\S)|[\da-z)）]\s+[+×÷=](?!\S)")  # the answers to a question, and a sum
_LONGEST_CELL = 20  # characters
_INNER_FRAMES = 2  # elements of a table around a row: <tbody> and <tr>
_RULED = 1  # cell: that of a rule
_LEAST_ROWS, _LEAST_PAIRS = 2, 3  # rows; of two cells that no mark parts


def end_of_table(page: Sequence[Shaped], start: int) -> int:
    """The block after the table that begins here, with its caption; `start` where none does."""
    top = start
    while top < len(page) and top - start < 2 and _is_line(page[top]) and _names_table(page, top):
        top += 1
    end = _end_of_rows(page, top, named=top > start)
    if end == top > start:  # the head's cells may be fewer, as some stand over two
        end = _end_of_rows(page, top + 1, named=True)
        end = end if end > top + 1 and len(cells(page[top].text)) > 1 else top
    if end == top:
        return start
    return end + (end < len(page) and _is_line(page[end]) and bool(_SOURCE.match(page[end].text)))


def lines_of_tables(texts: Sequence[str]) -> set[int]:
    """The places of the lines of tables that are named (表1　…), with their names and what stands under them."""
    found: set[int] = set()
    for at, text in enumerate(texts):
        count = count_rows(texts[at + 1 :], named=True) if is_caption(text) and "。" not in text else 0
        under = at + 1 + count
        found |= set(range(at, under + bool(under < len(texts) and _SOURCE.match(texts[under])))) if count else set()
    return found


def is_rule(text: str) -> bool:
    """Whether a line only parts a table's head from its rows."""
    return bool(_RULE.fullmatch(text))


def _end_of_rows(page: Sequence[Shaped], top: int, *, named: bool) -> int:
    """The block after rows that are a table's; `top` where they are none."""
    lines = (page[place] for place in range(top, len(page)))
    return top + count_rows((line.text for line in takewhile(_is_line, lines)), named=named)


def count_rows(lines: Iterable[str], *, named: bool) -> int:
    """How many of the lines, from the first on, are rows of one table. What a caption names needs no numbers."""
    rest = iter(lines)
    first = next(rest, "")
    if (wide := len(cells(first))) < 2:
        return 0
    rows = [first, *takewhile(lambda row: len(cells(row)) in (wide, _RULED), rest)]
    told = [row for row in rows if not is_rule(row)]
    marked = all("\t" in text or "|" in text for text in told)
    least = _LEAST_ROWS if wide > 2 or marked else _LEAST_PAIRS
    numbers = sum(map(_holds_numbers, told))
    holds = len(told) >= least and (numbers >= _LEAST_ROWS or ((marked or named) and wide > 2))
    return len(rows) if holds else 0


def is_caption(text: str) -> bool:
    """Whether a line may name a table under it."""
    return bool(_CAPTION.match(text))


def _names_table(page: Sequence[Shaped], at: int) -> bool:
    """Whether a line may name the table under it by its words, or by standing in one element of HTML with its rows."""
    if is_caption(page[at].text) or at + 1 == len(page):
        return is_caption(page[at].text)
    frames, row = page[at].block.frames, page[at + 1].block.frames
    within = bool(frames) and frames[:-1] == row[: len(frames) - 1]
    near = within and len(row) - len(frames) < _INNER_FRAMES
    return near and "\t" in page[at + 1].text and "\t" not in page[at].text


def _is_line(shaped: Shaped) -> bool:
    return shaped.shape in {Shape.HEADLINE, Shape.TEXT} and not shaped.block.level and "。" not in shaped.text


def cells(text: str) -> list[str]:
    """The cells of a row, two or more; one of a rule, none of any other line."""
    return [text[start:end] for start, end in cell_spans(text)]


def cell_spans(text: str) -> list[tuple[int, int]]:
    """Where the cells begin and end in the text, without the blanks around them."""
    if is_rule(text):
        return [(0, len(text))]
    mark = _BAR if text.count("|") + text.count("｜") > 1 else _TAB if "\t" in text else _BLANKS
    inner = text.strip("|｜ ")
    first = text.index(inner)
    wide = ((found, found[1] + found[3]) for found in _SET_WIDE.finditer(inner))
    names = {at.span("blank") for at, word in wide if has_surname(word) or word in _OF_TABLE or at[0] == inner}
    parting = (found.span() for found in mark.finditer(inner) if found.span() not in names)
    marks = [(first + start, first + end) for start, end in parting]
    ends = [*(start for start, _ in marks), first + len(inner)]
    if mark is _BLANKS and _NO_ROW.search(text):
        return []
    spans = [_trimmed(text, *span) for span in zip([first, *(end for _, end in marks)], ends, strict=True)]
    return spans if len(spans) > 1 and max(end - start for start, end in spans) <= _LONGEST_CELL else []


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end].strip()
    at = text.index(inner, start)
    return at, at + len(inner)


def _holds_numbers(text: str) -> bool:
    """Whether at least half of the cells behind the first, which says of what they are, are numbers."""
    numbers = [is_number(cell) for cell in cells(text)[1:]]
    return sum(numbers) * 2 >= len(numbers) > 0


def may_be_head(text: str) -> bool:
    """Whether a row may say what stands under it: in words, or in years and months. One of two cells says so by name:
    冰糖　适量 over 莲子　30克 does not.
    """
    first, *others = cells(text)
    told = all(_PERIOD.fullmatch(cell) or not is_number(cell) for cell in others)
    return told and (len(others) > 1 or _HEAD.fullmatch(first) is not None)


def is_number(cell: str) -> bool:
    """Whether a cell is a number, with its unit or without, or the dash that stands for none."""
    return _NUMBER.fullmatch(cell) is not None
