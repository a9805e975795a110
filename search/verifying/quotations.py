"""The quotations of a draft, and whom it says they are by. Pure.

A quotation is what stands in “” 「」 『』 or straight quotation marks, or behind 《…》指出： up to its sentence's end.
At …… it is in two parts, each looked up by itself. Parts of fewer than SHORTEST characters, marks not counted, are
words and set phrases (“一带一路”) and no quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from search.verifying.characters import counted

SHORTEST, LONGEST = 8, 1_000  # characters of a quotation, marks not counted; of one, from mark to mark


class Reason(StrEnum):
    """Why something in quotation marks is not looked up."""

    SHORT = "short"
    UNCLOSED = "unclosed"


@dataclass(frozen=True, slots=True)
class Quotation:
    """`text` is `draft[start:end]`, without its quotation marks.

    `said_by`: the words in which the draft says who says so, empty where it does not.
    """

    start: int
    end: int
    text: str
    said_by: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """What stands in quotation marks, or the first of what stands behind one that is never closed: not looked up."""

    start: int
    end: int
    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Draft:
    """What is quoted in a text and what was passed over, both in its order."""

    quotations: tuple[Quotation, ...]
    skipped: tuple[Skipped, ...]


_PAIRS = {"“": "”", "「": "」", "『": "』", "＂": "＂", '"': '"', "〝": "〞"}
_CLOSING = frozenset(_PAIRS.values())
_NEXT_PARAGRAPH = re.compile(r"[\r\n\v\u2028\u2029]\s*")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_ELLIPSIS = re.compile(r"…+|⋯+|\.{3,}|。{3,}")
_SAYS = (
    "(?:指出|强调|认为|提出|写道|写到|明确|要求|谈到|讲到|提到|论述|阐述|回忆|坦言|告诉记者|介绍|建议|主张|表示|所言|所说|所述|所讲|曾言"
    "|有言|说|讲|道|称|曰|云|问|答)"
)
_BEFORE = re.compile(rf"(?P<who>[^。！？!?；;“”「」『』\n]{{1,40}}?){_SAYS}(?:过|道|了)?[，,]?[：:]?\s*$")
_COLON_BEFORE = re.compile(r"(?:^|[。！？!?\n”」』])\s*(?P<who>[^，。！？!?；;：:“”「」『』\n]{2,20})[：:]\s*$")
_AFTER = re.compile(rf"\s*[，,]?\s*(?P<who>[^，。！？!?；;：:、“”「」『』\n]{{1,25}}?){_SAYS}(?!\w*[：:])")
_SIGNED = re.compile(r"\s*(?:—{1,2}|―{1,2}|-{2})\s*(?P<who>[^，。！？!?；;：:“”「」『』\n]{2,25})")
_WORK_SAYS = re.compile(
    rf"《[^《》\n]{{2,60}}》[^，。！？!?；;：:“”「」『』《》\n]{{0,16}}?{_SAYS}[：:]\s*(?=[^\s“”「」『』《\"])"
)
_SENTENCE = re.compile(r"[^。！？!?\n“”「」『』]+")
_LOOK_BACK = 60  # characters before a quotation in which the draft says by whom it is
_SHOWN = 60  # characters behind a mark that is never closed: of each, where a line has thousands of them


def read_draft(draft: str) -> Draft:
    """All quotations of a draft."""
    quotations: list[Quotation] = []
    skipped: list[Skipped] = []
    for start, end in _unmarked(draft, _marked(draft, skipped)):
        said_by = _said_by(draft, start, end)
        for part_start, part_end in _parts(draft, start, end):
            text = draft[part_start:part_end]
            if counted(text) >= SHORTEST:
                quotations.append(Quotation(part_start, part_end, text, said_by))
            elif text.strip():
                skipped.append(Skipped(part_start, part_end, text, Reason.SHORT))
    return Draft(tuple(quotations), tuple(sorted(skipped, key=lambda run: run.start)))


def _marked(draft: str, skipped: list[Skipped]) -> list[tuple[int, int]]:
    """The runs between quotation marks; what is never closed is skipped."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(draft):
        if draft[at] not in _PAIRS:
            at += 1
            continue
        end = _closing(draft, at)
        if end is None:
            end = min(_line_end(draft, at), at + _SHOWN)
            skipped.append(Skipped(at, end, draft[at:end], Reason.UNCLOSED))
            at += 1
        else:
            runs.append((at + 1, end))
            at = end + 1
    return runs


def _closing(draft: str, at: int) -> int | None:
    """Where the quotation that opens there ends: at the mark that closes it, counting those of its kind inside it.

    Where that is not to be found, at the next closing mark, but never behind another opening one, a blank line or more
    than LONGEST characters. A paragraph that is followed by one which opens as it did goes on in that one.
    """
    opens, closes = draft[at], _PAIRS[draft[at]]
    reach = _reach(draft, at)
    depth, first = 0, None
    for place in range(at + 1, reach):
        character = draft[place]
        if character == closes:
            first = place if first is None else first
            if depth == 0:
                return place
            depth -= 1
        elif character == opens:
            if depth == 0 and _begins_next_line(draft, at, place):
                return _line_end(draft, at)
            depth += 1
    return first if depth and first is not None and opens not in draft[at + 1 : first] else None


def _reach(draft: str, at: int) -> int:
    blank = _BLANK_LINE.search(draft, at)
    return min(len(draft), at + LONGEST + 2, blank.start() if blank else len(draft))


def _begins_next_line(draft: str, at: int, place: int) -> bool:
    """Whether the line after the one of `at` begins there."""
    end = _NEXT_PARAGRAPH.search(draft, at, place)
    return end is not None and end.end() == place


def _line_end(draft: str, at: int) -> int:
    end = _NEXT_PARAGRAPH.search(draft, at)
    return end.start() if end else len(draft)


def _unmarked(draft: str, marked: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The runs in quotation marks, and, where none of these is, the sentences behind 《…》指出：."""
    runs = list(marked)
    for said in _WORK_SAYS.finditer(draft):
        sentence = _SENTENCE.match(draft, said.end())
        if sentence and not any(start < sentence.end() and said.start() < end for start, end in marked):
            runs.append(sentence.span())
    return iter(sorted(runs))


def _parts(draft: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for dots in _ELLIPSIS.finditer(draft, start, end):
        yield at, dots.start()
        at = dots.end()
    yield at, end


def _said_by(draft: str, start: int, end: int) -> str:
    """The words that say whose the quotation is: before it, or behind it."""
    before = draft[max(0, start - 1 - _LOOK_BACK) : start - 1]
    if draft[start - 1 : start] not in _PAIRS:
        before = draft[max(0, start - _LOOK_BACK) : start]
    after = draft[end + 1 : end + 1 + _LOOK_BACK]
    found = _BEFORE.search(before) or _AFTER.match(after) or _SIGNED.match(after) or _COLON_BEFORE.search(before)
    return found["who"].strip() if found else ""
