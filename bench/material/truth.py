"""The right answers, counted without any engine: from which paragraphs each article is made, and where a text stands.

Makes no use of any index, so that engines can be held against it rather than against one another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from bench.material.corpus import FACETS, Corpus
from bench.material.queries import Query
from bench.material.vocabulary import Vocabulary

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class TrueAnswer:
    """How many articles match, and of each facet's values how many."""

    total: int
    facets: dict[str, dict[str, int]]


class Truth:
    """Answers queries over a corpus by looking at what its articles are made of."""

    def __init__(self, corpus: Corpus) -> None:
        self._vocabulary = Vocabulary(corpus.pool)
        self._size = corpus.size
        articles = list(corpus)
        passages = [(a.title, *(self._vocabulary.titles + index for index in a.paragraphs)) for a in articles]
        self._articles = np.repeat(np.arange(self._size), [len(of_one) for of_one in passages])
        self._passages = np.fromiter((number for of_one in passages for number in of_one), np.int64)
        self._values = {facet: _Values([article.facet(facet) for article in articles]) for facet in FACETS}
        self._standing = cache(lambda text: self._holding(self._vocabulary.standing(text)))
        self._beginning = cache(lambda prefix: self._holding(self._vocabulary.beginning(prefix)))

    def answer(self, query: Query) -> TrueAnswer:
        matched = self._matched(query)
        total = int(np.count_nonzero(self._filtered(matched, query.filters)))
        return TrueAnswer(
            total,
            {name: self._values[name].count(self._filtered(matched, query.filters_without(name))) for name in FACETS},
        )

    def _matched(self, query: Query) -> Mask:
        matched = np.ones(self._size, bool)
        for run in query.all_of:
            matched &= self._standing(run.text)
        if query.any_of:
            matched &= np.logical_or.reduce([self._standing(run.text) for run in query.any_of])
        for run in query.none_of:
            matched &= ~self._standing(run.text)
        if query.prefix:
            matched &= self._beginning(query.prefix)
        return matched

    def _filtered(self, matched: Mask, filters: Iterable[tuple[str, tuple[str, ...]]]) -> Mask:
        for facet, values in filters:
            matched = matched & self._values[facet].having(values)
        return matched

    def _holding(self, passages: set[int]) -> Mask:
        stands = np.zeros(len(self._vocabulary.passages), bool)
        stands[list(passages)] = True
        found = np.zeros(self._size, bool)
        found[self._articles[stands[self._passages]]] = True
        return found


class _Values:
    """A facet's values of every article."""

    def __init__(self, values: list[tuple[str, ...]]) -> None:
        self._names = sorted({value for of_one in values for value in of_one})
        number = {name: at for at, name in enumerate(self._names)}
        self._articles = np.repeat(np.arange(len(values)), [len(of_one) for of_one in values])
        self._numbers = np.array([number[value] for of_one in values for value in of_one])
        self._size = len(values)

    def count(self, matched: Mask) -> dict[str, int]:
        counts = np.bincount(self._numbers[matched[self._articles]], minlength=len(self._names))
        return {self._names[number]: int(counts[number]) for number in np.flatnonzero(counts)}

    def having(self, values: tuple[str, ...]) -> Mask:
        wanted = np.isin(self._numbers, [at for at, name in enumerate(self._names) if name in values])
        found = np.zeros(self._size, bool)
        found[self._articles[wanted]] = True
        return found
