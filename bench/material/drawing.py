"""Drawing the queries of each kind from the pool, with a fixed seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from random import Random

from bench.material.corpus import COLUMNS, SEED, THEMES, Corpus
from bench.material.pool import Pool
from bench.material.queries import KINDS, Query, Run
from bench.material.vocabulary import Vocabulary, phrase_run

PER_KIND = 40
# In so many of the pool's paragraphs; an article has about twelve.
_RARE, _MIDDLING, _FREQUENT = (0.0, 0.0003), (0.0025, 0.02), (0.02, 0.1)
_CANDIDATES = 4 * PER_KIND  # of each frequency, so that not every word has to be compared


def draw_queries(pool: Pool, per_kind: int = PER_KIND) -> list[Query]:
    """`per_kind` queries of every kind, or as many as the pool has."""
    drawing = _Drawing(pool)
    drawn: dict[str, Callable[[], Iterator[Query]]] = {
        "rare": drawing.rare,
        "frequent": drawing.frequent,
        "and": drawing.both,
        "or": drawing.either,
        "not": drawing.without,
        "phrase-rare": drawing.rare_phrases,
        "phrase-frequent": drawing.frequent_phrases,
        "prefix": drawing.prefixes,
        "filtered": drawing.filtered,
        "browse": drawing.browsed,
    }
    return [query for kind in KINDS for query in islice(drawn[kind](), per_kind)]


class _Drawing:
    def __init__(self, pool: Pool) -> None:
        self._rng = Random(SEED)
        self._vocabulary = Vocabulary(pool)
        self._paragraphs = len(pool.paragraphs)
        self._corpus = Corpus(pool, 1_000)
        self._rare = self._words(*_RARE)
        self._middling = self._words(*_MIDDLING)
        self._common = self._words(*_FREQUENT)

    def rare(self) -> Iterator[Query]:
        return (Query("rare", all_of=(run,)) for run in self._rare)

    def frequent(self) -> Iterator[Query]:
        return (Query("frequent", all_of=(run,)) for run in self._common)

    def both(self) -> Iterator[Query]:
        return (Query("and", all_of=pair) for pair in self._pairs(self._common, self._common + self._middling))

    def either(self) -> Iterator[Query]:
        return (Query("or", any_of=pair) for pair in self._pairs(self._middling, self._common + self._middling))

    def without(self) -> Iterator[Query]:
        pairs = self._pairs(self._common, self._common + self._middling)
        return (Query("not", all_of=(wanted,), none_of=(other,)) for wanted, other in pairs)

    def rare_phrases(self) -> Iterator[Query]:
        once = sorted(text for text, count in self._vocabulary.phrase_counts.items() if count == 1)
        sample = self._rng.sample(once, min(len(once), _CANDIDATES))
        return (Query("phrase-rare", all_of=(run,)) for run in self._comparable(map(phrase_run, sample)))

    def frequent_phrases(self) -> Iterator[Query]:
        most = sorted(self._vocabulary.phrase_counts.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]
        return (Query("phrase-frequent", all_of=(r,)) for r in self._comparable(phrase_run(text) for text, _ in most))

    def prefixes(self) -> Iterator[Query]:
        found = self._vocabulary.prefixes()
        sample = self._rng.sample(found, min(len(found), _CANDIDATES))
        return (Query("prefix", prefix=prefix) for prefix in filter(self._vocabulary.begins_alike, sample))

    def filtered(self) -> Iterator[Query]:
        for run in self._shuffled(self._common + self._middling):
            yield Query("filtered", all_of=(run,), filters=self._filters())

    def browsed(self) -> Iterator[Query]:
        while True:
            yield Query("browse", filters=self._filters())

    def _filters(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Of one or two facets, one or two values each."""
        authors = self._corpus.article(self._rng.randint(1, 1_000)).authors
        choices = {
            "column": tuple(self._rng.sample(COLUMNS[:8], self._rng.randint(1, 2))),
            "author": authors[:1],
            "theme": tuple(self._rng.sample(THEMES[:12], self._rng.randint(1, 2))),
        }
        chosen = self._rng.choice((("column",), ("theme",), ("author",), ("column", "theme")))
        return tuple((facet, choices[facet]) for facet in chosen)

    def _pairs(self, firsts: list[Run], seconds: list[Run]) -> Iterator[tuple[Run, Run]]:
        while True:
            pair = (self._rng.choice(firsts), self._rng.choice(seconds))
            if pair[0] != pair[1]:
                yield pair

    def _words(self, least: float, most: float) -> list[Run]:
        """Those in so large a part of the paragraphs, in one at least."""
        bounds = (max(1, round(share * self._paragraphs)) for share in (least, most))
        found = self._shuffled(self._vocabulary.words_between(*bounds))
        return list(self._comparable(found[:_CANDIDATES]))

    def _comparable(self, runs: Iterable[Run]) -> Iterator[Run]:
        return filter(self._vocabulary.is_comparable, runs)

    def _shuffled(self, runs: list[Run]) -> list[Run]:
        return self._rng.sample(runs, len(runs))
