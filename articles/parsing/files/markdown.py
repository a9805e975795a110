"""Markdown: a line for each line of its paragraphs, headings, quotations, list items and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyromark

from articles.parsing.files.bold import with_bold_headings
from articles.parsing.files.hints import hints_from_front_matter
from articles.parsing.files.html import html_lines
from articles.parsing.files.lines import FileLine, indent_width, without_unseen
from articles.parsing.types import Hints

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    | pyromark.Options.ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
)
_INLINE = {"Emphasis", "Strong", "Strikethrough", "Link"}  # whatever else begins or ends, ends the line
_CALLOUT = re.compile(r"\s*\[![A-Za-z]{2,12}\][+-]?(?:\s+|$)")
_SENTENCE_ENDS = "。！？；，.!?;,"


def markdown_lines(text: str) -> tuple[list[FileLine], Hints]:
    """The lines in file order, without any mark but the numbers of a list's items and of footnotes, and what the front
    matter says.
    """
    reading = _Reading(text)
    for event, start, end in _events(text):
        reading.take(event, start, end)
    reading.end_line()
    return with_bold_headings(reading.lines, reading.bold), reading.hints


def _events(text: str) -> Iterator[tuple[Any, int, int]]:
    """The parser's events with the characters they cover; it counts in bytes of UTF-8."""
    data = np.frombuffer(text.encode("utf-8", "replace"), dtype=np.uint8)
    characters = np.concatenate(([0], np.cumsum((data & 0xC0) != 0x80)))
    for event, run in pyromark.events_with_range(text, options=_OPTIONS):
        yield event, int(characters[run["start"]]), int(characters[run["end"]])


class _Reading:
    """A file under work: the line that is being put together, and the kind of block it stands in."""

    def __init__(self, text: str) -> None:
        self.lines: list[FileLine] = []
        self.bold: set[int] = set()  # the places of lines that are bold throughout
        self.hints = Hints()
        self._text = text
        self._chars: list[str] = []
        self._places: list[int] = []
        self._strong = self._inked = 0  # how deep within bold letters, and characters of the line that are
        self._level = 0
        self._unread: str | None = None  # the kind of block whose text is no reader's
        self._number: int | None = None  # where a numbered item begins
        self._numbered: list[bool] = []  # for each list that is open
        self._reached = 0

    def take(self, event: Any, start: int, end: int) -> None:
        """Read one event: {"Start": …}, {"End": …}, {"Text": …}, or a word for a break or a rule."""
        kind, value = next(iter(event.items())) if isinstance(event, dict) else (event, "")
        name: str = next(iter(value)) if isinstance(value, dict) else value
        if kind == "Start":
            self._begin(name, value, start, end)
        elif kind == "End":
            self._finish(name)
        elif kind in {"Text", "Code"}:
            self._add(value, start, end)
        elif kind in {"SoftBreak", "HardBreak", "Rule"}:
            self.end_line()

    def _begin(self, name: str, value: Any, start: int, end: int) -> None:
        if name in {"Image", "MetadataBlock"}:
            self._unread = self._unread or name
            if name == "MetadataBlock":
                lines = self._text[start:end].strip().splitlines()
                self.hints = hints_from_front_matter("\n".join(lines[1:-1]), toml=value[name] == "PlusesStyle")
            return
        if name in _INLINE:
            self._strong += name == "Strong"
            return
        if name != "TableCell":
            self.end_line()
        elif self._chars:
            self._put("\t", self._places[-1])
        if name == "Heading":
            self._level = self._heading_level(int(value[name]["level"][1]), start, end)
        elif name == "List":
            self._numbered.append(value[name] is not None)
        elif name == "FootnoteDefinition" or (name == "Item" and self._numbered and self._numbered[-1]):
            self._number = start
        elif name == "HtmlBlock":
            self.lines += html_lines(self._text, start, end)[0]
            self._reached = end

    def _heading_level(self, level: int, start: int, end: int) -> int:
        """A paragraph with a rule right under it is no heading, whatever Markdown says, where it is a sentence."""
        raw = self._text[start:end]
        title = raw.splitlines()[0].strip() if raw.strip() else ""
        underlined = not raw.lstrip().startswith("#")
        return 0 if underlined and (title[-1:] in set(_SENTENCE_ENDS) or len(title) > 50) else level

    def _finish(self, name: str) -> None:
        if name == self._unread:
            self._unread = None
        elif name == "Strong":
            self._strong -= 1
        elif name == "List" and self._numbered:
            self._numbered.pop()
        if name not in _INLINE and name not in {"TableCell", "Image"}:
            self.end_line()
            self._level = 0

    def _add(self, text: str, start: int, end: int) -> None:
        if self._unread:
            return
        if self._number is not None:
            number, self._number = self._number, None
            self._add(self._text[number:start], number, start)
        as_written = self._text[start:end] == text
        for index, char in enumerate(text):
            if char == "\n":  # in a block of code
                self.end_line()
            else:
                self._put(char, start + index if as_written else start)

    def _put(self, char: str, place: int) -> None:
        self._chars.append(char)
        self._places.append(place)
        self._inked += self._strong > 0 or char.isspace()

    def end_line(self) -> None:
        """What has been gathered is a line; it covers all of the file's line, marks and all."""
        text, places, inked = "".join(self._chars), self._places, self._inked
        self._chars, self._places, self._inked = [], [], 0
        if not text.strip():
            return
        start = self._text.rfind("\n", 0, places[0]) + 1
        end = self._text.find("\n", places[-1])
        end = end if end >= 0 else len(self._text)
        start += len(self._text[start:end]) - len(self._text[start:end].lstrip())
        end = start + len(self._text[start:end].rstrip())
        lead = indent_width(text[: len(text) - len(text.lstrip())])
        gap = max(self._text.count("\n", self._reached, start) - 1, 0)
        whole = FileLine(start, end, text, places, self._level, gap, lead)
        # **地力是根本。**粮食 is no stress to Markdown, whose words have spaces between.
        kept = _without_stars(text)
        if self._text[start] == ">" and (callout := _CALLOUT.match(text)):  # > [!note] 编者按
            kept = [at for at in kept if at >= callout.end()]
        line = without_unseen(whole.keeping(kept)).trimmed()
        self._reached = end
        if line.text:
            if inked == len(text):
                self.bold.add(len(self.lines))
            self.lines.append(line)


def _without_stars(text: str) -> list[int]:
    """The places of a text that are in no pair of stars left over."""
    stars = [found.start() for found in re.finditer(r"\*\*", text)]
    gone = {at + more for at in stars[: len(stars) // 2 * 2] for more in (0, 1)}
    return [at for at in range(len(text)) if at not in gone]
