"""A page's furniture set apart from its blocks, and what it says of the page's printing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from articles.parsing.blocks.blocks import COMPOSING_CODE, Block
from articles.parsing.blocks.notes import quoted_authors
from articles.parsing.blocks.shapes import ends_a_sentence, looks_like_headline
from articles.parsing.bylines import bare_byline, is_workplace, likely_byline, names_in_bare_byline, names_in_byline
from articles.parsing.furniture.contacts import reads_as_contact
from articles.parsing.furniture.controls import is_lone_control, reads_as_controls
from articles.parsing.furniture.dates import DATE, date_of
from articles.parsing.furniture.editors import reads_as_editors
from articles.parsing.furniture.imprints import NAMES, agreed_value
from articles.parsing.furniture.jumps import Jump, Way, read_jump, reads_as_contents
from articles.parsing.furniture.mastheads import Masthead, read_masthead, reads_as_copied
from articles.parsing.furniture.source_lines import (
    SourceLine,
    has_index_number,
    read_source_line,
    reads_as_credit,
    reads_as_index,
    says_title_again,
)
from articles.parsing.layout.closings import with_closings
from articles.parsing.layout.page_edges import Reading, at_edges, is_headline_over_byline, is_text
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
_FILE_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[（(]\d{4}[〕\]）)]\s*第?\d{1,4}号")  # 某府办发〔2026〕18号
_PAGE_WITHIN = re.compile(r"[1-9]\d{1,2}")
_BESIDE = 3  # blocks
_ROWS = 12  # of an index
_WHEN = re.compile(r"[\u4e00-\u9fff]{0,4}(?:时\s*间|日\s*期)[：:]")
_WHERE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}地\s*点|主办(?:单位)?|承办(?:单位)?|主讲(?:人|题目)?|(?:本期)?嘉宾|与谈人|出版(?:社|单位)|书\s*名)[：:]"
)
_UNTIL = re.compile(r"(?:截[稿止]|征[稿文]|报名|活动|会议)(?:日期|时间)[：:]")
_RUNNING_HEAD = re.compile(
    r"\s*(?:[·•]\s?\d{1,4}\s?[·•]\s+\S.{1,60}|\S.{1,60}\s+[·•]\s?\d{1,4}\s?[·•]\s*)"
)  # ·42·　求索
_NUMBERED_TITLE = re.compile(r"\s*\S.{1,30}[^\s\d期]\s[·•]\d{1,3}[·•]\s*")  # a wide gap parts a page's number
_SPONSOR = re.compile(r"\s*(?:主管|主办|承办|协办|合办|联办)(?:单位)?[：:].{4,60}")
_ISSUE_OF_JOURNAL = re.compile(  # 东方论坛 2022年1期, 2019年第3期《东方论坛》
    r"(?:《(?P<titled>[^《》]{2,20})》\s*|(?P<name>[\u4e00-\u9fff]{2,20}(?:[（(][\u4e00-\u9fff]{2,10}版[）)])?)\s+)(?:19|20)\d\d年第?\d{1,2}期"
    r"|(?:19|20)\d\d年第?\d{1,2}期\s*《(?P<behind>[^《》]{2,20})》"
)
_KEYWORDS = re.compile(r"关键词：\s*[\u4e00-\u9fff\s]{2,40}")
_DAY_THEN_NAMES = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?:\s*\d{1,2}：\d\d)?\s*(?P<names>[\u4e00-\u9fff]{2,16})?")
_HEAD = 12  # blocks, of a mirror's copy
_SHORTEST_TITLE = 4  # characters
_LONGEST = 160  # characters of a line that may be furniture
_IN_MENU = re.compile(r"[•·]\s*(?:[\u4e00-\u9fff]\s?){2,6}\s*[|｜]?|[•·]\s*(?:更多>>|APP下载|English)\s*[|｜]?")
_LEAST_IN_MENU = 4
_ENDS_AN_ARTICLE = frozenset({Part.RULE, Part.SOURCE_LINE, Part.JUMP})


@dataclass(frozen=True, slots=True)
class SeparatedPage:
    """The blocks that are left, the furniture between them, and what it says: an imprint, and where it contradicts."""

    blocks: list[Block]
    furniture: tuple[Furniture, ...] = ()
    imprint: Imprint = NO_IMPRINT
    problems: tuple[ReadingProblem, ...] = ()


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
    read = with_closings(blocks, [_read(blocks, index, signed=signed) for index in range(len(blocks))])
    kept = {index for index, reading in enumerate(read) if reading and reading.sure}
    kept |= at_edges(blocks, read, kept)
    kept |= _running_heads(read, kept)
    found = [(blocks[index], reading) for index in sorted(kept) if (reading := read[index])]
    furniture = tuple(_furniture(block, reading) for block, reading in found)
    imprint, problems = _imprint(blocks, found)
    return SeparatedPage(_left(blocks, read, kept, signed=signed), furniture, imprint, problems)


def _read(blocks: Sequence[Block], index: int, *, signed: bool) -> Reading | None:
    text = blocks[index].printed
    if _RULE.fullmatch(text) or _is_composing_code(blocks, index):
        return Reading(Part.RULE)
    if len(text) > _LONGEST or _ENTRY.match(text):
        return None
    if of_page := _read_of_page(blocks, index):
        return of_page
    if (
        reads_as_controls(text)
        or _is_pressed(blocks, index)
        or _labels_text(blocks, index)
        or _is_of_menu(blocks, index)
    ):
        return Reading(Part.CONTACT)
    if jump := _read_jump(blocks, index):
        return jump
    if source := read_source_line(text):
        return Reading(Part.SOURCE_LINE, says=source)
    if _is_credit(blocks, index, signed=signed) or _says_title_again(blocks, index) or _is_of_index(blocks, index):
        return Reading(Part.SOURCE_LINE)
    if reads_as_editors(text, at_edge=True):
        return Reading(Part.EDITORS, sure=reads_as_editors(text))
    if reads_as_contact(text) and not reads_as_copied(text):
        return None if _counts_on(blocks, index) else Reading(Part.CONTACT)
    return _read_masthead(blocks, index)


def _is_composing_code(blocks: Sequence[Block], index: int) -> bool:
    """②6 at the end of a paragraph or under it."""
    code = COMPOSING_CODE.fullmatch(blocks[index].text) is not None
    return code and (blocks[index].same_line or _after_text(blocks, index))


def _read_of_page(blocks: Sequence[Block], index: int) -> Reading | None:
    """What a line was known for when it was cut; a page's number between paragraphs, a running head, and who sponsors
    the page, over its first head.
    """
    if info := blocks[index].info:
        return Reading(Part.SOURCE_LINE, says=info)
    if _is_title_of_copy(blocks, index):
        return Reading(Part.SOURCE_LINE)
    if mirrored := _read_of_mirror(blocks, index):
        return mirrored
    text = blocks[index].printed
    if _is_page_within(blocks, index) or (_RUNNING_HEAD.fullmatch(text) and not _is_title_of_series(blocks, index)):
        return Reading(Part.PAGE)
    sponsored = index < _BESIDE and _SPONSOR.fullmatch(text) and is_headline_over_byline(blocks, index + 1)
    return Reading(Part.DATELINE, says=Masthead()) if sponsored else None


def _read_of_mirror(blocks: Sequence[Block], index: int) -> Reading | None:
    """What a copy of a journal's paper has between its title and its author: the journal's name and issue, words
    under it that the copier found, the day of the copy with a name or several; and the head again, at least two lines
    of it.
    """
    if not 0 < index < _HEAD:
        return None
    text, above = blocks[index].text, blocks[index - 1].text
    if (issue := _ISSUE_OF_JOURNAL.fullmatch(text)) and not any(is_text(over.text) for over in blocks[:index]):
        kind = issue.lastgroup or "name"
        return Reading(Part.SOURCE_LINE, says=SourceLine(publication=blocks[index].printed[slice(*issue.span(kind))]))
    if _KEYWORDS.fullmatch(text) and _ISSUE_OF_JOURNAL.fullmatch(above):
        return Reading(Part.SOURCE_LINE)
    if (copied := _DAY_THEN_NAMES.fullmatch(text)) and _is_copied(blocks, index, copied["names"] or ""):
        day = None if _ISSUE_OF_JOURNAL.fullmatch(blocks[index + 1].text) else DATE.match(text)
        return Reading(Part.SOURCE_LINE, says=SourceLine(date_of(day) if day else None))
    return Reading(Part.SOURCE_LINE) if _is_head_again(blocks, index) else None


def _is_copied(blocks: Sequence[Block], index: int, names: str) -> bool:
    """Whether the names beside a day sign under it too, or a journal's issue stands under the line."""
    if any(_ISSUE_OF_JOURNAL.fullmatch(below.text) for below in blocks[index + 1 : index + 2]):
        return True
    signing = ("".join(re.findall(r"[\u4e00-\u9fff]", below.text)) for below in blocks[index + 1 : index + _BESIDE])
    return len(names) > 1 and names in signing


def _is_head_again(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is of a run that says the title and a line under it a second time, over the first text."""
    head = [block.text for block in takewhile(lambda block: not is_text(block.text), blocks[:_HEAD])]
    again = next((at for at in range(_BESIDE, len(head)) if head[at] == head[0]), len(head))
    run = list(takewhile(lambda at: head[at] in head[:again], range(again, len(head))))
    return len(run) > 1 and index in run and len(head[0]) >= len("违法行为检察监督")


def _is_title_of_copy(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line stands over what says whence a copy is, and is the article's title again right under that."""
    here, below = blocks[index], blocks[index + 1 : index + 2 + _BESIDE]
    again = next((at for at, block in enumerate(below) if block.text == here.text), 0)
    if not again or here.level > below[again].level or len(here.text) < _SHORTEST_TITLE or read_masthead(here.printed):
        return False
    said = below[0].info or read_source_line(below[0].printed) or read_masthead(below[0].printed)
    signed = any(likely_byline(block.text) for block in below[:again])
    return said is not None and not signed and not any(is_text(block.text) for block in blocks[:index])


def _is_title_of_series(blocks: Sequence[Block], index: int) -> bool:
    """Whether 小城旧事 ·12· stands right over a byline, or over a text where nothing above has been one."""
    if index + 1 >= len(blocks) or not _NUMBERED_TITLE.fullmatch(blocks[index].printed):
        return False
    below = blocks[index + 1].text
    if is_text(below):
        return not any(is_text(block.text) for block in blocks[:index])
    return bool(names_in_byline(below) or likely_byline(below))


def _is_page_within(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is a number of two figures or three between whole paragraphs, and none that counts on from it
    stands so: those of a text's parts are several.
    """
    if not _PAGE_WITHIN.fullmatch(blocks[index].text) or not 0 < index < len(blocks) - 1:
        return False
    number, lone = int(blocks[index].text), {block.text for block in blocks if len(block.text) <= len("999")}
    between = all(is_text(blocks[at].text) for at in (index - 1, index + 1)) and _after_text(blocks, index)
    return between and lone.isdisjoint({f"{number - 1}", f"{number - 1:02}", f"{number + 1}"})


def _signs_in_head(blocks: Sequence[Block], index: int) -> bool:
    """整理：本报记者　王小明 between a title, or who spoke, and the text is a byline."""
    byline = bare_byline(blocks[index].text) if 0 < index < len(blocks) - 1 else None
    if byline is None or byline.odds <= 0 or not looks_like_headline(blocks[index - 1]):
        return False
    return is_text(blocks[index + 1].text)


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


def _is_pressed(blocks: Sequence[Block], index: int) -> bool:
    """打印 under 字号：大 中 小."""
    beside = [*blocks[max(index - 1, 0) : index], *blocks[index + 1 : index + 2]]
    return is_lone_control(blocks[index].printed, (block.printed for block in beside))


def _is_of_menu(blocks: Sequence[Block], index: int) -> bool:
    """• 时政 among others in a row at the file's top."""
    if not _IN_MENU.fullmatch(blocks[index].text):
        return False
    sides = (blocks[index:], blocks[:index][::-1])
    under, over = (sum(1 for _ in takewhile(lambda block: _IN_MENU.fullmatch(block.text), side)) for side in sides)
    return under + over >= _LEAST_IN_MENU and index - over <= 1


def _is_of_index(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is a row of the index over a document, of which one in the run has the number; or, at the file's
    head over that run, the office whose site it is. Between paragraphs a text quotes it.
    """
    if index == 0 and is_workplace(blocks[0].text):
        return any(has_index_number(block.printed) for block in blocks[1:_BESIDE])
    if not reads_as_index(blocks[index].printed):
        return False
    sides = (blocks[index : index + _ROWS], blocks[max(index - _ROWS, 0) : index][::-1])
    under, over = (list(takewhile(reads_as_index, (block.printed for block in side))) for side in sides)
    first, end = index - len(over), index + len(under)
    quoted = first > 0 and end < len(blocks) and is_text(blocks[first - 1].text) and is_text(blocks[end].text)
    return any(map(has_index_number, under + over)) and not quoted


def _read_jump(blocks: Sequence[Block], index: int) -> Reading | None:
    if jump := read_jump(blocks[index].printed):
        return Reading(Part.JUMP, says=jump)
    around = [block.printed for block in blocks[max(index - 1, 0) : index + 2]]
    return Reading(Part.JUMP) if reads_as_contents(around, min(index, 1)) else None


def _read_masthead(blocks: Sequence[Block], index: int) -> Reading | None:
    if _FILE_NUMBER.fullmatch(blocks[index].printed.strip()):
        return Reading(Part.DATELINE)
    said = read_masthead(blocks[index].printed)
    if said is None or _says_when_some_met(blocks, index) or _says_where_quoted(blocks, index):
        return None
    only_page = said.page and not (said.dated or said.section or said.publication)
    part = Part.PAGE if only_page else Part.DATELINE
    return Reading(part, said.sure and not _in_mid_sentence(blocks, index), said)


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


def _running_heads(read: Sequence[Reading | None], kept: set[int]) -> set[int]:
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


def _is_masthead(read: Sequence[Reading | None], at: int) -> bool:
    """Whether a line reads as a page's head: within a text several are a list."""
    reading = read[at] if 0 <= at < len(read) else None
    return reading is not None and isinstance(reading.says, Masthead)


def _furniture(block: Block, reading: Reading) -> Furniture:
    kind = "other" if reading.part is Part.RULE else reading.part.value
    return Furniture(kind, block.printed, ParsedPassage(block.start, block.end, reading.part))


def _left(blocks: Sequence[Block], read: Sequence[Reading | None], kept: set[int], *, signed: bool) -> list[Block]:
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
            ends = reading is not None and (
                reading.part in _ENDS_AN_ARTICLE or (not signed and _names_editor_at_end(block, reading, left))
            )
            parted = parted or (ends and continued is None)
            continue
        own = replace(block, index=len(left), gap=block.gap + gap, continued=continued, page=page, parted=parted)
        left.append(own)
        gap, continued, parted = 0, None, False
    return left


def _names_editor_at_end(block: Block, reading: Reading, left: Sequence[Block]) -> bool:
    """（责任编辑：王小明） under a paragraph's end, where nobody signs: without brackets it may be the page's."""
    above = re.sub("[（(][^（）()]*[）)]$", "", left[-1].text) if left else ""  # who took or sent it
    return reading.part is Part.EDITORS and block.text[0] in "（(" and ends_a_sentence(above)


def _imprint(blocks: Sequence[Block], found: list[tuple[Block, Reading]]) -> tuple[Imprint, tuple[ReadingProblem, ...]]:
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
    texts = [block.start for block in blocks if is_text(block.text)]
    places = [block.start for block, _ in sources]
    return bool(places) and (not texts or places[0] < texts[0] or places[-1] > texts[-1])
