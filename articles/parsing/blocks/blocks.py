"""A text cut into blocks: its lines, or parts of them where two things share one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.parsing.blocks.speakers import speakers
from articles.parsing.blocks.widths import full_width
from articles.parsing.files.lines import FileLine
from articles.parsing.files.plain import plain_lines
from articles.parsing.furniture.jumps import Jump, cut_at_jump

_COLUMN_THEN_TEXT = re.compile(r"(【[^】]{2,12}】)[ \t\u3000]*(?=\S)")
_NOT_COLUMNS = re.compile(r"作者|摘\s*要|关键词|参考文献|基金|收稿|编者按|Abstract|Key|图注|图片")
_TRAILING_NOTE = re.compile(r"(?<=[。！？”…])\s*([（(](?:本文)?作者(?:[^（）()]|[（(][^（）()]*[）)])*[）)])$")
_SOURCE_THEN_BYLINE = re.compile(r"^((?:\S.{0,40})?来源：\S+)\s+(作者：[^，。]{2,24})$")
_TITLE_THEN_BYLINE = re.compile(r"^(\s*\S.{3,49}?)\s*([■□]\s*[\u4e00-\u9fff·\s]{2,24})$")


@dataclass(frozen=True, slots=True)
class Block:
    """One line, or a part of one where two things share it.

    [start, end) covers it in the file with its marks and with what white space stands inside it. `printed` is what a
    reader sees, `printed[i]` standing at `places[i]` of the file: what is kept. `text` is the same, character for
    character, with full-width punctuation: what is recognised. `level` is a heading's, or 0; `gap` counts the blank
    lines before. `continued` is the jump right over it that says what it goes on from, `onward` the one right under it
    that says where it goes on; `page` is the number of its page, where one stands over it in the file; `parted` says
    that a rule, a source line or a jump to another page stands right over it.
    """

    index: int
    start: int
    end: int
    text: str
    printed: str
    places: Sequence[int]
    level: int
    gap: int
    indented: bool
    continued: Jump | None = None
    onward: Jump | None = None
    page: str | None = None
    parted: bool = False


def split_blocks(lines: str | Sequence[FileLine]) -> list[Block]:
    """The blocks of lines (or of a plain text) in file order; together they hold every character of them."""
    listed = plain_lines(lines) if isinstance(lines, str) else lines
    names = speakers(full_width(line.text) for line in listed)
    parts = [part for line in listed for part in _parts(line, names)]
    return [_block(index, part) for index, part in enumerate(parts)]


def _parts(line: FileLine, names: frozenset[str]) -> list[FileLine]:
    """A line's halves where a column mark, a note or a byline was run together with its neighbour."""
    cut = _cut(full_width(line.text), names)
    return [line] if cut is None else [line.part(0, cut), line.part(cut, len(line.text))]


def _cut(text: str, names: frozenset[str]) -> int | None:
    column = _COLUMN_THEN_TEXT.match(text)
    speaks = column is not None and column.group(1)[1:-1].strip() in names
    if column and not speaks and not _NOT_COLUMNS.search(column.group(1)):
        return column.end(1)
    if (jump := cut_at_jump(text)) is not None:
        return jump
    for pattern, group in ((_TRAILING_NOTE, 1), (_SOURCE_THEN_BYLINE, 2), (_TITLE_THEN_BYLINE, 2)):
        found = pattern.search(text)
        if found:
            return found.start(group)
    return None


def _block(index: int, line: FileLine) -> Block:
    text = full_width(line.text)
    return Block(index, line.start, line.end, text, line.text, line.places, line.level, line.gap, line.indent > 0)
