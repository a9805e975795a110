"""What the JSON of a field looks like: held to when it is saved, by whomever, and told of rows that are otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

Shape = Callable[[Any], Iterator[str]]
"""What is wrong with a value, in English, by its place; nothing where it fits."""


def text(value: Any) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"is {_kind(value)}, not a text"


def number(value: Any) -> Iterator[str]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield f"is {_kind(value)}, not a number"


def optional(shape: Shape) -> Shape:
    return lambda value: iter(()) if value is None else shape(value)


def list_of(shape: Shape) -> Shape:
    def faults(value: Any) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"is {_kind(value)}, not a list"
            return
        yield from (f"[{place}] {fault}" for place, item in enumerate(value) for fault in shape(item))

    return faults


def having(members: Mapping[str, Shape]) -> Shape:
    """An object with these members at least."""

    def faults(value: Any) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"is {_kind(value)}, not an object"
            return
        yield from (f".{name} {fault}" for name, shape in members.items() for fault in shape(value.get(name)))

    return faults


TEXTS = list_of(text)
BLOCKS = list_of(having({"kind": text, "text": text}))
BOXES = list_of(having({"title": text, "body": BLOCKS}))
FUNDS = list_of(having({"name": text, "number": optional(text)}))
EVIDENCE = list_of(having({"term": text, "count": number, "weight": number}))


class ShapedJSON(models.JSONField):
    """JSON of one shape: `save`, `bulk_create` and `update` raise ValidationError for any other.

    To migrations it is a JSONField: a model of the past holds to no shape of today.
    """

    def __init__(self, *args: Any, shape: Shape | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.shape = shape

    def deconstruct(self) -> Any:
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.JSONField", args, options

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if not hasattr(value, "resolve_expression"):
            self._hold(value)
        return super().get_db_prep_save(value, connection)

    def _hold(self, value: Any) -> None:
        faults = list(self.shape(value)) if self.shape else []
        if faults:
            raise ValidationError(f"{self.model._meta.model_name}: {self.name} {faults[0]}")


def faults_of(model: type[models.Model], row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of a row, by name, that are not as they should be, and what is wrong with each: the first thing."""
    for field in model._meta.get_fields():
        if not isinstance(field, ShapedJSON) or field.shape is None or field.name not in row:
            continue
        if fault := next(field.shape(row[field.name]), ""):
            yield field.name, fault


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "missing"}
    return kinds.get(type(value), "a number")
