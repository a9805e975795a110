"""Tables: rows of as many cells, with what names them over them and whence they are under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from articles.parsing.blocks.shapes import Shape, Shaped

_CAPTION = re.compile(r"^(?:附?表\s*(?:\d|[一二三四五六七八九十])|(?:计量)?单位[：:]).{0,60}$")
_SOURCE = re.compile(r"^(?:注|说明|(?:数据|资料|图表)来源)[：:].{2,60}$")
_NUMBER = re.compile(r"[-+−]?\d[\d,.，]*\s*(?:[%％‰]|[万亿]?[\u4e00-\u9fff]{0,2})|[-—–/]{1,2}")
_RULE = re.compile(r"[|｜\s:：\-—]*--[|｜\s:：\-—]*")  # |---|---|
_LONGEST_CELL = 20  # characters
_RULED = 1  # cell: that of a rule
_LEAST_ROWS, _LEAST_PAIRS = 2, 3  # rows; of two cells that no mark parts


def end_of_table(page: Sequence[Shaped], start: int) -> int:
    """The block after the table that begins here, with its caption; `start` where none does."""
    top = start
    while top < len(page) and top - start < 2 and _is_line(page[top]) and _CAPTION.match(page[top].text):
        top += 1
    end = _end_of_rows(page, top, named=top > start)
    if end == top > start:  # the head's cells may be fewer, as some stand over two
        end = _end_of_rows(page, top + 1, named=True)
        end = end if end > top + 1 and len(_cells(page[top].text)) > 1 else top
    if end == top:
        return start
    return end + (end < len(page) and _is_line(page[end]) and bool(_SOURCE.match(page[end].text)))


def is_rule(text: str) -> bool:
    """Whether a line only parts a table's head from its rows."""
    return bool(_RULE.fullmatch(text))


def _end_of_rows(page: Sequence[Shaped], top: int, *, named: bool) -> int:
    """The block after rows that are a table's; `top` where they are none. What a caption names needs no numbers."""
    if top >= len(page) or (wide := len(_cells(page[top].text))) < 2:
        return top
    rows = list(takewhile(lambda row: _is_line(row) and len(_cells(row.text)) in (wide, _RULED), page[top:]))
    told = [row.text for row in rows if not is_rule(row.text)]
    marked = all("\t" in text or "|" in text for text in told)
    least = _LEAST_ROWS if wide > 2 or marked else _LEAST_PAIRS
    numbers = sum(map(_holds_numbers, told))
    holds = len(told) >= least and (numbers >= _LEAST_ROWS or ((marked or named) and wide > 2))
    return top + len(rows) if holds else top


def _is_line(shaped: Shaped) -> bool:
    return shaped.shape in {Shape.HEADLINE, Shape.TEXT} and not shaped.block.level and "。" not in shaped.text


def _cells(text: str) -> list[str]:
    """The cells of a row, two or more; one of a rule, none of any other line."""
    if is_rule(text):
        return [text]
    mark = r"[|｜]" if text.count("|") + text.count("｜") > 1 else r"\t" if "\t" in text else r"\s+"
    cells = [cell.strip() for cell in re.split(mark, text.strip("|｜ "))]
    return cells if len(cells) > 1 and max(map(len, cells)) <= _LONGEST_CELL else []


def _holds_numbers(text: str) -> bool:
    """Whether at least half of the cells behind the first, which says of what they are, are numbers."""
    numbers = [_NUMBER.fullmatch(cell) is not None for cell in _cells(text)[1:]]
    return sum(numbers) * 2 >= len(numbers) > 0
