"""What a line is beside those of a page's head or foot, or where a file begins, that would be none elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.shapes import is_date, looks_like_headline
from articles.parsing.bylines import bare_byline, names_in_bare_byline, names_in_byline
from articles.parsing.furniture.dates import WEEKDAY, falls_on
from articles.parsing.furniture.editors import reads_as_editors
from articles.parsing.furniture.jumps import Jump
from articles.parsing.furniture.mastheads import Masthead
from articles.parsing.furniture.names import names_one_section, spells
from articles.parsing.furniture.page_numbers import page_label
from articles.parsing.furniture.source_lines import SourceLine
from articles.parsing.types import Part

_NUMERIC_DAY = re.compile(r"\s*\d{4}([-/.])\d{1,2}\1\d{1,2}\s*")  # nobody signs so under a text
_LATIN_NAME = re.compile(r"(?:[A-Z]{2,}\s+)+(?:DAILY|NEWS|TIMES|POST|RIBAO|WEEKLY|EVENING|MORNING)")  # CHONGQING DAILY
_NAMES_COLUMN = re.compile("..(?:[时快短锐微]评|[笔漫杂]谈|随笔|絮语|札记)$")  # 校园时评
_LATIN_WORDS = re.compile(  # THEORY, under 理论周刊; AI FOR SCIENCE is a column's
    r"(?:WEEKLY|THEORY|THEORETICAL|IDEAS?|THOUGHTS?|OPINIONS?|COMMENT(?:S|ARY)?|REVIEWS?|ACADEMIC|RESEARCH|SCIENCE|EDUCATION"
    r"|CULTUR(?:E|AL)|LITERATURE|ARTS?|READING|BOOKS?|HISTORY|SPECIAL|FEATURES?|REPORTS?|FORUM|NEWS|FOCUS|ECONOMY|SOCIETY"
    r"|PRACTICE|AND|&)+"
)
_LATIN_AHEAD = re.compile(r"(?P<latin>[A-Z]{2,}(?:\s+[A-Z]{2,})*)(?:\s+(?P<rest>[\u4e00-\u9fff].*))?")
_WITH_LATIN = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,6})[\s/／|｜·]*(?P<latin>[A-Z][A-Za-z&\s]+?)(?:\s+(?P<page>[A-Z]{0,2}\d{1,2}))?"
)  # 观点 GUANDIAN
_NAME = re.compile(r"[\u4e00-\u9fff]{2,8}")
_OF_BULLETIN = re.compile(r"\d年.*期|\d期.*总第?\d+期")  # 总第128期 alone counts a column's
_WORD = re.compile(r"[\u4e00-\u9fff]{2,4}")
_LONG_WORD = re.compile(r"[\u4e00-\u9fff]{4}")
_NUMBERED_SECTION = re.compile(  # not 18 岁出门远行, G7 上的春运
    r"(?P<page>[A-Z]{1,2}\d{1,2}|\d{1,2}(?=\s))\s*"
    r"(?P<section>(?![岁个年月天日种次位名条件座本篇层]|小时|分钟|.?[上里中]的)[\u4e00-\u9fff]{2,6}(?:[·•][\u4e00-\u9fff]{2,4})?)"
)
_LETTERED_SECTION = re.compile(  # 鹭汀评论　A08, A06　民生·读者: a wide gap parts a page's number
    r"(?P<ahead>[A-Z]{1,2}\d{1,2}\s+)?(?P<section>[\u4e00-\u9fff]{2,6}(?:[·•][\u4e00-\u9fff]{2,4})?)"
    r"(?(ahead)|\s+(?P<page>[A-Z]{1,2}\d{1,2}))"
)
_NUMBERED_BULLETIN = re.compile(  # a wide gap parts a page's number
    r"(?:(?P<ahead>\d{1,3})\s{2,})?(?P<name>[\u4e00-\u9fff]{2,8}(?:简报|通讯|内参|参考|导刊|学刊|文摘))(?(ahead)|\s{2,}(?P<page>\d{1,3}))"
)
_NAMED_SUPPLEMENT = re.compile(r"[\u4e00-\u9fff]{2,6}\s+(?P<section>[\u4e00-\u9fff]{0,2}副刊)")
_LEAST_TEXT = 40  # characters of a paragraph, which a sentence ends in


@dataclass(frozen=True, slots=True)
class Reading:
    """What one block was read as: its part, whether it is that wherever it stands, and what it says."""

    part: Part
    sure: bool = True
    says: Masthead | SourceLine | Jump | None = None


def at_edges(blocks: Sequence[Block], read: list[Reading | None], sure: set[int]) -> set[int]:
    """The lines that are furniture by their place: at the head or foot of the file, or beside a sure masthead."""
    last = len(blocks) - 1
    kept = _furniture_from(blocks, read, 0, 1) | _furniture_from(blocks, read, last, -1) | _days_over_text(blocks, read)
    for index in sorted(sure):
        reading = read[index]
        if reading and isinstance(reading.says, Masthead):
            kept |= _furniture_from(blocks, read, index + 1, 1) | _furniture_from(blocks, read, index - 1, -1)
    return kept


def _furniture_from(blocks: Sequence[Block], read: list[Reading | None], start: int, step: int) -> set[int]:
    """The furniture from a block on, up to the first that is none."""
    run: set[int] = set()
    index = start
    while 0 <= index < len(blocks):
        reading = read[index] = read[index] or _read_by_place(blocks, read, index)
        if reading is None or not (reading.sure or _may_stand(blocks, read, index, anchored=bool(run), up=step < 0)):
            break
        run.add(index)
        index += step
    return run


def _read_by_place(blocks: Sequence[Block], read: Sequence[Reading | None], index: int) -> Reading | None:
    """What a line is beside those of a page's head, or where a file begins, that would be none elsewhere."""
    word = blocks[index].text.strip()
    if _is_weekday(blocks, read, index):
        return Reading(Part.DATELINE, says=Masthead())
    if _is_framed(blocks, read, index):
        return Reading(Part.DATELINE, sure=index == 0, says=Masthead(section=word))
    if _is_over_number(blocks, read, index):
        return Reading(Part.DATELINE, says=Masthead(publication=word))
    if _is_under_dateline(blocks, read, index):
        return Reading(Part.DATELINE, says=Masthead(section=word))
    if (found := _LETTERED_SECTION.fullmatch(word)) and _is_beside_head(blocks, read, index):
        page = page_label((found["ahead"] or found["page"]).strip())
        return Reading(Part.DATELINE, says=Masthead(page=page, section=found["section"]))
    if (found := _WITH_LATIN.fullmatch(word)) and _is_section_twice(read, index, found):
        says = Masthead(page=page_label(found["page"]), section=found["name"])
        return Reading(Part.DATELINE, sure=index == 0, says=says)
    if _is_latin_name(blocks, read, index):
        return Reading(Part.DATELINE, says=Masthead())
    if (found := _LATIN_AHEAD.fullmatch(word)) and _is_newspaper_spelled(read, index, found):
        return Reading(Part.EDITORS if found["rest"] else Part.DATELINE)
    return _read_first_line(blocks, read) if index == 0 else None


def _is_beside_head(blocks: Sequence[Block], read: Sequence[Reading | None], index: int) -> bool:
    """Whether a line touches one of a page's head that says its day or newspaper and not its number, and is no title;
    no other line of the head says that.
    """
    near = [read[at] for at in range(max(index - 2, 0), min(index + 3, len(read))) if at != index]
    heads = [found.says for found in near if found and isinstance(found.says, Masthead)]
    beside = [read[at] for at in (index - 1, index + 1) if 0 <= at < len(read)]
    touches = any(found and isinstance(found.says, Masthead) and not found.says.page for found in beside)
    said = any(head.dated or head.publication for head in heads) and not any(head.page for head in heads)
    return touches and said and not _is_title(blocks, index)


def _is_weekday(blocks: Sequence[Block], read: Sequence[Reading | None], index: int) -> bool:
    """Whether a weekday stands alone beside the day that falls on it, over no byline or text whose title it were."""
    word = "".join(blocks[index].text.split())
    if index + 1 == len(blocks) or not WEEKDAY.fullmatch(word):  # at a file's foot a text is signed on that day
        return False
    if read[index + 1] is None and _is_title(blocks, index):  # 党建 may be a name
        return False
    beside = [near.says for near in read[max(index - 2, 0) : index + 3] if near and isinstance(near.says, Masthead)]
    return any(says.date and falls_on(says.date, word) for says in beside)


def _read_first_line(blocks: Sequence[Block], read: Sequence[Reading | None]) -> Reading | None:
    """B2　智造 over the day, and 某某简报　　　3 or 大运河　副刊 over an article's head."""
    first = blocks[0].text.strip()
    if (found := _NAMED_SUPPLEMENT.fullmatch(first)) and is_headline_over_byline(blocks, 1):
        return Reading(Part.DATELINE, says=Masthead(section=found["section"]))
    below = read[1] if len(read) > 1 else None
    dated = isinstance(below.says, Masthead) and below.says.dated and not below.says.page if below else False
    if dated and (found := _NUMBERED_SECTION.fullmatch(first)) and _has_head(blocks, read):
        return Reading(Part.DATELINE, says=Masthead(page=page_label(found["page"]), section=found["section"]))
    if (found := _NUMBERED_BULLETIN.fullmatch(first)) and is_headline_over_byline(blocks, 1):
        says = Masthead(page=page_label(found["page"] or found["ahead"]), publication=found["name"])
        return Reading(Part.DATELINE, says=says)
    return None


def _has_head(blocks: Sequence[Block], read: Sequence[Reading | None]) -> bool:
    """Whether a headline stands under a page's head: else the line over the day is the article's only title."""
    under = next((at for at in range(1, len(blocks)) if read[at] is None), len(blocks) - 1)
    text = blocks[under].text
    return looks_like_headline(blocks[under]) and not (names_in_bare_byline(text) or names_in_byline(text))


def _is_under_dateline(blocks: Sequence[Block], read: Sequence[Reading | None], index: int) -> bool:
    """Whether a word touches the line of a page's day and number, which names no section, and no title: 乡村振兴.

    热议 may be a column's name, and any word is one where the page has another such label.

    One that touches the title is a column's name.
    """
    near = read[index - 1] if index else None
    above = near.says if near and near.sure else None
    if not (isinstance(above, Masthead) and above.dated and above.page) or above.section or above.publication:
        return False
    apart = blocks[index].gap == 0 and index + 1 < len(blocks) and blocks[index + 1].gap > 0
    word = blocks[index].text.strip()
    named = _LONG_WORD.fullmatch(word) and not _NAMES_COLUMN.search(word)
    labelled = any(  # the second article has a column of its own: then this is the first one's
        _WORD.fullmatch(block.text.strip()) and is_headline_over_byline(blocks, at + 1)
        for at, block in enumerate(blocks[index + 2 :], index + 2)
        if not names_in_bare_byline(block.text)
    )
    return apart and bool(named) and not labelled and is_headline_over_byline(blocks, index + 1)


def _is_over_number(blocks: Sequence[Block], read: Sequence[Reading | None], index: int) -> bool:
    """Whether a file begins with a bulletin's name, 决策参考 over 2024年第19期（总第412期）; 第19期 is a column's."""
    below = read[1] if index == 0 and len(read) > 1 else None
    numbered = below is not None and below.says == Masthead(sure=True)
    return bool(numbered and _OF_BULLETIN.search(blocks[1].text) and _NAME.fullmatch(blocks[0].text.strip()))


def _is_latin_name(blocks: Sequence[Block], read: Sequence[Reading | None], index: int) -> bool:
    """Whether capitals beside the newspaper's name in a page's head say it again."""
    around = [near.says for at in (index - 1, index + 1) if 0 <= at < len(read) and (near := read[at])]
    beside = [says for says in around if isinstance(says, Masthead)]
    if any(says.publication for says in beside) and _LATIN_NAME.fullmatch(blocks[index].text.strip()):
        return True
    over_head = bool(beside) and is_headline_over_byline(blocks, index + 1)
    return over_head and _is_section_in_latin(blocks[index].text)


def _is_section_twice(read: Sequence[Reading | None], index: int, found: re.Match[str]) -> bool:
    """Whether a word and its sounds, or what it is in English, stand beside a line of a page's head."""
    said = spells(found["latin"], found["name"]) or _is_section_in_latin(found["latin"])
    beside = [read[at] for at in (index - 1, index + 1) if 0 <= at < len(read)]
    return said and any(near is not None and isinstance(near.says, Masthead) for near in beside)


def _is_newspaper_spelled(read: Sequence[Reading | None], index: int, found: re.Match[str]) -> bool:
    """Whether capitals are the sounds of the newspaper that the page's head names above, with who made the page behind
    them or nothing: QINGSHI XIAN BAO　责任编辑：….
    """
    above = [near.says for near in read[:index] if near and isinstance(near.says, Masthead)]
    named = any(says.publication and spells(found["latin"], says.publication) for says in above)
    return named and (not found["rest"] or reads_as_editors(found["rest"], at_edge=True))


def _is_section_in_latin(text: str) -> bool:
    return _LATIN_WORDS.fullmatch("".join(text.split())) is not None


def _is_framed(blocks: Sequence[Block], read: Sequence[Reading | None], index: int) -> bool:
    """A short word between two lines of a page's head, sure ones or one of them a number, names the section, whatever
    it is.
    """
    around = [read[at] if 0 <= at < len(read) else None for at in (index - 1, index + 1)]
    if _is_over_newspaper(blocks, read, index):
        return True
    says = [near.says for near in around if near and (near.sure or near.part is Part.PAGE)]
    begins = index == 0 and len(says) == 1 and isinstance(says[0], Masthead) and not says[0].page
    begins = begins and says[0] != Masthead(sure=True) and is_headline_over_byline(blocks, index + 2)
    framed = begins or (len(says) == len(around) and all(isinstance(said, Masthead) for said in says))
    sure = [near for near in around if near and near.sure]
    numbers_a_part = len(sure) < len(around) and index + 2 < len(blocks) and is_text(blocks[index + 2].text)
    word = _WORD.fullmatch(blocks[index].text) and not _NAMES_COLUMN.search(blocks[index].text)
    return framed and bool(sure) and not numbers_a_part and bool(word)


def _is_over_newspaper(blocks: Sequence[Block], read: Sequence[Reading | None], index: int) -> bool:
    """Whether a word stands over the newspaper's name, with nothing but a page's head above, its day and who made it;
    it is nobody's name, or a page's number is under the newspaper.
    """
    below, under = (*read[index + 1 : index + 3], None, None)[:2]
    named = below is not None and isinstance(below.says, Masthead) and below.says.publication
    head = 0 < index < len(blocks) - 2 and all(read[:index]) and any(near and near.sure for near in read[:index])
    word = blocks[index].text.strip()
    if not (named and head and _WORD.fullmatch(word)) or is_text(blocks[index + 2].text):
        return False
    return (under is not None and under.part is Part.PAGE) or not names_in_bare_byline(word)


def is_headline_over_byline(blocks: Sequence[Block], index: int) -> bool:
    """Whether an article's head is under a page's: then what is over that is no title of it."""
    if index + 1 >= len(blocks) or not looks_like_headline(blocks[index]) or names_in_bare_byline(blocks[index].text):
        return False
    under = [block.text for block in blocks[index + 1 : index + 4]]
    signed = any(bare_byline(text) or names_in_byline(text) for text in under)
    return signed and not blocks[index].text.startswith(("—", "作者", "文/", "来源"))


def _may_stand(
    blocks: Sequence[Block], read: Sequence[Reading | None], index: int, *, anchored: bool, up: bool
) -> bool:
    """Whether a line that is not furniture everywhere is so here, at the edge of what is.

    `up`: the run is read from below, so at a page's foot, where a day alone may be signed under a text.
    """
    reading = read[index]
    says = reading.says if reading else None
    if not isinstance(says, Masthead) or says.publication or says.page:
        return True
    text = blocks[index].text
    if says.dated:
        return not up or index == 0 or bool(_NUMERIC_DAY.fullmatch(text))
    over_head = index == 0 and (below := read[1:2]) and below[0] is not None and below[0].sure
    if not over_head and (_names_another(read, says) or _names_column(blocks, read, index)):
        return False
    alone = names_one_section(text) and (len(text) > len("理论") if up else index == 0)
    return (anchored or alone) and not _is_title(blocks, index)


def _names_another(read: Sequence[Reading | None], says: Masthead) -> bool:
    """Whether the page's head names its section elsewhere: 专题 under 思想周刊 is a column."""
    heads = [(near.says, near.sure) for near in read if near and isinstance(near.says, Masthead)]
    sections = [head.section for head, sure in heads if head.section and (sure or head.publication)]
    return bool(sections) and not any(says.section and says.section in section for section in sections)


def _names_column(blocks: Sequence[Block], read: Sequence[Reading | None], index: int) -> bool:
    """Whether a word begins as the page's section does, which stands beside its number, and is another, over an
    article's head: 法治聚焦 under 法治 7, 法治论坛 under 法治时评 06. 理论周刊 is a section.
    """
    name = blocks[index].text.strip()
    heads = [near.says for near in read if near and isinstance(near.says, Masthead)]
    sections = [head.section for head in heads if head.page and head.section]
    begins = any(name[:2] == section[:2] and name != section for section in sections)
    over_head = index + 1 < len(blocks) and read[index + 1] is None and looks_like_headline(blocks[index + 1])
    return begins and over_head and not names_one_section(name)


def _is_title(blocks: Sequence[Block], index: int) -> bool:
    """A word right over a byline or a paragraph is the title there, be it a section's name elsewhere."""
    below = blocks[index + 1].text if index + 1 < len(blocks) else ""
    no_name = _is_section_in_latin(below) or is_date("".join(below.split()))  # 年 is a surname, of 2026年4月8日 none
    named = names_in_byline(below) or (names_in_bare_byline(below) and not no_name)
    return is_text(below) or bool(named)


def is_text(text: str) -> bool:
    return len(text) > _LEAST_TEXT and "。" in text.replace(".", "。")


def _days_over_text(blocks: Sequence[Block], read: Sequence[Reading | None]) -> set[int]:
    """A day alone on a line under the first title, before any text."""
    for index, reading in enumerate(read):
        if is_text(blocks[index].text):
            break
        if reading and isinstance(reading.says, Masthead) and reading.says.date:
            return {index}
    return set()
