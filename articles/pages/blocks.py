"""A block of an article's text as its page shows it: with the matches of a search, its speaker and its joins."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from articles.anchors import first_match

UNSURE = 0.8  # joins below this are shown as doubtful


class Run(Protocol):
    """A run of a block's text, and whether it is what a reader searched for (`search.types.Span` is one)."""

    @property
    def text(self) -> str: ...

    @property
    def matched(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class JoinMark:
    """That a paragraph goes on here, at `offset` characters, after a column break; `number` counts in the article."""

    number: int
    offset: int
    block: int
    confidence: float
    reason: str
    passage_id: int

    @property
    def percent(self) -> int:
        """Rounded down: 100 only where there is no doubt at all."""
        return int(100 * self.confidence)

    @property
    def doubtful(self) -> bool:
        return self.confidence < UNSURE


@dataclass(frozen=True, slots=True)
class RenderedRun:
    """A run of a block's text, or (with `join`, and no text) the place where it goes on across a break.

    `anchor`: the id of the first match of a block, for links to the very passage; empty elsewhere.
    """

    text: str = ""
    matched: bool = False
    speaker: bool = False
    join: JoinMark | None = None
    first_of_match: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class RenderedBlock:
    """A paragraph, a heading or a part shown as one.

    `anchor` is its id on the page; `speaker` the length of the name that speaks it, or 0; `runs` are the whole text
    with the matches in it, or nothing where no search is followed.
    """

    anchor: str
    kind: str
    text: str
    speaker: int = 0
    joins: tuple[JoinMark, ...] = ()
    runs: Sequence[Run] = ()

    @property
    def pieces(self) -> list[RenderedRun]:
        """The text cut where a match, the speaker's name or a join begins or ends."""
        runs = [(run.text, run.matched) for run in self.runs] or [(self.text, False)]
        joins = {join.offset: join for join in self.joins}
        cuts = sorted({*joins, self.speaker})
        anchor = "" if first_match(self.anchor) == self.anchor else first_match(self.anchor)
        pieces: list[RenderedRun] = []
        at = 0
        for text, matched in runs:
            for number, part in enumerate(_split(text, [cut - at for cut in cuts])):
                if at in joins:
                    pieces.append(RenderedRun(join=joins.pop(at)))
                if part:
                    first = matched and number == 0
                    pieces.append(RenderedRun(part, matched, at < self.speaker, None, first, anchor if first else ""))
                    anchor = "" if first else anchor
                at += len(part)
        return [*pieces, *(RenderedRun(join=join) for join in joins.values())]


def _split(text: str, cuts: list[int]) -> list[str]:
    inside = [0, *(cut for cut in cuts if 0 < cut < len(text)), len(text)]
    return [text[start:end] for start, end in itertools.pairwise(inside)]
