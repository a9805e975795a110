"""Where an article goes on, or came from: （下转第三版）, 上接第1版《…》, 全文见第二版."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.parsing.furniture.dates import WEEKDAY
from articles.parsing.furniture.page_numbers import page_label
from articles.parsing.furniture.printed import one_of, printed_line

_NUMBER = r"(?:[A-Z]{1,2}[-·]?\d{1,3}|\d{1,3}|[一二三四五六七八九十]{1,3})"
_TITLE = r"(?:[《“\"](?P<{name}>[^《》”\"]{{2,80}})[》”\"])?"
_JUMP = re.compile(
    _TITLE.format(name="before")
    + r"[^《》,。;]{0,10}?"
    + rf"(?:(?P<on>{one_of('下转 紧转 转 转至')})|(?P<back>{one_of('上接 紧接 承接 接 续')})|(?P<see>详见|见|刊))"
    + r"(?:本报)?(?:今[日天]|(?P<day>(?:\d{4}年)?\d{1,2}月\d{1,2}日)(?:本报)?)?"
    + rf"第?(?P<page>{_NUMBER})(?:[、,—~-]第?{_NUMBER})*(?P<unit>版)?"
    + _TITLE.format(name="after")
    + r"(?:一文)?"
)
_SURE = ("上接", "下转")
_POINTS = ("相关报道", "相关新闻", "报道", "详见", "详细报道", "全文")
_CONTENTS = re.compile(
    r"(?P<mark>[●■◆▲★►▶▷»•◇○☆△])?\s*\S.{5,40}?(?:\s{2,}|\u3000+|[.…·]{2,}\s*)第?(?:\d{1,2}版|[A-D]\d{1,2}版?)"
)
_SEEN_ON = re.compile(rf"\S{{4}}\s*[（(](?:详?见|刊)(?:今日)?第?{_NUMBER}版[）)]$")
_OF_HEAD = re.compile(rf"\d{{4}}年\d{{1,2}}月|{WEEKDAY.pattern}|主编\s|编辑\s|责编|邮箱|电话")
_NAMES_CONTENTS = re.compile(r"[▲■◆●]?\s*(?:今日|本[期报版]|要闻|内容)?(?:导读|要目|看点)\s*[:：]?")
_MARKS = "()[]【】<>▲▼△▽●■◆◇□○→←↓↑>…. "


class Way(StrEnum):
    """What a jump says: the text goes on there, it comes from there, or something is to be seen there."""

    ON = "on"
    BACK = "back"
    SEE = "see"


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump's way, the page it names (9, A03, of another day 10月2日7), and the title it names, where it does."""

    way: Way
    page: str
    title: str | None = None


def read_jump(text: str) -> Jump | None:
    """What a line that is nothing but a jump says, or None."""
    line = printed_line(text).text
    found = _JUMP.fullmatch(line.strip(_MARKS))
    if not found or not (page := page_label(found["page"])) or not _is_certain(line, found):
        return None
    way = Way.ON if found["on"] else Way.BACK if found["back"] else Way.SEE
    return Jump(way, f"{found['day'] or ''}{page}", found["before"] or found["after"])


def reads_as_contents(texts: Sequence[str], index: int) -> bool:
    """Whether a line is of a list of what stands on other pages, ●我市新增绿色工厂　　4版, or the list's label."""
    around = [texts[at].strip() for at in (index - 1, index + 1) if 0 <= at < len(texts)]
    text = texts[index].strip()
    if _NAMES_CONTENTS.fullmatch(text):
        return index + 1 < len(texts) and bool(_CONTENTS.fullmatch(around[-1]) or _SEEN_ON.search(around[-1]))
    found = _CONTENTS.fullmatch(text)
    if found is None or _OF_HEAD.search(text):
        return False
    listed = (_CONTENTS.fullmatch(line) or _NAMES_CONTENTS.fullmatch(line) for line in around)
    return found["mark"] is not None or any(listed)


def _is_certain(line: str, found: re.Match[str]) -> bool:
    """下转 and 上接 are words of jumps alone; 转 and 见 make one with 版, in brackets or behind a mark."""
    if any(word in line for word in _SURE):
        return bool(found["unit"]) or found["page"][0].isalpha()
    return bool(found["unit"]) and (line[0] in _MARKS or line.startswith(_POINTS))


_AT_END = re.compile(
    r"(?<=[\u4e00-\u9fff，。！？”…])\s*(?P<jump>[（(【]\s*下\s*转[^（）()]{1,60}版[^（）()]{0,40}[）)】])\s*$"
)
_AT_START = re.compile(r"^\s*(?P<jump>[（(【]\s*上\s*接[^（）()]{1,60}版[^（）()]{0,60}[）)】])\s*(?=\S)")


def cut_at_jump(line: str) -> int | None:
    """Where to part a jump from the text that it shares a line with: …的新格局。（下转第3版）; None without one."""
    if (found := _AT_END.search(line)) and read_jump(found["jump"]):
        return found.start("jump")
    if (found := _AT_START.match(line)) and read_jump(found["jump"]):
        return found.end("jump")
    return None
