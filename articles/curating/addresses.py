"""Former addresses of rows, and redirects from them: of an author merged into another, of a column by its former name.

A name counts as an address: what an import prints under a former name is meant for the row that had it.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

from articles.models import FormerAddress, Merge

Row = TypeVar("Row", bound=models.Model)
_FOUND_BY = {"column": ("slug", "name"), "theme": ("slug", "name"), "organisation": ("pk", "name", "key")}


def keys_of(row: models.Model) -> set[str]:
    """The keys that the row is found by: slug and name; the id where there is no slug."""
    kind = str(row._meta.model_name)
    return {str(getattr(row, field)) for field in _FOUND_BY.get(kind, ("pk",))}


def row_formerly_at(model: type[Row], key: str) -> Row | None:
    """The row that once had this key."""
    former = FormerAddress.objects.filter(kind=model._meta.model_name, key=key).first()
    return model._default_manager.filter(pk=former.target).first() if former else None


def successor_of(model: type[Row], key: int) -> Row | None:
    """What a row that is gone was merged into, and that again into another."""
    merges = Merge.objects.filter(kind=model._meta.model_name, operation=Merge.Operation.MERGE)
    standing = merges.filter(state=Merge.State.DONE).order_by("pk").values_list("gone", "kept")
    into = {item["pk"]: kept for gone, kept in standing for item in gone}
    while key in into:
        key = into.pop(key)
    return model._default_manager.filter(pk=key).first()


def redirect(row: models.Model, keys: set[str]) -> None:
    """Redirect these keys to the row from now on."""
    kind = row._meta.model_name
    for key in keys:
        FormerAddress.objects.update_or_create(kind=kind, key=key, defaults={"target": row.pk})


def remove_redirects(row: models.Model, keys: set[str]) -> None:
    """Remove the redirects of these keys: the row has them itself."""
    FormerAddress.objects.filter(kind=row._meta.model_name, key__in=keys).delete()


def note_new_keys(sender: type[models.Model], instance: Any, raw: bool, **_: Any) -> None:
    """Receiver of pre_save: a name or address name that a row gives up leads to it from now on."""
    if raw or instance._state.adding:
        return
    stored = sender._default_manager.filter(pk=instance.pk).first()
    if stored is not None and keys_of(stored) != keys_of(instance):
        redirect(instance, keys_of(stored) - keys_of(instance))
        remove_redirects(instance, keys_of(instance))
