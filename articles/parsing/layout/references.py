"""What an article refers to (注释, 参考文献): a label over numbered entries, or Markdown's footnotes, in no text."""

from __future__ import annotations

import re
from dataclasses import replace

from articles.parsing.blocks.shapes import Shape
from articles.parsing.blocks.sheet import Sheet
from articles.parsing.types import Part

_LABEL = re.compile(r"^[【［\[]?\s*(?:注\s*释|(?:主要)?参考(?:文献|资料|书目)|引文出处)\s*[】］\]]?\s*[：:]?")
_ENTRY = re.compile(
    r"^(?:(?P<circled>[①-⑳])|[\[［【〔](?P<boxed>\d{1,3})[\]］】〕]|[（(](?P<round>\d{1,3})[）)]|(?P<plain>\d{1,2})[.．、](?!\d))"
)
# （1） and 1. number a text's own points as well: there each entry names a work.
_WORK = re.compile(
    r"《[^》]+》|[\[［](?:[JMCDNRSPZ]|EB)(?:/OL)?[\]］]|出版社|\d{4}\s*年?\s*(?:第|版|[(（]\d)|第\s*\d+\s*[页期]|https?:"
)
_FOOTNOTE = re.compile(r"^[\[［]\^(?P<name>[^\]］\s]{1,16})[\]］][：:]\s*(?=\S)")  # [^1]: as Markdown writes it
_TEXT = (Shape.TEXT, Shape.HEADLINE, Shape.COLUMN)


def find_references(sheet: Sheet) -> list[list[int]]:
    """The blocks of each list, claimed on the sheet; the first is the label, with the first entry or without."""
    found = []
    for index in range(len(sheet)):
        label = _LABEL.match(sheet.text(index)) if sheet.free(index, *_TEXT) else None
        if label is None:
            continue
        first = sheet.text(index)[label.end() :]
        number = _number(first)
        if number is None and first:
            continue
        entries = [index] if number else []
        after = index + 1
        while sheet.free(after, *_TEXT) and (this := _number(sheet.text(after))) and _counts_on(number, this):
            entries.append(after)
            number = this
            after += 1
        if entries:
            found.append([index, *(entry for entry in entries if entry != index)])
            sheet.claim(Part.REFERENCES, *found[-1])
            sheet.shaped[index] = replace(sheet.shaped[index], shape=Shape.TEXT)  # 【参考资料】 names no column
    return [*found, *_find_footnotes(sheet)]


def _find_footnotes(sheet: Sheet) -> list[list[int]]:
    """The blocks of each run of footnotes, which need no label."""
    notes = [at for at in range(len(sheet)) if sheet.free(at, *_TEXT) and _FOOTNOTE.match(sheet.text(at))]
    sheet.claim(Part.REFERENCES, *notes)
    runs: list[list[int]] = []
    for at in notes:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _number(text: str) -> tuple[str, int] | None:
    """How an entry's number is written, and the number; None where this is no entry."""
    found = _ENTRY.match(text.lstrip())
    if found is None or (found.lastgroup in {"round", "plain"} and not _WORK.search(text)):
        return None
    written = found[found.lastgroup or ""]
    return str(found.lastgroup), ord(written) - ord("①") + 1 if found.lastgroup == "circled" else int(written)


def _counts_on(before: tuple[str, int] | None, number: tuple[str, int]) -> bool:
    return before is None or number == (before[0], before[1] + 1)


def entries_of(sheet: Sheet, references: list[int]) -> list[str]:
    """The entries as printed, without the label over them or before the first; footnotes with a number as printed."""
    if _FOOTNOTE.match(sheet.text(references[0])):
        return [_FOOTNOTE.sub(r"[\g<name>] ", sheet.printed(index)) for index in references]
    label = _LABEL.match(sheet.text(references[0]))
    first = sheet.printed(references[0])[label.end() if label else 0 :].strip()
    return [*([first] if first else []), *(sheet.printed(index) for index in references[1:])]
