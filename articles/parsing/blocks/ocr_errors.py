"""OCR errors that show: pointed out to a curator, never mended, because the text is the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from articles.parsing.dictionary import lexicon
from articles.parsing.problems import SUSPICIOUS_TEXT, ReadingProblem

_LATIN_WORD_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff”])\s+(and|or|of|the|to|in)\s+(?=[\u4e00-\u9fff“])", re.IGNORECASE)
# In a list only, that goes on: 须先治党、治党务必从严 repeats its word as a figure of speech, 东南亚、南亚， is two.
_DOUBLED_LIST = re.compile(r"([\u4e00-\u9fff]{2,8})、\1(?=[、和及与或等])")
# What is quickly seen and must be there for what takes long to look for.
_LATIN, _UNREADABLE = re.compile("[A-Za-z]"), re.compile(r"[\x00-\x08\x0e-\x1f\u25a1\ufffd]")
_LISTED = re.compile(r"、(?<=([\u4e00-\u9fff]{2})、)[\u4e00-\u9fff]{0,6}\1(?=[、和及与或等])")
_DOUBLED_WORD = re.compile(r"([\u4e00-\u9fff]{2,5})\1")
_DOUBLED_CHARACTER = re.compile(r"(因因|校校|召召|的的|了了|是是|在在|和和|与与|为为|有有|不不)")
_NATURAL = re.compile(r"^([\u4e00-\u9fff])\1+$|^一|研究研究|讨论讨论|考虑考虑|商量商量|锻炼锻炼|学习学习|休息休息")
_BROKEN = re.compile(r"[\ufffd\u25a1]{1,}|[\u4e00-\u9fff][\x00-\x08\x0e-\x1f]")
_USUAL = 200  # counts of a word in the dictionary
_LIMIT = 50  # of one text: a file of junk is one problem, not thousands


def suspicious_spots(text: str, places: Sequence[int]) -> list[ReadingProblem]:
    """Places in a run of text that look like OCR errors; `places` says where each of its characters is in the file."""
    found = [
        *(_spots(_LATIN_WORD_INSIDE, text, places, "中文里夹有英文“{}”，疑为识别错误") if _LATIN.search(text) else ()),
        *(_spots(_DOUBLED_LIST, text, places, "“{}”连列两次，疑有一处识别错误") if _LISTED.search(text) else ()),
        *_spots(_DOUBLED_WORD, text, places, "“{}”重复，疑为识别错误", _is_noun),
        *_spots(_DOUBLED_CHARACTER, text, places, "“{}”字重复，疑为识别错误"),
        *(_spots(_BROKEN, text, places, "有无法识别的字符“{}”") if _UNREADABLE.search(text) else ()),
    ]
    return sorted(found, key=lambda problem: problem.at)[:_LIMIT]


def _is_noun(word: str) -> bool:
    """Whether the dictionary has it as a noun: verbs and adjectives are doubled to say more, 追光追光, 太多太多."""
    return len(word) > 2 or (lexicon().count(word) >= _USUAL and lexicon().word_class(word) == "n")


def _spots(
    pattern: re.Pattern[str],
    text: str,
    places: Sequence[int],
    message: str,
    holds: Callable[[str], bool] = lambda _: True,
) -> list[ReadingProblem]:
    """Where the pattern is found; `holds` is asked of what its group has."""
    return [
        ReadingProblem(SUSPICIOUS_TEXT, message.format(spot.group().strip()), places[spot.start()])
        for spot in pattern.finditer(text)
        if holds(spot.group(spot.lastindex or 0)) and not _NATURAL.search(spot.group())
    ]
