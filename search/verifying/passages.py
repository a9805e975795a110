"""Passages of articles that are, or are nearly, a quotation: found by pieces that both have. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from search.engines.parts import BESIDE_PARTS
from search.types import Where
from search.verifying.alignment import nearest
from search.verifying.characters import Characters, characters, codes

MOST_CHANGED = 5  # a passage is a quotation's where at most every fifth of its characters differs
_MOST_OCCURRENCES = 50  # of one piece in one text that are looked at

Texts = Mapping[Where, tuple[str, ...]]
Pieces = Sequence[tuple[int, str]]
"""Runs of a quotation, each behind the place where it begins."""


@dataclass(frozen=True, slots=True)
class MatchedPassage:
    """A run of an article's part as printed, `distance` characters away from a quotation; it begins in a `block`."""

    article_id: int
    where: Where
    block: int
    text: Characters
    distance: int

    @property
    def is_beside(self) -> bool:
        """Whether it stands beside the article: in a caption of its page, or in its package's headline and note."""
        return self.where in BESIDE_PARTS


@dataclass(frozen=True, slots=True)
class QuotableText:
    """The parts of an article that a quotation may be from."""

    article_id: int
    parts: tuple[_Part, ...]

    @classmethod
    def from_texts(cls, article_id: int, texts: Texts) -> QuotableText:
        return cls(article_id, tuple(_Part.from_blocks(where, blocks) for where, blocks in texts.items()))

    def exact(self, wanted: str) -> MatchedPassage | None:
        """The first passage that is the wanted one, marks aside."""
        for part in self.parts:
            start = part.characters.text.find(wanted)
            if start >= 0:
                return self._passage(part, start, start + len(wanted), 0)
        return None

    def near(self, wanted: str, pieces: Pieces, least: int) -> MatchedPassage | None:
        """The passage nearest to the wanted one, if it is near enough and has so many of the pieces at least."""
        best: MatchedPassage | None = None
        for part in self.parts:
            window = _window(part.characters.text, len(wanted), pieces, least)
            if window is None:
                continue
            run = nearest(codes(wanted), codes(part.characters.text[slice(*window)]))
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
    """A part's blocks as one text: a quotation may go over the end of a paragraph."""

    where: Where
    characters: Characters
    block_starts: Sequence[int]

    @classmethod
    def from_blocks(cls, where: Where, blocks: Sequence[str]) -> _Part:
        starts = [0, *accumulate(len(block) + 1 for block in blocks)]
        return cls(where, characters("\n".join(blocks)), starts[:-1])


def pieces(text: str, length: int, most: int) -> Pieces:
    """All runs of this length; where these are more than `most`, as many, evenly spread."""
    starts = range(len(text) - length + 1)
    kept = starts if len(starts) <= most else [starts[number * len(starts) // most] for number in range(most)]
    return [(start, text[start : start + length]) for start in kept]


def _window(text: str, length: int, own: Pieces, least: int) -> tuple[int, int] | None:
    """The run of a text with all places in which so many of the pieces stand about as far from each other as in the
    quotation; None where there is none: to align costs far more than to count.
    """
    slack = length // MOST_CHANGED + 1
    begins = sorted(place - start for start, piece in own for place in _occurrences(text, piece))
    dense = [
        number for number in range(len(begins) - least + 1) if begins[number + least - 1] <= begins[number] + 2 * slack
    ]
    if not dense:
        return None
    first, last = begins[dense[0]], begins[dense[-1] + least - 1]
    return max(0, first - slack), min(len(text), last + length + slack)


def _occurrences(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece)
    for _ in range(_MOST_OCCURRENCES):
        if at < 0:
            return
        yield at
        at = text.find(piece, at + 1)
