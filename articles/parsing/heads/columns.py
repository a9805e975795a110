"""Columns named in a headline's own line: a bracketed tail （专题深思）, or a label before a bar 思想纵横｜…."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.parsing.dictionary import lexicon
from articles.parsing.heads.labels import SOLAR_TERM

_TAIL = re.compile(
    r"^(?P<title>.*\S)\s*(?:[（(](?P<round>[^（）()]{2,60})[）)]|【(?P<square>[^【】]{2,30})】)$", re.DOTALL
)
_BAR = re.compile(r"^(?P<column>[\u4e00-\u9fff“”·]{2,10})\s*[｜|丨∣]\s*(?P<title>\S.{3,})$", re.DOTALL)
_PART_OF_TITLE = re.compile(
    r"^(?:[上中下]+[篇集部]?|之?[一二三四五六七八九十①-⑳\d]+|第.{1,4}[期篇章辑部节回]|节选|选载|连载|续.?|完|待续|全文|摘要|摘登|摘编|代序|组图|图|附.*"
    r"|修订.?|草案.*|试行|暂行|征求意见稿|讨论稿|初稿|外.{1,3}[首则篇章题节阕]|[\d一二三四五六七八九十]+[首则篇]|以.*为例|基于.*|兼.*|含.*|原题.*|又名.*|简称.*|以下.*)$"
)
_NO_NAME = re.compile(r"[。，；！？：,;!?:]|^\W*\d|\d{4}年|采访|整理|供稿|作者|执笔|来源|记者|翻译")
_LEAST_TITLE = 4


@dataclass(frozen=True, slots=True)
class TitleAndColumn:
    """A title, and the column that stood with it in its line."""

    title: str
    column: str | None


def split_column(title: str) -> TitleAndColumn:
    """Split the column off a title: 做强主导产业（专题深思） → 做强主导产业, 专题深思.

    Brackets that say which part, version or place the title speaks of stay in it: （下）, （节选）, （重庆）.
    """
    bar = _BAR.match(title)
    if bar and not SOLAR_TERM.fullmatch(bar.group("column")):  # 夏至｜一碗凉面里的旧时光
        return TitleAndColumn(bar.group("title"), bar.group("column"))
    tail = _TAIL.match(title)
    if not tail or len(tail.group("title")) < _LEAST_TITLE:
        return TitleAndColumn(title, None)
    name = tail.group("round") or tail.group("square")
    return TitleAndColumn(tail.group("title"), name) if names_column(name) else TitleAndColumn(title, None)


def names_column(text: str) -> bool:
    """Whether what stands in brackets behind a title may be a column's name."""
    if _PART_OF_TITLE.match(text) or _NO_NAME.search(text) or not re.search(r"[\u4e00-\u9fff]{2}", text):
        return False
    return not (lexicon().count(text) and lexicon().word_class(text) in {"ns", "nr", "t", "m"})
