"""Names as people type and sort them: pinyin, initials, and the short names that stand in addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pypinyin import Style, lazy_pinyin

# Characters that are read otherwise when they are a surname.
_SURNAMES = {
    "单": "shan",
    "解": "xie",
    "仇": "qiu",
    "区": "ou",
    "查": "zha",
    "曾": "zeng",
    "朴": "piao",
    "盖": "ge",
    "尉迟": "yuchi",
    "万俟": "moqi",
    "乐": "yue",
    "缪": "miao",
    "翟": "zhai",
    "冼": "xian",
    "秘": "bi",
}
_LETTERS = re.compile(r"[a-z0-9]+")
_NOT_IN_ADDRESSES = re.compile(r"[^a-z0-9\u3400-\u9fff]+")


def pinyin(text: str) -> str:
    """The sounds of a text in one lower-case run, Latin letters and digits kept: 朱旭森 → zhuxusen."""
    return "".join(_syllables(text))


def person_pinyin(name: str) -> tuple[str, str]:
    """A person's pinyin and initials: 曾国藩 → ("zengguofan", "zgf"). Surnames are read as surnames."""
    for length in (2, 1):
        surname = _SURNAMES.get(name[:length])
        if surname and len(name) > length:
            rest = _syllables(name[length:])
            initials = (surname[0] if length == 1 else surname[0] + _syllables(name[1])[0][0]) + _initials(rest)
            return surname + "".join(rest), initials
    syllables = _syllables(name)
    return "".join(syllables), _initials(syllables)


def slug(name: str, taken: Iterable[str] = ()) -> str:
    """A short name for an address, from the pinyin, unlike all those taken: 智库圆桌 → zhikuyuanzhuo."""
    base = _NOT_IN_ADDRESSES.sub("-", pinyin(name)).strip("-")[:60] or "x"
    others = set(taken)
    candidate, number = base, 2
    while candidate in others:
        candidate, number = f"{base}-{number}", number + 1
    return candidate


def _syllables(text: str) -> list[str]:
    """The sound of each character, and each run of Latin letters or digits; other characters have none."""
    sounds = lazy_pinyin(text.lower(), style=Style.NORMAL, errors="default")
    return [run for sound in sounds for run in _LETTERS.findall(sound)]


def _initials(syllables: list[str]) -> str:
    return "".join(syllable[0] for syllable in syllables)
