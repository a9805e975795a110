"""jieba's dictionary: how frequent a word is, and its class. Read once, when first needed."""

from __future__ import annotations

from functools import lru_cache

import jieba
import numpy as np
from numpy.typing import NDArray

WORDS_COUNTED = 6e7  # about the sum of all counts
_LONGEST_WORD = 8
_UNKNOWN = "n"  # the class of a word that the dictionary lacks


class Lexicon:
    """Words with their counts and classes."""

    def __init__(self, counts: dict[str, int], classes: dict[str, str]) -> None:
        self._counts, self._classes = counts, classes

    def count(self, word: str) -> int:
        """How often the word was met, 0 where the dictionary lacks it."""
        return self._counts.get(word, 0)

    def word_class(self, word: str) -> str:
        """The word's class: v a verb, n a noun …"""
        return self._classes.get(word, _UNKNOWN)


def codes_of(text: str) -> NDArray[np.int64]:
    """The code of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """jieba's dictionary (dict.txt: word, count, class)."""
    with jieba.get_dict_file() as lines:
        fields = lines.read().decode("utf-8").split()
    words = fields[::3]
    kept = [place for place, word in enumerate(words) if len(word) <= _LONGEST_WORD]
    counts, classes = fields[1::3], fields[2::3]
    return Lexicon({words[n]: int(counts[n]) for n in kept}, {words[n]: classes[n] for n in kept})
