"""Joins printed lines into paragraphs. Only lines that follow each other are joined, and none is moved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from articles.parsing.blocks.brackets import marks_left_open
from articles.parsing.blocks.notes import quoted_authors
from articles.parsing.bylines import names_in_bare_byline, names_in_byline
from articles.parsing.evidence.trigrams import affinity
from articles.parsing.files.lines import FileLine, join_lines
from articles.parsing.paragraphs.measure import NOTE, OPENING, SLACK, MeasuredLine, measure_lines

_NEVER_FIRST = (
    "，。、；：！？”’）》」』】〉％,.;:?!)%"  # recognition leaves a mark where it stands, be it at a line's head
)
_BEGINS_ANEW = re.compile(
    r"^(?:【|[●◆■▲▶►★◇☆]|[（(](?:本文|执笔|作者|责编|下转|上接|(?:摘|选)自|[^（）()。]{2,30}(?:采访|整理|供稿|摘编)[）)]$)"
    r"|(?:时\s?间|地\s?点|(?:本期)?嘉宾|(?:主讲|演讲|与谈|对话|受访|采访)人|总?策划|统筹|责编|版权声明|书\s?名|[作译编著]\s?者|出\s?版(?:社|时间|日期)?|定\s?价|字[号体]|分享[到至]?|(?:收稿|修[回订改])日期|基金项目)："
    r"|附?[表图]\s?\d{1,2}(?=[\s：])"
    r"|本报[\u4e00-\u9fff]{0,4}(?:\d{1,2}月\d{1,2}日)?[讯电](?=[\s　（])|(?:据?新华社|中新社)[^，。：]{2,14}电)"
)
_PRINTED_ALONE = re.compile(  # under a title: whence a web page has it, when a speech was given, whose report it is
    r"^(?:(?:来源|稿源)：\S{2,12}|\d{4}-\d{1,2}-\d{1,2}(?:\s+\d{1,2}：\d{2}(?:：\d{2})?)?"
    r"|（\d{4}年\d{1,2}月(?:\d{1,2}日)?）|(?:本报|本刊|本网|新华社)(?:特约|首席|高级)*(?:记者|通讯员|评论员)(?:\s+[\u4e00-\u9fff]{1,4})+)$"
)
_HEAD_OF_PAGE = re.compile(
    r"^[^，。]*\d{4}年\d{1,2}月\d{1,2}日\s*(?:星期|周)[一二三四五六日天][^，。]*$"
    r"|^(?:本[版期])?(?:责编|责任编辑|编辑)[^，。]*(?:电话|热线|邮箱)：[^，。\u4e00-\u9fff]{7,}$"
)
_ROW = re.compile(r"^[^\s。]{1,12}(?:[\s|]+[-+]?\d[\d.,，]*[%％]?){2,}[\s|]*$")  # of a table: 2020　41.2　18.6
_NUMBERED = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[、）)]|第[一二三四五六七八九十百]+[章节编])")
_SPEAKER = re.compile(r"^[\u4e00-\u9fff·]{2,5}：")
_ALONE = re.compile(  # （某某大学文学院，某地 430000）
    r"^【[^】]{1,16}】$|^（(?:本文|执笔|作者).*）$|^（[^。]{6,}[，\s]\s*[\u4e00-\u9fff]{2,4}\s*\d{6}\s*）$"
)
_PUNCTUATION = re.compile(r"[，。；：！？,;]")
_WORD = re.compile(r"[A-Za-z0-9.%]+")
_CONTINUES = 2.0  # nats by which the end of a line and the next line's head are one word
_NEVER_BEGINS = re.compile("的(?![确士])")
_MOSTLY = 0.6  # of a line's characters are Latin letters: then words are parted at its end


def whole_paragraphs(lines: Sequence[FileLine]) -> list[FileLine]:
    """The lines of a file, those that a column broke joined into paragraphs."""
    found: list[FileLine] = []
    for run in _runs(measure_lines(lines)):
        for group in _paragraphs_of(run):
            between = [_space(before.text, after.text) for before, after in pairwise(group)]
            found.append(join_lines([m.line for m in group], between) if len(group) > 1 else group[0].line)
    return found


def _runs(lines: Sequence[MeasuredLine]) -> list[list[MeasuredLine]]:
    """Lines that may be of one paragraph: each but the last is full, and none shows that it begins another."""
    runs: list[list[MeasuredLine]] = []
    for line in lines:
        if runs and _may_continue(runs[-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _may_continue(run: Sequence[MeasuredLine], after: MeasuredLine) -> bool:
    before = run[-1]
    if not before.column or not after.column or before.line.level or after.line.level:
        return False
    if after.line.gap > after.usual_gap:
        return False
    if after.text[0] in _NEVER_FIRST:
        return True
    if after.indented or _begins_anew(run, after.text) or _stands_alone(before.text):
        return False
    return _is_full(before, after)


def _is_full(before: MeasuredLine, after: MeasuredLine) -> bool:
    """Whether the line is full: the first unit of the next line had no room at its end."""
    if max(before.width - _hanging(before.text), after.width - _hanging(after.text)) > before.column + SLACK:
        return False
    room = before.column - before.width - _first_unit(after) + 1
    if room <= before.slack:
        return True
    goes_on = after.line.indent > after.usual_indent or _continues_word(before, after)
    return room <= SLACK and (_is_within(after) if before.closed else goes_on)


def _is_within(line: MeasuredLine) -> bool:
    """Whether a line is one of a paragraph, but not its first, since that would be set in."""
    return line.indents and not line.indented and line.full and bool(_PUNCTUATION.search(line.text))


def _hanging(text: str) -> int:
    """How many marks stand beyond a line's last but one, as none may begin the next one: the ” of 。”."""
    return max(len(text) - len(text.rstrip(_NEVER_FIRST)) - 1, 0)


def _first_unit(line: MeasuredLine) -> float:
    """The width of what would have had to move up to the line before: a character, a whole foreign word, or a mark that
    opens with what follows, where no line ends with one.
    """
    word = _WORD.match(line.text)
    opened = 0 if line.opens_last else len(line.text) - len(line.text.lstrip(OPENING))
    return len(word.group()) * min(line.width / len(line.text), 1.0) if word else 1.0 + opened


def _begins_anew(run: Sequence[MeasuredLine], text: str) -> bool:
    before = run[-1]
    if before.closed and (_NUMBERED.match(text) or _SPEAKER.match(text) or quoted_authors(text.strip("（）"))):
        return True
    within = run[0].indented or before.closed or _PUNCTUATION.search(before.text)
    if text.startswith("——") and not within:
        return True  # a subtitle
    return bool(_BEGINS_ANEW.match(text) or _PRINTED_ALONE.match(text) or _ROW.match(text) or names_in_byline(text))


def _stands_alone(text: str) -> bool:
    alone = any(form.search(text) for form in (_ALONE, _PRINTED_ALONE, _HEAD_OF_PAGE, _ROW))
    return alone or bool(names_in_byline(text))


def _paragraphs_of(run: list[MeasuredLine]) -> list[list[MeasuredLine]]:
    """A run as its paragraphs; headlines are a paragraph a line."""
    start = int(_is_headline_over(run))
    end = len(run) - _lines_of_headlines(run[start:])
    body = [run[start:end]] if end > start else []
    return [*([line] for line in run[:start]), *body, *([line] for line in run[end:])]


def _is_headline_over(run: list[MeasuredLine]) -> bool:
    """Whether the first line is as wide as the column by chance: a paragraph would begin with an indent there."""
    first = run[0]
    if len(run) < 2 or not first.indents or first.indented or marks_left_open(first.text) or NOTE.match(first.text):
        return False
    return not first.closed and not _PUNCTUATION.search(first.text) and not _continues_word(first, run[1])


def _lines_of_headlines(run: list[MeasuredLine]) -> int:
    """How many lines at the end of a run are headlines: after the last sentence, and none themselves."""
    ends = [place for place, line in enumerate(run) if line.closed]
    if len(run) < 2 or (ends and ends[-1] == len(run) - 1):
        return 0
    rest = run[ends[-1] + 1 if ends else 0 :]
    if marks_left_open("".join(line.text for line in run[: -len(rest)])):
        return 0
    parted = not any(_PUNCTUATION.search(line.text) for line in rest)
    parted = parted and not rest[0].indented and all(line.text[0] not in _NEVER_FIRST for line in rest[1:])
    if parted or (len(rest) == 1 and _is_couplet(rest[0].text)):
        return len(rest) if not _is_one_word(run, len(rest)) else 0
    return int(bool(names_in_bare_byline(run[-1].text)) and not _continues_word(run[-2], run[-1]))


def _is_couplet(text: str) -> bool:
    """治理“抓得实”，守护身边的绿水: a headline in two clauses has them of nearly one length."""
    clauses = text.split("，")
    return len(clauses) == 2 and min(map(len, clauses)) >= 4 and abs(len(clauses[0]) - len(clauses[1])) <= 2


def _is_one_word(run: list[MeasuredLine], count: int) -> bool:
    """Whether the rest of a run is the end of a paragraph after all: a word goes on in each of its lines."""
    pairs = list(pairwise(run))[-count:]
    return all(_continues_word(before, after) for before, after in pairs)


def _continues_word(before: MeasuredLine, after: MeasuredLine) -> bool:
    return bool(_NEVER_BEGINS.match(after.text)) or affinity(before.text[-20:], after.text[:20]) > _CONTINUES


def _space(before: str, after: str) -> str:
    latin = sum(char.isascii() and char.isalpha() for char in before)
    words = latin > _MOSTLY * len(before) and before[-1] != "-" and after[0].isascii() and after[0].isalnum()
    return " " if words else ""
