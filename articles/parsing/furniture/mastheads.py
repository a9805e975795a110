"""The lines at a page's head: its date, number, newspaper and section, one a line or several on one.

A line is one when nothing is left of it once the pieces known by their form are taken out, or only a word or two that
stand beside a date or a page number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from articles.parsing.bylines import is_workplace
from articles.parsing.furniture.controls import is_control
from articles.parsing.furniture.dates import DATE, LUNAR, WEEKDAY, date_of
from articles.parsing.furniture.editors import without_editors
from articles.parsing.furniture.names import publication_in, section_in, section_name
from articles.parsing.furniture.page_numbers import (
    DASHED_PAGE,
    LABELLED_PAGE,
    LETTERED_PAGE,
    NUMBERED_PAGE,
    is_bare_page,
    page_label,
    page_of,
)
from articles.parsing.furniture.printed import PrintedLine, printed_line, words_outside
from articles.parsing.names import is_place

_LONGEST = 90
_LONGEST_REST = 14  # characters beside a date that are no known piece
_LONGEST_SECTION = 6
_ISSUE = re.compile(
    r"(?:浏览|阅读|点击)(?:次数|量|数)?:?\d+次?"
    r"|总?第[\d一二三四五六七八九十百千万]+[期号]|今日(?:本报)?共?\d{1,3}版|本期共?[\d一二三四五六七八九十]{1,3}版|共\d{1,3}页"
    r"|(?:内部资料)?准印证号?:?\(?[\u4e00-\u9fff]{0,2}\)?第?[A-Z\d/-]+号?|国内统一(?:连续出版物|刊)号|(?:邮发)?代号:?\d+[-—]\d+"
    r"|CN\s?\d\d-\d{4}(?:/\w+)?|(?:(?:新闻|理论)热线|(?<![\u4e00-\u9fff])热线|(?:联系|投稿|咨询)?(?:邮箱|电话)|投稿|传真):?(?:[\w.+-]+@[\w.-]+|\(?[\d-]{7,}\)?|\(\d{3,4}\)\d{7,8})?|[\w.+-]+@[\w.-]+\.\w+"
    r"|(?:(?:发布|刊发|出版|更新)?(?:时间|日期)):|\d{1,2}:\d{2}(?::\d{2})?"
)
_COPIED = re.compile(
    r"^\s*(?P<paper>[\u4e00-\u9fff]{2,10}[报刊])\s*(?P<day>(?:19|20)\d\d-\d\d-\d\d)\s*(?P<page>0\d{4})(?!\d)"
)
_HOUR = re.compile(r"\d{1,2}:\d{2}")
_REGISTERED = re.compile("刊号|代号|CN")
_ISSUE_ALONE = re.compile(
    r"(?:\d{4}年)?总?第[\d一二三四五六七八九十百千万]+期(?:\(总第?\d+期\))?|今日(?:本报)?共?\d{1,3}版|(?:农历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[^，。]{2,6}"
)
_OF_A_PAPER = re.compile(r"[\[(]?(?:收稿|修[回订改]|录用|投稿)(?:日期|时间)")  # when a journal received it
_BRACKETED_DATE = re.compile(r"\([^()]*\)")
_LATIN = re.compile("[A-Z]{2,}")  # of the newspaper's name, printed again
_ACCOUNT = re.compile(
    "(?!新[书品歌片]|成果|政策|产品|报告|作品)[\u4e00-\u9fff]{2,8}(?:发布|融媒|客户端)"
)  # of a place or an office
_PERIODICAL = re.compile("..(?:通讯|简报|内参|导刊|学刊|月刊|旬刊)$")
_NO_SECTION = frozenset({"作者", "来源", "记者"})
_COLUMN_MARK = re.compile(r"\s*[#\s]*[【〖][^】〗\d]*[】〗]\s*")  # 【观点】 is a column, while 观点 may be the section


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a line says of its page. `dated` is true of a date that no calendar has, too; `sure` of a line that says so
    much that it is one wherever it stands, not only where a page begins or ends."""

    date: date | None = None
    page: str | None = None
    section: str | None = None
    publication: str | None = None
    dated: bool = False
    sure: bool = False


def reads_as_copied(text: str) -> bool:
    """浙江日报2026-07-2100006: the head of a page as it is copied from a newspaper's own site."""
    return bool(_COPIED.match(printed_line(text).text))


def read_masthead(text: str) -> Masthead | None:
    """What a line of a page's head says, or None for any other line."""
    text = _COPIED.sub(lambda found: f"{found['paper']} {found['day']} 第{int(found['page'])}版 ", text)
    line = printed_line(text)
    if not line.text or len(line.text) > _LONGEST or _COLUMN_MARK.fullmatch(text):
        return None
    if _is_title_note(line.text) or _OF_A_PAPER.match(line.text):
        return None
    alone = LABELLED_PAGE.fullmatch(line.text) or DASHED_PAGE.fullmatch(line.text)
    if alone:
        return Masthead(page=page_of(alone), sure=True)
    return _read_pieces(line)


def _is_title_note(text: str) -> bool:
    """（2026年4月29日）: the day of a speech, under its title."""
    return bool(_BRACKETED_DATE.fullmatch(text))


def _read_pieces(line: PrintedLine) -> Masthead | None:
    day = DATE.search(line.text)
    taken = [day.span()] if day else []
    weekday = _claim(WEEKDAY, line, taken)
    lunar = _claim(LUNAR, line, taken)
    issue = _claim(_ISSUE, line, taken)
    page = _numbered_page(line, taken)
    words = without_editors([part for word in words_outside(line, taken) for part in _parts(word) if part])
    if day and "原创" in words:  # over what an account posts
        words.remove("原创")
    if page or (day and any(map(publication_in, words))):  # 返回目录, 放大+ beside the head of a page on the web
        words = [word for word in words if not is_control(word)]
    if day:  # a site's own word before a day of the week that it left out
        words = [word for word in words if word != "星期"]
    if any(map(publication_in, words)):
        words = [word for word in words if not _LATIN.fullmatch(word)]
    if not day and (_ISSUE_ALONE.fullmatch(line.text) or (not words and _REGISTERED.search(line.text))):
        return Masthead(page=page, sure=True)
    alone = day and words == [line.text[: day.start()]] and day.end() == len(line.text)
    if day and alone and (is_workplace(words[0]) or _ACCOUNT.fullmatch(words[0])):
        return Masthead(date_of(day), dated=True)  # 某某研究院　　2024年7月5日
    return _settle(
        day,
        page,
        words,
        dated=bool(day or (weekday and lunar)),
        anchored=weekday or lunar or issue,
        clocked=bool(_HOUR.search(line.text)),
    )


def _parts(word: str) -> list[str]:
    """思想周刊·新论 and 思想·理论 are one section; other words are cut at the dot."""
    return [word] if section_in(word) else re.split("[·•]", word)


def _claim(pattern: re.Pattern[str], line: PrintedLine, taken: list[tuple[int, int]]) -> bool:
    found = [match.span() for match in pattern.finditer(line.text)]
    found = [span for span in found if not any(span[0] < end and start < span[1] for start, end in taken)]
    taken += found
    return bool(found)


def _numbered_page(line: PrintedLine, taken: list[tuple[int, int]]) -> str | None:
    """第9版 anywhere in the line, where it stands as a piece of its own and not inside a word (第二版本)."""
    for found in NUMBERED_PAGE.finditer(line.text):
        span = found.span()
        inside_word = span[1] not in line.breaks and re.match("[\u4e00-\u9fff]+", line.text[span[1] :])
        if any(span[0] < end and start < span[1] for start, end in taken):
            continue
        if inside_word and not section_in(inside_word.group()):
            continue
        taken.append(span)
        return page_of(found)
    return None


def _settle(
    day: re.Match[str] | None, page: str | None, words: list[str], *, dated: bool, anchored: bool, clocked: bool
) -> Masthead | None:
    numbered = page is not None
    named = dated or len(words) <= 2 or all(is_bare_page(w) or publication_in(w) or section_in(w) for w in words)
    publication = section = None
    unknown: list[str] = []
    for word in words:
        if page is None and (is_bare_page(word) if named else LETTERED_PAGE.fullmatch(word)):
            page = page_label(word)
        elif publication is None and publication_in(word):
            publication = publication_in(word)
        elif section is None and section_in(word):
            section = section_in(word)
        else:
            unknown.append(word)
    if clocked and any(map(is_place, unknown)):  # 生态观察 2024-10-17 18:30 湖北 is an account, a day and a place
        section = None
    sure = (dated and (anchored or bool(page or publication))) or numbered
    if unknown and not _may_stand_beside(unknown, sure=sure):
        return None
    if section and not publication and dated and numbered and _is_periodical(unknown):
        publication = unknown.pop()
    if unknown and section is None and not clocked and _may_be_section(unknown[0]):  # an hour stands beside accounts
        section = section_name(unknown[0])
    if not (dated or page or section or publication):
        return None
    return Masthead(date_of(day) if day else None, page, section, publication, dated, sure)


def _is_periodical(unknown: list[str]) -> bool:
    """Whether the only word of a line that is left beside day, page and section is 某某通讯 or the like."""
    return len(unknown) == 1 and _PERIODICAL.search(unknown[0]) is not None


def _may_be_section(word: str) -> bool:
    return len(word) <= _LONGEST_SECTION and not word.isascii() and word not in _NO_SECTION


def _may_stand_beside(unknown: list[str], *, sure: bool) -> bool:
    return sure and len(unknown) <= 2 and sum(map(len, unknown)) <= _LONGEST_REST
