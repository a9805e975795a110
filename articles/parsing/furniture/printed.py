"""A printed line made ready for matching, and what is left of it once known pieces are taken out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_SEPARATORS = re.compile(r"[\s|/\\,、:;()\[\]{}<>《》【】〖〗〔〕—–―─\-=_■□◆◇●○▲△▼▽★☆*#.。~]+")


def one_of(*words: str) -> str:
    """A pattern of any of the words in these strings, which white space parts; the longest that fits is taken."""
    return f"(?:{'|'.join(sorted(' '.join(words).split(), key=len, reverse=True))})"


# A bar for a colon: 来源丨某某日报, 责编丨张小红. 综合丨川渝唱好双城记 and 来源丨黄河从哪里来 are titles.
_BAR = re.compile(
    r"^(\s*(?:责任?编辑?|编辑|校对|美编|审核|监制))\s*[丨|]"
    r"|^(\s*(?:来源|稿源))\s*[丨|](?=\s*\S{1,16}(?:报|社|网|刊|客户端|公众号|杂志|频道|电台|传媒|在线)\s*$)"
)

_SPACED_DAY = re.compile(r"[12] [09] \d \d ?年 ?(?:\d ?){1,2}月 ?(?:\d ?){1,2}日")  # 2 0 2 4 年 8 月 2 2 日


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line in compatibility form (NFKC) without white space, except one space between two numbers or Latin words.

    `breaks` are the offsets in `text` at which white space was taken out.
    """

    text: str
    breaks: frozenset[int]


@lru_cache(maxsize=64)  # each kind of furniture looks at the same line
def printed_line(text: str) -> PrintedLine:
    """２０２６年４月 第９版 → 2026年4月第9版; a line whose characters all stand apart is closed up."""
    words = _BAR.sub(lambda found: f"{found[1] or found[2]}:", unicodedata.normalize("NFKC", text)).split()
    words = _SPACED_DAY.sub(lambda found: "".join(found.group().split()), " ".join(words)).split()
    if _is_letter_spaced(words):
        return PrintedLine("".join(words), frozenset())
    closed, breaks = "", set()
    for word in words:
        joint = " " if closed and _is_latin(closed[-1]) and _is_latin(word[0]) else ""
        closed += joint
        breaks.add(len(closed))
        closed += word
    return PrintedLine(closed, frozenset(breaks - {0}))


def _is_letter_spaced(words: list[str]) -> bool:
    return (
        len(words) > 1 and all(len(word) == 1 for word in words) and any("\u4e00" <= word <= "\u9fff" for word in words)
    )


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def words_outside(line: PrintedLine, taken: Iterable[tuple[int, int]]) -> list[str]:
    """The words of a line outside these spans, cut at white space and at signs that part things."""
    signs = list(line.text)
    for start, end in taken:
        signs[start:end] = "|" * (end - start)
    for at in line.breaks:
        signs[at] = "|" + signs[at]
    return [word for word in _SEPARATORS.split("".join(signs)) if word]
