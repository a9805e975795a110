"""A page being parsed: its blocks with their shapes, and the part that each has been claimed for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from articles.parsing.blocks.blocks import Block
from articles.parsing.blocks.shapes import Shape, Shaped, ends_a_sentence
from articles.parsing.types import ParsedPassage, Part, Person

_PARAGRAPH = 40  # characters
_TEXT = (Shape.TEXT, Shape.HEADLINE)
_SEAM = 2  # characters on either side of two lines' seam that make a phrase
_OFTEN = 2  # times that a text has what it is about
_ENOUGH = 1 / 3  # of the paragraphs; those that go on after a break are not set in, nor is what is said in an interview


@dataclass(slots=True)
class Opener:
    """Where an article begins: a byline, an interview's list of guests, or only a title.

    `at` is the last block of the opening: text after it is the article's. `claimed` are its blocks (byline, lead,
    participants); `labels` the names that open its questions and answers.
    """

    at: int
    people: tuple[Person, ...] = ()
    column_block: int | None = None
    column: str | None = None
    claimed: list[int] = field(default_factory=list)
    lead: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)  # where its people work, right under their names
    titles: list[int] = field(default_factory=list)  # the lines of its headline, where they are known from their place
    interview: bool = False
    bare: bool = False
    doubtful: bool = False  # whether an article begins here at all
    title: str = ""  # that another page's title says, of an article that goes on here


@dataclass(slots=True)
class Sheet:
    """Blocks in file order. `claims` maps a block's index in the sheet to the part it was given."""

    shaped: list[Shaped]
    claims: dict[int, Part] = field(default_factory=dict)
    passed_over: list[int] = field(default_factory=list)  # lines that may be heads and were taken for none
    lone_labels: list[int] = field(default_factory=list)  # of two characters, which may be a picture's title
    labels: set[int] = field(default_factory=set)  # first lines of heads that name columns, as those of the page do
    under_marks: set[int] = field(default_factory=set)  # those that are short, under the mark of a column of their own
    indents: bool = field(init=False)  # whether the page sets its paragraphs in, so that heads stand out

    def __post_init__(self) -> None:
        paragraphs = [each.block.indented for each in self.shaped if len(each.text) >= _PARAGRAPH]
        self.indents = len(paragraphs) > 1 and sum(paragraphs) >= _ENOUGH * len(paragraphs)

    def __len__(self) -> int:
        return len(self.shaped)

    def block(self, index: int) -> Block:
        return self.shaped[index].block

    def text(self, index: int) -> str:
        """A block's text with full-width punctuation: what is recognised."""
        return self.shaped[index].block.text

    def printed(self, index: int) -> str:
        """A block's text as printed: what is kept."""
        return self.shaped[index].block.printed

    def printed_value(self, index: int, *rests: int) -> str:
        """What was read off a block, as printed; `rests` are the blocks that it goes on in."""
        value, parts = self.shaped[index].value, (index, *rests)
        at = "".join(self.text(part) for part in parts).find(value)
        return "".join(self.printed(part) for part in parts)[at : at + len(value)] if at >= 0 else value

    def shape(self, index: int) -> Shape:
        return self.shaped[index].shape

    def free(self, index: int, *shapes: Shape) -> bool:
        """Whether the block exists, is unclaimed and has one of these shapes."""
        return 0 <= index < len(self.shaped) and index not in self.claims and self.shaped[index].shape in shapes

    def over_free(self, index: int, *shapes: Shape) -> int:
        """The block over the free ones of these shapes that end at the index; -1 at the start."""
        while self.free(index, *shapes):
            index -= 1
        return index

    def under_free(self, index: int, *shapes: Shape) -> int:
        """The block under the free ones of these shapes that begin at the index; len(sheet) at the end."""
        while self.free(index, *shapes):
            index += 1
        return index

    def first_of_head(self, index: int) -> int:
        """The first of the headlines right over a block, or the block itself."""
        return self.over_free(index - 1, Shape.HEADLINE) + 1

    def is_whole(self, index: int) -> bool:
        """Whether a block is a run of lines, or a paragraph that ends a sentence."""
        return bool(self.shaped[index].lines) or ends_a_sentence(self.text(index))

    def mark_column(self, index: int) -> None:
        """From now on the block is a mark that names a column."""
        self.shaped[index] = replace(self.shaped[index], shape=Shape.COLUMN, value=self.text(index))

    def is_indented(self, index: int) -> bool:
        """Whether the block is set as paragraphs are, on a page that sets them in."""
        return self.indents and 0 <= index < len(self.shaped) and self.block(index).indented

    def is_subheading(self, index: int) -> bool:
        """Whether a short line shows by its setting that it stands over text of the same article."""
        below = index + 1
        return (
            self.is_indented(index)
            and self.free(index, Shape.HEADLINE)
            and self.is_indented(below)
            and self.free(below, *_TEXT)
        )

    def rejoined(self) -> dict[int, int]:
        """By a block that goes on on another page, the one of this file that goes on from it.

        Each of the two jumps names the page that the other stands on, and no second pair does.
        """
        onward: dict[tuple[str | None, str], list[int]] = {}
        back: dict[tuple[str | None, str], list[int]] = {}
        for index, block in enumerate(shaped.block for shaped in self.shaped):
            if block.onward:
                onward.setdefault((block.page, block.onward.page), []).append(index)
            if block.continued:
                back.setdefault((block.continued.page, block.page or ""), []).append(index)
        pairs = [(lefts, back[route]) for route, lefts in onward.items() if route in back]
        return {lefts[0]: rights[0] for lefts, rights in pairs if len(lefts) == len(rights) == 1}

    def joins_in_text(self, above: int, below: int) -> bool:
        """Whether the page's text has what stands on both sides of two lines' seam."""
        seam = self.text(above)[-_SEAM:] + self.text(below)[:_SEAM]
        return len(seam) == 2 * _SEAM and any(seam in shaped.text for shaped in self.shaped)

    def tells_of(self, line: int) -> bool:
        """Whether the page's paragraphs have what the line says, and not by chance, and no other line is the same."""
        said = self.text(line)
        told = sum(shaped.text.count(said) for shaped in self.shaped if shaped.shape is Shape.TEXT)
        return told >= _OFTEN and sum(shaped.text == said for shaped in self.shaped) == 1

    def claim(self, part: Part, *indexes: int) -> None:
        for index in indexes:
            self.claims[index] = part

    def passage(self, index: int, part: Part) -> ParsedPassage:
        block = self.block(index)
        return ParsedPassage(block.start, block.end, part)

    def previous(self, index: int, *skipping: Shape) -> int:
        """The block before, leaving out these shapes; -1 at the start. An index beyond the end is the end."""
        index = min(index, len(self)) - 1
        while index >= 0 and self.shape(index) in skipping:
            index -= 1
        return index

    def following(self, index: int, *skipping: Shape) -> int:
        """The block after, leaving out these shapes; len(sheet) at the end."""
        index += 1
        while index < len(self) and self.shape(index) in skipping:
            index += 1
        return index
