"""What stands on a made page: its pieces in the order of the file, and the articles they were taken from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from articles.parsing.types import DocumentKind, Funding, Part, Person, TitleOrigin


class Fault(StrEnum):
    """What a scan does to a page, and what a page has that is hard to read. Each can be asked for alone."""

    CUT = "cut"  # a paragraph in two blocks, nothing between
    SEVERAL_CUTS = "several-cuts"  # two to four of them in one article, also in one paragraph
    LOST_CHARACTER = "lost-character"
    CUT_AFTER_COMMA = "cut-after-comma"
    CUT_AFTER_STOP = "cut-after-stop"
    SHORT_FRAGMENT = "short-fragment"  # a half of one to eight characters
    TITLE_IN_CUT = "title-in-cut"
    TITLE_AT_END = "title-at-end"
    TITLE_MISSING = "title-missing"
    TITLE_TRUNCATED = "title-truncated"
    TITLE_BEFORE_COLUMN = "title-before-column"
    TITLE_AFTER_BYLINE = "title-after-byline"
    TITLE_IN_OTHER = "title-in-other"  # between two halves of another article's sentence
    CAPTION_IN_CUT = "caption-in-cut"
    CAPTION_WITHOUT_CREDIT = "caption-without-credit"  # between two halves
    CAPTION_ELSEWHERE = "caption-elsewhere"
    TAIL_FIRST = "tail-first"  # on the page, before every head
    TAIL_BEFORE_HEAD = "tail-before-head"
    TAIL_EARLIER = "tail-earlier"  # before the head of an article that precedes its own
    TAIL_LATER = "tail-later"  # a whole article between head and tail
    INTERLEAVED = "interleaved"  # head A, head B, tail A, tail B
    SET_IN = "set-in"  # paragraphs begin with two wide spaces
    BARE_BYLINE = "bare-byline"  # on a page whose paragraphs are set in
    KICKER = "kicker"
    SUBTITLE = "subtitle"
    WRAPPED_TITLE = "wrapped-title"
    COLUMN_TAIL = "column-tail"  # 题目（栏目）
    INSTITUTION = "institution"  # it signs instead of a person
    RARE_SURNAME = "rare-surname"
    UNSIGNED = "unsigned"  # no byline: only where it is asked for
    SWAPPED_TAILS = "swapped-tails"  # head A, tail B, head B, tail A
    TWO_TAILS = "two-tails"  # an article in three runs, both tails astray
    FRESH_TAIL = "fresh-tail"  # the run astray starts with a paragraph of its own: nearly undecidable
    NO_NOTE = "no-note"
    NOTE_CUT = "note-cut"  # the note itself in two blocks
    SEVERAL_AUTHORS = "several-authors"
    SPACED_NAME = "spaced-name"  # 王　希
    UNKNOWN_COLUMN = "unknown-column"
    NO_COLUMN = "no-column"
    COLUMN_HOLDS = "column-holds"
    FEATURE = "feature"
    INTERVIEW = "interview"
    BOX = "box"
    SHORT_PARAGRAPHS = "short-paragraphs"
    SUBHEADINGS = "subheadings"
    SAME_TOPIC = "same-topic"
    MARKDOWN = "markdown"  # marks before titles, columns and bylines at random
    BLANK_LINES = "blank-lines"  # single, many, \r\n, white space at line ends
    JOURNAL = "journal"  # a whole paper instead of a page


ASTRAY = frozenset(
    {Fault.TAIL_FIRST, Fault.TAIL_BEFORE_HEAD, Fault.TAIL_EARLIER, Fault.TAIL_LATER, Fault.INTERLEAVED, Fault.TWO_TAILS}
    | {Fault.SWAPPED_TAILS}
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the page.

    `text` is what it says, `mark` the markdown printed before it, `gap` the white space after it. A piece of a body
    knows its `paragraph`, the index in the article's body; halves of one paragraph have the same. `order` counts an
    article's body pieces as they are read.
    """

    text: str
    part: Part
    article: int | None = None
    paragraph: int | None = None
    order: int = 0
    mark: str = ""
    gap: str = "\n\n"

    @property
    def printed(self) -> str:
        return self.mark + self.text


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and where it stands: [start, end) of the page's text, its mark included."""

    piece: Piece
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TrueBox:
    """A sidebar: its title, and its entries as (kind, text)."""

    title: str
    body: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TrueArticle:
    """What a correct reading gives. `title` is the title as printed, None where the page has none."""

    title: str | None
    origin: TitleOrigin
    people: tuple[Person, ...]
    column: str | None
    note: str | None
    funding: tuple[Funding, ...]
    body: tuple[tuple[str, str], ...]  # (kind, text)
    faults: frozenset[Fault]
    lead: tuple[str, ...] = ()
    boxes: tuple[TrueBox, ...] = ()
    title_en: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    author_note: str | None = None
    kicker: str | None = None
    subtitle: str | None = None

    @property
    def text(self) -> str:
        """The body as one string."""
        return "".join(text for _, text in self.body)


@dataclass(frozen=True, slots=True)
class TrueFeature:
    """A package and the indexes of its articles."""

    title: str
    column: str | None
    editor_note: str
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A made page with all that is known of it."""

    name: str
    source: str
    kind: DocumentKind
    text: str
    placed: tuple[Placed, ...]
    articles: tuple[TrueArticle, ...]
    features: tuple[TrueFeature, ...]
    faults: frozenset[Fault]


def parted_title(printed: str) -> tuple[str, str | None]:
    """A title with a dash inside is a title and a subtitle, wherever and however it is printed."""
    found = re.match(r"^(.{3,}?[^—])(—{2,}[^—].{3,})$", printed)
    return (found[1], found[2]) if found else (printed, None)


def place(pieces: list[Piece], opening: str = "\n\n") -> tuple[str, tuple[Placed, ...]]:
    """The page's text and where each piece stands in it."""
    text, placed = opening, []
    for piece in pieces:
        start = len(text)
        text += piece.printed
        placed.append(Placed(piece, start, len(text)))
        text += piece.gap
    return text, tuple(placed)


def in_reading_order(pieces: list[Piece]) -> list[Piece]:
    """The pieces, each told its place in this order."""
    return [replace(piece, order=n) for n, piece in enumerate(pieces)]
