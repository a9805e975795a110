"""One row for one thing: merging authors, columns or themes that are one, undoing that, parting those that are two."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core import serializers
from django.db import models
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from articles.batches import in_batches
from articles.changes import mark_changed, one_change
from articles.curating.addresses import forget, keys_of, lead_to
from articles.curating.history import keep_baselines
from articles.curating.rows import row_of
from articles.models import (
    Article,
    Author,
    Authorship,
    Column,
    Feature,
    FormerAddress,
    Kind,
    Merge,
    Theme,
    ThemeAssignment,
)

_BATCH = 500


@dataclass(frozen=True, slots=True)
class _Pointer:
    """Rows that name what is merged: in which field, what else makes them the same, and whose article they are of."""

    model: type[models.Model]
    field: str
    besides: tuple[str, ...] = ()
    article: str = "article_id"


_POINTERS: dict[type[models.Model], tuple[_Pointer, ...]] = {
    Author: (_Pointer(Authorship, "author", ("article_id", "role")),),
    Column: (_Pointer(Article, "column", article="pk"), _Pointer(Feature, "column", article="")),
    Theme: (_Pointer(ThemeAssignment, "theme", ("article_id",)),),
}


class CannotUndo(Exception):
    """The message says in Chinese why, and what to do first."""


@dataclass(frozen=True, slots=True)
class Parted:
    """What undoing a merge puts back (rows that name the others), and what stays as people left it since."""

    back: int
    left: int


def merge_rows(kept: models.Model, others: Iterable[models.Model], user: User | None = None) -> Merge:
    """Whatever names one of the others names `kept` from now on; the others go, and their addresses lead to it."""
    others = [other for other in others if other.pk != kept.pk]
    with one_change():
        merge = Merge(
            kind=str(kept._meta.model_name), kept=kept.pk, kept_name=str(kept)[:300], by=user,
            gone_names="、".join(map(str, others)), gone=serializers.serialize("python", others),
        )  # fmt: skip
        for pointer in _POINTERS[type(kept)]:
            _move(pointer, kept, others, merge, user)
        _readdress(kept, others, merge)
        merge.names = _answer_to(kept, others)
        merge.save()
        for other in others:
            _by(other, user).delete()
        _by(kept, user).save()
    return merge


def merge_authors(kept: Author, others: Iterable[Author], user: User | None = None) -> int:
    """`merge_rows` of authors: `kept` answers to all their names. Returns how many authorships moved."""
    return merge_rows(kept, others, user).moved_rows


def would_part(merge: Merge) -> Parted:
    """What undoing a merge would do. Two counts."""
    back = sum(
        _still_there(pointer, merge, keys).count()
        for pointer in _POINTERS[_model(merge)]
        for keys in in_batches(_whose(pointer, merge), _BATCH)
    )
    return Parted(back, merge.moved_rows - back)


def undo_merge(merge: Merge, user: User | None) -> Parted:
    """Bring back the rows that a merge took away and what named them; what people changed since stays as it is.

    Raises CannotUndo where the kept row is gone, or a name is taken.
    """
    with one_change():
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        kept = _refuse_impossible(merge)
        for item in merge.gone:
            row = row_of(item)
            forget(row, keys_of(row))
            _by(row, user).save(force_insert=True)
        back = sum(_move_back(pointer, merge, user) for pointer in _POINTERS[type(kept)])
        _bring_back_removed(merge, user)
        for pk, target in merge.addresses:
            FormerAddress.objects.filter(pk=pk, target=merge.kept).update(target=target)
        _answer_to_no_more(kept, merge.names)
        _by(kept, user).save()
        merge.undone_by, merge.undone_at = user, timezone.now()
        merge.save(update_fields=["undone_by", "undone_at"])
    return Parted(back, merge.moved_rows - back)


def split_author(author: Author, authorships: Collection[Authorship], distinction: str, user: User | None) -> Author:
    """A second person of the same name, told apart by `distinction`, who wrote these; returns the new row."""
    with one_change():
        other = Author(name=author.name, distinction=distinction)
        _by(other, user).save()
        [pointer] = _POINTERS[Author]
        for rows in in_batches(authorships, _BATCH):
            _repoint(pointer, [(row, other.pk) for row in rows], user)
    return other


def _move(pointer: _Pointer, kept: models.Model, others: Sequence[models.Model], merge: Merge, user: Any) -> None:
    """Let rows name `kept`; one that `kept` has already goes."""
    keys = list(pointer.model._default_manager.filter(**{f"{pointer.field}__in": others}).values_list("pk", flat=True))
    moved = merge.moved.setdefault(_name(pointer), [])
    for batch in in_batches(keys, _BATCH):
        same = _already(pointer, kept, batch)
        staying = []
        for row in pointer.model._default_manager.filter(pk__in=batch):
            key = tuple(getattr(row, name) for name in pointer.besides)
            if pointer.besides and key in same:
                merge.removed += serializers.serialize("python", [row])
                _by(row, user).delete()
                continue
            same.add(key)
            moved.append([row.pk, getattr(row, f"{pointer.field}_id")])
            staying.append((row, kept.pk))
        _repoint(pointer, staying, user)


def _already(pointer: _Pointer, kept: models.Model, keys: Sequence[int]) -> set[tuple[Any, ...]]:
    if not pointer.besides:
        return set()
    articles = pointer.model._default_manager.filter(pk__in=keys).values("article_id")
    mine = pointer.model._default_manager.filter(**{pointer.field: kept}, article_id__in=articles)
    return set(mine.values_list(*pointer.besides))


def _repoint(pointer: _Pointer, rows: Sequence[tuple[models.Model, int]], user: User | None) -> None:
    """Let rows name others, in their histories too."""
    if not rows:
        return
    keep_baselines(pointer.model, [row.pk for row, _ in rows])
    for row, target in rows:
        setattr(row, f"{pointer.field}_id", target)
    changed = [row for row, _ in rows]
    bulk_update_with_history(changed, pointer.model, [pointer.field], default_user=user)
    if pointer.article:
        mark_changed(getattr(row, pointer.article) for row in changed)


def _readdress(kept: models.Model, others: Sequence[models.Model], merge: Merge) -> None:
    targets = [other.pk for other in others]
    leading = FormerAddress.objects.filter(kind=merge.kind, target__in=targets)
    merge.addresses = [list(pair) for pair in leading.values_list("pk", "target")]
    leading.update(target=kept.pk)
    for other in others:
        lead_to(kept, keys_of(other))


def _answer_to(kept: Any, others: Iterable[Any]) -> list[str]:
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


def _answer_to_no_more(kept: Any, names: list[str]) -> None:
    if isinstance(kept, Author):
        kept.aliases = [name for name in kept.aliases if name not in names]
    if isinstance(kept, Theme):
        kept.terms = [term for term in kept.terms if term not in names]
        kept.term_weights = {term: weight for term, weight in kept.term_weights.items() if term not in names}


def _refuse_impossible(merge: Merge) -> models.Model:
    """The kept row. Raises CannotUndo."""
    if merge.undone_at:
        raise CannotUndo("这次合并已经撤销。")
    model = _model(merge)
    kept = model._default_manager.filter(pk=merge.kept).first()
    if kept is None:
        raise CannotUndo(f"“{merge.kept_name}”后来又并入别处或被删除，请先撤销后来的合并。")
    for item in merge.gone:
        for field in model._meta.concrete_fields:
            taken = {field.name: item["fields"].get(field.name)}
            if field.unique and not field.primary_key and model._default_manager.filter(**taken).exists():
                raise CannotUndo(f"{field.verbose_name}“{taken[field.name]}”已为另一{model._meta.verbose_name}所用。")
    return kept


def _move_back(pointer: _Pointer, merge: Merge, user: User | None) -> int:
    """Let rows name whom they named before the merge; returns how many still named the kept row."""
    whose, moved = _whose(pointer, merge), 0
    for keys in in_batches(whose, _BATCH):
        rows = [(row, whose[row.pk]) for row in _still_there(pointer, merge, keys)]
        _repoint(pointer, rows, user)
        moved += len(rows)
    return moved


def _whose(pointer: _Pointer, merge: Merge) -> dict[int, int]:
    """Which row each of those that moved had named."""
    return dict(merge.moved.get(_name(pointer), []))


def _still_there(pointer: _Pointer, merge: Merge, keys: Iterable[int]) -> models.QuerySet[models.Model]:
    return pointer.model._default_manager.filter(pk__in=keys, **{f"{pointer.field}_id": merge.kept})


def _bring_back_removed(merge: Merge, user: User | None) -> None:
    """Rows that said the same twice, where their article is still there."""
    for item in merge.removed:
        row = row_of(item)
        is_there = type(row)._default_manager.filter(pk=row.pk).exists()
        if not is_there and Article.objects.filter(pk=row.article_id).exists():
            _by(row, user).save(force_insert=True)


def _model(merge: Merge) -> type[models.Model]:
    return Kind(merge.kind).model


def _name(pointer: _Pointer) -> str:
    return str(pointer.model._meta.model_name)


def _by(row: Any, user: User | None) -> Any:
    """The row, its next history entry signed by this user."""
    if user is not None:
        row._history_user = user  # simple_history reads it
    return row
