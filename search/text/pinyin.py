"""How texts sound: pinyin without tones, for those who type sounds or mistake one character for another."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pypinyin import Style, lazy_pinyin

from search.text.tokenizer import whole_words

_RUN = re.compile(r"[a-z0-9]+")
_NOT_SOUND = re.compile(r"[\s'·-]")
_SOUND = re.compile(r"[a-z]{2,}")


@lru_cache(maxsize=1 << 16)
def word_sound(word: str) -> tuple[str, ...]:
    """The syllables of a folded word, read as a whole: 重庆 → ("chong", "qing"); Latin runs stay as they are."""
    sounds = lazy_pinyin(word, style=Style.NORMAL, errors="default")
    return tuple(run for sound in sounds for run in _RUN.findall(sound))


def text_sound(folded_text: str) -> tuple[str, ...]:
    """The syllables of a folded text, word by word; signs have none."""
    return tuple(syllable for word in whole_words(folded_text) for syllable in word_sound(word.text))


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
