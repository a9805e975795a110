"""Reporters who sign between a text's lead and the rest of it: title, 导语, 本报记者　某某, and the text goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.notes import inner_note, reports_among
from articles.parsing.blocks.shapes import NOTE_LABEL, ends_a_sentence, looks_like_headline
from articles.parsing.bylines import MARKS, behind_label, likely_byline, marked_byline

_MOST_LINES, _MOST_OF_LEAD, _SEVERAL = 3, 3, 2  # of a head; paragraphs; subheadings


def with_byline_over_lead(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a file, such a byline moved over the lead, where nobody else signs and nothing is a title but its
    first lines, if it has one: then one headline under a byline with a mark may be the title of an article that begins
    there.
    """
    signing = [at for at, block in enumerate(blocks) if likely_byline(block.text) or marked_byline(block.text)]
    at = signing[0] if len(signing) == 1 else 0
    head = list(takewhile(looks_like_headline, blocks[:at]))
    lead, below = list(blocks[len(head) : at]), list(blocks[at + 1 :])
    least = _SEVERAL if head and blocks[at].text[0] in MARKS else 1
    goes_on = _is_lead(head, lead) and _goes_on(lead, below, least=least) and below[0].gap <= blocks[at].gap
    if len(head) > _MOST_LINES or not (goes_on and _reports(blocks[at].text)) or _is_of_several(head, lead + below):
        return list(blocks)
    byline, first = replace(blocks[at], gap=lead[0].gap), replace(lead[0], gap=blocks[at].gap)
    return [replace(block, index=index) for index, block in enumerate([*head, byline, first, *lead[1:], *below])]


def _reports(text: str) -> bool:
    line = text.lstrip(f"{MARKS} \u3000")
    return behind_label(line) != line


def _is_lead(head: Sequence[Block], lead: Sequence[Block]) -> bool:
    """Whether these are whole paragraphs, and no label shows what they are: 核心提示, 编者按."""
    labelled = any(NOTE_LABEL.match(block.text.lstrip("【[")) for block in (*head[-1:], *lead))
    return 0 < len(lead) <= _MOST_OF_LEAD and all(map(_is_whole, lead)) and not labelled


def _goes_on(lead: Sequence[Block], below: Sequence[Block], *, least: int) -> bool:
    """Whether what stands under the byline is more text than the lead, with so many subheadings or none."""
    headings = sum(map(looks_like_headline, below))
    if not below or 0 < headings < least or looks_like_headline(below[-1]):
        return False
    whole = all(_is_whole(above) for above, under in pairwise(below) if looks_like_headline(under))
    return whole and sum(len(block.text) for block in below) > sum(len(block.text) for block in lead)


def _is_of_several(head: Sequence[Block], rest: Sequence[Block]) -> bool:
    """Whether something ends an article within the file, a paragraph begins as news do, 本报讯…, or a line under the
    byline is longer than all of the title's.
    """
    headings = [len(block.text) for block in rest if looks_like_headline(block)]
    longer = bool(head) and max(headings, default=0) > max(len(line.text) for line in head)
    ends = any(block.parted or inner_note(block.text) for block in rest[:-1])
    return longer or ends or reports_among(block.text for block in rest) > 0


def _is_whole(block: Block) -> bool:
    return ends_a_sentence(block.text) and not looks_like_headline(block)
