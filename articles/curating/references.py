"""Rows that name an author, a column, a theme or an organisation, and how they come to name another.

And rows kept as JSON, as Django serialises them, to be put back later: what they name may be gone by then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core import serializers
from django.db import models
from simple_history.utils import bulk_update_with_history

from articles.changes import mark_changed
from articles.curating.addresses import successor_of
from articles.curating.history import keep_baselines
from articles.models import (
    Article,
    Author,
    Authorship,
    Column,
    Feature,
    Organisation,
    OrganisationReading,
    Theme,
    ThemeAssignment,
    TrashItem,
)
from articles.models.json_schemas import SchemaJSONField

BATCH = 500
STEP = 25  # rows to a transaction of a merge, a split or an undoing


@dataclass(frozen=True, slots=True)
class Reference:
    """Rows of `model` that name another row in `field`.

    Two that agree in `besides` too say the same. `article` is the look-up that says whose article they are of, empty
    where they are of none.
    """

    model: type[models.Model]
    field: str
    besides: tuple[str, ...] = ()
    article: str = "article_id"


REFERENCES: dict[type[models.Model], tuple[Reference, ...]] = {
    Author: (Reference(Authorship, "author", ("article_id", "role")),),
    Column: (Reference(Article, "column", article="pk"), Reference(Feature, "column", article="")),
    Theme: (Reference(ThemeAssignment, "theme", ("article_id",)),),
    Organisation: (
        Reference(Authorship.organisations.through, "organisation", ("authorship_id",), "authorship__article_id"),
        Reference(Organisation, "parent", article="authorships__article_id"),
        Reference(OrganisationReading, "organisation", article=""),
    ),
}


def repoint(reference: Reference, rows: Sequence[tuple[models.Model, int]], user: User | None) -> None:
    """Let rows name others, in their histories too; what came to say the same meanwhile makes way."""
    if not rows:
        return
    make_way(reference, rows, user)
    keys = [row.pk for row, _ in rows]
    has_history = hasattr(reference.model, "history")
    if has_history:
        keep_baselines(reference.model, keys)
    for row, target in rows:
        setattr(row, f"{reference.field}_id", target)
    changed = [row for row, _ in rows]
    if has_history:
        bulk_update_with_history(changed, reference.model, [reference.field], default_user=user)
    else:
        reference.model._default_manager.bulk_update(changed, [reference.field])
    if reference.article:
        named = reference.model._default_manager.filter(pk__in=keys).values_list(reference.article, flat=True)
        mark_changed(key for key in named if key)


def repoint_in_trash(
    reference: Reference, named: Collection[int], target: Callable[[int, int], int | None]
) -> dict[int, int]:
    """Let rows that wait in the trash and name one of these name what `target(row, named)` says, so that a byline that
    comes back from there is of whom the others are of by then. Returns what they named before, by row.
    """
    label, before = reference.model._meta.label_lower, {}
    for item in list(TrashItem.objects.writing([f'"{reference.field}": {key}' for key in named])):
        changed = False
        for row in item.rows:
            former = row["fields"].get(reference.field)
            wanted = target(row["pk"], former) if row["model"] == label and former in named else None
            if wanted is not None and wanted != former:
                row["fields"][reference.field], before[row["pk"]], changed = wanted, former, True
        if changed:
            item.save(update_fields=["rows"])
    return before


def give_to_trash(rows: Sequence[dict[str, Any]]) -> None:
    """Keep rows of articles that wait in the trash with these, to come back when they do."""
    of_article: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        of_article[row["fields"]["article"]].append(row)
    for item in list(TrashItem.objects.writing([f'"pk": {key}' for key in of_article])):
        articles = {kept["pk"] for kept in item.rows if kept["model"] == Article._meta.label_lower}
        if given := [row for key in articles & of_article.keys() for row in of_article.pop(key)]:
            item.rows += given
            item.save(update_fields=["rows"])


def make_way(reference: Reference, rows: Sequence[tuple[models.Model, int]], user: User | None) -> None:
    """Delete what says the same as these rows would of what they are to name."""
    if not reference.besides:
        return

    def said(row: models.Model, target: int) -> tuple[int, ...]:
        return (target, *(getattr(row, name) for name in reference.besides))

    first = reference.besides[0]
    near = {
        f"{reference.field}__in": {target for _, target in rows},
        f"{first}__in": {getattr(r, first) for r, _ in rows},
    }
    wanted = {said(row, target) for row, target in rows}
    for other in reference.model._default_manager.filter(**near).exclude(pk__in=[row.pk for row, _ in rows]):
        if said(other, getattr(other, f"{reference.field}_id")) in wanted:
            signed(other, user).delete()


def model_name(reference: Reference) -> str:
    return str(reference.model._meta.model_name)


def signed(row: Any, user: User | None) -> Any:
    """The row, its next history entry signed by this user."""
    if user is not None:
        row._history_user = user  # simple_history reads it
    return row


def row_of(item: dict[str, Any]) -> Any:
    """The row that was kept, unsaved; of a field that the model has no more nothing is said."""
    row = next(iter(serializers.deserialize("python", [item], ignorenonexistent=True))).object
    for field in row._meta.concrete_fields:
        if isinstance(field, SchemaJSONField):
            setattr(row, field.attname, field.readable(getattr(row, field.attname)))
    return row


def follow_what_is_gone(row: models.Model, *relations: str) -> None:
    """Let a row name, in these relations, what it names was merged into; nothing where that is simply gone."""
    for name in relations:
        field: Any = row._meta.get_field(name)
        key = getattr(row, field.attname)
        if key is not None and not field.related_model._default_manager.filter(pk=key).exists():
            successor = successor_of(field.related_model, key)
            setattr(row, name, successor if successor != row else None)
