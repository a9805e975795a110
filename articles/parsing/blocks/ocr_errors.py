"""OCR errors that show: pointed out to a curator, never mended, because the text is the evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.parsing.problems import SUSPICIOUS_TEXT, Problem

_LATIN_WORD_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff”])\s+(and|or|of|the|to|in)\s+(?=[\u4e00-\u9fff“])", re.IGNORECASE)
_DOUBLED_LIST = re.compile(r"([\u4e00-\u9fff]{2,8})、\1(?![\u4e00-\u9fff]{0,1}[化性])")
_DOUBLED_WORD = re.compile(r"([\u4e00-\u9fff]{2,5})\1")
_DOUBLED_CHARACTER = re.compile(r"(因因|校校|召召|的的|了了|是是|在在|和和|与与|为为|有有|不不)")
_NATURAL = re.compile(r"^([\u4e00-\u9fff])\1+$|^一|研究研究|讨论讨论|考虑考虑|商量商量|锻炼锻炼|学习学习|休息休息")
_BROKEN = re.compile(r"[\ufffd\u25a1]{1,}|[\u4e00-\u9fff][\x00-\x08\x0e-\x1f]")
_LIMIT = 50  # of one text: a file of junk is one problem, not thousands


def suspicious_spots(text: str, places: Sequence[int]) -> list[Problem]:
    """Places in a run of text that look like OCR errors; `places` says where each of its characters is in the file."""
    found = [
        *_spots(_LATIN_WORD_INSIDE, text, places, "中文里夹有英文“{}”，疑为识别错误"),
        *_spots(_DOUBLED_LIST, text, places, "“{}”连列两次，疑有一处识别错误"),
        *_spots(_DOUBLED_WORD, text, places, "“{}”重复，疑为识别错误"),
        *_spots(_DOUBLED_CHARACTER, text, places, "“{}”字重复，疑为识别错误"),
        *_spots(_BROKEN, text, places, "有无法识别的字符“{}”"),
    ]
    return sorted(found, key=lambda problem: problem.at)[:_LIMIT]


def _spots(pattern: re.Pattern[str], text: str, places: Sequence[int], message: str) -> list[Problem]:
    return [
        Problem(SUSPICIOUS_TEXT, message.format(spot.group().strip()), places[spot.start()])
        for spot in pattern.finditer(text)
        if not _NATURAL.search(spot.group())
    ]
