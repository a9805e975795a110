"""jieba's dictionary: how frequent a word is, and its class. Read once, when first needed."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WORDS_COUNTED = 6e7  # about the sum of all counts
_LONGEST_WORD = 8
_UNKNOWN = "n"  # the class of a word that the dictionary lacks


class Lexicon:
    """Words with their counts and classes."""

    def __init__(self, words: list[str], counts: list[str], classes: list[str]) -> None:
        self._places = dict(zip(words, range(len(words)), strict=True))
        self._counts, self._classes = counts, classes

    def count(self, word: str) -> int:
        """How often the word was met, 0 where the dictionary lacks it."""
        place = self._place(word)
        return int(self._counts[place]) if place is not None else 0

    def word_class(self, word: str) -> str:
        """The word's class: v a verb, n a noun …"""
        place = self._place(word)
        return self._classes[place] if place is not None else _UNKNOWN

    def _place(self, word: str) -> int | None:
        return self._places.get(word) if len(word) <= _LONGEST_WORD else None


def codes_of(text: str) -> NDArray[np.int64]:
    """The code of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)


def distinct(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers, each once, ascending: what `np.unique` says by a hash table in five to nine times as long."""
    ordered = np.sort(numbers)
    return ordered[np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """jieba's dictionary (dict.txt: word, count, class). jieba itself is not loaded, which takes as long again."""
    stored = Path(str(distribution("jieba").locate_file("jieba/dict.txt")))
    fields = stored.read_text(encoding="utf-8").split()
    return Lexicon(fields[::3], fields[1::3], fields[2::3])
