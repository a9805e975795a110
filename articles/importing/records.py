"""A line of JSON to a record: an article already separated. Pure.

Known fields: id or key, title, body, column, authors, themes, date, affiliation, abstract, keywords, references, lead,
boxes, funding, author_note, title_origin, title_reason, title_en, abstract_en, keywords_en, status. What
`export_articles` adds for people to read (source, feature, url) is passed over.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from articles.body_text import Block, UnreadableBody, read_body

PASSED_OVER = frozenset({"source", "feature", "url"})
_LONGEST = {"title": 500, "title_en": 500, "column": 50, "key": 200, "name": 50, "theme": 50, "role affiliation": 300}
_ROLES = ("author", "interviewee", "host")
_ORIGINS = ("printed", "truncated", "inferred")
_STATUSES = ("published", "draft", "withdrawn")
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[T ].*)?")
_HAN_NAMES = re.compile(r"[\u3400-\u9fff·\s]+")
_LIST_STOPS = re.compile(r"[;；,，、\n]")
_ONE_LINE = frozenset({"title", "title_en", "column"})  # a line end in one would end a line of every list and citation
_CANNOT_BE_STORED = re.compile("[\x00\ud800-\udfff]")


class BadRecord(ValueError):
    """The line is no record; the message says in English what is wrong with which field."""


@dataclass(frozen=True, slots=True)
class RecordAuthor:
    name: str
    role: str = "author"
    affiliation: str | None = None  # None: as the article's note says


@dataclass(frozen=True, slots=True)
class Record:
    """One article of a file of records. `themes` is None where the record does not say; `texts` holds model fields."""

    key: str
    column: str | None
    authors: tuple[RecordAuthor, ...]
    themes: tuple[str, ...] | None
    published_on: date | None
    texts: dict[str, Any]
    unknown: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The same for the same content."""
        content = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(content.encode()).hexdigest()


def read_record(line: bytes) -> Record:
    """The record on a line. Raises BadRecord."""
    fields = _Fields(_read_object(line))
    authors = tuple(_author(item) for item in _names(fields))
    published_on = _date(fields.take("date"))
    title = fields.text("title", required=True)
    column = fields.text("column") or None
    key = _key(fields, title, authors, published_on)
    themes = tuple(_short("theme", _text("themes", item)) for item in fields.sequence("themes")) or None
    texts = _texts(fields, title)
    return Record(key, column, authors, themes, published_on, texts, unknown=fields.left_over())


class _Fields:
    """The members of an object, each taken once."""

    def __init__(self, members: dict[str, Any]) -> None:
        self._members = members

    def take(self, name: str) -> Any:
        return self._members.pop(name, None)

    def text(self, name: str, *, required: bool = False) -> str:
        value = self.take(name)
        if value is None and not required:
            return ""
        text = _text(name, value).strip()
        if name in _ONE_LINE:
            text = " ".join(line.strip() for line in text.splitlines())
        _short(name, text)
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
        return [block["text"] for block in _blocks(name, value)] if value is not None else []

    def left_over(self) -> tuple[str, ...]:
        return tuple(sorted(_text("a field's name", name) for name in set(self._members) - PASSED_OVER))


def _read_object(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadRecord(f"byte {error.start + 1} is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise BadRecord(f"not JSON: {error.msg} at column {error.colno}") from error
    except ValueError as error:  # Python reads no whole number of more than 4,300 digits
        raise BadRecord("not a record: a number has too many digits") from error
    except RecursionError as error:
        raise BadRecord("not a record: nested too deeply") from error
    if not isinstance(value, dict):
        raise BadRecord("not a JSON object")
    return value


def _texts(fields: _Fields, title: str) -> dict[str, Any]:
    body = _blocks("body", fields.take("body"))
    if not body:
        raise BadRecord("body is empty")
    return {
        "title": title,
        "title_origin": fields.choice("title_origin", _ORIGINS),
        "title_reason": fields.text("title_reason"),
        "lead": fields.paragraphs("lead"),
        "body": body,
        "boxes": [_box(item) for item in fields.sequence("boxes")],
        "abstract": fields.text("abstract"),
        "keywords": [_text("keywords", item) for item in fields.sequence("keywords")],
        "references": [_text("references", item) for item in _lines(fields.take("references"))],
        "affiliation": fields.text("affiliation"),
        "funding": [_fund(item) for item in fields.sequence("funding")],
        "author_note": fields.text("author_note"),
        "title_en": fields.text("title_en"),
        "abstract_en": fields.text("abstract_en"),
        "keywords_en": [_text("keywords_en", item) for item in fields.sequence("keywords_en")],
        "status": fields.choice("status", _STATUSES),
    }


def _key(fields: _Fields, title: str, authors: tuple[RecordAuthor, ...], published_on: date | None) -> str:
    """What tells the record from others: its own id or key, or else a hash of title, authors and date."""
    given = [value for value in (fields.take("key"), fields.take("id")) if value is not None]
    if given:
        if not isinstance(given[0], str | int) or isinstance(given[0], bool) or not str(given[0]).strip():
            raise BadRecord("id must be a string or a whole number")
        return _short("key", _text("id", str(given[0])))
    parts = [title, *(author.name for author in authors), str(published_on)]
    return "hash:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _names(fields: _Fields) -> list[Any]:
    """The authors; in a text of Chinese names, spaces divide too (朱旭森 王希), in others they do not (Caihui Bai)."""
    names = fields.sequence("authors")
    return [part for name in names for part in (name.split() if _is_han(name) else [name])]


def _is_han(name: Any) -> bool:
    return isinstance(name, str) and _HAN_NAMES.fullmatch(name) is not None


def _author(item: Any) -> RecordAuthor:
    if isinstance(item, str):
        return RecordAuthor(_short("name", _filled("authors", item)))
    if not isinstance(item, dict):
        raise BadRecord("authors must be names or objects with a name")
    role = item.get("role") or _ROLES[0]
    if role not in _ROLES:
        raise BadRecord(f"an author's role must be one of {', '.join(_ROLES)}, not {role!r}")
    affiliation = item.get("affiliation")
    name = _short("name", _filled("an author's name", item.get("name")))
    if affiliation is None:
        return RecordAuthor(name, role)
    return RecordAuthor(name, role, _short("role affiliation", _text("an author's affiliation", affiliation).strip()))


def _blocks(name: str, value: Any) -> list[Block]:
    """Paragraphs and headings: from a text with blank lines, a list of texts, or a list of {"kind", "text"}."""
    if value is None:
        return []
    if isinstance(value, str):
        try:
            return read_body(_text(name, value if "\n\n" in value else value.replace("\n", "\n\n")))
        except UnreadableBody as error:
            raise BadRecord(f"{name}: {error}") from error
    if not isinstance(value, list):
        raise BadRecord(f"{name} must be a text or a list")
    return [_block(name, item) for item in value if item != ""]


def _block(name: str, item: Any) -> Block:
    if isinstance(item, str):
        return {"kind": "paragraph", "text": _filled(name, item)}
    if not isinstance(item, dict) or item.get("kind") not in ("paragraph", "heading"):
        raise BadRecord(f'{name} must hold texts, or objects with "kind" ("paragraph" or "heading") and "text"')
    return {"kind": item["kind"], "text": _filled(name, item.get("text"))}


def _box(item: Any) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise BadRecord("boxes must hold objects with a title and a body")
    return {"title": _text("a box's title", item.get("title", "")), "body": _blocks("a box's body", item.get("body"))}


def _fund(item: Any) -> dict[str, str | None]:
    if isinstance(item, str):
        return {"name": _filled("funding", item), "number": None}
    if not isinstance(item, dict):
        raise BadRecord("funding must hold names, or objects with a name and a number")
    number = item.get("number")
    if isinstance(number, int | float) and not isinstance(number, bool):
        number = str(number)
    return {
        "name": _filled("a fund's name", item.get("name")),
        "number": None if number is None else _text("a fund's number", number),
    }


def _lines(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    if value is not None and not isinstance(value, list):
        raise BadRecord("references must be a list")
    return value or []


def _date(value: Any) -> date | None:
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


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise BadRecord(f"{name} is missing" if value is None else f"{name} must be a text")
    if _CANNOT_BE_STORED.search(value):
        raise BadRecord(f"{name} holds a NUL or half a character, which no database keeps")
    return value


def _filled(name: str, value: Any) -> str:
    text = _text(name, value).strip()
    if not text:
        raise BadRecord(f"{name} is empty")
    return text


def _short(name: str, text: str) -> str:
    longest = _LONGEST.get(name)
    if longest and len(text) > longest:
        raise BadRecord(f"{name} is longer than {longest} characters")
    return text
