"""Histories that begin with what was imported.

Imports write many rows at once and no history; the first later change of a row would leave nothing to go back to. So
before that change the row as it stands becomes the first entry of its history.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel
from simple_history.utils import get_history_manager_for_model

IMPORTED = "导入"
MENDED = "版面修订"
_because: ContextVar[str | None] = ContextVar("because", default=None)


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Every history entry within has this reason, of what is deleted too, unless it has another."""
    token = _because.set(reason)
    try:
        yield
    finally:
        _because.reset(token)


def note_reason(history_instance: Any, **_: Any) -> None:
    """Receiver of pre_create_historical_record: see `because`."""
    history_instance.history_change_reason = history_instance.history_change_reason or _because.get()


def keep_baseline(sender: type[models.Model], instance: models.Model, raw: bool, **_: Any) -> None:
    """Receiver of pre_save: see the module."""
    if raw or instance._state.adding:
        return
    history = get_history_manager_for_model(sender)
    if history.filter(**{sender._meta.pk.attname: instance.pk}).exists():
        return
    _begin(sender, [instance.pk])


def keep_baselines(model: type[models.Model], keys: Collection[int]) -> None:
    """The same for many rows that are about to change together."""
    key = model._meta.pk.attname
    known = get_history_manager_for_model(model).filter(**{f"{key}__in": keys}).values_list(key, flat=True)
    _begin(model, set(keys).difference(known))


def was_there_before(first: Any) -> bool:
    """Whether a row was there before its history, which begins late: with what was imported, or with its deletion."""
    return bool(first.history_change_reason == IMPORTED or first.history_type == "-")


def is_touched(row: Any) -> bool:
    """Whether a person has changed it."""
    return row.history.filter(history_user__isnull=False).exists()


def _begin(model: type[models.Model], keys: Collection[int]) -> None:
    stored = list(model._base_manager.filter(pk__in=keys))
    for row in stored:
        row._history_user = None  # type: ignore[attr-defined]  # nobody: not even who is about to change it
        if since := getattr(row, "created_at", None):
            row._history_date = since  # type: ignore[attr-defined]
    get_history_manager_for_model(model).bulk_history_create(stored, default_change_reason=IMPORTED)


def has_worked(user: User) -> bool:
    """Whether the record or its histories name this user: deleted, what they changed would pass for the import's."""
    naming = [
        relation
        for relation in User._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel) and relation.related_model._meta.app_label in ("articles", "search")
    ]
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: user}).exists() for relation in naming
    )
