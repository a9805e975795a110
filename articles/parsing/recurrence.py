"""What a page's own words say about a break: the same phrases come again on the page.

A character model with contexts of up to four characters, counted on the page, smoothed after Witten and Bell.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

_LONGEST = 5  # characters of the longest phrase counted
_LOOK_AHEAD = 3  # characters after the break that are weighed
_ALPHABET = 4000.0
_COUNTED = 60_000  # characters; a longer text is represented by its beginning


class Recurrence:
    """Phrases of up to five characters on one page."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        self._followers: Counter[str] = Counter()  # context -> how many different characters follow it
        self._following: Counter[str] = Counter()  # context -> how many characters follow it
        room = _COUNTED
        for text in texts:
            self._count(text[:room])
            room -= min(len(text), room)
        for phrase, count in self._counts.items():
            self._followers[phrase[:-1]] += 1
            self._following[phrase[:-1]] += count

    def _count(self, text: str) -> None:
        for length in range(1, _LONGEST + 1):
            self._counts.update(text[start : start + length] for start in range(len(text) - length + 1))

    def count(self, phrase: str) -> int:
        """How often a phrase of up to five characters stands on the page."""
        return self._counts[phrase]

    def affinity(self, left: str, right: str) -> float:
        """Nats by which the page's phrases make `right` likelier after `left` than alone."""
        context = left[-_LONGEST + 1 :]
        gain = 0.0
        for index in range(min(_LOOK_AHEAD, len(right))):
            known = right[:index]
            with_left = self._probability(right[index], (context + known)[-_LONGEST + 1 :])
            gain += math.log(with_left / self._probability(right[index], known))
        return gain

    def _probability(self, char: str, context: str) -> float:
        probability = 1.0 / _ALPHABET
        for start in range(len(context), -1, -1):
            part = context[start:]
            seen, kinds = self._following[part], self._followers[part]
            if not seen:
                break
            probability = (self._counts[part + char] + kinds * probability) / (seen + kinds)
        return probability
