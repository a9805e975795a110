"""What jieba's dictionary knows of Chinese: how frequent a word is, what class it has, what classes follow each other.

Read once, when first needed. From it: how well the characters on both sides of a break read as one text.
"""

from __future__ import annotations

import math
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

import jieba
import numpy as np
from jieba.posseg.prob_start import P as STATE_STARTS
from jieba.posseg.prob_trans import P as STATE_TRANSITIONS
from numpy.typing import NDArray

_LONGEST_WORD = 8
_AFTER_ALL = chr(sys.maxunicode)  # sorts after every character that a word has
_KEPT = 1 << 13  # masses of word beginnings and ends
_UNKNOWN = 0.4  # the count of a character that the dictionary does not have

Classes = dict[str, float]
Shares = NDArray[np.float64]  # by the place of a class in `Lexicon.classes`
BORDER = "w"  # our own class, which jieba's dictionary does not use: a sentence's border, punctuation


class Lexicon:
    """Words with their counts and classes; word and prefix masses by class."""

    def __init__(self, entries: list[tuple[str, int, str]]) -> None:
        self._count = {word: count for word, count, _ in entries}
        self._class = {word: sys.intern(tag) for word, _, tag in entries}
        self._total = float(sum(self._count.values()))
        self._class_total: dict[str, float] = defaultdict(float)
        for _, count, tag in entries:
            self._class_total[tag] += count
        self._by_start = sorted(self._count)
        self._by_end = sorted(word[::-1] for word in self._count)
        self.classes = tuple(sorted(self._class_total))
        self._said_by_start = self._said(self._by_start)
        self._said_by_end = self._said(word[::-1] for word in self._by_end)
        letters = codes_of("\n".join(self._count))
        self._pairs = np.unique(_pair(letters[:-1], letters[1:]))

    def count(self, word: str) -> int:
        """How often the word was met, 0 where the dictionary lacks it."""
        return self._count.get(word, 0)

    def __contains__(self, word: str) -> bool:
        return word in self._count

    def neighbours(self, lefts: Sequence[str], rights: Sequence[str]) -> NDArray[np.bool_]:
        """[left, right]: whether the two characters stand next to each other in any word."""
        asked = _pair(codes_of("".join(lefts))[:, None], codes_of("".join(rights))[None, :])
        places = np.searchsorted(self._pairs, asked)
        return np.array(self._pairs[np.minimum(places, len(self._pairs) - 1)] == asked)

    def emission(self, word: str) -> tuple[str, float]:
        """A word's class and its probability within that class."""
        tag = self._class.get(word)
        if tag is None:
            return "n", _UNKNOWN / self._class_total["n"]
        return tag, (self._count[word] or 1) / self._class_total[tag]

    @lru_cache(maxsize=_KEPT)  # noqa: B019 - there is one lexicon, and it lives as long as the process
    def starting_with(self, prefix: str) -> Shares:
        """By class, the probability within the class of the words that begin with `prefix`, itself among them."""
        return self._masses(self._by_start, self._said_by_start, prefix)

    @lru_cache(maxsize=_KEPT)  # noqa: B019
    def ending_with(self, suffix: str) -> Shares:
        """By class, the probability within the class of the words that end with `suffix`, itself among them."""
        return self._masses(self._by_end, self._said_by_end, suffix[::-1])

    def _said(self, words: Iterable[str]) -> tuple[NDArray[np.intp], Shares]:
        """The words' classes, as places in `classes`, and their probabilities within them."""
        number = {tag: place for place, tag in enumerate(self.classes)}
        emissions = [self.emission(word) for word in words]
        return np.array([number[tag] for tag, _ in emissions]), np.array([chance for _, chance in emissions])

    def _masses(self, words: list[str], said: tuple[NDArray[np.intp], Shares], start: str) -> Shares:
        first = bisect_left(words, start)
        last = bisect_left(words, start + _AFTER_ALL, first)
        tags, chances = (column[first:last] for column in said)
        masses = np.array(np.bincount(tags, chances, len(self.classes)), dtype=np.float64)
        if len(start) == 1 and start not in self._count:
            masses[self.classes.index("n")] += _UNKNOWN / self._class_total["n"]
        return masses

    def class_share(self, tag: str) -> float:
        return self._class_total[tag] / self._total


def codes_of(text: str) -> NDArray[np.int64]:
    """The code of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)


def _pair(left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
    return left << 32 | right


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """jieba's dictionary (dict.txt: word, count, class)."""
    entries = []
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, count, tag = line.decode("utf-8").split()
            if len(word) <= _LONGEST_WORD:
                entries.append((word, int(count), tag))
    return Lexicon(entries)


@lru_cache(maxsize=1)
def class_transitions() -> dict[str, Classes]:
    """For each class, how probable each class is for the next word (jieba's tagging model, its states summed up).

    A sentence's border counts as a class of its own, BORDER: what follows it is what sentences begin with.
    """
    following: dict[str, Classes] = defaultdict(lambda: defaultdict(float))
    sources: dict[str, int] = defaultdict(int)
    for (place, tag), targets in STATE_TRANSITIONS.items():
        leaving = {state: chance for state, chance in targets.items() if state[0] in "BS"}
        if place not in "ES" or not leaving:
            continue
        sources[tag] += 1
        for (_, next_tag), chance in leaving.items():
            following[tag][next_tag] += math.exp(chance)
    table = {tag: {n: p / sources[tag] for n, p in targets.items()} for tag, targets in following.items()}
    return table | {BORDER: _first_classes()}


def _first_classes() -> Classes:
    first: Classes = defaultdict(float)
    for (place, tag), chance in STATE_STARTS.items():
        if place in "BS":
            first[tag] += math.exp(chance)
    return dict(first)
