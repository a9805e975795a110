"""A line of JSON to a record: an article already separated. Pure.

Known fields: id or key, title, body, column, authors, themes, date, affiliation, abstract, keywords, references, lead,
boxes, funding, author_note, title_origin, title_reason, kicker, subtitle, title_en, abstract_en, keywords_en,
status. What `export_articles` adds for people to read (source, feature, url) is passed over.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from articles.importing.record_fields import (
    BadRecord,
    Fields,
    check_length,
    on_one_line,
    read_blocks,
    read_date,
    read_filled,
    read_name,
    read_text,
)

_ROLES = ("author", "interviewee", "host", "organisation")
_ORIGINS = ("printed", "truncated", "inferred", "curated")
_STATUSES = ("published", "draft", "withdrawn")
_HAN_NAMES = re.compile(r"[\u3400-\u9fff·\s]+")
_SET_WIDE = re.compile(r"(?<!\S)(\S)\s+(\S)(?!\S)")  # 王　希, set as wide as a name of three characters


@dataclass(frozen=True, slots=True)
class RecordAuthor:
    name: str
    role: str = "author"
    affiliation: str | None = None  # None: as the article's note says
    printed_as: str = ""  # where that is not the name


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
        members = {field.name: getattr(self, field.name) for field in fields(self)}
        members["authors"] = [  # as ever where nothing is printed otherwise: what is stored stays the same content
            {name: said for name, said in asdict(author).items() if said or name != "printed_as"}
            for author in self.authors
        ]
        content = json.dumps(members, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(content.encode()).hexdigest()


def read_record(line: bytes) -> Record:
    """The record on a line. Raises BadRecord."""
    fields = Fields(_read_object(line))
    authors = tuple(_author(item) for item in _names(fields))
    published_on = read_date(fields.take("date"))
    title = fields.text("title", required=True)
    column = fields.text("column") or None
    key = _key(fields, title, authors, published_on)
    themes = (
        tuple(check_length("theme", read_name("themes", item)) for item in fields.sequence("themes") if item != "")
        or None
    )
    texts = _texts(fields, title)
    return Record(key, column, authors, themes, published_on, texts, unknown=fields.left_over())


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


def _texts(fields: Fields, title: str) -> dict[str, Any]:
    body = read_blocks("body", fields.take("body"))
    if not body:
        raise BadRecord("body is empty")
    return {
        "kicker": fields.text("kicker"),
        "title": title,
        "title_origin": fields.choice("title_origin", _ORIGINS),
        "title_reason": fields.text("title_reason"),
        "subtitle": fields.text("subtitle"),
        "lead": fields.paragraphs("lead"),
        "body": body,
        "boxes": [_box(item) for item in fields.sequence("boxes")],
        "abstract": fields.text("abstract"),
        "keywords": [read_text("keywords", item) for item in fields.sequence("keywords")],
        "references": [read_text("references", item) for item in _lines(fields.take("references"))],
        "affiliation": fields.text("affiliation"),
        "funding": [_fund(item) for item in fields.sequence("funding")],
        "author_note": fields.text("author_note"),
        "title_en": fields.text("title_en"),
        "abstract_en": fields.text("abstract_en"),
        "keywords_en": [read_text("keywords_en", item) for item in fields.sequence("keywords_en")],
        "status": fields.choice("status", _STATUSES),
    }


def _key(fields: Fields, title: str, authors: tuple[RecordAuthor, ...], published_on: date | None) -> str:
    """What tells the record from others: its own id or key, or else a hash of title, authors and date."""
    given = [value for value in (fields.take("key"), fields.take("id")) if value is not None]
    if given:
        if not isinstance(given[0], str | int) or isinstance(given[0], bool) or not str(given[0]).strip():
            raise BadRecord("id must be a string or a whole number")
        return check_length("key", read_text("id", str(given[0])))
    parts = [title, *(author.name for author in authors), str(published_on)]
    return "hash:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _names(fields: Fields) -> list[Any]:
    """The authors; in a text of Chinese names, spaces divide too (朱旭森 王希), in others they do not (Caihui Bai)."""
    names = fields.sequence("authors")
    return [part for name in names for part in (_set_close(name).split() if _is_han(name) else [name])]


def _is_han(name: Any) -> bool:
    return isinstance(name, str) and _HAN_NAMES.fullmatch(name) is not None


def _set_close(name: str) -> str:
    return _SET_WIDE.sub(r"\1\2", name) if _is_han(name) else name


def _author(item: Any) -> RecordAuthor:
    if isinstance(item, str):
        return RecordAuthor(check_length("name", _set_close(read_name("authors", item))))
    if not isinstance(item, dict):
        raise BadRecord("authors must be names or objects with a name")
    role = item.get("role") or _ROLES[0]
    if role not in _ROLES:
        raise BadRecord(f"an author's role must be one of {', '.join(_ROLES)}, not {role!r}")
    affiliation = item.get("affiliation")
    name = check_length("name", _set_close(read_name("an author's name", item.get("name"))))
    printed = item.get("printed_as") or ""
    if affiliation is not None:
        affiliation = on_one_line(read_text("an author's affiliation", affiliation).strip())
    return RecordAuthor(
        name,
        role,
        None if affiliation is None else check_length("role affiliation", affiliation),
        check_length("printed_as", on_one_line(read_text("an author's printed_as", printed).strip())),
    )


def _box(item: Any) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise BadRecord("boxes must hold objects with a title and a body")
    return {
        "title": read_text("a box's title", item.get("title", "")),
        "body": read_blocks("a box's body", item.get("body")),
    }


def _fund(item: Any) -> dict[str, str | None]:
    if isinstance(item, str):
        return {"name": read_filled("funding", item), "number": None}
    if not isinstance(item, dict):
        raise BadRecord("funding must hold names, or objects with a name and a number")
    number = item.get("number")
    if isinstance(number, int | float) and not isinstance(number, bool):
        number = str(number)
    return {
        "name": read_filled("a fund's name", item.get("name")),
        "number": None if number is None else read_text("a fund's number", number),
    }


def _lines(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    if value is not None and not isinstance(value, list):
        raise BadRecord("references must be a list")
    return value or []
