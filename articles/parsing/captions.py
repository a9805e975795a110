"""What stands on a page beside its articles: pictures' captions, and how to tell them from text gone astray."""

from __future__ import annotations

import re
from statistics import median

from articles.parsing.shapes import Shape, ends_a_sentence
from articles.parsing.sheet import Sheet

_DATED = re.compile(r"^(?:\d{4}年)?\d{1,2}月\d{1,2}日[，,]")
_POINTS = re.compile(
    r"^(?:图为|上图|下图|左图|右图|图中|资料图|这是|近日|日前|如今的|航拍|俯瞰|鸟瞰|夜幕下|蓝天|\d{1,2}月)"
)
_SCENE = re.compile(r"图为|位于|正在|航拍|俯瞰|鸟瞰|拍摄|掠影|一角|一景|夜景|全景|外景|现场|工人们?在|游客|市民在|画面")
_LONGEST = 220
_SHORT = 30


def caption_odds(sheet: Sheet, index: int) -> float:
    """Log odds that an unsigned paragraph is a caption and no part of an article, from its looks and its place."""
    text = sheet.text(index)
    if len(text) > _LONGEST:
        return -14.0
    odds = -4.5 if len(text) <= 130 else -6.5
    following = sheet.following(index)
    if following < len(sheet) and sheet.shape(following) is Shape.CREDIT:
        odds += 9.0
    odds += 3.5 * bool(_DATED.search(text)) or 2.0 * bool(_POINTS.search(text))
    odds += 2.0 * bool(_SCENE.search(text)) + 1.5 * (len(text) <= _SHORT)
    odds += 2.5 * (sheet.block(index).gap > max(usual_gap(sheet), 1) + 1)
    if not ends_a_sentence(text):
        odds -= 4.0
    return odds


def usual_gap(sheet: Sheet) -> float:
    """How many blank lines stand between two blocks of this page."""
    return median(shaped.block.gap for shaped in sheet.shaped)


def headline_odds(sheet: Sheet, index: int, *, wanted: bool) -> float:
    """Log odds that a short line without a sentence is a title rather than a piece of a cut paragraph.

    `wanted` says that the page has articles without a title over their byline.
    """
    text = sheet.text(index)
    odds = 2.0 if wanted else -1.0
    if over_byline(sheet, index):
        odds = 7.0
    above = sheet.previous(index, Shape.CAPTION, Shape.CREDIT)
    if above >= 0 and sheet.shape(above) is Shape.BYLINE:
        odds += 1.5
    odds -= 2.5 * text.count("，") ** 2 + 3.5 * (len(text) < 6)
    odds += 0.5 * (8 <= len(text) <= 30) + 1.5 * (" " in text or "　" in text)
    return odds


def over_byline(sheet: Sheet, index: int) -> bool:
    """Whether the next thing after the line, pictures and column marks apart, is a byline."""
    following = sheet.following(index, Shape.CAPTION, Shape.CREDIT, Shape.COLUMN)
    return following < len(sheet) and sheet.shape(following) is Shape.BYLINE
