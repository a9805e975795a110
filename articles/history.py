"""Histories that begin with what was imported.

Imports write many rows at once and no history; the first later change of a row would leave nothing to go back to. So
before that change the row as it stands becomes the first entry of its history.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from simple_history.utils import get_history_manager_for_model

IMPORTED = "导入"


def keep_baseline(sender: type[models.Model], instance: models.Model, raw: bool, **_: Any) -> None:
    """Receiver of pre_save: see the module."""
    if raw or instance._state.adding:
        return
    history = get_history_manager_for_model(sender)
    if history.filter(**{sender._meta.pk.attname: instance.pk}).exists():
        return
    stored = sender._base_manager.filter(pk=instance.pk).first()
    if stored is not None:
        stored._history_user = None  # type: ignore[attr-defined]  # nobody: not even who is about to change it
        since = getattr(stored, "created_at", None)
        history.bulk_history_create([stored], default_change_reason=IMPORTED, default_date=since)
