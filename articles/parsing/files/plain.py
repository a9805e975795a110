"""Plain text: a line for each of its lines that holds anything."""

from __future__ import annotations

import re

from articles.parsing.files.bold import with_bold_headings
from articles.parsing.files.lines import FileLine, indent_width, without_unseen

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_EMPHASIS = re.compile(  # also before a word where a label ends in it: **编者按：**今年
    r"(?<![\w*_])(?P<opening>\*\*|__)(?=[^\W_]|[“《【（])(?:(?!\1).)+(?<=[^\s*_])(?P<closing>\1)(?![*_])"
    r"(?:(?<=[：:。！？]..)|(?!\w))"
)
_MARK = re.compile(r"(#{1,6})[ \t\u3000]*(?=\S)|(?:[-*+>][ \t]+)(?=\S)")


def plain_lines(text: str) -> list[FileLine]:
    """The lines in file order, without the marks of headings, lists and emphasis that even plain text may have."""
    lines: list[FileLine] = []
    bold: set[int] = set()
    reached, indent = 0, ""
    for found in _LINE.finditer(text):
        raw = found.group()
        line = without_unseen(_line(raw, found.start(), indent))
        if not line.text:
            indent = raw if "\u3000" in raw else ""  # an indent may stand on a line of its own
            continue
        if _EMPHASIS.fullmatch(line.text):
            bold.add(len(lines))
        lines.append(_without_emphasis(_after_gap(line, text[reached : found.start()])))
        reached, indent = found.end(), ""
    return with_bold_headings(lines, bold)


def _line(raw: str, offset: int, indent: str) -> FileLine:
    lead = len(raw) - len(raw.lstrip())
    start, end = offset + lead, offset + len(raw.rstrip())
    mark = _MARK.match(raw, lead)
    begin = mark.end() if mark else lead
    level = len(mark.group(1) or "") if mark else 0
    text = raw[begin:].rstrip()
    return FileLine(
        start, end, text, range(offset + begin, end), level, indent=indent_width(raw[:lead]) or indent_width(indent)
    )


def _without_emphasis(line: FileLine) -> FileLine:
    """Where Markdown sees emphasis, mostly: masked names (李**、王**) and levels of significance keep their stars."""
    marks = [found.span(group) for found in _EMPHASIS.finditer(line.text) for group in ("opening", "closing")]
    if not marks:
        return line
    gone = {index for start, end in marks for index in range(start, end)}
    return line.keeping([index for index in range(len(line.text)) if index not in gone])


def _after_gap(line: FileLine, before: str) -> FileLine:
    breaks = len(before.splitlines())
    if breaks < 2:
        return line
    return FileLine(line.start, line.end, line.text, line.places, line.level, breaks - 1, line.indent)
