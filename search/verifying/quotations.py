"""Finds the quotations of a draft and the words that attribute them. Pure.

A quotation is what stands in “” 「」 『』 or straight quotation marks, or behind 《…》指出： up to its sentence's end.
At …… it is in two parts, each looked up by itself. Parts of fewer than SHORTEST characters, marks not counted, are
words and set phrases (“一带一路”) and no quotations, nor is what a title in 《》 quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from search.verifying.characters import count_characters

SHORTEST, LONGEST = 8, 1_000  # characters of a quotation, marks not counted; of one, from mark to mark


class Reason(StrEnum):
    """Why something in quotation marks is not looked up."""

    SHORT = "short"
    UNCLOSED = "unclosed"


_WHY = {Reason.SHORT: "太短", Reason.UNCLOSED: "引号没有收口"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: `text` is `draft[start:end]`, without quotation marks.

    `said_by`: the words of the draft that attribute it (张三 of 张三指出：“…”), empty if there are none.
    """

    start: int
    end: int
    text: str
    said_by: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Text in quotation marks that is not looked up; of an unclosed mark, the beginning of what follows it."""

    start: int
    end: int
    text: str
    reason: Reason

    @property
    def why(self) -> str:
        return _WHY[self.reason]


@dataclass(frozen=True, slots=True)
class Draft:
    """The quotations and the skipped texts of a draft, both in its order."""

    quotations: tuple[Quotation, ...]
    skipped: tuple[Skipped, ...]


_NESTING = {"“": "”", "「": "」", "『": "』", "〝": "〞"}
_OPENS = {closes: opens for opens, closes in _NESTING.items()}
_ALIKE = '"＂'  # close as they open
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_NO_MARKS = str.maketrans(dict.fromkeys([*_NESTING, *_OPENS, *_ALIKE], "·"))
_OPENING = re.compile(f"[{''.join(_NESTING)}{_ALIKE}]")
_NEXT_PARAGRAPH = re.compile(r"[\r\n\v\u2028\u2029]\s*")
_MARK_OR_BREAK = re.compile(rf"[{''.join(_NESTING)}{''.join(_OPENS)}]|{_NEXT_PARAGRAPH.pattern}")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_ELLIPSIS = re.compile(r"…+|⋯+|\.{3,}|。{3,}")
_SPEECH_VERBS = (
    "(?:指出|强调|认为|提出|写道|写到|明确|要求|谈到|讲到|提到|论述|阐述|回忆|坦言|告诉记者|介绍|建议|主张|表示|所言|所说|所述|所讲|曾言"
    "|有言|的话(?:来?[说讲])?|说|讲|道|称|曰|云|问|答)"
)
_WORK = r"《[^《》\n]+》"  # as one character of who says so: a title may be long, and hold commas and marks
_BEFORE = re.compile(
    rf"(?P<who>(?:{_WORK}|[^。！？!?；;“”「」『』《\n]){{1,40}}?){_SPEECH_VERBS}(?:过|道|了)?[，,]?[：:]?\s*$"
)
_COLON_BEFORE = re.compile(
    rf"(?:^|[。！？!?\n”」』])\s*(?P<who>(?=[^：:]{{2}})(?:{_WORK}|[^，。！？!?；;：:“”「」『』《\n]){{1,20}})[：:]\s*$"
)
_AFTER = re.compile(rf"\s*[，,]?\s*(?P<who>[^，。！？!?；;：:、“”「」『』\n]{{1,25}}?){_SPEECH_VERBS}(?!\w*[：:])")
_SIGNED = re.compile(r"\s*(?:—{1,2}|―{1,2}|-{2})\s*(?P<who>[^，。！？!?；;：:“”「」『』\n]{2,25})")
_WORK_SAYS = re.compile(
    rf"《[^《》\n]{{2,60}}》[^，。！？!?；;：:“”「」『』《》\n]{{0,16}}?{_SPEECH_VERBS}[：:]\s*(?=[^\s“”「」『』《\"])"
)
_SENTENCE = re.compile(r"[^。！？!?\n“”「」『』]+")
_PRONOUNS_ONLY = re.compile(r"(?:他|她|又|还|也|再|更|并|接着|随后|最后|同时|这样|有人)*")  # 又说：“…”——张三
_LOOK_BACK = 100  # characters before a quotation in which the draft says by whom it is
_SHOWN = 60  # characters behind a mark that is never closed: of each, where a line has thousands of them


def read_draft(draft: str) -> Draft:
    """The quotations of a draft and what is skipped."""
    quotations: list[Quotation] = []
    skipped: list[tuple[int, int, Reason]] = []
    plain = _TITLE.sub(lambda title: title[0].translate(_NO_MARKS), draft)  # of the same length
    for start, end in _unmarked(plain, _marked(plain, skipped)):
        said_by: str | None = None
        for part_start, part_end in _parts(plain, start, end):
            text = draft[part_start:part_end]
            if count_characters(text) >= SHORTEST:
                said_by = draft[slice(*_said_by(plain, start, end))] if said_by is None else said_by
                quotations.append(Quotation(part_start, part_end, text, said_by))
            elif text.strip():
                skipped.append((part_start, part_end, Reason.SHORT))
    return Draft(tuple(quotations), tuple(Skipped(at, end, draft[at:end], why) for at, end, why in sorted(skipped)))


def _marked(draft: str, skipped: list[tuple[int, int, Reason]]) -> list[tuple[int, int]]:
    """The spans between quotation marks; unclosed marks are added to `skipped`."""
    runs: list[tuple[int, int]] = []
    closings = _closings(draft)
    behind = 0
    for mark in _OPENING.finditer(draft):
        at = mark.start()
        if at < behind:
            continue
        end = closings.get(at) if draft[at] in _NESTING else _next_alike(draft, at)
        if end is None:
            end = _line_end(draft, at, at + _SHOWN)
            skipped.append((at, end, Reason.UNCLOSED))
        else:
            runs.append((at + 1, end))
            behind = end + 1
    return runs


def _closings(draft: str) -> dict[int, int]:
    """Where the quotations end whose marks nest, by where they open: each at the mark that closes it.

    None goes over a blank line or is longer than LONGEST. A paragraph that is followed by one which opens as it did
    goes on in that one. In one pass: a draft may be nothing but marks.
    """
    ends: dict[int, int] = {}
    waiting: dict[str, list[tuple[int, int]]] = {opens: [] for opens in _NESTING}  # places and their lines' numbers
    line, line_end, line_start = 0, 0, 0
    for found in _MARK_OR_BREAK.finditer(draft):
        place, mark = found.start(), found[0]
        if mark in _NESTING:
            own = waiting[mark]
            if own and place == line_start and own[-1][1] == line - 1:
                ends[own.pop()[0]] = line_end
            own.append((place, line))
        elif mark in _OPENS:
            own = waiting[_OPENS[mark]]
            if own and place - own[-1][0] <= LONGEST + 1:
                ends[own.pop()[0]] = place
        else:
            line, line_end, line_start = line + 1, place, found.end()
            if _BLANK_LINE.search(mark):
                waiting = {opens: [] for opens in _NESTING}
    return ends


def _next_alike(draft: str, at: int) -> int | None:
    """Where the mark that opens there, of a kind that closes as it opens, comes again within the same bounds."""
    reach = at + LONGEST + 2
    blank = _BLANK_LINE.search(draft, at, reach)
    end = draft.find(draft[at], at + 1, blank.start() if blank else reach)
    return end if end >= 0 else None


def _line_end(draft: str, at: int, latest: int) -> int:
    end = _NEXT_PARAGRAPH.search(draft, at, latest)
    return end.start() if end else min(latest, len(draft))


def _unmarked(draft: str, marked: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The `marked` spans, and the sentences behind 《…》指出： that overlap none of them, in order."""
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


def _said_by(draft: str, start: int, end: int) -> tuple[int, int]:
    """The span of the words that attribute a quotation, before or behind it; (0, 0) if there are none."""
    latest = start - 1 if _OPENING.match(draft, start - 1) else start
    before = max(0, latest - _LOOK_BACK), latest
    after = end + 1, end + 1 + _LOOK_BACK
    found = (_who(_BEFORE.search, draft, before), _who(_AFTER.match, draft, after), _who(_SIGNED.match, draft, after))
    phrases = [run for run in found if run]
    if not phrases:
        return _who(_COLON_BEFORE.search, draft, before) or (0, 0)
    return next((run for run in phrases if not _PRONOUNS_ONLY.fullmatch(draft, *run)), phrases[0])


def _who(find: Callable[[str], re.Match[str] | None], draft: str, run: tuple[int, int]) -> tuple[int, int] | None:
    """The span of the group `who` that `find` matches in `draft[slice(*run)]`, stripped; None without a match."""
    said = find(draft[slice(*run)])
    if said is None:
        return None
    who, at = said["who"], run[0] + said.start("who")
    return at + len(who) - len(who.lstrip()), at + len(who.rstrip())
