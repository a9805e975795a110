"""The members of a record's JSON object, each read as what it should be, or refused with what is wrong. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from articles.curating.body_text import BodyBlock, UnreadableBody, read_body

PASSED_OVER = frozenset({"source", "feature", "url"})  # what exports add for people to read
_LONGEST = {
    "kicker": 300,
    "title": 500,
    "subtitle": 300,
    "title_en": 500,
    "column": 50,
    "key": 200,
    "name": 50,
    "theme": 50,
    "role affiliation": 300,
    "printed_as": 300,
}
_ONE_LINE = frozenset({"kicker", "title", "subtitle", "title_en", "column"})
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[T ].*)?")
_LIST_STOPS = re.compile(r"[;；,，、\n]")
# Marks that are not seen: with one of them a name is another name, and what follows it may run backwards.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CANNOT_BE_STORED = re.compile("[\x00\ud800-\udfff]")


class BadRecord(ValueError):
    """The line is no record; the message says in English what is wrong with which field."""


class Fields:
    """The members of an object, each taken once."""

    def __init__(self, members: dict[str, Any]) -> None:
        self._members = members

    def take(self, name: str) -> Any:
        return self._members.pop(name, None)

    def text(self, name: str, *, required: bool = False) -> str:
        value = self.take(name)
        if value is None and not required:
            return ""
        text = read_text(name, value).strip()
        if name in _ONE_LINE:
            text = on_one_line(text)
        check_length(name, text)
        if required and not text:
            raise BadRecord(f"{name} is empty")
        return text

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        value = self.text(name) or choices[0]
        if value not in choices:
            raise BadRecord(f"{name} must be one of {', '.join(choices)}, not {value!r}")
        return value

    def sequence(self, name: str) -> list[Any]:
        """A list; a string is one that 、，；, or a line break divides."""
        value = self.take(name)
        if value is None:
            return []
        if isinstance(value, str):
            return [part.strip() for part in _LIST_STOPS.split(value) if part.strip()]
        if not isinstance(value, list):
            raise BadRecord(f"{name} must be a list")
        return value

    def paragraphs(self, name: str) -> list[str]:
        """A list of paragraphs; a string is one that blank lines divide."""
        value = self.take(name)
        return [block["text"] for block in read_blocks(name, value)] if value is not None else []

    def left_over(self) -> tuple[str, ...]:
        return tuple(sorted(read_text("a field's name", name) for name in set(self._members) - PASSED_OVER))


def read_blocks(name: str, value: Any) -> list[BodyBlock]:
    """Paragraphs and headings: from a text with blank lines, a list of texts, or a list of {"kind", "text"}."""
    if value is None:
        return []
    if isinstance(value, str):
        try:
            return read_body(read_text(name, value if "\n\n" in value else value.replace("\n", "\n\n")))
        except UnreadableBody as error:
            raise BadRecord(f"{name}: {error}") from error
    if not isinstance(value, list):
        raise BadRecord(f"{name} must be a text or a list")
    return [_block(name, item) for item in value if item != ""]


def _block(name: str, item: Any) -> BodyBlock:
    if isinstance(item, str):
        return {"kind": "paragraph", "text": read_filled(name, item)}
    if not isinstance(item, dict) or item.get("kind") not in ("paragraph", "heading"):
        raise BadRecord(f'{name} must hold texts, or objects with "kind" ("paragraph" or "heading") and "text"')
    return {"kind": item["kind"], "text": read_filled(name, item.get("text"))}


def read_date(value: Any) -> date | None:
    if value in (None, ""):
        return None
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise BadRecord(f"date must be like 2025-03-01, not {value!r}")
    year, month, day, short_month, short_day = match.groups()
    try:
        return date(int(year), int(month or short_month), int(day or short_day))
    except ValueError as error:
        raise BadRecord(f"date {value!r}: {error}") from error


def read_text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise BadRecord(f"{name} is missing" if value is None else f"{name} must be a text")
    if _CANNOT_BE_STORED.search(value):
        raise BadRecord(f"{name} holds a NUL or half a character, which no database keeps")
    return value


def read_filled(name: str, value: Any) -> str:
    text = read_text(name, value).strip()
    if not text:
        raise BadRecord(f"{name} is empty")
    return text


def read_name(name: str, value: Any) -> str:
    """A filled text on one line: a line end in a name would end a line of every list and citation."""
    return read_filled(name, on_one_line(read_filled(name, value)))


def on_one_line(text: str) -> str:
    """The text without line ends and unseen marks."""
    return " ".join(line.strip() for line in _UNSEEN.sub("", text).splitlines())


def check_length(name: str, text: str) -> str:
    longest = _LONGEST.get(name)
    if longest and len(text) > longest:
        raise BadRecord(f"{name} is longer than {longest} characters")
    return text
