"""A text whose blocks are in reading order: headings, and paragraphs joined where a page's end cut them."""

from __future__ import annotations

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.ocr_errors import suspicious_spots
from articles.parsing.evidence.joins import is_closed
from articles.parsing.evidence.trigrams import affinity
from articles.parsing.problems import ReadingProblem
from articles.parsing.types import Join, ParsedPassage, Part, TextBlock


class RunningText:
    """Builds the body of such a text block by block, in time proportional to its length."""

    def __init__(self) -> None:
        self.joins: list[Join] = []
        self._blocks: list[tuple[str, list[str], list[ParsedPassage]]] = []
        self._open: int | None = None  # the paragraph that stops in mid-sentence
        self._doubts: dict[str, ReadingProblem] = {}  # by message: the same error again is the same finding

    @property
    def body(self) -> tuple[TextBlock, ...]:
        return tuple(TextBlock(kind, "".join(texts), tuple(runs)) for kind, texts, runs in self._blocks)

    @property
    def problems(self) -> tuple[ReadingProblem, ...]:
        return tuple(self._doubts.values())

    def add_heading(self, block: Block) -> ParsedPassage:
        """A heading may stand where a page's end cut a paragraph; that one goes on under it."""
        return self._add("heading", block, Part.HEADING)

    def add_text(self, block: Block) -> ParsedPassage:
        """A paragraph, or what follows of the one that stopped in mid-sentence, behind a heading if it reads on so."""
        for spot in suspicious_spots(block.printed, block.places):
            self._doubts.setdefault(spot.message, spot)
        if self._open is None or not self._reads_on(self._open, block):
            passage = self._add("paragraph", block, Part.BODY)
            self._open = len(self._blocks) - 1
        else:
            passage = self._go_on(self._open, block)
        if is_closed(block.text):
            self.end_paragraph()
        return passage

    def reopen(self) -> None:
        """The last paragraph goes on with the next block, though a sentence ends where the page does."""
        if self._blocks and self._blocks[-1][0] == "paragraph":
            self._open = len(self._blocks) - 1

    def end_paragraph(self) -> None:
        """What follows is a paragraph of its own, even if the last one stops short."""
        self._open = None

    def _add(self, kind: str, block: Block, part: Part) -> ParsedPassage:
        passage = ParsedPassage(block.start, block.end, part)
        self._blocks.append((kind, [block.printed], [passage]))
        return passage

    def _reads_on(self, place: int, block: Block) -> bool:
        return place == len(self._blocks) - 1 or self._affinity(place, block) > 0

    def _affinity(self, place: int, block: Block) -> float:
        return affinity(self._blocks[place][1][-1][-20:], block.text[:20])

    def _go_on(self, place: int, block: Block) -> ParsedPassage:
        _, texts, runs = self._blocks[place]
        confidence = round(min(0.99, max(0.5, 0.9 + self._affinity(place, block) / 50)), 3)
        self.joins.append(Join(runs[-1].end, block.start, confidence, "前段句未完，下段接续"))
        texts.append(block.printed)
        runs.append(ParsedPassage(block.start, block.end, Part.BODY))
        return runs[-1]
