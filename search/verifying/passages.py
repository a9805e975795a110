"""Passages of an article that match a quotation, exactly or approximately, located by shared n-grams. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from search.engines.parts import BESIDE_PARTS
from search.types import Where
from search.verifying.alignment import best_match
from search.verifying.characters import Characters, characters, codes

MOST_CHANGED = 5  # a passage matches a quotation if at most one character in five differs
_MOST_OCCURRENCES = 50  # of one n-gram in one text that are used

Texts = Mapping[Where, tuple[str, ...]]
NGrams = Sequence[tuple[int, str]]
"""Substrings of a quotation with their offsets: (offset, n-gram)."""


@dataclass(frozen=True, slots=True)
class MatchedPassage:
    """A passage as printed: its article, part (`where`) and `block` (counted from 0), and its edit `distance` from the
    quotation in characters.
    """

    article_id: int
    where: Where
    block: int
    text: Characters
    distance: int

    @property
    def is_beside(self) -> bool:
        """Whether it is printed beside the article: in a caption of its page, or in its package's headline or note."""
        return self.where in BESIDE_PARTS


@dataclass(frozen=True, slots=True)
class QuotableText:
    """The text of an article's parts, prepared for matching."""

    article_id: int
    parts: tuple[_Part, ...]

    @classmethod
    def from_texts(cls, article_id: int, texts: Texts) -> QuotableText:
        return cls(article_id, tuple(_Part.from_blocks(where, blocks) for where, blocks in texts.items()))

    def exact(self, wanted: str) -> MatchedPassage | None:
        """The first exact match of `wanted` (folded, without punctuation)."""
        for part in self.parts:
            start = part.characters.text.find(wanted)
            if start >= 0:
                return self._passage(part, start, start + len(wanted), 0)
        return None

    def near(self, wanted: str, ngrams: NGrams, least: int) -> MatchedPassage | None:
        """The best approximate match, if it has `least` of the n-grams or more and at most 1 / MOST_CHANGED of its
        characters differ.
        """
        best: MatchedPassage | None = None
        for part in self.parts:
            window = _window(part.characters.text, len(wanted), ngrams, least)
            if window is None:
                continue
            run = best_match(codes(wanted), codes(part.characters.text[slice(*window)]))
            if run.distance * MOST_CHANGED <= max(len(wanted), run.longest) and (
                best is None or run.distance < best.distance
            ):
                best = self._passage(part, window[0] + run.start, window[0] + run.end, run.distance)
        return best

    def _passage(self, part: _Part, start: int, end: int, distance: int) -> MatchedPassage:
        text = part.characters
        block = bisect_right(part.block_starts, text.starts[start]) - 1
        return MatchedPassage(self.article_id, part.where, block, text.run(start, end), distance)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part's blocks joined into one text, since a quotation may span paragraphs."""

    where: Where
    characters: Characters
    block_starts: Sequence[int]

    @classmethod
    def from_blocks(cls, where: Where, blocks: Sequence[str]) -> _Part:
        starts = [0, *accumulate(len(block) + 1 for block in blocks)]
        return cls(where, characters("\n".join(blocks)), starts[:-1])


def ngrams(text: str, length: int, most: int) -> NGrams:
    """All character n-grams of this length; of more than `most`, `most` evenly spread ones."""
    starts = range(len(text) - length + 1)
    kept = starts if len(starts) <= most else [starts[number * len(starts) // most] for number in range(most)]
    return [(start, text[start : start + length]) for start in kept]


def _window(text: str, length: int, own: NGrams, least: int) -> tuple[int, int] | None:
    """The substring [start, end) of a text that holds every place where `least` or more n-grams occur at about the same
    distances as in the quotation; None if there is none. Filters texts before the costlier alignment.
    """
    slack = length // MOST_CHANGED + 1
    begins = sorted(place - start for start, ngram in own for place in _occurrences(text, ngram))
    dense = [
        number for number in range(len(begins) - least + 1) if begins[number + least - 1] <= begins[number] + 2 * slack
    ]
    if not dense:
        return None
    first, last = begins[dense[0]], begins[dense[-1] + least - 1]
    return max(0, first - slack), min(len(text), last + length + slack)


def _occurrences(text: str, ngram: str) -> Iterator[int]:
    at = text.find(ngram)
    for _ in range(_MOST_OCCURRENCES):
        if at < 0:
            return
        yield at
        at = text.find(ngram, at + 1)
