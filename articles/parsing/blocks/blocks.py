"""A text cut into blocks: its lines, or parts of them where two things share one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.parsing.blocks.speakers import speakers
from articles.parsing.blocks.widths import full_width
from articles.parsing.bylines import likely_byline, marked_byline
from articles.parsing.files.lines import FileLine
from articles.parsing.files.plain import plain_lines
from articles.parsing.furniture.info_lines import InfoLine, read_account, read_info_line
from articles.parsing.furniture.jumps import Jump, cut_at_jump
from articles.parsing.furniture.source_lines import SourceLine

_COLUMN_THEN_TEXT = re.compile(r"(【[^】]{2,12}】)[ \t\u3000]*(?=\S)")
_NOT_COLUMNS = re.compile(r"作者|摘\s*要|关键词|参考文献|基金|收稿|编者按|主持人(?:语|的话)|Abstract|Key|图注|图片")
_TRAILING_NOTE = re.compile(r"(?<=[。！？”…])\s*([（(](?:本文)?作者(?:[^（）()]|[（(][^（）()]*[）)])*[）)])$")
_SOURCE_THEN_BYLINE = re.compile(r"^((?:\S.{0,40})?来源：\S+)\s+(作者：[^，。]{2,24})$")
_DATED_THEN_BYLINE = re.compile(  # 某某发布　2026年7月14日　记者　王小明
    r"^[\u4e00-\u9fff]{2,10}\s+(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}[：:]\d{2})?"
    r"\s+((?:本报|本网|本刊)?(?:记者|通讯员|作者)[\s：][^，。；！？]{2,40})$"
)
_TITLE_THEN_BYLINE = re.compile(r"^(\s*\S.{3,49}?)\s*([■□]\s*[\u4e00-\u9fff·\s]{2,24})$")
_LONGEST_TITLE, _NEVER_LAST = 60, "。；，、：:;"
_SENTENCE_ENDS = frozenset("。！？…”’」』）")
_TITLE_AUTHOR_DAY = re.compile(  # 长处方里的短路程　　作者：艾叶　　2026年3月9日
    r"^(?P<title>[^。：\s][^。：]{3,39}?)(?<![报刊网社])\s{2,}(?P<author>作者：[\u4e00-\u9fff·、\s]{2,20}?)"
    r"(?:\s{2,}(?P<day>(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?))$"
)
_CODE = r"[①-⑳]\s?\d{1,2}"  # ②6: the page and who composed it; a footnote's mark has no number behind it
COMPOSING_CODE, CODE_AT_END = re.compile(_CODE), re.compile(rf"(?<=[。！？”…）])\s*{_CODE}$")
_PAPER_THEN_COLUMN = re.compile(  # 《鹭汀晚报》副刊 人间烟火栏目, over a title that is kept with it
    r"^《[^《》]{1,10}(?:报|周刊)》\s*(?:[\u4e00-\u9fff]{0,4}(?:副刊|[周专]刊))?[\s·]*(?P<column>[“【]?[\u4e00-\u9fff]{2,8}[”】]?(?:栏目|专栏))$"
)
_AT_RIGHT = 8.0  # characters of an indent that no paragraph has


@dataclass(frozen=True, slots=True)
class Block:
    """One line, or a part of one where two things share it.

    [start, end) covers it in the file with its marks and with what white space stands inside it. `printed` is what a
    reader sees, `printed[i]` standing at `places[i]` of the file: what is kept. `text` is the same, character for
    character, with full-width punctuation: what is recognised. `level` is a heading's, or 0; `gap` counts the blank
    lines before. `continued` is the jump right over it that says what it goes on from, `onward` the one right under it
    that says where it goes on; `page` is the number of its page, where one stands over it in the file; `parted` says
    that a rule, a source line or a jump to another page stands right over it; `at_right` that it is set far in;
    `same_line` that the block before begins its line; `info` is what a line under a title says beside
    names. `frames` are the elements of HTML around it.
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
    at_right: bool = False
    same_line: bool = False
    info: SourceLine | None = None
    frames: tuple[int, ...] = ()


def split_blocks(lines: str | Sequence[FileLine]) -> list[Block]:
    """The blocks of lines (or of a plain text) in file order; together they hold every character of them."""
    listed = plain_lines(lines) if isinstance(lines, str) else lines
    texts = [full_width(line.text) for line in listed]
    names = speakers(texts)
    infos = [read_info_line(text) or read_account(text, below) for text, below in pairwise([*texts, ""])]
    parts: list[tuple[FileLine, bool, SourceLine | None]] = []
    under_title, above = False, " "
    has_gaps = any(line.gap for line in listed[1:])
    for line, text, info, below in zip(listed, texts, infos, [*infos[1:], None], strict=False):
        under_text = above[-1:] in _SENTENCE_ENDS and len(above) > _LONGEST_TITLE
        signs = info and info.signs and (under_text or not parts)
        if info and (under_title or signs) and not (below and below.names):  # several one under the other are a list
            cut = _info_parts(line, info)
            under_title = not info.names or bool(below)
        elif not parts and (at := _column_behind_paper(texts)):
            cut = [(line.part(0, at), None), (line.part(at, len(line.text)), None)]
        else:
            cut = [(part, None) for part in (_parts if parts else _first_parts)(line, text, names)]
            goes_on = has_gaps and not (line.level or line.gap) and above[-1:] in _SENTENCE_ENDS
            goes_on = goes_on and not (below and below.heads)
            under_title = not info and not goes_on and _may_be_title(line)
        above = text
        parts += [(part, place > 0, says) for place, (part, says) in enumerate(cut)]
    return [_block(index, part, same_line=same_line, info=says) for index, (part, same_line, says) in enumerate(parts)]


def _column_behind_paper(texts: Sequence[str]) -> int:
    """Where a column's name begins behind its paper's on a file's first line, if a title with a byline is under both:
    without it the line is a title itself. 0 elsewhere.
    """
    found = _PAPER_THEN_COLUMN.match(texts[0])
    titled = (
        len(texts) > 2 and not likely_byline(texts[1]) and texts[1][-1] not in _NEVER_LAST and texts[1][0] not in "—–-"
    )
    signed = titled and any(likely_byline(text) or marked_byline(text) for text in texts[2:4])
    return found.start("column") if found and signed else 0


def _may_be_title(line: FileLine) -> bool:
    """Whether a line may stand over what a web page says of its author: a short one, no sentence."""
    return len(line.text) <= _LONGEST_TITLE and (line.level > 0 or line.text[-1] not in _NEVER_LAST)


def _info_parts(line: FileLine, info: InfoLine) -> list[tuple[FileLine, SourceLine | None]]:
    """The names of such a line, and its other parts with what it says."""
    cuts = [0, *(at for span in info.names for at in span), len(line.text)]
    return [
        (line.part(start, end), None if place % 2 else info.says)
        for place, (start, end) in enumerate(pairwise(cuts))
        if re.search(r"\w", line.text[start:end])
    ]


def _parts(line: FileLine, text: str, names: frozenset[str]) -> list[FileLine]:
    """A line's halves where a column mark, a note or a byline was run together with its neighbour. `text` is the
    line's, with full-width punctuation.
    """
    if code := CODE_AT_END.search(text):
        at = code.start()
        return [*_parts(line.part(0, at), text[:at], names), line.part(at, len(text))]
    cut = _cut(text, names)
    return [line] if cut is None else [line.part(0, cut), line.part(cut, len(line.text))]


def _first_parts(line: FileLine, text: str, names: frozenset[str]) -> list[FileLine]:
    """The same of a file's first line, on which a title, its author and the day may stand."""
    found = _TITLE_AUTHOR_DAY.match(text)
    if not found:
        return _parts(line, text, names)
    cuts = [0, found.start("author"), found.start("day"), len(line.text)]
    return [line.part(start, end) for start, end in pairwise(cuts)]


def _cut(text: str, names: frozenset[str]) -> int | None:
    column = _COLUMN_THEN_TEXT.match(text)
    speaks = column is not None and column.group(1)[1:-1].strip() in names
    if column and not speaks and not _NOT_COLUMNS.search(column.group(1)):
        return column.end(1)
    if (jump := cut_at_jump(text)) is not None:
        return jump
    patterns = ((_TRAILING_NOTE, 1), (_SOURCE_THEN_BYLINE, 2), (_DATED_THEN_BYLINE, 1), (_TITLE_THEN_BYLINE, 2))
    for pattern, group in patterns:
        found = pattern.search(text)
        if found:
            return found.start(group)
    return None


def _block(index: int, line: FileLine, *, same_line: bool, info: SourceLine | None) -> Block:
    return Block(
        index,
        line.start,
        line.end,
        full_width(line.text),
        line.text,
        line.places,
        line.level,
        line.gap,
        line.indent > 0,
        at_right=line.indent >= _AT_RIGHT,
        same_line=same_line,
        info=info,
        frames=line.frames,
    )
