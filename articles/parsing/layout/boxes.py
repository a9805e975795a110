"""Boxed sidebars: 链接>>>, then entries, each a term and its explanation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.parsing.blocks.shapes import IS_CARD, NOTES, Shape, ends_a_sentence
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.layout.interviews import speaks
from articles.parsing.types import Part, Person

_NUMBERED = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、．\s　]*\S")
_NUMBER = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、．\s　]+")
_EXPLAINS = re.compile(r"^[“《]?[^，。：；！？“”《》]{2,14}[”》]?(?:（[^（）]*）)?：\S")  # 增殖放流：用人工方法…
_FIGURE, _TO_A_FIGURE = re.compile(r"\d+(?:\.\d+)?(?![\d.年月日])"), 25  # characters of 数读
_FIGURE_ALONE = re.compile(
    r"[约近超逾]?\d[\d.,，万亿千百]*\s?(?:[%％‰]|[\u4e00-\u9fff]{1,4})?"
)  # 65%, over what it counts
_QUOTED = re.compile(r"^《[^《》]+》$")
_LONGEST_ENTRY = 800  # characters; a longer paragraph under a box's head is the article's own text


@dataclass(slots=True)
class BoxDraft:
    """A box being parsed: its head and the blocks under it, headings and paragraphs."""

    head: int
    headings: list[int]
    paragraphs: list[int]

    @property
    def blocks(self) -> list[int]:
        return sorted([self.head, *self.headings, *self.paragraphs])


def find_boxes(sheet: Sheet, openers: Sequence[Opener]) -> list[BoxDraft]:
    """The page's boxes; their blocks are claimed on the sheet. What people in an interview say stands in none."""
    people = tuple(person for opener in openers if opener.interview for person in opener.people)
    drafts = []
    for index in range(len(sheet)):
        if sheet.free(index, Shape.BOX_HEAD):
            draft = _draft(sheet, index, people)
            sheet.claim(Part.BOX, *draft.blocks)
            drafts.append(draft)
    return drafts


def _draft(sheet: Sheet, head: int, people: tuple[Person, ...]) -> BoxDraft:
    draft = BoxDraft(head, [], [])
    index = head + 1
    while sheet.free(index, Shape.HEADLINE, Shape.TEXT) and not speaks(sheet.text(index), people):
        if _is_entry_heading(sheet, head, index):
            draft.headings.append(index)
        elif _is_entry(sheet, draft, index):
            draft.paragraphs.append(index)
        else:
            break
        index += 1
    return draft


def _is_entry_heading(sheet: Sheet, head: int, index: int) -> bool:
    if _counts_alone(sheet, head, index):
        return True
    if sheet.shape(index) is not Shape.HEADLINE or _is_card(sheet, head):
        return False
    text, level = sheet.text(index), sheet.block(index).level
    deeper = level > sheet.block(head).level
    explained = index + 1 < len(sheet) and sheet.text(index + 1).lstrip("“").startswith(_NUMBER.sub("", text)[:6])
    titled = index == head + 1 and sheet.free(index + 1, Shape.TEXT)
    return bool(deeper or titled or explained or _QUOTED.match(text) or (_NUMBERED.match(text) and len(text) <= 24))


def _is_entry(sheet: Sheet, draft: BoxDraft, index: int) -> bool:
    """A paragraph is an entry under its heading; in a box without headings, or with its own title alone, the first one
    is, those that explain a term or count as it does, those that only a box set apart by a wider gap has no gap
    between, and all under an article's note.
    """
    text = sheet.text(index)
    if index - 1 in draft.headings and _counts_alone(sheet, draft.head, index - 1):
        return True
    if sheet.shape(index) is not Shape.TEXT or len(text) > _LONGEST_ENTRY:
        return False
    if _is_card(sheet, draft.head) and not ends_a_sentence(text):  # the next article's title
        return False
    if index - 1 in draft.headings or not (draft.headings or draft.paragraphs):
        return True
    if draft.headings not in ([], [draft.head + 1]):
        return False
    entries = [sheet.text(entry) for entry in (*draft.paragraphs, index)]
    alike = all(map(_EXPLAINS.match, entries)) or all(map(_counts, entries))
    return alike or sheet.block(index).gap < sheet.block(draft.head).gap or sheet.shape(draft.head - 1) in NOTES


def _is_card(sheet: Sheet, head: int) -> bool:
    """Whether a box says who somebody is."""
    return IS_CARD.fullmatch(sheet.shaped[head].value) is not None


def _counts_alone(sheet: Sheet, head: int, index: int) -> bool:
    return sheet.shaped[head].value.startswith("数") and bool(_FIGURE_ALONE.fullmatch(sheet.text(index)))


def _counts(text: str) -> bool:
    return len(_FIGURE.findall(text)) * _TO_A_FIGURE >= len(text)
