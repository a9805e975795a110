"""A block of an article's text as its page shows it: with the matches of a search, its speaker and its joins; rows of
a table, which the text has one a block, as a table.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from articles.anchors import first_match
from articles.parsing.blocks.tables import cell_spans, count_rows, is_caption, is_number, may_be_head

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


@dataclass(frozen=True, slots=True)
class RenderedCell:
    """A cell of a table, in runs."""

    pieces: list[RenderedRun]
    is_number: bool


@dataclass(frozen=True, slots=True)
class RenderedRow:
    """A row of a table; its id on the page is its block's."""

    anchor: str
    cells: tuple[RenderedCell, ...]


@dataclass(frozen=True, slots=True)
class RenderedTable:
    """Rows of as many cells that stand one under the other, two or more."""

    blocks: tuple[RenderedBlock, ...]
    kind: str = "table"

    @property
    def has_head(self) -> bool:
        """Whether the first row, and no other, says what stands under it."""
        first, *others = (may_be_head(row.text) for row in self.blocks)
        return first and not any(others)

    @property
    def joins(self) -> tuple[JoinMark, ...]:
        return tuple(join for block in self.blocks for join in block.joins)

    @property
    def rows(self) -> list[RenderedRow]:
        """The rows; the cells of a head are set as those under them."""
        rows = [RenderedRow(block.anchor, _cells_of(block)) for block in self.blocks]
        if self.has_head:
            pairs = zip(rows[0].cells, rows[1].cells, strict=True)
            rows[0] = replace(rows[0], cells=tuple(replace(said, is_number=below.is_number) for said, below in pairs))
        return rows


def with_tables(blocks: Sequence[RenderedBlock]) -> tuple[RenderedBlock | RenderedTable, ...]:
    """The blocks; those that are a table's rows, together."""
    shown: list[RenderedBlock | RenderedTable] = []
    at = 0
    while at < len(blocks):
        rows = itertools.takewhile(_may_be_row, itertools.islice(blocks, at, None))
        count = count_rows((row.text for row in rows), named=at > 0 and is_caption(blocks[at - 1].text))
        if count:
            shown.append(RenderedTable(tuple(blocks[at : at + count])))
        else:
            shown.append(blocks[at])
        at += count or 1
    return tuple(shown)


def _may_be_row(block: RenderedBlock) -> bool:
    return block.kind == "paragraph" and not block.speaker and "。" not in block.text


def _cells_of(block: RenderedBlock) -> tuple[RenderedCell, ...]:
    """A block's pieces by the cells they stand in; what parts the cells is left out."""
    spans = cell_spans(block.text)
    found = tuple(RenderedCell([], is_number(block.text[start:end])) for start, end in spans)
    at = 0
    for piece in block.pieces:
        left, length = piece, len(piece.text)
        for cell, (start, end) in zip(found, spans, strict=True):
            part = piece.text[max(start - at, 0) : max(end - at, 0)]
            if part or (piece.join and start <= at <= end):
                cell.pieces.append(replace(left, text=part))
                left = replace(left, join=None, first_of_match=False, anchor="")  # what stands once stands in the first
        at += length
    return found


def _split(text: str, cuts: list[int]) -> list[str]:
    inside = [0, *(cut for cut in cuts if 0 < cut < len(text)), len(text)]
    return [text[start:end] for start, end in itertools.pairwise(inside)]
