"""A page's furniture set apart from its blocks, and what it says of the page's printing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.notes import quoted_authors
from articles.parsing.blocks.shapes import ends_a_sentence, is_date, looks_like_headline
from articles.parsing.bylines import bare_byline, likely_byline, names_in_bare_byline, names_in_byline
from articles.parsing.furniture.contacts import reads_as_contact
from articles.parsing.furniture.controls import reads_as_controls
from articles.parsing.furniture.dates import WEEKDAY, falls_on
from articles.parsing.furniture.editors import reads_as_editors
from articles.parsing.furniture.imprints import NAMES, agreed_value
from articles.parsing.furniture.jumps import Jump, Way, read_jump, reads_as_contents
from articles.parsing.furniture.mastheads import Masthead, read_masthead, reads_as_copied
from articles.parsing.furniture.names import names_one_section
from articles.parsing.furniture.page_numbers import page_label
from articles.parsing.furniture.source_lines import SourceLine, read_source_line, reads_as_credit, says_title_again
from articles.parsing.names import is_likely_name
from articles.parsing.numerals import number_of
from articles.parsing.problems import ReadingProblem
from articles.parsing.types import NO_IMPRINT, Attributed, Furniture, Imprint, Origin, ParsedPassage, Part

_RULE = re.compile(r"(?P<sign>[-—–―─━═=_*＊※~～#+·•◆■●○◇□☆★])(?:\s*(?P=sign)){2,}")
_NUMBERED = re.compile(
    r"\s*(?P<number>[二三四五六七八九]?十?[一二三四五六七八九]|[二三四五六七八九]?十|\d{1,2})(?P<mark>[、.．])"
)
_TEXT_LABEL = re.compile(r"正\s*文[：:]?")
_OTHER_LABELS = re.compile(
    r"(?:作\s*者|来\s*源|栏\s*目|责任?编辑?|编辑|(?:发布|更新|发表)?(?:时间|日期)|关键词)：[^。！？]{2,40}"
)
_ENTRY = re.compile(r"\s*(?:[①-⑳]|[\[［]\d{1,3}[\]］])")  # of an article's own references
_NUMERIC_DAY = re.compile(r"\s*\d{4}([-/.])\d{1,2}\1\d{1,2}\s*")  # nobody signs so under a text
_FILE_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[（(]\d{4}[〕\]）)]\s*第?\d{1,4}号")  # 某府办发〔2026〕18号
_PAGE_WITHIN = re.compile(r"[1-9]\d{1,2}")
_BESIDE = 3  # blocks
_WHEN = re.compile(r"[\u4e00-\u9fff]{0,4}(?:时\s*间|日\s*期)[：:]")
_WHERE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}地\s*点|主办(?:单位)?|承办(?:单位)?|主讲(?:人|题目)?|(?:本期)?嘉宾|与谈人|出版(?:社|单位)|书\s*名)[：:]"
)
_UNTIL = re.compile(r"(?:截[稿止]|征[稿文]|报名|活动|会议)(?:日期|时间)[：:]")
_LATIN_NAME = re.compile(r"(?:[A-Z]{2,}\s+)+(?:DAILY|NEWS|TIMES|POST|RIBAO|WEEKLY|EVENING|MORNING)")  # CHONGQING DAILY
_NAMES_COLUMN = re.compile("..(?:[时快短锐微]评|[笔漫杂]谈|随笔|絮语|札记)$")  # 校园时评
_LATIN_WORDS = re.compile(  # THEORY, under 理论周刊; AI FOR SCIENCE is a column's
    r"(?:WEEKLY|THEORY|THEORETICAL|IDEAS?|THOUGHTS?|OPINIONS?|COMMENT(?:S|ARY)?|REVIEWS?|ACADEMIC|RESEARCH|SCIENCE|EDUCATION"
    r"|CULTUR(?:E|AL)|LITERATURE|ARTS?|READING|BOOKS?|HISTORY|SPECIAL|FEATURES?|REPORTS?|FORUM|NEWS|FOCUS|ECONOMY|SOCIETY"
    r"|PRACTICE|AND|&)+"
)
_RUNNING_HEAD = re.compile(
    r"\s*(?:[·•]\s?\d{1,4}\s?[·•]\s+\S.{1,60}|\S.{1,60}\s+[·•]\s?\d{1,4}\s?[·•]\s*)"
)  # ·42·　求索
_NUMBERED_TITLE = re.compile(r"\s*\S.{1,30}[^\s\d期]\s[·•]\d{1,3}[·•]\s*")  # a wide gap parts a page's number
_SPONSOR = re.compile(r"\s*(?:主管|主办|承办|协办|合办|联办)(?:单位)?[：:].{4,60}")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,8}")
_OF_BULLETIN = re.compile(r"\d年.*期|\d期.*总第?\d+期")  # 总第128期 alone counts a column's
_WORD = re.compile(r"[\u4e00-\u9fff]{2,4}")
_LONG_WORD = re.compile(r"[\u4e00-\u9fff]{4}")
_NUMBERED_SECTION = re.compile(  # not 18 岁出门远行, G7 上的春运
    r"(?P<page>[A-Z]{1,2}\d{1,2}|\d{1,2}(?=\s))\s*"
    r"(?P<section>(?![岁个年月天日种次位名条件座本篇层]|小时|分钟|.?[上里中]的)[\u4e00-\u9fff]{2,6})"
)
_NUMBERED_BULLETIN = re.compile(  # a wide gap parts a page's number
    r"(?:(?P<ahead>\d{1,3})\s{2,})?(?P<name>[\u4e00-\u9fff]{2,8}(?:简报|通讯|内参|参考|导刊|学刊|文摘))(?(ahead)|\s{2,}(?P<page>\d{1,3}))"
)
_LONGEST = 160  # characters of a line that may be furniture
_ENDS_AN_ARTICLE = frozenset({Part.RULE, Part.SOURCE_LINE, Part.JUMP})
_LEAST_TEXT = 40  # characters of a paragraph, which a sentence ends in


@dataclass(frozen=True, slots=True)
class SeparatedPage:
    """The blocks that are left, the furniture between them, and what it says: an imprint, and where it contradicts."""

    blocks: list[Block]
    furniture: tuple[Furniture, ...] = ()
    imprint: Imprint = NO_IMPRINT
    problems: tuple[ReadingProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """What one block was read as: its part, whether it is that wherever it stands, and what it says."""

    part: Part
    sure: bool = True
    says: Masthead | SourceLine | Jump | None = None


def separate_pages(pages: Sequence[Sequence[Block]]) -> SeparatedPage:
    """The same for pages that form feeds part: each has a head and a foot of its own.

    What they say differently (their numbers) holds of none of them all.
    """
    read = [separate_furniture(blocks) for blocks in pages]
    if len(read) == 1:
        return read[0]
    said = {field: [value for page in read if (value := getattr(page.imprint, field))] for field in NAMES}
    agreed = {field: values[0] for field, values in said.items() if len({value.value for value in values}) == 1}
    blocks = [block for page in read for block in page.blocks]
    return SeparatedPage(
        [replace(block, index=index) for index, block in enumerate(blocks)],
        tuple(piece for page in read for piece in page.furniture),
        Imprint(**agreed),
        tuple(problem for page in read for problem in page.problems),
    )


def separate_furniture(blocks: Sequence[Block]) -> SeparatedPage:
    """Part the furniture of a page, or of several on end, from the text."""
    signed = any(map(_signs, blocks))
    read = [_read(blocks, index, signed=signed) for index in range(len(blocks))]
    kept = {index for index, reading in enumerate(read) if reading and reading.sure}
    kept |= _at_edges(blocks, read, kept)
    kept |= _running_heads(read, kept)
    found = [(blocks[index], reading) for index in sorted(kept) if (reading := read[index])]
    furniture = tuple(_furniture(block, reading) for block, reading in found)
    imprint, problems = _imprint(blocks, found)
    return SeparatedPage(_left(blocks, read, kept), furniture, imprint, problems)


def _read(blocks: Sequence[Block], index: int, *, signed: bool) -> _Read | None:
    text = blocks[index].printed
    if len(text) > _LONGEST or _ENTRY.match(text):
        return None
    if _RULE.fullmatch(text):
        return _Read(Part.RULE)
    if of_page := _read_of_page(blocks, index):
        return of_page
    if reads_as_controls(text) or _labels_text(blocks, index):
        return _Read(Part.CONTACT)
    if jump := _read_jump(blocks, index):
        return jump
    if source := read_source_line(text):
        return _Read(Part.SOURCE_LINE, says=source)
    if _is_credit(blocks, index, signed=signed) or _says_title_again(blocks, index):
        return _Read(Part.SOURCE_LINE)
    if reads_as_editors(text, at_edge=True):
        return _Read(Part.EDITORS, sure=reads_as_editors(text))
    if reads_as_contact(text) and not reads_as_copied(text):
        return None if _counts_on(blocks, index) else _Read(Part.CONTACT)
    return _read_masthead(blocks, index)


def _read_of_page(blocks: Sequence[Block], index: int) -> _Read | None:
    """A page's number between paragraphs, a running head, and who sponsors the page, over its first head."""
    text = blocks[index].printed
    if _is_page_within(blocks, index) or (_RUNNING_HEAD.fullmatch(text) and not _is_title_of_series(blocks, index)):
        return _Read(Part.PAGE)
    sponsored = index < _BESIDE and _SPONSOR.fullmatch(text) and _is_headline_over_byline(blocks, index + 1)
    return _Read(Part.DATELINE, says=Masthead()) if sponsored else None


def _is_title_of_series(blocks: Sequence[Block], index: int) -> bool:
    """Whether 小城旧事 ·12· stands right over a byline, or over a text where nothing above has been one."""
    if index + 1 >= len(blocks) or not _NUMBERED_TITLE.fullmatch(blocks[index].printed):
        return False
    below = blocks[index + 1].text
    if _is_text(below):
        return not any(_is_text(block.text) for block in blocks[:index])
    return bool(names_in_byline(below) or likely_byline(below))


def _is_page_within(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is a number of two figures or three between whole paragraphs, and none that counts on from it
    stands so: those of a text's parts are several.
    """
    if not _PAGE_WITHIN.fullmatch(blocks[index].text) or not 0 < index < len(blocks) - 1:
        return False
    number, lone = int(blocks[index].text), {block.text for block in blocks if len(block.text) <= len("999")}
    between = all(_is_text(blocks[at].text) for at in (index - 1, index + 1)) and _after_text(blocks, index)
    return between and lone.isdisjoint({f"{number - 1}", f"{number - 1:02}", f"{number + 1}"})


def _signs_in_head(blocks: Sequence[Block], index: int) -> bool:
    """整理：本报记者　王小明 between a title, or who spoke, and the text is a byline."""
    byline = bare_byline(blocks[index].text) if 0 < index < len(blocks) - 1 else None
    if byline is None or byline.odds <= 0 or not looks_like_headline(blocks[index - 1]):
        return False
    return _is_text(blocks[index + 1].text)


def _is_credit(blocks: Sequence[Block], index: int, *, signed: bool) -> bool:
    """（本报记者 李小明） under a text signs it, where nobody signs anything on the page in another way."""
    if reads_as_credit(blocks[index].printed, after_text=False):
        return not _signs_in_head(blocks, index)
    return signed and _after_text(blocks, index) and reads_as_credit(blocks[index].printed, after_text=True)


def _signs(block: Block) -> bool:
    """Whether a line names who wrote, and no reporters in brackets."""
    names = names_in_byline(block.text) or names_in_bare_byline(block.text)
    return bool(names) and not reads_as_credit(block.printed, after_text=True)


def _labels_text(blocks: Sequence[Block], index: int) -> bool:
    """Whether 正文： stands under such a line as 作者：王小明 or 栏目：时评."""
    label = index > 0 and _TEXT_LABEL.fullmatch(blocks[index].printed.strip())
    return bool(label) and _OTHER_LABELS.fullmatch(blocks[index - 1].text) is not None


def _counts_on(blocks: Sequence[Block], index: int) -> bool:
    """Whether 三、投稿信箱：… stands under a paragraph that is numbered 二、: it is a notice's own."""
    here, above = (_NUMBERED.match(blocks[at].printed) for at in (index, max(index - 1, 0)))
    if not here or not above or here["mark"] != above["mark"] or "本报" in blocks[index].printed:
        return False
    if reads_as_contact(blocks[index - 1].printed):
        return False
    return number_of(here["number"]) == number_of(above["number"]) + 1


def _says_title_again(blocks: Sequence[Block], index: int) -> bool:
    return says_title_again(blocks[index].printed, (block.printed for block in blocks[max(index - _BESIDE, 0) : index]))


def _read_jump(blocks: Sequence[Block], index: int) -> _Read | None:
    if jump := read_jump(blocks[index].printed):
        return _Read(Part.JUMP, says=jump)
    around = [block.printed for block in blocks[max(index - 1, 0) : index + 2]]
    return _Read(Part.JUMP) if reads_as_contents(around, min(index, 1)) else None


def _read_masthead(blocks: Sequence[Block], index: int) -> _Read | None:
    if _FILE_NUMBER.fullmatch(blocks[index].printed.strip()):
        return _Read(Part.DATELINE)
    said = read_masthead(blocks[index].printed)
    if said is None or _says_when_some_met(blocks, index) or _says_where_quoted(blocks, index):
        return None
    only_page = said.page and not (said.dated or said.section or said.publication)
    part = Part.PAGE if only_page else Part.DATELINE
    return _Read(part, said.sure and not _in_mid_sentence(blocks, index), said)


def _says_when_some_met(blocks: Sequence[Block], index: int) -> bool:
    """时间：2026年4月8日 beside 地点：某某报社."""
    beside = (block.text for block in blocks[max(index - _BESIDE, 0) : index + _BESIDE + 1])
    text = blocks[index].text
    return bool(_UNTIL.match(text) or (_WHEN.match(text) and any(map(_WHERE.match, beside))))


def _says_where_quoted(blocks: Sequence[Block], index: int) -> bool:
    """李强，《某某日报》2026年4月8日 under a text is no head of a page."""
    names = quoted_authors(blocks[index].text)
    return bool(names) and all(map(is_likely_name, names)) and _after_text(blocks, index)


def _after_text(blocks: Sequence[Block], index: int) -> bool:
    """Whether the block stands under a paragraph's end."""
    return index > 0 and ends_a_sentence(blocks[index - 1].text) and not looks_like_headline(blocks[index - 1])


def _in_mid_sentence(blocks: Sequence[Block], index: int) -> bool:
    """Whether the block stands between two lines of text of which the first stops short."""
    if index == 0 or index == len(blocks) - 1 or blocks[index].gap:
        return False
    before = blocks[index - 1].text
    return len(before) > len("第九版") and before[-1] in "，、；：,;:"


def _at_edges(blocks: Sequence[Block], read: list[_Read | None], sure: set[int]) -> set[int]:
    """The lines that are furniture by their place: at the head or foot of the file, or beside a sure masthead."""
    last = len(blocks) - 1
    kept = _furniture_from(blocks, read, 0, 1) | _furniture_from(blocks, read, last, -1) | _days_over_text(blocks, read)
    for index in sorted(sure):
        reading = read[index]
        if reading and isinstance(reading.says, Masthead):
            kept |= _furniture_from(blocks, read, index + 1, 1) | _furniture_from(blocks, read, index - 1, -1)
    return kept


def _running_heads(read: Sequence[_Read | None], kept: set[int]) -> set[int]:
    """The lines within texts that say nothing but what the page's head does: its newspaper, and a number that is the
    page's or stands beside its section.
    """
    heads = [says for at in kept if (near := read[at]) and isinstance(says := near.says, Masthead)]
    papers, pages = {head.publication for head in heads} - {None}, {head.page for head in heads} - {None}
    sections = {head.section for head in heads} - {None}
    found = ((at, reading.says) for at, reading in enumerate(read) if reading and isinstance(reading.says, Masthead))
    again = ((at, says) for at, says in found if says.page and says.publication in papers and not says.dated)
    again = ((at, says) for at, says in again if not any(_is_masthead(read, near) for near in (at - 1, at + 1)))
    return {at for at, says in again if says.section in sections or (says.page in pages and not says.section)}


def _is_masthead(read: Sequence[_Read | None], at: int) -> bool:
    """Whether a line reads as a page's head: within a text several are a list."""
    reading = read[at] if 0 <= at < len(read) else None
    return reading is not None and isinstance(reading.says, Masthead)


def _furniture_from(blocks: Sequence[Block], read: list[_Read | None], start: int, step: int) -> set[int]:
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


def _read_by_place(blocks: Sequence[Block], read: Sequence[_Read | None], index: int) -> _Read | None:
    """What a line is beside those of a page's head, or where a file begins, that would be none elsewhere."""
    word = blocks[index].text.strip()
    if _is_weekday(blocks, read, index):
        return _Read(Part.DATELINE, says=Masthead())
    if _is_framed(blocks, read, index):
        return _Read(Part.DATELINE, sure=index == 0, says=Masthead(section=word))
    if _is_over_number(blocks, read, index):
        return _Read(Part.DATELINE, says=Masthead(publication=word))
    if _is_under_dateline(blocks, read, index):
        return _Read(Part.DATELINE, says=Masthead(section=word))
    if _is_latin_name(blocks, read, index):
        return _Read(Part.DATELINE, says=Masthead())
    return _read_first_line(blocks, read) if index == 0 else None


def _is_weekday(blocks: Sequence[Block], read: Sequence[_Read | None], index: int) -> bool:
    """Whether a weekday stands alone beside the day that falls on it, over no byline or text whose title it were."""
    word = "".join(blocks[index].text.split())
    if index + 1 == len(blocks) or not WEEKDAY.fullmatch(word):  # at a file's foot a text is signed on that day
        return False
    if read[index + 1] is None and _is_title(blocks, index):  # 党建 may be a name
        return False
    beside = [near.says for near in read[max(index - 2, 0) : index + 3] if near and isinstance(near.says, Masthead)]
    return any(says.date and falls_on(says.date, word) for says in beside)


def _read_first_line(blocks: Sequence[Block], read: Sequence[_Read | None]) -> _Read | None:
    """B2　智造 over the day, and 某某简报　　　3 over an article's head."""
    first = blocks[0].text.strip()
    below = read[1] if len(read) > 1 else None
    dated = isinstance(below.says, Masthead) and below.says.dated and not below.says.page if below else False
    if dated and (found := _NUMBERED_SECTION.fullmatch(first)) and _has_head(blocks, read):
        return _Read(Part.DATELINE, says=Masthead(page=page_label(found["page"]), section=found["section"]))
    if (found := _NUMBERED_BULLETIN.fullmatch(first)) and _is_headline_over_byline(blocks, 1):
        says = Masthead(page=page_label(found["page"] or found["ahead"]), publication=found["name"])
        return _Read(Part.DATELINE, says=says)
    return None


def _has_head(blocks: Sequence[Block], read: Sequence[_Read | None]) -> bool:
    """Whether a headline stands under a page's head: else the line over the day is the article's only title."""
    under = next((at for at in range(1, len(blocks)) if read[at] is None), len(blocks) - 1)
    text = blocks[under].text
    return looks_like_headline(blocks[under]) and not (names_in_bare_byline(text) or names_in_byline(text))


def _is_under_dateline(blocks: Sequence[Block], read: Sequence[_Read | None], index: int) -> bool:
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
        _WORD.fullmatch(block.text.strip()) and _is_headline_over_byline(blocks, at + 1)
        for at, block in enumerate(blocks[index + 2 :], index + 2)
        if not names_in_bare_byline(block.text)
    )
    return apart and bool(named) and not labelled and _is_headline_over_byline(blocks, index + 1)


def _is_over_number(blocks: Sequence[Block], read: Sequence[_Read | None], index: int) -> bool:
    """Whether a file begins with a bulletin's name, 决策参考 over 2024年第19期（总第412期）; 第19期 is a column's."""
    below = read[1] if index == 0 and len(read) > 1 else None
    numbered = below is not None and below.says == Masthead(sure=True)
    return bool(numbered and _OF_BULLETIN.search(blocks[1].text) and _NAME.fullmatch(blocks[0].text.strip()))


def _is_latin_name(blocks: Sequence[Block], read: Sequence[_Read | None], index: int) -> bool:
    """Whether capitals beside the newspaper's name in a page's head say it again."""
    around = [near.says for at in (index - 1, index + 1) if 0 <= at < len(read) and (near := read[at])]
    beside = [says for says in around if isinstance(says, Masthead)]
    if any(says.publication for says in beside) and _LATIN_NAME.fullmatch(blocks[index].text.strip()):
        return True
    over_head = bool(beside) and _is_headline_over_byline(blocks, index + 1)
    return over_head and _is_section_in_latin(blocks[index].text)


def _is_section_in_latin(text: str) -> bool:
    return _LATIN_WORDS.fullmatch("".join(text.split())) is not None


def _is_framed(blocks: Sequence[Block], read: Sequence[_Read | None], index: int) -> bool:
    """A short word between two lines of a page's head, sure ones or one of them a number, names the section, whatever
    it is.
    """
    around = [read[at] if 0 <= at < len(read) else None for at in (index - 1, index + 1)]
    says = [near.says for near in around if near and (near.sure or near.part is Part.PAGE)]
    begins = index == 0 and len(says) == 1 and isinstance(says[0], Masthead) and not says[0].page
    begins = begins and says[0] != Masthead(sure=True) and _is_headline_over_byline(blocks, index + 2)
    framed = begins or (len(says) == len(around) and all(isinstance(said, Masthead) for said in says))
    sure = [near for near in around if near and near.sure]
    numbers_a_part = len(sure) < len(around) and index + 2 < len(blocks) and _is_text(blocks[index + 2].text)
    word = _WORD.fullmatch(blocks[index].text) and not _NAMES_COLUMN.search(blocks[index].text)
    return framed and bool(sure) and not numbers_a_part and bool(word)


def _is_headline_over_byline(blocks: Sequence[Block], index: int) -> bool:
    """Whether an article's head is under a page's: then what is over that is no title of it."""
    if index + 1 >= len(blocks) or not looks_like_headline(blocks[index]) or names_in_bare_byline(blocks[index].text):
        return False
    under = [block.text for block in blocks[index + 1 : index + 4]]
    signed = any(bare_byline(text) or names_in_byline(text) for text in under)
    return signed and not blocks[index].text.startswith(("—", "作者", "文/", "来源"))


def _may_stand(blocks: Sequence[Block], read: Sequence[_Read | None], index: int, *, anchored: bool, up: bool) -> bool:
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


def _names_another(read: Sequence[_Read | None], says: Masthead) -> bool:
    """Whether the page's head names its section elsewhere: 专题 under 思想周刊 is a column."""
    heads = [(near.says, near.sure) for near in read if near and isinstance(near.says, Masthead)]
    sections = [head.section for head, sure in heads if head.section and (sure or head.publication)]
    return bool(sections) and not any(says.section and says.section in section for section in sections)


def _names_column(blocks: Sequence[Block], read: Sequence[_Read | None], index: int) -> bool:
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
    return _is_text(below) or bool(named)


def _is_text(text: str) -> bool:
    return len(text) > _LEAST_TEXT and "。" in text.replace(".", "。")


def _days_over_text(blocks: Sequence[Block], read: Sequence[_Read | None]) -> set[int]:
    """A day alone on a line under the first title, before any text."""
    for index, reading in enumerate(read):
        if _is_text(blocks[index].text):
            break
        if reading and isinstance(reading.says, Masthead) and reading.says.date:
            return {index}
    return set()


def _furniture(block: Block, reading: _Read) -> Furniture:
    kind = "other" if reading.part is Part.RULE else reading.part.value
    return Furniture(kind, block.printed, ParsedPassage(block.start, block.end, reading.part))


def _left(blocks: Sequence[Block], read: Sequence[_Read | None], kept: set[int]) -> list[Block]:
    """The other blocks, numbered anew; blank lines around what was set apart count for the next, and
    so do the jumps beside them, their page's number and what ends an article."""
    left: list[Block] = []
    gap = 0
    continued: Jump | None = None
    page: str | None = None
    parted = False
    for index, block in enumerate(blocks):
        if index in kept:
            gap += block.gap
            reading = read[index]
            says = reading.says if reading else None
            continued = says if isinstance(says, Jump) and says.way is Way.BACK else continued
            page = says.page or page if isinstance(says, Masthead) else page
            if left and isinstance(says, Jump) and says.way is Way.ON:
                left[-1] = replace(left[-1], onward=says)
            parted = parted or bool(reading and reading.part in _ENDS_AN_ARTICLE and continued is None)
            continue
        own = replace(block, index=len(left), gap=block.gap + gap, continued=continued, page=page, parted=parted)
        left.append(own)
        gap, continued, parted = 0, None, False
    return left


def _imprint(blocks: Sequence[Block], found: list[tuple[Block, _Read]]) -> tuple[Imprint, tuple[ReadingProblem, ...]]:
    """What the page's head says; what it does not, a number alone; failing these, the lines that say their source."""
    mastheads = [(block, r.says, r.sure) for block, r in found if isinstance(r.says, Masthead)]
    sure = [(block, says) for block, says, is_sure in mastheads if is_sure and not _is_number_alone(says)]
    unsure = [(block, says) for block, says, is_sure in mastheads if not (is_sure and not _is_number_alone(says))]
    sources = [(block, r.says) for block, r in found if isinstance(r.says, SourceLine)]
    ranks = (sure, unsure, sources if _speak_for_all(blocks, sources) else [])
    chosen: dict[str, Attributed] = {}
    problems: list[ReadingProblem] = []
    for field in NAMES:
        said = next((values for rank in ranks if (values := _printed_values(field, rank))), [])
        value, doubts = agreed_value(field, said)
        if value:
            chosen[field] = value
        problems += doubts if said and said[0].at in {block.start for block, _ in (*sure, *sources)} else ()
    return Imprint(**chosen), tuple(problems)


def _is_number_alone(says: Masthead) -> bool:
    return not (says.dated or says.section or says.publication)


def _printed_values(field: str, rank: Sequence[tuple[Block, Masthead | SourceLine]]) -> list[Attributed]:
    values = [(block, getattr(says, field)) for block, says in rank]
    return [Attributed(str(value), Origin.PRINTED, block.start) for block, value in values if value]


def _speak_for_all(blocks: Sequence[Block], sources: Sequence[tuple[Block, SourceLine]]) -> bool:
    """Whether these lines stand over the first paragraph or under the last: then they are of the whole file."""
    texts = [block.start for block in blocks if _is_text(block.text)]
    places = [block.start for block, _ in sources]
    return bool(places) and (not texts or places[0] < texts[0] or places[-1] > texts[-1])
