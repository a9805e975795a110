"""A text cut into blocks: lines without their white space and markdown marks, each knowing where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_MARK = re.compile(r"(#{1,6})[ \t\u3000]*(?=\S)|(?:[-*+>][ \t]+)(?=\S)")
_COLUMN_THEN_TEXT = re.compile(r"(【[^】]{2,12}】)[ \t\u3000]*(?=\S)")
_NOT_COLUMNS = re.compile(r"作者|摘\s*要|关键词|参考文献|基金|收稿|编者按|Abstract|Key|链接|名词解释|图注|图片")
_TRAILING_NOTE = re.compile(r"(?<=[。！？”…])\s*([（(](?:本文)?作者(?:[^（）()]|[（(][^（）()]*[）)])*[）)])$")
_TITLE_THEN_BYLINE = re.compile(r"^(\s*\S.{3,49}?)\s*([■□]\s*[\u4e00-\u9fff·\s]{2,24})$")


@dataclass(frozen=True, slots=True)
class Block:
    """One line, or a part of one where two things share it.

    [start, end) covers it without surrounding white space but with its markdown mark; `text` is without the mark and
    begins at `text_start`. `level` counts the mark's `#`; `gap` is how many blank lines stand before it.
    """

    index: int
    start: int
    end: int
    text_start: int
    text: str
    level: int
    gap: int
    indented: bool


def split_blocks(text: str) -> list[Block]:
    """The blocks of a text in file order; together they hold every character that is not white space."""
    blocks: list[Block] = []
    previous_end = 0
    for line in _LINE.finditer(text):
        if not line.group().strip():
            continue
        gap = max(_count_breaks(text, previous_end, line.start()) - 1, 0)
        for start, end in _parts(line.group()):
            blocks.append(_block(text, len(blocks), line.start() + start, line.start() + end, gap))
            gap = 0
        previous_end = line.end()
    return blocks


def _count_breaks(text: str, start: int, end: int) -> int:
    between = text[start:end]
    return len(between.splitlines()) if between else 0


def _parts(line: str) -> list[tuple[int, int]]:
    """A line's halves where a column mark, a note or a byline was run together with its neighbour."""
    column = _COLUMN_THEN_TEXT.match(line.lstrip("#").lstrip())
    if column and not _NOT_COLUMNS.search(column.group(1)):
        cut = line.index("】") + 1
        return [(0, cut), (cut, len(line))]
    for pattern, group in ((_TRAILING_NOTE, 1), (_TITLE_THEN_BYLINE, 2)):
        found = pattern.search(line)
        if found:
            return [(0, found.start(group)), (found.start(group), len(line))]
    return [(0, len(line))]


def _block(text: str, index: int, start: int, end: int, gap: int) -> Block:
    raw = text[start:end]
    body = raw.strip()
    lead = len(raw) - len(raw.lstrip())
    begin = start + lead
    mark = _MARK.match(body)
    mark_length = mark.end() if mark else 0
    level = len(mark.group(1) or "") if mark else 0
    return Block(index, begin, begin + len(body), begin + mark_length, body[mark_length:], level, gap, lead > 0)
