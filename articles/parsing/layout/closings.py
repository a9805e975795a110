"""The lines under an article that say who made its copy and ask readers for something, as one run.

A film ends in END, a poem says 文字, a manual lists 编辑：…. So a run stands under a text's last sentence and over
nothing that goes on with it, and one of its lines is beyond doubt, or two say who did what.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import takewhile

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.notes import inner_note, reporters_behind
from articles.parsing.blocks.shapes import ends_a_sentence, looks_like_headline
from articles.parsing.bylines import names_in_bare_byline
from articles.parsing.furniture.closing_lines import (
    Closing,
    is_writer,
    lacks_sign,
    read_closing,
    sends_in,
    who_did_what,
)
from articles.parsing.furniture.mastheads import Masthead
from articles.parsing.layout.page_edges import Reading, is_headline_over_byline, is_text
from articles.parsing.names import has_surname, is_likely_name
from articles.parsing.types import Part

_PARTS = {
    Closing.END: Part.RULE,
    Closing.NAMES: Part.SOURCE_LINE,
    Closing.LIST: Part.JUMP,
    Closing.CLAIM: Part.CONTACT,
    Closing.ASKS: Part.CONTACT,
    Closing.MAY_ASK: Part.CONTACT,
    Closing.FORM: Part.CONTACT,
}
_LONGEST_TITLE, _LONGEST_NAME = 40, 3  # characters
_LEAST_ROLES, _LEAST_WITHOUT_SIGNS = 2, 3
_FARTHEST_HEAD = 100  # blocks over such a line, so that time grows with a file's length only


def with_closings(blocks: Sequence[Block], read: Sequence[Reading | None]) -> list[Reading | None]:
    """What the blocks were read as, and such lines as what they are."""
    found = list(read)
    at = 1
    while at < len(blocks):
        run = _run(blocks, read, at)
        if run and (_closes(blocks, read, run, below=_below(blocks, read, run)) or _is_under_title(blocks, read, run)):
            for line, kind in run.items():
                known = read[line]
                if known or not _signs(blocks, line, kind):
                    found[line] = _sure(known, kind)
        at = max(run, default=at) + 1
    return found


def _run(blocks: Sequence[Block], read: Sequence[Reading | None], start: int) -> dict[int, Closing]:
    """The lines of a run from a block on; none where it begins with what a text may end with."""
    run: dict[int, Closing] = {}
    at = start
    while at < len(blocks):
        kind = read_closing(blocks[at].printed)
        if kind is None and not (run and _may_stand_between(blocks[at], read[at])):
            break
        if kind is Closing.MAY_ASK and (not run or is_headline_over_byline(blocks, at)):
            break
        items = _items(blocks, at + 1) if kind is Closing.LIST else range(0)
        if kind is Closing.LIST and not items:
            break
        run |= dict.fromkeys((at, *items), kind) if kind else {}
        at += 1 + len(items)
    return run


def _below(blocks: Sequence[Block], read: Sequence[Reading | None], run: dict[int, Closing]) -> Block | None:
    """What stands under a run; 让分享成为习惯, last in it over anything, is a title, and taken off the run."""
    below = next((at for at in range(max(run) + 1, len(blocks)) if read[at] is None), None)
    while below is not None and run[last := max(run)] is Closing.MAY_ASK:
        del run[last]
        below = last if read[last] is None else below
    return None if below is None else blocks[below]


def _may_stand_between(block: Block, reading: Reading | None) -> bool:
    """Whether a line is known for something else under an article, or says who its author is."""
    known = reading is not None and not isinstance(reading.says, Masthead)
    return known or inner_note(block.printed) is not None


def _items(blocks: Sequence[Block], start: int) -> range:
    """The titles under 往期推荐: up to other such lines or the file's end, else two at least up to a wider gap."""
    listed = [*takewhile(_is_item, blocks[start:])]
    end = start + len(listed)
    if end < len(blocks) and not read_closing(blocks[end].printed):
        near = [*takewhile(lambda block: block.gap <= blocks[start].gap, listed)]
        end = start + len(near) * (1 < len(near) < len(listed) and not is_headline_over_byline(blocks, start))
    return range(start, end)


def _is_item(block: Block) -> bool:
    kind = read_closing(block.printed)
    return len(block.text) <= _LONGEST_TITLE and not block.text.endswith("。") and kind in {None, Closing.MAY_ASK}


def _closes(
    blocks: Sequence[Block], read: Sequence[Reading | None], run: dict[int, Closing], *, below: Block | None
) -> bool:
    """Whether a run stands under a text and over no more of it, and says beyond doubt what it is."""
    first, kinds = min(run), set(run.values())
    if not _ends_above(blocks, read, first, kinds) or not (below is None or looks_like_headline(below)):
        return False
    listed = sum(kind is Closing.LIST for kind in run.values()) > 1
    sure = listed or bool(kinds & {Closing.END, Closing.CLAIM, Closing.ASKS}) or len(kinds) > 1
    return sure or _name_several([blocks[line] for line in run])


def _is_under_title(blocks: Sequence[Block], read: Sequence[Reading | None], run: dict[int, Closing]) -> bool:
    """Whether lines that say who did one thing and another stand between a title, with its day, and its text: the
    file's first, or one with a wider gap over it; under a subheading they may be a film's.
    """
    over = next((at for at in range(min(run) - 1, -1, -1) if read[at] is None), None)
    under = blocks[max(run) + 1 : max(run) + 2]
    if over is None or not looks_like_headline(blocks[over]) or not under or not is_text(under[0].text):
        return False
    first = blocks[over].gap > blocks[min(run)].gap or not any(is_text(block.text) for block in blocks[:over])
    names = len(run) == max(run) - min(run) + 1 and set(run.values()) == {Closing.NAMES}
    return first and names and _name_several([blocks[line] for line in run])


def _ends_above(blocks: Sequence[Block], read: Sequence[Reading | None], first: int, kinds: Set[Closing]) -> bool:
    """Whether a text's last sentence stands above; any line of one, where END is set apart from it."""
    above = next((at for at in range(first - 1, -1, -1) if read[at] is None), 0)
    ends = ends_a_sentence(blocks[above].text) or bool(reporters_behind(blocks[above].text))
    ended = above > 0 and ends and not looks_like_headline(blocks[above])
    return ended or (above > 0 and Closing.END in kinds and len(kinds) > 1 and blocks[first].gap > 0)


def _name_several(lines: Sequence[Block]) -> bool:
    """Whether lines say who did one thing and another: 编辑：七个人 names nobody, in a talk roles come again, and a
    line that is set in is a paragraph.
    """
    apart = [block.printed for block in lines if not block.indented or block.at_right]
    said = [(role, "".join(who.split())) for text in apart for role, who in who_did_what(text)]
    roles = {role for role, _ in said}
    least = _LEAST_WITHOUT_SIGNS if any(map(lacks_sign, apart)) else _LEAST_ROLES
    return any(_is_name(who) for _, who in said) and len(roles) >= least and len(roles) * 2 > len(said)


def _is_name(who: str) -> bool:
    return is_likely_name(who) or (has_surname(who) and 1 < len(who) <= _LONGEST_NAME)


def _signs(blocks: Sequence[Block], line: int, kind: Closing) -> bool:
    """Whether 文字｜林晚秋 names who wrote, whom no line over the text has named; or 供稿｜…, who sent it in."""
    said = who_did_what(blocks[line].printed) if kind is Closing.NAMES else []
    if any(sends_in(role) for role, _ in said):
        return True
    written = [who for role, who in said if is_writer(role)]
    names = [name for who in written for name in names_in_bare_byline(who) or ("".join(who.split()),)]
    above = blocks[max(line - _FARTHEST_HEAD, 0) : line]
    same = blocks[line].printed  # under the article above, too
    over = ["".join(block.printed.split()) for block in above if not is_text(block.text) and block.printed != same]
    return any(_is_name(name) and not any(name in text for text in over) for name in names)


def _sure(reading: Reading | None, kind: Closing) -> Reading:
    """编辑：王小明 at a page's foot alone is that under an article, too."""
    known = reading is not None and not isinstance(reading.says, Masthead)
    return replace(reading, sure=True) if reading and known else Reading(_PARTS[kind])
