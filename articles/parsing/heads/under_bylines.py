"""What stands right under a byline and says something of it: a place of work, who paid, who wrote, when and where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from articles.parsing.blocks.kept_lines import tells_of_book
from articles.parsing.blocks.notes import WORKS_AT, names_fund, names_writers, tells_of_text
from articles.parsing.blocks.shapes import ASIDES, Shape
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.bylines import is_workplace, names_in_bare_byline
from articles.parsing.names import is_clearly_institution
from articles.parsing.types import Part

_BETWEEN_PLACES = re.compile(r"\s*[、；;，,]\s*|\s+(?=\d)")  # 1.某某大学 2.某某学院
_NUMBER_OF_PLACE = re.compile(r"^\d{1,2}[.．、]\s*")
_ADDRESS = re.compile(r"（?\s*(?P<work>[^。！？]{6,160}?\d{6,7})\s*）?")
_BETWEEN_ADDRESSES = re.compile(r"\s*[；;]\s*|(?<=\d)\s+(?=\d{1,2}[.．、])")
_UNIT_AND_SEAT = re.compile(r"(?P<unit>.{4,}?)[，,\s]\s*[\u4e00-\u9fff·\s]{2,12}\d{6,7}")
_IN_BRACKETS = re.compile(r"^（(?P<work>[^（）。]{4,40})）$")
_OCCASION = re.compile(r"^[\u4e00-\u9fff]{0,4}(?:时\s*间|地\s*点|主办(?:单位)?|承办(?:单位)?)[：:].{2,40}$")
_COLUMN = re.compile(r"栏\s*目：\s*(?P<name>[\u4e00-\u9fff“”·A-Za-z]{2,10})")
_WHO_SPOKE = re.compile(r"^(?:主讲人?|主持人?|演讲人?|与谈人?|嘉宾|记录|整理)[：:].{2,40}$")


def take_lines_below(sheet: Sheet, openers: Sequence[Opener]) -> None:
    """What stands right under the bylines of these openings, made theirs."""
    for opener in openers:
        _take_note(sheet, opener)
        _take_workplace(sheet, opener)
        take_occasion(sheet, opener)
    if all(map(partial(_column_under, sheet), openers)):  # an article without one would have its neighbour's
        for opener in openers:
            _take_column(sheet, opener)


def says_of_byline(sheet: Sheet, below: int) -> bool:
    """Whether a line says something of the byline over it: who wrote, when and where, who paid, where they work."""
    written = sheet.free(below, Shape.HEADLINE, Shape.NOTE) and names_writers(sheet.text(below))
    written = written or (sheet.free(below, Shape.HEADLINE, Shape.TEXT) and _tells_occasion(sheet.text(below)))
    return bool(written or workplace(sheet, below) or _says_who_paid(sheet, below) or _is_note_over_text(sheet, below))


def take_occasion(sheet: Sheet, opener: Opener) -> None:
    """When and where something was said, and what the text was first, stand under a byline as a lead does."""
    first = opener.at
    while sheet.free(opener.at + 1, Shape.HEADLINE, Shape.TEXT, Shape.BYLINE):
        below = sheet.text(opener.at + 1)
        if not (_tells_occasion(below) or (opener.at > first and _WHO_SPOKE.match(below))):
            break
        opener.at += 1
        opener.claimed.append(opener.at)
        opener.lead.append(opener.at)
        sheet.claim(Part.LEAD, opener.at)


def _take_column(sheet: Sheet, opener: Opener) -> None:
    """栏目：时评 under a byline names the column that its article stands in."""
    below, column = opener.at + 1, _column_under(sheet, opener)
    if column:
        sheet.shaped[below] = replace(sheet.shaped[below], shape=Shape.COLUMN, value=column["name"])
        opener.at = below


def _column_under(sheet: Sheet, opener: Opener) -> re.Match[str] | None:
    below = opener.at + 1
    return _COLUMN.fullmatch(sheet.text(below)) if sheet.free(below, Shape.HEADLINE) else None


def take_group(sheet: Sheet, opener: Opener) -> None:
    """Who was of the group that signs, and who wrote for it, on the lines under its name."""
    while opener.at + 1 < len(sheet) and names_writers(sheet.text(opener.at + 1)):
        below = opener.at + 1
        opener.people += sheet.shaped[below].people
        sheet.shaped[below] = replace(sheet.shaped[below], shape=Shape.BYLINE, value="")
        _take_line_below(sheet, opener)
        more = sheet.text(below + 1) if sheet.free(below + 1, Shape.HEADLINE, Shape.BYLINE) else ""
        if (
            "成员" in sheet.text(below) and names_in_bare_byline(more) and not names_writers(more)
        ):  # whom that line had no room for
            _take_line_below(sheet, opener)


def _take_note(sheet: Sheet, opener: Opener) -> None:
    titled = sheet.free(sheet.previous(min(opener.claimed), *ASIDES), Shape.HEADLINE)
    if titled and _is_note_over_text(sheet, opener.at + 1):
        opener.at += 1
        opener.notes.append(opener.at)
        sheet.shaped[opener.at] = replace(sheet.shaped[opener.at], shape=Shape.BYLINE)
        sheet.claim(Part.NOTE, opener.at)


def _is_note_over_text(sheet: Sheet, index: int) -> bool:
    """（作者系某某大学教授） under a name and over text ends nothing: it says where that name works."""
    note = sheet.free(index, Shape.NOTE) and not address_in(sheet.text(index))
    return note and sheet.free(sheet.following(index, *ASIDES), Shape.TEXT)


def _take_workplace(sheet: Sheet, opener: Opener) -> None:
    """（某某大学教授） right under a byline says where its people work: all in one place, or each in one of several.

    A line that says who paid, between a byline and its text, is no head's and no text's.
    """
    _take_who_paid(sheet, opener)
    work = workplace(sheet, opener.at + 1)
    if work and not any(person.affiliation for person in opener.people):
        between = _BETWEEN_ADDRESSES if _ADDRESS.match(work) else _BETWEEN_PLACES
        places = [_NUMBER_OF_PLACE.sub("", place) for place in between.split(work)]
        each = places if len(places) == len(opener.people) else [work] * len(opener.people)
        people = zip(opener.people, each, strict=True)
        opener.people = tuple(replace(person, affiliation=place) for person, place in people)
        _take_line_below(sheet, opener)
        _take_who_paid(sheet, opener)


def workplace(sheet: Sheet, index: int) -> str:
    """What a line in brackets says of where somebody works, or one without that stands between a name under a title and
    the text; "" where it says nothing.
    """
    if sheet.free(index, Shape.HEADLINE, Shape.TEXT, Shape.NOTE) and (address := address_in(sheet.text(index))):
        return address
    text = sheet.text(index) if sheet.free(index, Shape.HEADLINE, Shape.TEXT) else ""
    if found := _IN_BRACKETS.match(text):
        return found.group("work") if WORKS_AT.search(found.group("work")) else ""
    over_text = sheet.free(index, Shape.HEADLINE) and sheet.free(sheet.following(index, *ASIDES), Shape.TEXT)
    titled = index > 1 and sheet.shape(index - 2) in {Shape.HEADLINE, Shape.BYLINE}
    return text if over_text and titled and is_workplace(text) else ""


def address_in(text: str) -> str:
    """What a line under names says that is nothing but units and where they are, as journals print it: 某某大学文学院，
    某地 430000, in brackets or without. "" of any other.
    """
    found = _ADDRESS.fullmatch(text)
    each = [_UNIT_AND_SEAT.fullmatch(part) for part in _BETWEEN_ADDRESSES.split(found["work"])] if found else []
    units = [_NUMBER_OF_PLACE.sub("", "".join(unit["unit"].split())) for unit in each if unit]
    return found["work"] if found and len(units) == len(each) and all(map(is_clearly_institution, units)) else ""


def _take_who_paid(sheet: Sheet, opener: Opener) -> None:
    if _says_who_paid(sheet, opener.at + 1):
        _take_line_below(sheet, opener)


def _says_who_paid(sheet: Sheet, index: int) -> bool:
    return sheet.free(index, Shape.HEADLINE, Shape.TEXT) and names_fund(sheet.text(index))


def _take_line_below(sheet: Sheet, opener: Opener) -> None:
    opener.at += 1
    opener.claimed.append(opener.at)
    sheet.claim(Part.BYLINE, opener.at)


def _tells_occasion(text: str) -> bool:
    return bool(_OCCASION.match(text)) or tells_of_text(text) or tells_of_book(text)
