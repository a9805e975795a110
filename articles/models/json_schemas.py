"""Schemas of JSON fields: checked whenever a row is saved, and looked for in rows that are stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.json import KeyTransform

Schema = Callable[[Any], Iterator[str]]
"""A function from a value to its faults, none where it is valid: for each, in English, its place and what is wrong."""


def text(value: Any) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"is {_kind(value)}, not a text"


def number(value: Any) -> Iterator[str]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield f"is {_kind(value)}, not a number"


def optional(schema: Schema) -> Schema:
    return lambda value: iter(()) if value is None else schema(value)


def list_of(schema: Schema) -> Schema:
    def faults(value: Any) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"is {_kind(value)}, not a list"
            return
        yield from (f"[{place}] {fault}" for place, item in enumerate(value) for fault in schema(item))

    return faults


def having(members: Mapping[str, Schema]) -> Schema:
    """The schema of an object that has these members, each of its own schema; others are allowed."""

    def faults(value: Any) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"is {_kind(value)}, not an object"
            return
        yield from (f".{name} {fault}" for name, schema in members.items() for fault in schema(value.get(name)))

    return faults


TEXTS = list_of(text)
BLOCKS = list_of(having({"kind": text, "text": text}))
BOXES = list_of(having({"title": text, "body": BLOCKS}))
FUNDS = list_of(having({"name": text, "number": optional(text)}))
EVIDENCE = list_of(having({"term": text, "count": number, "weight": number}))


_EMPTY = "[]"  # the list without anything as a database gives it


class Misshapen(list[Any]):
    """An empty list in place of a stored value that is not of its field's schema, as SQL can store without this site.

    `stored` is that value; a row saved with this list keeps it.
    """

    def __init__(self, stored: Any) -> None:
        super().__init__()
        self.stored = stored


class SchemaJSONField(models.JSONField):
    """A list of one schema, as JSON: `save`, `bulk_create` and `update` raise ValidationError for any other value.

    A stored value of another shape is read as `Misshapen`. Migrations see a plain JSONField, so that the models of
    earlier releases are not checked against today's schemas.
    """

    def __init__(self, *args: Any, schema: Schema | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.schema = schema

    def deconstruct(self) -> Any:
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.JSONField", args, options

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value == _EMPTY:  # as most of an article's lists are
            return []
        read = super().from_db_value(value, expression, connection)
        return read if value is None or isinstance(expression, KeyTransform) else self.readable(read)

    def readable(self, stored: Any) -> Any:
        """The stored value, or `Misshapen` in its place where it is not of the schema."""
        return stored if self.schema is None or next(self.schema(stored), None) is None else Misshapen(stored)

    def value_to_string(self, obj: models.Model) -> Any:
        """The value as it is stored, for serialised rows: one restored from a snapshot or the trash is the same."""
        value = super().value_to_string(obj)
        return value.stored if isinstance(value, Misshapen) else value

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        """Keep a stored value that cannot be read where the form's field, which shows it as empty, is left empty."""
        if data or not isinstance(getattr(instance, self.name), Misshapen):
            super().save_form_data(instance, data)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, Misshapen):
            return self.get_db_prep_value(value.stored, connection)
        if not hasattr(value, "resolve_expression"):
            self._hold(value)
        return super().get_db_prep_save(value, connection)

    def _hold(self, value: Any) -> None:
        faults = list(self.schema(value)) if self.schema else []
        if faults:
            raise ValidationError(f"{self.model._meta.model_name}: {self.name} {faults[0]}")


def faults_of(model: type[models.Model], row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of a row that are not of their schema: the name of each, and its first fault."""
    for field in model._meta.get_fields():
        if not isinstance(field, SchemaJSONField) or field.schema is None or field.name not in row:
            continue
        value = row[field.name]
        if fault := next(field.schema(value.stored if isinstance(value, Misshapen) else value), ""):
            yield field.name, fault


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "missing"}
    return kinds.get(type(value), "a number")
