"""Where a text may be cut: behind sentences, or at least behind clauses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

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


def sentence_borders(text: str) -> Borders:
    """Where sentences end."""
    return _borders(text, _SENTENCE_END)


def clause_borders(text: str) -> Borders:
    """Where clauses end."""
    return _borders(text, _CLAUSE_END)


def _borders(text: str, ending: re.Pattern[str]) -> Borders:
    return Borders(sorted({0, len(text), *(found.end() for found in ending.finditer(text))}))
