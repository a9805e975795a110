"""The measure (column width in characters) of printed lines, and whether lines are printed ones at all.

A file of whole paragraphs has lines of any length, nearly all of which end with a sentence. Printed lines are of one
length, and nearly none of them does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low

from articles.parsing.blocks.blocks import CODE_AT_END
from articles.parsing.blocks.shapes import ends_a_sentence
from articles.parsing.blocks.widths import full_width
from articles.parsing.files.lines import FileLine

_FAR = 2.0  # characters from the usual width: a line of another column or a last one is no farther
_PLAIN_SHARE = 0.5  # of the lines with figures are as many with none: a few are a page's titles and who signs
_STRETCH = 40  # lines judged together: a page may have printed lines in one part and paragraphs in another …
_BESIDE = 20  # … by them and so many before and after
_NEARBY = 8  # lines on either side that show a column's width
_NARROWEST, _WIDEST = 9.0, 64.0  # Chinese characters
_LEAST = 3  # full lines, to show a width and to show that lines are printed ones
_FULL_SHARE = 0.6  # of the lines that end in mid-sentence are full …
_FULL_SHARE_OF_ALL = 0.5  # … and of these and of what a web page has around a text
_WIDER_SHARE = 0.34  # of all lines at most are wider than the column
_OVER_WIDER_SHARE = 0.3  # of the full lines at most stand over a wider one, as headings over paragraphs do
_PROSE_SHARE = 0.25  # of the full lines have punctuation inside; a list of titles has none
SLACK = 1.5  # characters by which a full line may differ from the width
_TIGHT = 0.6  # the same where nearly all lines are of one width
_EXACT_SHARE = 0.75
_LOST = 2.0  # the indent that a file lost, whose first lines are as much narrower: …
_LACK = (1.4, 3.1)  # … characters that these lack of the column, which is measured by lines whose last mark hangs …
_LACK_HANGING = 0.9  # … or where a mark hangs at their own end
_LACK_LEAST, _LACK_SHARE = 2, 0.6  # of the lines under a paragraph's end lack an indent, where indents are lost
_INDENT = 1.4  # characters more than is usual make an indent; a single space inside a sentence is none
NOTE = re.compile(r"[【〔［\[（(]?(?:编\s*者\s*按|编者的话|主持人(?:语|的话)|开栏(?:语|的话)|编后[语记]?)(?P<text>.*)")
_LABEL_ENDS = "】〕］])）：: \u3000"
_INSIDE = re.compile(r"[，。；：、！？,;].")
_BROKEN_OFF = re.compile(r"[，。；：、].{1,2}$")
OPENING = "“‘（《「『【〈"
_LONGEST_NOTE = 20  # lines
_HANGING = "，。、；：！？”’）》」』】〉"
_LATIN = re.compile(r"[!-~]")


@dataclass(frozen=True, slots=True)
class MeasuredLine:
    """A line with the measure around it. All widths are in Chinese characters, the indent included.

    `column` is the width of the column around it, 0 where these are no printed lines; `slack` says by how much full
    lines differ from it. `usual_gap` and `usual_indent` are those of a line inside a paragraph there, `indents` says
    whether paragraphs begin with an indent, and `opens_last` whether a line may end with a mark that opens.
    """

    line: FileLine
    text: str  # with full-width punctuation
    width: float
    closed: bool
    column: float = 0.0
    slack: float = SLACK
    usual_gap: int = 0
    usual_indent: float = 0.0
    indents: bool = False
    opens_last: bool = False

    @property
    def full(self) -> bool:
        return abs(self.width - self.column) <= SLACK

    @property
    def indented(self) -> bool:
        return self.line.indent > self.usual_indent + _INDENT


def measure_lines(lines: Sequence[FileLine]) -> list[MeasuredLine]:
    """The lines, each with the column it stands in."""
    texts = [full_width(line.text) for line in lines]
    closed = [ends_a_sentence(text) or text.endswith(("）", ")")) or bool(CODE_AT_END.search(text)) for text in texts]
    widths = _widths(lines, closed)
    columns = _columns(widths, closed, [line.level > 0 for line in lines])
    plain = [MeasuredLine(*seen) for seen in zip(lines, texts, widths, closed, columns, strict=True)]
    found: list[MeasuredLine] = []
    for start in range(0, len(plain), _STRETCH):
        stop = start + _STRETCH
        found += _with_surroundings(plain[start:stop], plain[max(start - _BESIDE, 0) : stop + _BESIDE])
    return _with_notes(_with_indents(found) if _has_lost_indents(found) else found)


def _with_notes(lines: list[MeasuredLine]) -> list[MeasuredLine]:
    """The lines, those of editors' notes in the measure that they have of their own: a note is often set wider than the
    texts under it.
    """
    for at, line in enumerate(lines):
        label = NOTE.match(line.text) if line.column else None
        start = at if label and label["text"].strip(_LABEL_ENDS) else at + 1
        if label and (end := _end_of_note(lines, start)):
            column = max(lines[start].width, lines[start + 1].width)
            lines[start:end] = [replace(each, column=column, slack=SLACK) for each in lines[start:end]]
            if lines[start].line.indent == 0 and _lacks_indent(lines[start]):
                lines[start] = replace(lines[start], width=column)
    return lines


def _end_of_note(lines: Sequence[MeasuredLine], start: int) -> int:
    """Where a note ends whose lines are of one width, which is not the page's, and which ends in a sentence; 0 of any
    other. Its first line may have lost its indent.
    """
    note = lines[start : start + _LONGEST_NOTE]
    width = max((line.width for line in note[:2]), default=0.0)
    if width < _NARROWEST or width - note[0].width > _LACK[1]:
        return 0
    end = 1
    for above, line in pairwise(note):
        is_full, goes_on = abs(line.width - width) <= SLACK, end == 1 or abs(above.width - width) <= SLACK
        if not (goes_on and (is_full or (line.closed and line.width < width))) and not (is_full and line.line.indent):
            break
        end += 1
    while end and not note[end - 1].closed:
        end -= 1
    of_page = all(abs(line.column - width) <= SLACK for line in note[:end])
    return start + end if end > 1 and not of_page else 0


def _widths(lines: Sequence[FileLine], closed: Sequence[bool]) -> list[float]:
    """Widths as printed, a Latin character being half as wide, or counted in characters: as lines with several of them
    come nearer to those with none, where these are many and of one width, or else whichever is more regular.
    """
    counted = [len(line.text) + line.indent for line in lines]
    printed = [width - 0.5 * len(_LATIN.findall(line.text)) for line, width in zip(lines, counted, strict=True)]
    latin = [len(_LATIN.findall(line.text)) for line in lines]
    plain = Counter(len(line.text) for line, n, shut in zip(lines, latin, closed, strict=True) if not (n or shut))
    mixed = [at for at, n in enumerate(latin) if n > 1 and not closed[at]]
    usual = max(plain, key=lambda width: (width > _NARROWEST, plain[width]), default=0)
    if not mixed or plain[usual] < max(_LEAST, _PLAIN_SHARE * len(mixed)):
        return max(counted, printed, key=lambda widths: _most_alike(widths, closed))
    return min(counted, printed, key=lambda widths: sum(min(abs(widths[at] - usual), _FAR) for at in mixed))


def _most_alike(widths: Sequence[float], closed: Sequence[bool]) -> int:
    alike = Counter(int(width) for width, shut in zip(widths, closed, strict=True) if not shut and width > _NARROWEST)
    return max((alike[width] + alike.get(width - 1, 0) for width in alike), default=0)


def _columns(widths: Sequence[float], closed: Sequence[bool], headings: Sequence[bool]) -> list[float]:
    """For each line the width that most lines near it have which end in mid-sentence; 0 where no width shows."""
    telling = [
        int(width) if not shut and not heading and _NARROWEST < width < _WIDEST else 0
        for width, shut, heading in zip(widths, closed, headings, strict=True)
    ]
    columns = []
    for place in range(len(telling)):
        near = Counter(telling[max(place - _NEARBY, 0) : place + _NEARBY + 1])
        del near[0]
        best = max(near, key=lambda width: (near[width] + 0.5 * near.get(width - 1, 0), width), default=0)
        columns.append(float(best) if near[best] + near.get(best - 1, 0) >= _LEAST else 0.0)
    return columns


def _with_surroundings(stretch: list[MeasuredLine], around: list[MeasuredLine]) -> list[MeasuredLine]:
    """The stretch with what is usual around it, or without columns where its lines are whole paragraphs."""
    if not _is_printed(around):
        return [replace(line, column=0.0) if line.column else line for line in stretch]
    inner = [after.line for before, after in pairwise(around) if before.full and not before.closed]
    gap = Counter(line.gap for line in inner).most_common(1)[0][0] if inner else 0
    indent = median_low([line.indent for line in inner]) if inner else 0.0
    exact = [abs(line.width - line.column) <= _TIGHT for line in around if line.full and not line.closed]
    slack = _TIGHT if _share(exact) >= _EXACT_SHARE else SLACK
    after_ends = [
        after.line.indent > indent + _INDENT
        for before, after in pairwise(around)
        if before.closed and before.width < before.column - slack  # the last line of a paragraph
    ]
    indents = _share(after_ends) > 0.5
    usual = Counter(line.column for line in around if line.column).most_common(1)[0][0]
    opens = any(line.text.endswith(tuple(OPENING)) for line in around)
    there = {"slack": slack, "usual_gap": gap, "usual_indent": indent, "indents": indents, "opens_last": opens}
    return [replace(line, column=line.column or usual, **there) for line in stretch]  # type: ignore[arg-type]


def _has_lost_indents(lines: Sequence[MeasuredLine]) -> bool:
    """Whether first lines are narrower by an indent, and none is set in: what recognises a page may strip all space."""
    under = [
        _lacks_indent(after)
        for before, after in pairwise(lines)
        if before.closed and before.width < before.column - before.slack and not after.closed
        if after.width > _NARROWEST
    ]
    return not any(line.indents for line in lines) and sum(under) >= _LACK_LEAST and _share(under) >= _LACK_SHARE


def _with_indents(lines: Sequence[MeasuredLine]) -> list[MeasuredLine]:
    """The lines, those set in again that begin paragraphs: full lines go on under them, but under a headline none."""
    found = [replace(line, indents=line.column > 0) for line in lines]
    for at, (line, after) in enumerate(pairwise(lines)):
        full_above = at > 0 and lines[at - 1].full
        begins = not full_above or lines[at - 1].closed
        goes_on = after.full or (after.closed and not line.closed)
        if begins and goes_on and _lacks_indent(line, full_above=full_above):
            found[at] = replace(found[at], width=line.column, line=replace(line.line, indent=_LOST))
    return found


def _lacks_indent(line: MeasuredLine, *, full_above: bool = False) -> bool:
    least, most = _LACK
    hangs = line.text[-1] in _HANGING and not full_above
    return (_LACK_HANGING if hangs else least) <= line.column - line.width <= most and not line.line.level


def _is_printed(stretch: list[MeasuredLine]) -> bool:
    open_lines = [m for m in stretch if not m.closed and m.width > _NARROWEST and not m.line.level]
    full = [m for m in open_lines if m.full]
    prose = [m for m in open_lines if m.full or _INSIDE.search(m.text)]
    over_wider = [after.width > m.column + SLACK for m, after in pairwise(stretch) if m.full and not m.closed]
    return (
        len(full) >= _LEAST
        and len(full) >= _FULL_SHARE * len(prose)
        and len(full) >= _FULL_SHARE_OF_ALL * len(open_lines)
        and _share([m.column > 0 and m.width > m.column + SLACK for m in stretch]) <= _WIDER_SHARE
        and _share(over_wider) <= _OVER_WIDER_SHARE
        and not _has_heads_alone(stretch)
        and _share([bool(_INSIDE.search(m.text)) for m in full]) >= _PROSE_SHARE
    )


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 0.0


def _has_heads_alone(stretch: list[MeasuredLine]) -> bool:
    """Whether the full lines are a head's, of one width by chance: no sentence ends under one of them, while paragraphs
    wider than they are end in it.
    """
    wide = any(m.closed and 0 < m.column < m.width - SLACK for m in stretch)
    under = [after for m, after in pairwise(stretch) if m.full and not m.closed]
    ended = any(ends_a_sentence(m.text) and m.width <= m.column + SLACK for m in under)
    return wide and not ended and not _has_wrapped_clauses(stretch)


def _has_wrapped_clauses(stretch: list[MeasuredLine]) -> bool:
    """Whether lines between gaps go on under one another as no head's do: a clause breaks off after a word
    (碑后是清河，远), or three of them, two with a comma inside, have a shorter one for their end. A caption may end
    without a full stop; verses have their commas in one place.
    """
    starts = [0, *(at for at, m in enumerate(stretch) if at and m.line.gap), len(stretch)]
    return any(_is_wrapped_clause(stretch[start:stop]) for start, stop in pairwise(starts))


def _is_wrapped_clause(lines: list[MeasuredLine]) -> bool:
    *full, last = lines
    if not full or last.width > last.column + SLACK or not all(m.full and not m.closed for m in full):
        return False
    places = [tuple(found.start() for found in _INSIDE.finditer(m.text)) for m in full]
    if len(full) > 1 and len(set(places)) == 1:
        return False
    ends = len(full) >= _LEAST and last.width < last.column - SLACK
    return any(_BROKEN_OFF.search(m.text) for m in full) or (ends and sum(map(bool, places)) > 1)
