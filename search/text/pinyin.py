"""How texts sound: pinyin without tones, for those who type sounds or mistake one character for another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pypinyin import Style, lazy_pinyin

from search.text.tokenizer import whole_words_of

_RUN = re.compile(r"[a-z0-9]+")
_NOT_SOUND = re.compile(r"[\s'·-]")
_SOUND = re.compile(r"[a-z]{2,}")


class Spellings(NamedTuple):
    """Of texts, each in pinyin; "1" where a syllable of it begins, else "0"; the first letters of its syllables."""

    pinyin: list[str]
    begins: list[str]
    initials: list[str]


def spellings(folded_texts: Sequence[str]) -> Spellings:
    """Of texts of a line each, read word by word; signs have no sound."""
    spelt = [_word_spelling(word) for word in whole_words_of(folded_texts)]
    each = ("".join([of_word[way] for of_word in spelt]) for way in range(3))
    return Spellings(*(of_all.split("\n")[:-1] for of_all in each))


@lru_cache(maxsize=1 << 16)
def _word_spelling(word: str) -> tuple[str, str, str]:
    """Of a folded word, read as a whole: 重庆 is chongqing; Latin runs stay as they are. Of a line break itself."""
    if word == "\n":
        return word, word, word
    sounds = lazy_pinyin(word, style=Style.NORMAL, errors="default")
    syllables = [run for sound in sounds for run in _RUN.findall(sound)]
    begins = "".join("1" + "0" * (len(syllable) - 1) for syllable in syllables)
    return "".join(syllables), begins, "".join(syllable[0] for syllable in syllables)


@cache
def character_sound(character: str) -> str:
    """The most common sound of one character; of what has none, itself."""
    return str(lazy_pinyin(character, style=Style.NORMAL)[0])


def spelt_by_sound(folded_text: str) -> str:
    """A key that texts share whose characters sound alike, one by one: 新制 and 新质."""
    return " ".join(map(character_sound, folded_text))


def typed_sound(folded_text: str) -> str:
    """Pinyin or initials as typed, in one; empty where a text cannot be either."""
    sound = _NOT_SOUND.sub("", folded_text).replace("ü", "v")
    return sound if _SOUND.fullmatch(sound) else ""
