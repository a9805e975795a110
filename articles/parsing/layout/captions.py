"""Log odds that a paragraph is a picture's caption, or a short line a headline, rather than text of an article."""

from __future__ import annotations

import re
from functools import lru_cache
from statistics import median

import numpy as np

from articles.parsing.blocks.brackets import marks_closed_first, marks_left_open
from articles.parsing.blocks.shapes import ASIDES, Shape, ends_a_sentence
from articles.parsing.blocks.sheet import Sheet
from articles.parsing.evidence.topics import words_of
from articles.parsing.evidence.trigrams import affinities
from articles.parsing.types import Part

_DATED = re.compile(r"^(?:\d{4}年)?\d{1,2}月\d{1,2}日[，,]")
_POINTS = re.compile(
    r"^(?:图为|上图|下图|左图|右图|图中|资料图|这是|近日|日前|如今的|航拍|俯瞰|鸟瞰|夜幕下|蓝天|\d{1,2}月)"
)
_SCENE = re.compile(
    r"图为|位于|正在|航拍|俯瞰|鸟瞰|拍摄|掠影|一角|一景|夜景|全景|外景|现场|工人们?在|技术人员|机器人|车间内|游客|市民在|画面"
)
_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,5}(?:[县区市镇]|乡(?!下))")
_SITE = re.compile(r"^[\u4e00-\u9fff]{1,14}(?:[园岛厂城桥港馆村镇湖山江站]|景区|广场|街道|小区|基地|湖畔|码头|一角)。$")
_SAYS_SO = ("图为", "上图", "下图", "左图", "右图", "资料图")
_NUMBERED = re.compile(r"图(?:[①-⑳]|[一二三四五六\d]{1,2}(?=[：:]))[：:\s]")  # 图②：老人在剪纸。
_TELLS_OF = re.compile("[：:]$|下面|[几两二三四五六七八九十](?:个动作|[幅件张组])|看图")
_POINTERS = "▲△▼▽◀▶←→↑↓ 　"  # to where the picture is
_LONGEST = 220
_LAST_SENTENCE = 30  # characters, about
_LEAST_GAP = 2  # blank lines that may part a picture from the text
_BARE_NAME = re.compile(r"^[^，；、：的是\d%％]{3,18}。$")  # 大足石刻宝顶山景区。

# Nats for each feature of a line to be a title. `python -m tests.pages.fitting.headlines` fits them, but for "closes",
# "any", "under byline" and "set in": two links of neighbours speak for text where one speaks for a title left out, most
# at an opening; and a line that is set in as paragraphs are is one's beginning.
HEADLINE = {
    "any": 0.0, "wanted": 1.3, "over byline": 6.9, "under byline": 1.8, "comma": -3.0, "more commas": -4.3,
    "reports": -4.0, "middling": 1.6, "parted": 4.2, "echoed": 0.9, "open mark": -3.0, "ends": 0.5,
    "closes": 3.0, "stops short": -2.7, "goes on": -4.0, "begins": -0.6, "states": -1.0, "opens": -0.6, "flush": 1.9,
    "set in": -6.0, "dashed": 4.0, "asks": 2.0,
}  # fmt: skip
_CLIP = 5.0  # nats
_ITEM_POINTS = "▲△●◆★☆"
_MIDDLING = (7, 30)  # characters
_GOES_ON = "的了着和及并而都就地得之所是却便则亦且"
_BEGINS = re.compile(
    "近年来|当前|目前|现在|如今|同时|此外|另外|但|然而|因此|所以|其|他|她|它|这|那|如果|由于|随着|不仅|通过|为了|对此|例如|比如|要|不|应|可以|我|有"
)
_STATES = re.compile(".[是了着已正].*[^？！?!]$", re.DOTALL)
_DASHED = re.compile("[^—]—{2,3}[^—]")  # 题目——副题 in one line
_REPORTS = re.compile("(?:强调|指出|提出|要求|认为|表示|明确)[，,]")  # what a sentence begins with, and no title


def caption_odds(sheet: Sheet, index: int) -> float:
    """Log odds that an unsigned paragraph is a caption and no part of an article, from its looks and its place."""
    text = sheet.text(index)
    if len(text) > _LONGEST or sheet.shaped[index].lines or _is_of_item(sheet, index):
        return -14.0
    odds = -7.0 if len(text) <= 130 else -9.0
    following = sheet.following(index)
    if following < len(sheet) and sheet.shape(following) is Shape.CREDIT:
        odds += 10.0
    gap = sheet.block(index).gap
    looks = _looks(text.lstrip(_POINTERS)) + 3.0 * (gap > _LEAST_GAP and gap > usual_gap(sheet) + 1)
    odds += looks + 9.0 * _is_numbered(sheet, index) or -4.0
    odds -= 2.0 * max(len(re.findall("[。！？]", text)) - 2, 0) + 4.0 * _begins_text(sheet, index)
    if not ends_a_sentence(text):
        odds -= 4.0
    return odds


def _begins_text(sheet: Sheet, index: int) -> bool:
    """Whether a paragraph is the first of several under a headline and is set in as the next one is."""
    headed = index > 0 and sheet.shape(index - 1) is Shape.HEADLINE
    return headed and sheet.is_indented(index) and sheet.is_indented(index + 1) and sheet.free(index + 1, Shape.TEXT)


def _is_of_item(sheet: Sheet, index: int) -> bool:
    """Whether a paragraph stands alone under a line behind a point, one of several: ★桥梁合龙 heads a brief."""
    above, below = (sheet.text(at) if 0 <= at < len(sheet) else "" for at in (index - 1, index + 1))
    headed = sheet.shape(index - 1) is Shape.HEADLINE if index > 0 else False
    return headed and above[:1] in set(_ITEM_POINTS) & set(below[:1])


def _is_numbered(sheet: Sheet, index: int) -> bool:
    """Whether the line says that it is of one of several pictures, 图①：…, and nothing that stands over it tells of it:
    a credit stands under the last one, or a gap or its indent parts it from the text.
    """
    first = last = index
    if not _NUMBERED.match(sheet.text(index)):
        return False
    while first > 0 and _NUMBERED.match(sheet.text(first - 1)):
        first -= 1
    while last + 1 < len(sheet) and _NUMBERED.match(sheet.text(last + 1)):
        last += 1
    above = sheet.text(first - 1) if first > 0 else ""
    if not above or above.startswith("图") or _TELLS_OF.search(above[-_LAST_SENTENCE:]):
        return False
    set_apart = sheet.block(first).gap > sheet.block(first - 1).gap or (
        sheet.block(first - 1).indented and not sheet.block(index).indented
    )
    credited = last + 1 < len(sheet) and sheet.shape(last + 1) is Shape.CREDIT
    return credited or (first < last and set_apart)


def _looks(text: str) -> float:
    """Nats by which a text reads like a caption: it points at a picture, dates it, names a place, sets a scene."""
    looks = 7.5 * bool(_DATED.search(text)) or 5.0 * bool(_BARE_NAME.search(text)) + 2.0 * bool(_SITE.search(text))
    looks = max(looks, 4.5 * bool(_POINTS.search(text)), 9.0 * text.startswith(_SAYS_SO))
    scenes = len(set(_SCENE.findall(text)))
    return looks + min(1.5 + 2.0 * scenes, 7.5) * bool(scenes) + 2.0 * bool(_PLACE.search(text))


def usual_gap(sheet: Sheet) -> float:
    """How many blank lines stand between two blocks of this page."""
    return median(shaped.block.gap for shaped in sheet.shaped)


def headline_odds(sheet: Sheet, index: int, *, wanted: bool) -> float:
    """Log odds that a short line without a sentence is a title rather than a piece of a cut paragraph.

    `wanted` says that the page has articles without a title over their byline.
    """
    return sum(HEADLINE[name] * value for name, value in headline_features(sheet, index, wanted=wanted).items())


def headline_looks(text: str) -> float:
    """Nats by which the words of a line are those of a title, wherever it stands."""
    return sum(HEADLINE[name] * value for name, value in _wording(text).items())


def headline_features(sheet: Sheet, index: int, *, wanted: bool) -> dict[str, float]:
    """What `HEADLINE` weighs of a line."""
    text, over = sheet.text(index), over_byline(sheet, index)
    return _wording(text) | {
        "any": 1.0,
        "wanted": float(wanted and not over),
        "over byline": float(over),
        "under byline": float(_under_byline(sheet, index) and not over),
        "echoed": float(len(text) >= _MIDDLING[0] and sum(text in shaped.text for shaped in sheet.shaped) > 1),
        "closes": float(wanted and not over and _closes(sheet, index)),
        "flush": float(sheet.indents and not sheet.block(index).indented),
        "set in": float(sheet.is_indented(index)),
    }


@lru_cache(maxsize=512)  # asked of a line for the chains, and again for its title
def _wording(text: str) -> dict[str, float]:
    (ends, _), (_, opens) = np.clip(affinities([text, "。"], ["。", text]), -_CLIP, _CLIP).tolist()
    commas, asks = len(re.findall("[，,]", text)), text[-1] in "？！?!"
    return {
        "comma": float(commas > 0 and not asks),
        "more commas": float(max(commas - 1, 0)),
        "reports": float(bool(_REPORTS.search(text))),
        "middling": float(_MIDDLING[0] <= len(text) <= _MIDDLING[1]),
        "parted": float(" " in text or "\u3000" in text),
        "open mark": float(bool(marks_left_open(text) or marks_closed_first(text))),
        "ends": ends,
        "stops short": float(_stops_short(text)),
        "goes on": float(text[0] in _GOES_ON and not _begins_with_word(text)),
        "begins": float(bool(_BEGINS.match(text))),
        "states": float(bool(_STATES.search(text))),
        "opens": opens,
        "dashed": float(bool(_DASHED.search(text))),
        "asks": float(asks),
    }


def _stops_short(text: str) -> bool:
    """Whether the last character belongs to no word of several: …制造业集|群, …培养创新人|才. Few titles end so."""
    words = words_of(text)
    return "\u3400" <= text[-1] <= "\u9fff" and not (words and text.endswith(words[-1]))


def _begins_with_word(text: str) -> bool:
    """Whether its first character begins a word of several: 就业, 和谐."""
    words = words_of(text)
    return bool(words) and text.startswith(words[0])


def _closes(sheet: Sheet, index: int) -> bool:
    """Whether no text stands under the line, and what stands over it ends with a sentence: no subheading does that."""
    above, below = sheet.previous(index, *ASIDES), sheet.following(index, *ASIDES)
    ends = above >= 0 and (sheet.shape(above) is not Shape.TEXT or ends_a_sentence(sheet.text(above)))
    return ends and not sheet.free(below, Shape.TEXT, Shape.HEADLINE)


def over_byline(sheet: Sheet, index: int) -> bool:
    """Whether the next thing after the line, pictures and column marks apart, is a byline or opens an interview."""
    following = sheet.following(index, *ASIDES, Shape.COLUMN)
    opens = sheet.claims.get(following) in {Part.LEAD, Part.PARTICIPANT}
    return opens or (following < len(sheet) and sheet.shape(following) is Shape.BYLINE)


def _under_byline(sheet: Sheet, index: int) -> bool:
    """Whether the line stands where an article's text begins."""
    above = sheet.previous(index, *ASIDES)
    return above >= 0 and sheet.shape(above) is Shape.BYLINE
