"""Topical evidence: how alike two stretches of a page are in their words and character pairs."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import TypeVar

import numpy as np
import rjieba
from numpy.typing import NDArray

from articles.parsing.dictionary import WORDS_COUNTED, codes_of, distinct, lexicon
from articles.parsing.evidence.subjects import weights_of_subjects

_COUNTED = 4000  # characters of one stretch that are counted
_LEAST = 1e-9  # what a sum is divided by where it is none
_LEAST_KINSHIP = -0.3  # the parts of one article, too, are each about something else than the others
_MIDDLING_RARITY = 9.0  # the rarity of a word of middling frequency, in nats
Matrix = NDArray[np.float64]
Rows = TypeVar("Rows", NDArray[np.float32], Matrix)
_FIRST_HAN, _LAST_HAN, _BITS_OF_HAN = 0x4E00, 0x9FFF, 16
_NO_PAIRS = np.zeros(0, dtype=np.int64)
_BURSTINESS = 2.0  # how much likelier what comes again is to come in its own article than elsewhere on the page
_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ][A-Za-z0-9Ａ-Ｚａ-ｚ０-９+-]*|[0-9０-９]{2,}")


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The text's words of two characters and more: Latin words and numbers whole, Han cut by jieba."""
    found: list[str] = []
    at = 0
    for latin in _LATIN.finditer(text):
        found += [*_cut(text[at : latin.start()]), latin.group()]
        at = latin.end()
    return tuple(found + _cut(text[at:]))


def _cut(text: str) -> list[str]:
    return [word for word in rjieba.cut(text, hmm=False) if len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff"]


def is_one_word(left: str, right: str) -> bool:
    """Whether a word of the dictionary stands across the seam of two texts: 护航民｜营经济."""
    ends = accumulate(map(len, rjieba.cut(left + right, hmm=False)))
    return len(left) not in ends


class PageVocabulary:
    """The words of a page's stretches, and how alike two groups of stretches are.

    Only words that stand in two stretches at least are compared: the others say nothing of who belongs to whom.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        bags = [Counter(words_of(text[:_COUNTED])) for text in texts]
        self._weigh_words(bags)
        self._subjects = weights_of_subjects(bags, _weight)
        self._count_pairs(texts)

    def _weigh_words(self, bags: Sequence[Counter[str]]) -> None:
        """Weigh the words of two stretches or more."""
        spread = Counter(chain.from_iterable(bags))
        shared = [word for word, stretches in spread.items() if stretches > 1]
        column = {word: number for number, word in enumerate(shared)}
        self._weights = np.zeros((len(bags), len(shared)))
        for row, bag in zip(self._weights, bags, strict=True):
            for word in column.keys() & bag.keys():
                row[column[word]] = bag[word]
        self._weights *= np.array(list(map(_weight, shared)))

    def _count_pairs(self, texts: Sequence[str]) -> None:
        """Which pairs of neighbouring characters stand in which stretch."""
        pairs = [_pairs_of(text[:_COUNTED]) for text in texts]
        _, places, spread = np.unique(np.concatenate([_NO_PAIRS, *pairs]), return_inverse=True, return_counts=True)
        columns, shared = np.cumsum(spread > 1) - 1, spread[places] > 1
        stretches = np.repeat(np.arange(len(texts)), [len(own) for own in pairs])
        self._pairs = np.zeros((len(texts), np.count_nonzero(spread > 1)), dtype=np.float32)
        self._pairs[stretches[shared], columns[places[shared]]] = 1.0
        self._sizes = np.array([[len(own)] for own in pairs], dtype=np.float32)

    def similarity(self, lefts: Sequence[range], rights: Sequence[range]) -> Matrix:
        """[left, right]: the cosine of two groups' weighted words, 0 to 1."""
        return _directions(_sums(self._weights, lefts)) @ _directions(_sums(self._weights, rights)).T

    def kinship(self, lefts: Sequence[range], rights: Sequence[range]) -> Matrix:
        """[left, right]: the cosine of what two groups are about beside what the page is; at least `_LEAST_KINSHIP`."""
        page = _shares(self._subjects.sum(axis=0, keepdims=True))
        left, right = (_sums(self._subjects, groups) for groups in (lefts, rights))
        left, right = (
            _directions(_shares(sums) - page * (sums.sum(axis=1, keepdims=True) > 0)) for sums in (left, right)
        )
        return np.maximum(left @ right.T, _LEAST_KINSHIP)

    def recurrence(self, lefts: Sequence[range], rights: Sequence[range]) -> Matrix:
        """[left, right]: log(1 + |nats|), with its sign, for two groups to be of one article by the pairs that recur.

        Of a right group's pairs that stand elsewhere on the page too, those that stand in the left group speak for it,
        the others against it, by the left group's share of the page's text.
        """
        left, right = _sums(self._pairs, lefts), _sums(self._pairs, rights)
        elsewhere = np.where(right > 0, self._pairs.sum(axis=0) - right, 0)
        rest = self._sizes.sum() - _sums(self._sizes, rights)
        share = np.minimum(_sums(self._sizes, lefts) / np.maximum(rest.T, 1), 1)
        nats = math.log(_BURSTINESS) * (left @ (elsewhere > 0).T) - np.log1p(share * (_BURSTINESS - 1)) * elsewhere.sum(
            axis=1
        )
        return np.copysign(np.log1p(np.abs(nats)), nats).astype(np.float64)


def _shares(rows: Matrix) -> Matrix:
    return np.asarray(rows / np.maximum(rows.sum(axis=1, keepdims=True), _LEAST))


def _directions(rows: Matrix) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0))


def _sums(rows: Rows, groups: Sequence[range]) -> Rows:
    return np.array([rows[group.start : group.stop].sum(axis=0) for group in groups])


def _pairs_of(text: str) -> NDArray[np.int64]:
    """The pairs of neighbouring Han characters in a text, each once, as numbers."""
    codes = codes_of(text)
    han = (codes >= _FIRST_HAN) & (codes <= _LAST_HAN)
    return distinct((codes[:-1] << _BITS_OF_HAN | codes[1:])[han[:-1] & han[1:]])


@lru_cache(maxsize=65536)
def _weight(word: str) -> float:
    """What a word counts each time, its squared rarity: 1 for one of middling frequency, 0.1 for 的, 4 for a new one.

    Terms of a subject outweigh turns of phrase.
    """
    return (math.log(WORDS_COUNTED / max(lexicon().count(word), 1)) / _MIDDLING_RARITY) ** 2
