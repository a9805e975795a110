"""Which words and phrases of the pool may be asked: those that stand as characters just where they stand as tokens.

The site's engine finds runs of characters, its peers find tokens; only what both find in the same places can be
compared. `经济` is one when no text of the pool has 经济 across two words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from bench.material.pool import Passage, Pool
from bench.material.queries import Run
from search.text.characters import HAN
from search.text.tokenizer import word_texts, words

PHRASE_CHARACTERS = range(6, 21)
_MOST_WORDS = 6  # of a phrase
_HAN_WORD = re.compile(f"[{HAN}]{{2,}}")
_LATIN = re.compile(r"[a-z0-9]{2,}")


class Vocabulary:
    """The words of a pool with the numbers of the passages they are in: titles first, then paragraphs."""

    def __init__(self, pool: Pool) -> None:
        self.passages: Sequence[Passage] = (*pool.titles, *pool.paragraphs)
        self.titles = len(pool.titles)
        self._holders: defaultdict[str, set[int]] = defaultdict(set)
        for number, passage in enumerate(self.passages):
            for token in passage.tokens:
                self._holders[token].add(number)

    def paragraphs_with(self, token: str) -> int:
        return sum(number >= self.titles for number in self._holders[token])

    def standing(self, text: str) -> set[int]:
        """The passages in which a run of characters stands."""
        return {number for number, passage in enumerate(self.passages) if text in passage.folded}

    def beginning(self, prefix: str) -> set[int]:
        """The passages with a token that begins so."""
        return {number for token, held in self._holders.items() if token.startswith(prefix) for number in held}

    def words_between(self, least: int, most: int) -> list[Run]:
        """The words in `least` to `most` paragraphs that can be compared, sorted."""
        found = [token for token in self._holders if least <= self.paragraphs_with(token) <= most]
        return [Run(token, (token,)) for token in sorted(found) if _HAN_WORD.fullmatch(token)]

    def is_comparable(self, run: Run) -> bool:
        """Whether the run's tokens follow one another exactly where its characters do."""
        if len(run.tokens) == 1:
            return self._holders[run.text] == self.standing(run.text)
        return self._following(run.tokens) == self.standing(run.text) and not self._may_cross(run.tokens)

    def prefixes(self) -> list[str]:
        """Beginnings, two or three letters or digits long, of Latin words and numbers, sorted."""
        return sorted({token[:size] for token in self._holders if _LATIN.fullmatch(token) for size in (2, 3)})

    def begins_alike(self, prefix: str) -> bool:
        """Whether tokens begin so exactly where, in the text, a Latin word or number does."""
        begins = re.compile(rf"(?<![a-z0-9.&]){prefix}")
        holds = re.compile(rf"(?<![a-z0-9]){prefix}")
        return self.beginning(prefix) == self._matching(begins) == self._matching(holds)

    @cached_property
    def phrase_counts(self) -> Counter[str]:
        """Runs of whole words, 6 to 20 Han characters long, with the number of passages they are in."""
        return Counter(phrase for passage in self.passages for phrase in set(_phrases(passage.folded)))

    def _matching(self, pattern: re.Pattern[str]) -> set[int]:
        return {number for number, passage in enumerate(self.passages) if pattern.search(passage.folded)}

    def _following(self, tokens: tuple[str, ...]) -> set[int]:
        candidates = set.intersection(*(self._holders[token] for token in tokens))
        sought = f" {' '.join(tokens)} "
        return {number for number in candidates if sought in f" {' '.join(self.passages[number].tokens)} "}

    def _may_cross(self, tokens: tuple[str, ...]) -> bool:
        """Whether one paragraph may end with some of the tokens and the next begin with the rest."""
        return any(
            tokens[:size] in self._endings and tokens[size:] in self._beginnings for size in range(1, len(tokens))
        )

    @cached_property
    def _endings(self) -> set[tuple[str, ...]]:
        return {p.tokens[-size:] for p in self.passages[self.titles :] for size in range(1, 3 * _MOST_WORDS)}

    @cached_property
    def _beginnings(self) -> set[tuple[str, ...]]:
        return {p.tokens[:size] for p in self.passages[self.titles :] for size in range(1, 3 * _MOST_WORDS)}


def phrase_run(text: str) -> Run:
    return Run(text, tuple(word_texts(text)))


def _phrases(folded: str) -> Iterator[str]:
    borders = _borders(folded)
    for at, start in enumerate(borders):
        for end in borders[at + 2 : at + 1 + _MOST_WORDS]:
            text = folded[start:end]
            if len(text) in PHRASE_CHARACTERS and _HAN_WORD.fullmatch(text):
                yield text


def _borders(folded: str) -> list[int]:
    """Where words begin and end: those of the words that lie in no other."""
    ends: dict[int, int] = {}
    for word in words(folded):
        ends[word.start] = max(ends.get(word.start, 0), word.end)
    outer = [(start, end) for start, end in sorted(ends.items())]
    kept = [outer[0]] if outer else []
    kept += [(start, end) for (_, before), (start, end) in pairwise(outer) if start >= before]
    return sorted({border for span in kept for border in span})
