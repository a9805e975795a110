"""Lines that are headings by nothing but their bold letters, in HTML, in Markdown and in text with marks of it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from articles.parsing.files.lines import FileLine

_WORDS = re.compile(
    "(?![^：:]{1,6}[：:]|[（(图])[^。；]{2,80}(?<![。！…；，、：:”）)摄图绘])"
)  # no label and no credit
_OPEN_END = re.compile("[、，,：:的]$|[走顶跑看听说想写来送搬传]到$")
_CLOSED = re.compile("[。！？!?…：:][”’」）)]?$")
_NUMBERED = re.compile(
    r"第?[一二三四五六七八九十]{1,3}[、．.章节]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、．.]"
)
_DAY = re.compile(r"[\d〇零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?")
_REPORT = re.compile(r"(?:本报|新华社|中新社)[^，。：]{0,20}?[讯电][\s　（(]")
_DEEPEST = 6  # level of what is a heading by its bold letters alone


def with_bold_headings(lines: Sequence[FileLine], bold: Set[int]) -> list[FileLine]:
    """The lines, with a level for those of `bold`, the places of wholly bold ones, that are headings of a text."""
    title = next((at for at, line in enumerate(lines) if line.level), len(lines))
    heads = {at for at in bold if at > title and not lines[at].level and _WORDS.fullmatch(lines[at].text)}
    return [
        replace(line, level=_DEEPEST) if at in heads and _is_heading(lines, at, heads) else line
        for at, line in enumerate(lines)
    ]


def _is_heading(lines: Sequence[FileLine], at: int, bold: Set[int]) -> bool:
    """Whether a bold line stands alone between paragraphs that are not bold and longer, or whole sentences.

    Verses, and what signs a notice, are bold one under another; half of a paragraph goes on in a line not set in; over
    a title stands its column, over a day who signs, and over 本报讯 the title of other news.
    """
    if not 0 < at < len(lines) - 1 or not (lines[at].gap and lines[at + 1].gap):
        return False
    above, text, below = lines[at - 1], lines[at].text, lines[at + 1]
    if _NUMBERED.match(text):
        return at + 1 not in bold or _NUMBERED.match(below.text) is not None
    plain = not {at - 1, at + 1} & bold and not below.level and not _DAY.fullmatch(below.text)
    plain = plain and not _REPORT.match(below.text)
    longer = all(len(side.text) > len(text) or _CLOSED.search(side.text) for side in (above, below))
    goes_on = _OPEN_END.search(text) or _OPEN_END.search(above.text) or below.indent < above.indent
    return plain and longer and not goes_on
