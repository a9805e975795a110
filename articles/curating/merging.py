"""Merging authors, columns, themes or organisations that are one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.core import serializers
from django.db import models

from articles.batches import in_batches
from articles.changes import one_change
from articles.curating.addresses import keys_of, redirect
from articles.curating.references import BATCH, REFERENCES, Reference, model_name, repoint, signed
from articles.models import Author, Authorship, FormerAddress, Merge, Organisation, Theme
from articles.people.organisation_rows import delete_unnamed


class CannotMerge(Exception):
    """The message says in Chinese why, and what to do instead."""


def merge_rows(kept: models.Model, others: Iterable[models.Model], user: User | None = None) -> Merge:
    """Whatever names one of the others names `kept` from now on; the others go, and their addresses lead to it.

    Raises CannotMerge where an organisation would be a part of itself.
    """
    others = [other for other in others if other.pk != kept.pk]
    refuse_circle(kept, others)
    with one_change():
        merge = Merge(
            kind=str(kept._meta.model_name), kept=kept.pk, kept_name=str(kept)[:300], by=user,
            gone_names="、".join(map(str, others)), gone=serializers.serialize("python", others),
        )  # fmt: skip
        for reference in REFERENCES[type(kept)]:
            _move(reference, kept, others, merge, user)
        _redirect_addresses(kept, others, merge)
        merge.names = _add_names(kept, others)
        merge.save()
        for other in others:
            signed(other, user).delete()
        signed(kept, user).save()
    return merge


def merge_authors(kept: Author, others: Iterable[Author], user: User | None = None) -> int:
    """`merge_rows` of authors: `kept` answers to all their names. Returns how many authorships moved."""
    return merge_rows(kept, others, user).moved_rows


def refuse_circle(kept: models.Model, others: Iterable[models.Model]) -> None:
    """Raises CannotMerge where an organisation would be a part of itself."""
    if isinstance(kept, Organisation) and (of := next((o for o in others if o in _wholes(kept)), None)):
        raise CannotMerge(f"“{kept}”是“{of}”的一部分，不能把“{of}”并入它；请保留“{of}”。")


def _wholes(row: Organisation) -> list[Organisation]:
    """What it is a part of, the nearest first."""
    return [row.parent, *_wholes(row.parent)] if row.parent else []


def _move(reference: Reference, kept: models.Model, others: Sequence[models.Model], merge: Merge, user: Any) -> None:
    """Let rows name `kept`; one that `kept` has already goes."""
    keys = list(
        reference.model._default_manager.filter(**{f"{reference.field}__in": others}).values_list("pk", flat=True)
    )
    moved = merge.moved.setdefault(model_name(reference), [])
    for batch in in_batches(keys, BATCH):
        same = _existing_keys(reference, kept, batch)
        staying = []
        for row in reference.model._default_manager.filter(pk__in=batch):
            key = tuple(getattr(row, name) for name in reference.besides)
            if reference.besides and key in same:
                merge.removed += serializers.serialize("python", [row])
                _remove(row, user)
                continue
            same.add(key)
            moved.append([row.pk, getattr(row, f"{reference.field}_id")])
            staying.append((row, kept.pk))
        repoint(reference, staying, user)


def _remove(row: models.Model, user: Any) -> None:
    """With the organisations that only this authorship named: undoing reads them from its affiliation again."""
    named = list(row.organisations.values_list("pk", flat=True)) if isinstance(row, Authorship) else []
    signed(row, user).delete()
    delete_unnamed(named)


def _existing_keys(reference: Reference, kept: models.Model, keys: Sequence[int]) -> set[tuple[Any, ...]]:
    if not reference.besides:
        return set()
    first = reference.besides[0]
    theirs = reference.model._default_manager.filter(pk__in=keys).values(first)
    mine = reference.model._default_manager.filter(**{reference.field: kept, f"{first}__in": theirs})
    return set(mine.values_list(*reference.besides))


def _redirect_addresses(kept: models.Model, others: Sequence[models.Model], merge: Merge) -> None:
    targets = [other.pk for other in others]
    leading = FormerAddress.objects.filter(kind=merge.kind, target__in=targets)
    merge.addresses = [list(pair) for pair in leading.values_list("pk", "target")]
    leading.update(target=kept.pk)
    for other in others:
        redirect(kept, keys_of(other))


def _add_names(kept: Any, others: Iterable[Any]) -> list[str]:
    """Give an author the names of others, a theme their terms; returns those that are new."""
    if isinstance(kept, Author):
        names = [name for other in others for name in (other.name, *other.aliases)]
        new = [name for name in dict.fromkeys(names) if name not in (kept.name, *kept.aliases)]
        kept.aliases = [*kept.aliases, *new]
        return new
    if isinstance(kept, Theme):
        weights = {term: other.term_weights.get(term) for other in others for term in other.terms}
        new = [term for term in weights if term not in kept.terms]
        kept.terms, kept.curated = [*kept.terms, *new], True
        kept.term_weights = kept.term_weights | {term: weights[term] for term in new if weights[term]}
        return new
    return []
