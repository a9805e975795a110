"""What a web copy prints on one line under a title: day and hour, paper, 来源, who wrote, editors, clicks, 字号 …

The pieces stand in any order, with any signs between them. A line is one when it holds these and nothing else, and
names somebody beside its day, source or paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.parsing.furniture.controls import is_control
from articles.parsing.furniture.dates import DATE, date_of
from articles.parsing.furniture.names import publication_in, section_in
from articles.parsing.furniture.page_numbers import NUMBERED_PAGE, page_of
from articles.parsing.furniture.printed import one_of
from articles.parsing.furniture.source_lines import SourceLine
from articles.parsing.names import commonness, has_surname, is_clearly_institution, is_likely_name, is_place, is_post

_SIGNS = r"\s|｜丨/／·•、，【】\[\]［］（）()"
_BETWEEN = re.compile(f"[{_SIGNS}]*")
_LAST = rf"(?=[{_SIGNS}]|$)"
_HAN = "[\u3400-\u9fff]"
_REPORTER = r"(?:本报|本网|本刊|特约|见习|实习|首席|全媒体)*(?:记者|通讯员|评论员)"
_PAPERS = one_of("报 网 刊 客户端 公众号 杂志 电视台 电台 频道 在线 传媒 融媒")
_PIECES = {
    "day": re.compile(
        r"(?:(?:发布|更新|刊发|发表|发稿)?(?:时间|日期)[：:]\s*)?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?!\d)"
        r"(?:\s*T?\d{1,2}[：:]\d{2}(?:[：:]\d{2})?)?(?:\s*(?:星期|周)[一二三四五六日天])?"
    ),
    "source": re.compile(
        rf"(?:文章|本文|信息|稿件|新闻)?(?:来源|稿源)[：:]\s*(?:《(?P<titled>[^《》]{{2,16}})》|(?P<name>[^：:{_SIGNS}]{{2,16}}))"
    ),
    "scrap": re.compile(
        r"(?:浏览|阅读|点击|评论|点赞|分享|收藏)(?:次数|量|数)?[：:]?\s*\d[\d,.]*[万次+]*"
        r"|字[号体][：:]?\s*[【\[（［]?(?:\s*[大中小默认+＋-]+)*\s*[】\]）］]?"
        r"|字数[：:]\s*\d+|A-\s?A\+|二维码|(?:来源|作者|编辑|阅读|浏览|点击)[：:]\s*(?=(?:来源|作者|编辑|阅读|浏览|点击)[：:]|$)"
    ),
    "editors": re.compile(rf"(?:责任编辑|责编|编辑|校对|审核|监制|美编)[：:]\s*{_HAN}(?:\s?{_HAN}){{1,3}}{_LAST}"),
    "page": re.compile(rf"第?\s?[A-Z]?\d{{1,2}}版{_LAST}|第[一二三四五六七八九十]{{1,3}}版{_LAST}"),
    "paper": re.compile(
        rf"《(?P<titled>[^《》]{{2,16}})》|(?P<name>(?!本)[\u4e00-\u9fff]{{1,12}}?{_PAPERS})(?={_LAST}|{_REPORTER}|作者)"
    ),
}
_ORIGINAL = re.compile(  # 原创 梁小满 桐州读书 2026-07-21 20:30 江苏: who, on whose account, when
    rf"原创\s+[^：{_SIGNS}]{{2,10}}(?P<account>\s+(?P<titled>[^：《》{_SIGNS}]{{2,16}}))"
    r"(?=\s+(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}[：:]\d{2})"
)
_PLACE = re.compile(rf"(?<=\s){_HAN}{{2,5}}\s*$")  # from where an account posts ends its line, whatever it is
_LABEL = re.compile(rf"(?:作者|撰文|原创作者|{_REPORTER})[：:]\s*")
_REPORTS = re.compile(rf"{_REPORTER}(?:\s+|(?={_HAN}{{2,3}}{_LAST}))")
_REPORTER_OF = re.compile(rf"[^：:{_SIGNS}]+{_PAPERS}{_REPORTER}")  # is a byline's label as it is
_WORD = re.compile(rf"{_HAN}[ \u3000]+{_HAN}(?!{_HAN})|[^：:{_SIGNS}]{{2,10}}{_LAST}")
_WORK = re.compile(rf"(?P<work>{_HAN}{{4,24}})[ \u3000]+(?={_HAN}{{2,3}}{_LAST})")  # 某某研究所副所长 before a name
_BETWEEN_NAMES = re.compile(r"[\s、，]+")
_LEAST, _LONGEST = 8, 120  # characters
_MOST_NAMES = 5
_COMMON_WORD, _COMMON_NAME = 0.6, 0.7  # by `commonness`; 许诺 is a name, and a word


@dataclass(frozen=True, slots=True)
class InfoLine:
    """Where the names stand in a line, each run with its label, and what the rest says.

    `heads`: it begins with the day and says by a label who wrote, as no list of works does. `signs`: it may stand under
    a text too, as no page's head looks.
    """

    names: tuple[tuple[int, int], ...]
    says: SourceLine
    heads: bool
    signs: bool


def read_info_line(text: str) -> InfoLine | None:
    """What such a line says; None for any other line. Marks have full width."""
    if not _LEAST <= len(text) <= _LONGEST or "。" in text:
        return None
    pieces: list[tuple[str, re.Match[str] | None, int, int]] = []
    at = _after(_BETWEEN, text, 0)
    if original := _ORIGINAL.match(text):
        pieces += [("signed", None, 0, original.start("account")), ("source", original, *original.span("account"))]
        at = _after(_BETWEEN, text, original.end())
    place = _PLACE.search(text) if original else None
    end_of_pieces = place.start() if place else len(text)
    while at < end_of_pieces:
        kind, found, end = _piece(text, at)
        if end == at:
            return None
        pieces.append((kind, found, at, end))
        at = _after(_BETWEEN, text, end)
    kinds = [kind for kind, *_ in pieces]
    if not (_names_somebody(kinds) or _goes_on(kinds)) or (len(pieces) == 2 and _REPORTER_OF.match(text)):
        return None
    names = tuple((start, end) for kind, _, start, end in pieces if kind in {"signed", "reporter", "bare"})
    says = _says({kind: found for kind, found, *_ in reversed(pieces) if found})
    labelled = not {"signed", "reporter"}.isdisjoint(kinds)
    signs = labelled or (kinds[0] == "bare" and ("titled" in kinds or "page" not in kinds))
    return InfoLine(names, says, heads=labelled and kinds[0] == "day", signs=signs)


def read_account(text: str, below: str) -> InfoLine | None:
    """What 原创　梁小满　桐州读书 says over the line of the day and hour on which that account posted it."""
    return read_info_line(f"{text} {below}") if text.startswith("原创") and DATE.match(below) else None


def _names_somebody(kinds: list[str]) -> bool:
    """Whether who wrote stands, with a label, beside a day or where it was printed; without one beside both."""
    dated, printed = "day" in kinds, "source" in kinds or "paper" in kinds
    if "reporter" in kinds:
        return dated or printed or "titled" in kinds
    if "signed" in kinds:
        return dated or printed  # 《慢校》 作者：水清浅 is a book
    return dated and (printed or "titled" in kinds) and kinds.count("bare") == 1


def _goes_on(kinds: list[str]) -> bool:
    """Whether a line says nothing but who edited, clicks and 字号, several of these or beside a day and a source."""
    return len(kinds) > 1 and "scrap" in kinds and set(kinds) <= {"scrap", "editors", "day", "source", "paper", "page"}


def _piece(text: str, at: int) -> tuple[str, re.Match[str] | None, int]:
    """The kind of the piece that begins here, its match, and where it ends; `at` where none does."""
    for kind, pattern in _PIECES.items():
        if (found := pattern.match(text, at)) and _holds(kind, found):
            return "titled" if kind == "paper" and found["titled"] else kind, found, found.end()
    label = _LABEL.match(text, at) or _REPORTS.match(text, at)
    if label:
        kind = "reporter" if re.match(_REPORTER, label.group()) else "signed"
        return kind, None, max(_end_of_names(text, label.end(), any_name=text[label.end() - 1] not in "者员"), at)
    word = _WORD.match(text, at)
    if word and (is_control(word.group()) or is_place(word.group())):  # 北京, behind an account's hour
        return "scrap", None, word.end()
    bare = word and _may_be_name(word.group())
    return "bare", None, max(_end_of_names(text, at, any_name=True), at) if bare else at


def _holds(kind: str, found: re.Match[str]) -> bool:
    return kind != "paper" or not (found["name"] or "").endswith("报") or publication_in(found["name"]) is not None


def _end_of_names(text: str, at: int, *, any_name: bool) -> int:
    """Where the names that begin here end; behind a colon the first may be an account's. 0 for none."""
    end = 0
    work = _WORK.match(text, at)
    if work and (is_post(work["work"]) or is_clearly_institution(work["work"])):
        at = work.end()
    for number in range(_MOST_NAMES):
        word = _WORD.match(text, at)
        if not word or not (_is_name(word.group()) or (any_name and number == 0)):
            break
        end = word.end()
        at = _after(_BETWEEN_NAMES, text, end)
    return end


def _is_name(word: str) -> bool:
    name = "".join(word.split())
    return is_likely_name(name) and not is_place(name)


def _may_be_name(word: str) -> bool:
    """Whether a word beside a day and a paper is a name: 许行, not 文化."""
    name = "".join(word.split())
    common = _COMMON_NAME if is_likely_name(name) else _COMMON_WORD
    return has_surname(name) and section_in(name) is None and commonness(name) < common


def _says(found: dict[str, re.Match[str]]) -> SourceLine:
    day = DATE.search(found["day"].group()) if "day" in found else None
    page = NUMBERED_PAGE.fullmatch(found["page"].group()) if "page" in found else None
    paper = found.get("source") or found.get("paper") or found.get("titled")
    name = (paper["titled"] or _publication(paper["name"])) if paper else None
    return SourceLine(date_of(day) if day else None, page_of(page) if page else None, None, name)


def _publication(name: str) -> str | None:
    """The paper of 人民日报 and of 人民网－人民日报."""
    return next(filter(None, map(publication_in, re.split("[-－—]+", name))), None)


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
