"""A language model of one page: its phrases recur, and tell which halves of a cut sentence belong together.

A character model with contexts of up to four characters, counted on the page, smoothed after Witten and Bell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from articles.parsing.dictionary import codes_of, distinct

_LONGEST = 5  # characters of the longest phrase counted
_LOOK_AHEAD = 3  # characters after the break that are weighed
_ALPHABET = 4000.0
_COUNTED = 60_000  # characters; a longer text is represented by its beginning
_NONE = -1  # for a phrase or a character that the page does not have

Places = NDArray[np.int64]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The page's phrases of one length. A phrase is its place here; of length 0, there is one.

    Its key is the place of the phrase without its last character, times the number of different characters on the
    page, plus the number of that character.
    """

    keys: Places  # ascending
    counts: Places  # how often each stands on the page
    following: Places  # how many characters follow each
    kinds: Places  # how many different ones

    def find(self, keys: Places) -> Places:
        """The places of the phrases with these keys."""
        if not len(self.keys):
            return np.full(keys.shape, _NONE)
        places = np.minimum(self.keys.searchsorted(keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, places, _NONE)


class PhraseModel:
    """Counts of the phrases of up to `_LONGEST` characters on one page."""

    def __init__(self, texts: Iterable[str]) -> None:
        codes = _codes(texts)
        self._characters = distinct(codes[codes != _NONE])
        numbers = np.where(codes == _NONE, _NONE, self._characters.searchsorted(codes))
        self._phrases = self._counted(numbers)

    def _counted(self, numbers: Places) -> list[_Phrases]:
        """The phrases by length; each length is counted from where a shorter one stands that goes on."""
        phrases = []
        starts = np.flatnonzero(numbers != _NONE)
        places, keys, counts = np.zeros_like(starts), np.zeros(1, dtype=np.int64), np.array([len(starts)])
        for length in range(_LONGEST + 1):
            last = numbers[starts + length] if length < _LONGEST else np.full(len(starts), _NONE)
            goes_on = last != _NONE
            starts, longer = starts[goes_on], places[goes_on] * len(self._characters) + last[goes_on]
            following = np.bincount(places[goes_on], minlength=len(keys))
            longer_keys, places, longer_counts = np.unique(longer, return_inverse=True, return_counts=True)
            kinds = np.bincount(longer_keys // max(len(self._characters), 1), minlength=len(keys))
            phrases.append(_Phrases(keys, counts, following, kinds))
            keys, counts = longer_keys, longer_counts
        return phrases

    def affinities(self, lefts: Sequence[str], rights: Sequence[str]) -> Matrix:
        """[left, right]: nats by which the page's phrases make the right one likelier after the left one than alone."""
        gain = np.zeros((len(lefts), len(rights)))
        rows, columns = np.nonzero(np.ones_like(gain) * [bool(right) for right in rights])
        contexts = [ends[rows] for ends in self._ends(lefts)]  # what stands before, by its length, the shortest first
        alone = [np.zeros(len(rights), dtype=np.int64)]
        for index in range(_LOOK_AHEAD):
            character = self._numbers([right[index : index + 1] for right in rights])
            chance = self._chances(np.full(len(rights), 1.0 / _ALPHABET), alone, 0, character)
            with_left = self._chances(chance[columns], contexts, index + 1, character[columns])
            gain[rows, columns] += np.log(with_left / chance[columns])
            alone = [alone[0], *(self._longer(known, n, character) for n, known in enumerate(alone))]
            contexts = [self._longer(c, index + 1 + n, character[columns]) for n, c in enumerate(contexts[:-1])]
            there = np.array([len(right) > index + 1 for right in rights], dtype=bool)[columns]
            there &= contexts[0] != _NONE  # else the left has nothing to say to what comes
            rows, columns, contexts = rows[there], columns[there], [context[there] for context in contexts]
        return gain

    def _chances(self, chances: Matrix, contexts: Sequence[Places], shortest: int, character: Places) -> Matrix:
        """The chances of characters after contexts, each a character longer than the one before, from those before."""
        chances = chances.copy()
        for length, context in enumerate(contexts, shortest):
            phrases = self._phrases[length]
            if not len(phrases.keys):
                continue
            known = np.flatnonzero((context != _NONE) & (phrases.following[context] > 0))
            here = context[known]
            found = self._longer(here, length, character[known])
            times = np.where(found == _NONE, 0, np.append(self._phrases[length + 1].counts, 0)[found])
            seen, kinds = phrases.following[here], phrases.kinds[here]
            chances[known] = (times + kinds * chances[known]) / (seen + kinds)
        return chances

    def _longer(self, phrases: Places, length: int, character: Places) -> Places:
        """The phrases of this length with one more character."""
        known = np.flatnonzero((phrases != _NONE) & (character != _NONE))
        longer = np.full(len(phrases), _NONE, dtype=np.int64)
        keys = phrases[known] * len(self._characters) + character[known]
        longer[known] = self._phrases[length + 1].find(keys)
        return longer

    def _ends(self, texts: Sequence[str]) -> list[Places]:
        """The last character of each text, the last two, three, four."""
        ends = []
        for length in range(1, _LONGEST):
            phrase = np.array([0 if len(text) >= length else _NONE for text in texts], dtype=np.int64)
            for index in range(length):
                character = self._numbers([text[-length:][index : index + 1] for text in texts])
                phrase = self._longer(phrase, index, character)
            ends.append(phrase)
        return ends

    def _numbers(self, characters: Sequence[str]) -> Places:
        """The numbers of characters; an empty text is one that the page does not have."""
        codes = np.array([ord(character) if character else _NONE for character in characters], dtype=np.int64)
        if not len(self._characters):
            return np.full(len(codes), _NONE)
        numbers = np.minimum(self._characters.searchsorted(codes), len(self._characters) - 1)
        return np.where(self._characters[numbers] == codes, numbers, _NONE)


def _codes(texts: Iterable[str]) -> Places:
    """The characters that are counted, with _NONE after each text: no phrase goes on there."""
    codes = []
    room = _COUNTED
    for text in texts:
        codes += [codes_of(text[:room]), np.array([_NONE])]
        room -= min(len(text), room)
    return np.concatenate(codes) if codes else np.zeros(0, dtype=np.int64)
