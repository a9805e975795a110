"""A field's value as JSON, back, and in the words that a curator reads."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from articles.curating.addresses import row_formerly_at
from articles.curating.versions import json_in_words
from articles.models import Article, Column, Feature
from articles.people.bylines import bylines_of

_INNER_MARKS = str.maketrans("“”", "‘’")

AUTHORS = "authors"  # the authorships together, as one field


def plain_value(article: Article, field: str) -> Any:
    """A field's value as JSON: a column by its name, a feature by its id, a date in ISO form, authors as bylines."""
    if field == AUTHORS:
        return [asdict(byline) for byline in bylines_of(article)]
    return plain(getattr(article, field))


def as_text(field: str, value: Any) -> str:
    """A plain value as a curator reads it."""
    if value is None:
        return ""
    if field == AUTHORS:
        return "\n".join("，".join(part for part in (row["name"], row["affiliation"]) if part) for row in value)
    return json_in_words(field, value)


def in_words(field: str, value: Any) -> str:
    """The same where it is only read: one of several choices by its name."""
    choices = dict(Article._meta.get_field(field).flatchoices)  # type: ignore[union-attr]
    return str(choices[value]) if choices and value in choices else as_text(field, value)


def label_of(field: str) -> str:
    """What curators call a field."""
    return str(Article._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def plain(value: Any) -> Any:
    """A value as JSON, as `plain_value` says."""
    if isinstance(value, Column):
        return value.name
    if isinstance(value, Feature):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_plain(field: str, value: Any) -> Any:
    """The value as the model holds it: a column by a name that it has or had; what is gone is None."""
    if value is None:
        return None
    if field == "column":
        return Column.objects.filter(name=value).first() or row_formerly_at(Column, value)
    if field == "feature":
        return Feature.objects.filter(pk=value).first()
    if field == "published_on":
        return date.fromisoformat(value)
    return value


def quoted(text: object) -> str:
    """A name or title within quotation marks, its own being the inner ones: “读‘西部算谷’有感”."""
    return f"“{str(text).translate(_INNER_MARKS)}”"
