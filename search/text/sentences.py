"""Where a text may be cut: behind sentences, or at least behind clauses, or between words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.text.tokenizer import whole_words

_NEAR = 16  # characters on either side of a place that are read for words
_KEPT = 64  # texts whose borders are kept: of one block they are asked for several times in a row
_CLOSING = "[”’」』）)》〉】\"']*"
_SENTENCE_END = re.compile(rf"[。！？；!?;\n]+{_CLOSING}\s*|\.{_CLOSING}\s+")
_CLAUSE_END = re.compile(rf"[，、：,:]{_CLOSING}\s*")


@dataclass(frozen=True, slots=True)
class Borders:
    """The places, ascending, at which something ends in a text; its beginning and its end are among them."""

    places: Sequence[int]

    def before(self, at: int) -> int:
        """The last border at or before a place."""
        return self.places[bisect_right(self.places, at) - 1]

    def after(self, at: int) -> int:
        """The first border at or behind a place."""
        return self.places[bisect_left(self.places, at)]


@lru_cache(maxsize=_KEPT)
def sentence_borders(text: str) -> Borders:
    """Where sentences end."""
    return _borders(text, _SENTENCE_END)


@lru_cache(maxsize=_KEPT)
def clause_borders(text: str) -> Borders:
    """Where clauses end."""
    return _borders(text, _CLAUSE_END)


def word_start(text: str, at: int) -> int:
    """The first place from `at` on where a word begins; `at` itself where none does near it."""
    begin = max(at - _NEAR, 0)
    starts = (begin + word.start for word in whole_words(text[begin : at + _NEAR]))
    return next((start for start in starts if start >= at), at)


def word_end(text: str, at: int) -> int:
    """The last place up to `at` where a word ends; `at` itself where none does near it."""
    begin = max(at - _NEAR, 0)
    ends = [begin + word.end for word in whole_words(text[begin : at + _NEAR])]
    return max((end for end in ends if end <= at), default=at)


def _borders(text: str, ending: re.Pattern[str]) -> Borders:
    return Borders(sorted({0, len(text), *(found.end() for found in ending.finditer(text))}))
