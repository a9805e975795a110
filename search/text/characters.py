"""What each character folds to by itself: NFKC, traditional → simplified, case, accents, variants of signs."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
from opencc import OpenCC

CJK = (
    "\u2e80-\u2fdf\u3001-\u3098\u309b-\u312f\u3190-\u319f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Han characters, kana, bopomofo and CJK punctuation, for a regular expression's character class."""

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters with 々 and 〇, for a regular expression's character class."""

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2, Char) has no place for, and a scan, a record, an address or a draft may hold."""

_VARIANTS = {
    **dict.fromkeys("‐‑‒–—―−⸺⸻⁃﹘﹣－", "-"),
    **dict.fromkeys("“”„‟〝〞〟＂「」『』﹁﹂﹃﹄｢｣", '"'),
    **dict.fromkeys("‘’‚‛＇`´′ʼ", "'"),
    **dict.fromkeys("•‧∙⋅・･", "·"),
    **dict.fromkeys("〜∼～", "~"),
    **dict.fromkeys("〇○◯", "零"),
    "⋯": "...",
}
_CIRCLED = re.compile("[\u2460-\u2473\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u3280-\u3289\u32b1-\u32bf]")
_FACELESS = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
DROPPED = "\u200b"  # what faceless characters fold to, one for one; `folding` takes it out with white space
_HAN = re.compile(f"[{HAN}]")
_TO_SIMPLIFIED = OpenCC("t2s")


def plain_numbers(folded_text: str) -> str:
    """With numbers that stand in circles written as others are: ① → 1, ㊀ → 一."""
    return _CIRCLED.sub(_uncircled, folded_text)


def _uncircled(number: re.Match[str]) -> str:
    value = unicodedata.numeric(number[0])
    plain = unicodedata.normalize("NFKC", number[0])
    return f"{value:.0f}" if plain == number[0] else plain


class _FoldedCharacters(dict[int, str]):
    """By code point, what a character folds to; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


FOLDED = _FoldedCharacters()
_TABLE = np.zeros(0x110000, np.uint32)  # the same by code, of characters that were met in a long text; 0: not yet
_MANY = 0xFFFFFFFF  # not one character
_SHORT = 64  # characters that are asked for one by one before the table is worth its calls


def fold_characters(text: str) -> str:
    """`text.translate(FOLDED)`, which asks the dictionary for each character; of a long text all at once."""
    if len(text) < _SHORT:
        return text.translate(FOLDED)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = _TABLE[codes]
    if not folded.all():
        _learn(codes[folded == 0])
        folded = _TABLE[codes]
    if (folded == _MANY).any():
        return text.translate(FOLDED)
    return folded.tobytes().decode("utf-32-le")


def _learn(codes: np.ndarray) -> None:
    for code in np.unique(codes).tolist():
        one = FOLDED[code]
        _TABLE[code] = ord(one) if len(one) == 1 else _MANY


def _fold_character(character: str) -> str:
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"  # half a surrogate pair: no encoding takes it
    if character in _VARIANTS:
        return _VARIANTS[character]
    if _CIRCLED.match(character):
        return character
    folded, before = character, ""
    while folded != before:
        before = folded
        folded = "".join(map(_fold_once, unicodedata.normalize("NFKC", before)))
    if folded[0] == " " and unicodedata.combining(folded[1:2] or " "):
        return character  # a free-standing accent: NFKC would make it a space and a mark without a letter
    return folded


def _fold_once(character: str) -> str:
    if character in _VARIANTS:
        return _VARIANTS[character]
    if _FACELESS.match(character):
        return DROPPED
    if _HAN.match(character):
        return str(_TO_SIMPLIFIED.convert(character))
    return _without_accents(character.casefold())


def _without_accents(text: str) -> str:
    """é → e; what is no accented Latin letter as it is."""
    apart = unicodedata.normalize("NFD", text)
    return apart[0] if apart[0].isascii() and all(map(unicodedata.combining, apart[1:])) else text
