"""What an article refers to (注释, 参考文献): a label over numbered entries, which stand in no text."""

from __future__ import annotations

import re
from dataclasses import replace

from articles.parsing.blocks.shapes import Shape
from articles.parsing.blocks.sheet import Sheet
from articles.parsing.types import Part

_LABEL = re.compile(r"^[【［\[]?\s*(?:注\s*释|(?:主要)?参考(?:文献|资料|书目)|引文出处)\s*[】］\]]?\s*[：:]?")
_ENTRY = re.compile(r"^(?:[①-⑳]|[\[［【〔（(]\d{1,3}[\]］】〕）)]|\d{1,2}[.．、](?!\d))")
_TEXT = (Shape.TEXT, Shape.HEADLINE, Shape.COLUMN)


def find_references(sheet: Sheet) -> list[list[int]]:
    """The blocks of each list, claimed on the sheet; the first is the label, with the first entry or without."""
    found = []
    for index in range(len(sheet)):
        label = _LABEL.match(sheet.text(index)) if sheet.free(index, *_TEXT) else None
        if label is None:
            continue
        entries = [index] if _ENTRY.match(sheet.text(index)[label.end() :]) else []
        if not entries and label.end() < len(sheet.text(index)):
            continue
        after = index + 1
        while sheet.free(after, *_TEXT) and _ENTRY.match(sheet.text(after)):
            entries.append(after)
            after += 1
        if entries:
            found.append([index, *(entry for entry in entries if entry != index)])
            sheet.claim(Part.REFERENCES, *found[-1])
            sheet.shaped[index] = replace(sheet.shaped[index], shape=Shape.TEXT)  # 【参考资料】 names no column
    return found


def entries_of(sheet: Sheet, references: list[int]) -> list[str]:
    """The entries as printed, without the label over them or before the first."""
    label = _LABEL.match(sheet.text(references[0]))
    first = sheet.printed(references[0])[label.end() if label else 0 :].strip()
    return [*([first] if first else []), *(sheet.printed(index) for index in references[1:])]
