"""Parses reports: one long text in chapters, in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.notes import reports_among
from articles.parsing.blocks.shapes import NOTES, Shape, Shaped, ends_a_sentence
from articles.parsing.blocks.sheet import Sheet
from articles.parsing.chapters import FEWEST_CHAPTERS, chapter_number, contents_length, is_in_chapters
from articles.parsing.heads.openers import find_openers
from articles.parsing.layout.interviews import find_interviews
from articles.parsing.names import is_clearly_institution, read_name
from articles.parsing.newspaper import PageReading, read_page
from articles.parsing.problems import SUSPICIOUS_TEXT
from articles.parsing.running_text import RunningText
from articles.parsing.types import Furniture, ParsedArticle, ParsedPassage, Part

_MANY_CHARACTERS = 8_000  # characters: a newspaper's page has room for fewer
_MANY_BLOCKS = 150  # blocks: more than the articles of a page have
_HEAD = 12  # lines at most, before the text begins
_DOCUMENT_TYPE = re.compile(
    r"(?:报告|纲要|规划|计划|白皮书|蓝皮书|公报|通报|决定|决议|意见|条例|规定|办法|方案|章程|总结|讲话)(?:[（(].*[）)])?[”》]?$"
)
_DAY = re.compile(  # （2022年10月16日）, （… 第一次会议通过）, 2026年2月, 2026.02: under a report's title
    r"^(?:[（(].{0,80}\d年.{0,80}[）)]|[（(]?(?:(?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2})"
    r"(?:\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?|[./-]\d{1,2}(?:[./-]\d{1,2})?)[）)]?)$"
)
_ENCLOSED = re.compile(r"^附件\s*(?:[：:]\s*(?:1\s*[.．、]\s*)?|1\s*[.．、：:]\s*)\S")  # 附件：1．点位一览表
_NEXT_ENCLOSED = re.compile(r"^(?:附件\s*)?\d{1,2}\s*[.．、：:]\s*\S")
_SALUTATION = re.compile(r"^[^，。；]{2,20}[：:]$")
_BOUNDARIES = {Shape.BYLINE, Shape.COLUMN, Shape.SIGNATURE}
_ASIDE = {Shape.CAPTION: Part.CAPTION, Shape.CREDIT: Part.CREDIT}
_FEW_CHAPTERS = 2  # are enough where a report says as such do of when it is, or lists them first
_LINES_SIGNING = 2  # under a text: whose it is, and the day
_UNFINISHED = 20  # characters of a line that the end of a page may have cut; a shorter one is an item of a list


def read_report(shaped: Sequence[Shaped]) -> PageReading | None:
    """The blocks as one article with its chapters as headings; None where they are no report."""
    end = len(shaped) - _enclosures(shaped)
    head = _head(shaped[:end])
    signed = _signature(shaped[head:end])
    if not _is_one_text(shaped[:end], head, signed):
        return None
    lines = [line for line in shaped[:head] if not _DAY.match(line.text)]
    first = next((block for block in shaped[head:] if block.shape is Shape.TEXT), None)
    reading = read_page([*lines, first]) if first else None
    if reading is None or len(reading.articles) != 1:
        return None
    aside = [_furniture(line, Part.DATELINE) for line in shaped[:head] if _DAY.match(line.text)]
    aside += [_furniture(line, Part.JUMP) for line in shaped[end:]]
    if reading.articles[0].authors or not signed:
        return _continued(reading, aside, [*_unread(reading, lines), *shaped[head:end]])
    signs, day = signed
    people = tuple(filter(None, [read_name("".join(signs.text.split()))]))
    by = ParsedPassage(signs.start, signs.end, Part.BYLINE)
    article = replace(reading.articles[0], authors=people, passages=(*reading.articles[0].passages, by))
    aside.append(Furniture(Part.DATELINE.value, day.printed, ParsedPassage(day.start, day.end, Part.DATELINE)))
    text = [block for block in shaped[head:end] if block.block.start < signs.start]
    return _continued(replace(reading, articles=(article,)), aside, [*_unread(reading, lines), *text])


def _unread(reading: PageReading, lines: Sequence[Shaped]) -> list[Shaped]:
    """The lines of a head that the page took for the text's: the report's begins with them."""
    front = [p for p in reading.articles[0].passages if p.part not in {Part.BODY, Part.HEADING}]
    front += [piece.passage for piece in reading.furniture]
    return [line for line in lines if not any(p.start <= line.block.start < p.end for p in front)]


def _enclosures(shaped: Sequence[Shaped]) -> int:
    """How many blocks at the end list what is enclosed (附件：1．…): the file does not hold it."""
    for count in range(1, min(_HEAD, len(shaped)) + 1):
        lines = shaped[-count].text.splitlines()
        if _ENCLOSED.match(lines[0]):
            return count
        if not _NEXT_ENCLOSED.match(lines[0]) or ends_a_sentence(lines[-1]):
            return 0
    return 0


def _signature(rest: Sequence[Shaped]) -> Sequence[Block]:
    """The institution and the day under a text's last sentence, be they one block or two; or nothing."""
    last = [*(rest[-1].lines or (block.block for block in rest[-2:]))] if rest else []
    above = [block.text for block in rest if last and block.block.start < last[0].start][-1:]
    if len(last) != _LINES_SIGNING or not _DAY.match(last[1].text) or not any(map(ends_a_sentence, above)):
        return ()
    return last if is_clearly_institution("".join(last[0].text.split())) else ()


def _head(shaped: Sequence[Shaped]) -> int:
    """How many lines stand before the text: title, day, whoever speaks."""
    for place, line in enumerate(shaped[: _HEAD + 1]):
        begins = line.shape is Shape.TEXT and not _DAY.match(line.text)
        if begins or chapter_number(line.text) or _SALUTATION.match(line.text) or contents_length(shaped[place:]):
            return place
    return 0


def _is_one_text(shaped: Sequence[Shaped], head: int, signed: Sequence[Block]) -> bool:
    """Whether chapters, and nothing that another article begins or ends with, follow the head of a long document."""
    rest = shaped[head + contents_length(shaped[head:]) :]
    within = list(rest)
    while within and within[-1].shape in NOTES:
        within.pop()
    if any(block.shape in _BOUNDARIES for block in rest) or any(block.shape is Shape.NOTE for block in within[:-2]):
        return False
    named = any(_DOCUMENT_TYPE.search(line.text) for line in shaped[:head])
    long = len(rest) > _MANY_BLOCKS or sum(len(block.text) for block in rest) > _MANY_CHARACTERS
    if not (long or (named and not any(line.shape is Shape.BYLINE for line in shaped[:head]))):
        return False
    unmarked = len(rest) > _MANY_BLOCKS and not any(block.shape is Shape.HEADLINE for block in rest)
    listed = named and len(rest) < len(shaped) - head
    dated = named and (signed or any(_DAY.match(line.text) for line in shaped[:head]))
    few = listed or (dated and _has_only_chapters(rest, signed))
    in_chapters = is_in_chapters([*shaped[:head], *rest], fewest=_FEW_CHAPTERS if few else FEWEST_CHAPTERS)
    return (unmarked or in_chapters) and not _is_signed_within(shaped, head)


def _has_only_chapters(rest: Sequence[Shaped], signed: Sequence[Block]) -> bool:
    """Whether no line but chapters' looks like a headline, and no paragraph is a reporter's: these may begin another
    article.
    """
    heads = [block for block in rest if block.shape is Shape.HEADLINE and block.block not in signed]
    return all(chapter_number(block.text) for block in heads) and not reports_among(block.text for block in rest)


def _is_signed_within(shaped: Sequence[Shaped], head: int) -> bool:
    """Whether articles begin after the text does: under bylines without a mark, or with the guests of an interview."""
    sheet = Sheet(list(shaped))
    openers = find_openers(sheet, find_interviews(sheet))
    return any(opener.at > head and not opener.bare for opener in openers)


def _continued(reading: PageReading, days: list[Furniture], blocks: Sequence[Shaped]) -> PageReading:
    """The reading of a report's head, its article's body all that follows."""
    text, notes, aside = _read_body(blocks)
    article = reading.articles[0]
    front = [p for p in article.passages if p.part not in {Part.BODY, Part.HEADING}]
    runs = [run for block in text.body for run in block.passages]
    ends = [ParsedPassage(note.block.start, note.block.end, Part.NOTE) for note in notes]
    whole: ParsedArticle = replace(
        article,
        body=text.body,
        affiliation="；".join(note.value for note in notes) or article.affiliation,
        passages=(*front, *runs, *ends),
        joins=tuple(text.joins),
        problems=(*(p for p in article.problems if p.code != SUSPICIOUS_TEXT), *text.problems),
    )
    return replace(reading, articles=(whole,), furniture=(*reading.furniture, *days, *aside))


def _read_body(blocks: Sequence[Shaped]) -> tuple[RunningText, list[Shaped], list[Furniture]]:
    """The text of the blocks, the notes at its end, and the captions between."""
    text = RunningText()
    notes: list[Shaped] = []
    aside: list[Furniture] = []
    contents = contents_length(blocks)
    for place, block in enumerate(blocks):
        if place < contents:  # where its chapters begin is no text of it
            aside.append(_furniture(block, Part.JUMP))
        elif block.shape in _ASIDE:
            aside.append(_furniture(block, _ASIDE[block.shape]))
        elif block.shape in NOTES:
            notes.append(block)
        elif block.shape is Shape.HEADLINE and _is_heading(block):
            text.end_paragraph()
            text.add_heading(block.block)
        else:
            _add_text(text, block)
    return text, notes, aside


def _is_heading(block: Shaped) -> bool:
    return bool(block.block.level or chapter_number(block.text)) and not ends_a_sentence(block.text)


def _add_text(text: RunningText, block: Shaped) -> None:
    if chapter_number(block.text):
        text.end_paragraph()
    for line in block.lines:
        text.add_text(line)
        text.end_paragraph()
    if block.lines:
        return
    text.add_text(block.block)
    if len(block.text) < _UNFINISHED or block.text[-1] in "：:；;":
        text.end_paragraph()


def _furniture(block: Shaped, part: Part) -> Furniture:
    return Furniture(part.value, block.block.printed, ParsedPassage(block.block.start, block.block.end, part))
