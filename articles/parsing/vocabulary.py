"""What a stretch of text is about: its words, and how much likelier two stretches are to be of one article."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from articles.parsing.frequencies import lexicon

_COUNTED = 4000  # characters of one stretch that are counted
_LONGEST_WORD = 6
_CONCENTRATION = 400.0  # how far an article's words may stray from the page's
_PAGE_SHARE = 0.5  # of the expectation, the page's; the rest is the language's


_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ][A-Za-z0-9Ａ-Ｚａ-ｚ０-９+-]*|[0-9０-９]{2,}")


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The text's words of two characters and more: Latin words and numbers whole, Han cut by highest probability."""
    found: list[str] = []
    at = 0
    for latin in _LATIN.finditer(text):
        found += [*_cut(text[at : latin.start()]), latin.group()]
        at = latin.end()
    return tuple(found + _cut(text[at:]))


def _cut(text: str) -> list[str]:
    words = lexicon()
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        options = []
        for start in range(max(0, end - _LONGEST_WORD), end):
            count = words.count(text[start:end])
            if count or end - start == 1:
                options.append((best[start][0] + math.log(max(count, 0.5)) - 18.0, start))
        best.append(max(options))
    return _trace(text, best)


def _trace(text: str, best: list[tuple[float, int]]) -> list[str]:
    found = []
    end = len(text)
    while end:
        start = best[end][1]
        if end - start > 1:
            found.append(text[start:end])
        end = start
    return found[::-1]


class Vocabulary:
    """The words of a page's stretches, and the likelihood of sets of stretches under one article's vocabulary.

    The model is a Dirichlet multinomial whose mean is a mixture of the page's and the language's word frequencies: a
    word that comes again in one article is less surprising there than elsewhere.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._bags = [Counter(words_of(text[:_COUNTED])) for text in texts]
        whole: Counter[str] = Counter()
        for bag in self._bags:
            whole.update(bag)
        self._prior = self._expected(whole)
        self._known: dict[frozenset[int], float] = {}

    def _expected(self, whole: Mapping[str, int]) -> dict[str, float]:
        total = sum(whole.values()) or 1
        prior = {}
        for word, count in whole.items():
            in_language = max(lexicon().count(word), 1) / 6e7
            share = _PAGE_SHARE * count / total + (1 - _PAGE_SHARE) * in_language
            prior[word] = _CONCENTRATION * share
        return prior

    def log_likelihood(self, stretches: frozenset[int]) -> float:
        """Of the words of these stretches, given that one article has them all."""
        if stretches not in self._known:
            bag: Counter[str] = Counter()
            for stretch in stretches:
                bag.update(self._bags[stretch])
            self._known[stretches] = self._likelihood(bag)
        return self._known[stretches]

    def _likelihood(self, bag: Mapping[str, int]) -> float:
        likelihood = math.lgamma(_CONCENTRATION) - math.lgamma(_CONCENTRATION + sum(bag.values()))
        for word, count in bag.items():
            prior = self._prior[word]
            likelihood += math.lgamma(prior + count) - math.lgamma(prior)
        return likelihood

    def kinship(self, one: Iterable[int], other: Iterable[int]) -> float:
        """Nats by which the two groups of stretches are likelier to be of one article than of two."""
        left, right = frozenset(one), frozenset(other)
        return self.log_likelihood(left | right) - self.log_likelihood(left) - self.log_likelihood(right)
