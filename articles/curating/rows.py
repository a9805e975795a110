"""Rows kept as JSON, as Django serialises them, to be put back later."""

from __future__ import annotations

from typing import Any

from django.core import serializers
from django.db import models


def row_of(item: dict[str, Any]) -> Any:
    """The row that was kept, unsaved; of a field that the model has no more nothing is said."""
    return next(iter(serializers.deserialize("python", [item], ignorenonexistent=True))).object


def empty_what_is_gone(row: models.Model, *relations: str) -> None:
    """Let a row name nothing, in these relations, where what it names is not there any more."""
    for name in relations:
        field: Any = row._meta.get_field(name)
        key = getattr(row, field.attname)
        if key is not None and not field.related_model._default_manager.filter(pk=key).exists():
            setattr(row, field.attname, None)
