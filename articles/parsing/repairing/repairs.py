"""A repair: what is done to which runs of a file's text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from articles.parsing.types import Part

MISFIT = "repair-misfits"


class Operation(StrEnum):
    """What is done with the chosen runs."""

    MOVE = "move"  # behind the target, into its article
    JOIN = "join"  # each to the paragraph before it
    PART = "part"  # each begins a paragraph
    NEW = "new"  # an article of their own
    MERGE = "merge"  # their article into the target's
    MARK = "mark"  # what stands in no article
    HEAD = "head"  # a line of the head of the target's article, without a target of their own


class HeadLine(StrEnum):
    """What a line of an article's head may be."""

    TITLE = "title"
    KICKER = "kicker"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A run of the file, [start, end), and a short hash of its characters without white space."""

    start: int
    end: int
    digest: str


@dataclass(frozen=True, slots=True)
class Repair:
    """`target` is a run of the article that is meant; `joined`: what is moved goes on in the target's paragraph.

    `title` is a new article's; "": its first run is its title. `part` is what is marked becomes, `line` what the runs
    are in the head. `summary` names the repair in Chinese, for the finding where it does not fit.
    """

    operation: Operation
    runs: tuple[Anchor, ...]
    target: Anchor | None = None
    joined: bool = False
    title: str = ""
    part: Part = Part.OTHER
    line: HeadLine = HeadLine.TITLE
    summary: str = ""


class Misfit(Exception):
    """The reading is not as the repair takes it to be; the message says in Chinese what is otherwise."""


def anchor_at(text: str, start: int, end: int) -> Anchor:
    return Anchor(start, end, _digest(text[start:end]))


def holds(anchor: Anchor, text: str) -> bool:
    """Whether it is of this text."""
    return anchor.digest == _digest(text[anchor.start : anchor.end])


def _digest(text: str) -> str:
    return hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:12]
