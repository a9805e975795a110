"""The trash: what a person deletes is kept whole, with all that goes with it, and can be put back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core import serializers
from django.db import models
from django.utils import timezone

from articles.changes import mark_changed, one_change
from articles.curating.addresses import row_formerly_at
from articles.curating.references import row_of
from articles.likeness.duplicates import note_duplicates
from articles.models import (
    Article,
    Author,
    Authorship,
    BatchFile,
    Column,
    CuratedField,
    Feature,
    PageRepair,
    Passage,
    Problem,
    SourceBand,
    SourceDocument,
    Theme,
    ThemeAssignment,
    TrashItem,
)
from articles.undoing.removing import remove_articles, remove_source
from articles.undoing.snapshots import release_passages

KEPT_DAYS = 90
_REASON = "从回收站恢复"

# Parents before children.
_ORDER = (
    SourceDocument, SourceBand, PageRepair, Author, Column, Theme, Feature, Article, Authorship, ThemeAssignment,
    Problem, CuratedField, Passage,
)  # fmt: skip
# What goes with a row, and what names it and stays.
_OWN: dict[type[models.Model], tuple[str, ...]] = {
    SourceDocument: ("bands", "features", "problems", "passages", "repairs"),
    Article: ("authorships", "theme_assignments", "problems", "curated_fields", "passages"),
    Theme: ("assignments",),
    Feature: ("passages",),
}
_NAMED_BY: dict[type[models.Model], tuple[tuple[type[models.Model], str], ...]] = {
    Column: ((Article, "column"), (Feature, "column")),
    Feature: ((Article, "feature"),),
    SourceDocument: ((BatchFile, "source"),),
}


class CannotRestore(Exception):
    """The message says in Chinese why, and what to do first."""


def move_to_trash(row: models.Model, user: User | None) -> TrashItem:
    """Delete a row as a person does, keeping it and all that goes with it. What it is of the file stays nobody's."""
    with one_change():
        going = [row, *(row.articles.all() if isinstance(row, SourceDocument) else ())]
        rows = {(type(kept), kept.pk): kept for top in going for kept in _with_own(top)}
        ordered = sorted(rows.values(), key=lambda kept: (_ORDER.index(type(kept)), kept.pk))
        item = TrashItem.objects.create(
            kind=str(row._meta.model_name),
            name=str(row)[:500],
            rows=serializers.serialize("python", ordered),
            named_by=[pointer for top in ordered for pointer in _pointers(top)],
            by=user,
        )
        _delete(row, user)
    return item


def restore(item: TrashItem, user: User | None) -> models.Model:
    """Put back what was thrown away, as far as what it stood on is still there. Raises CannotRestore."""
    with one_change():
        if not TrashItem.objects.select_for_update().filter(pk=item.pk).exists():
            raise CannotRestore("它已经恢复，或已从回收站清除。")
        rows = [row_of(kept) for kept in item.rows]
        _refuse_where_taken(rows)
        moved: dict[tuple[type[models.Model], int], int] = {}
        back = [row for row in rows if _put_back(row, moved, user)]
        for model, field, target, keys in item.named_by:
            _name_again(model, field, target, keys)
        articles = [row for row in back if isinstance(row, Article)]
        note_duplicates(articles)
        mark_changed(article.pk for article in articles)
        TrashItem.objects.filter(pk=item.pk).delete()
    found = next(row for row in rows if row._meta.model_name == item.kind)
    return type(found)._default_manager.get(pk=moved.get((type(found), found.pk), found.pk))


def purge(days: int) -> int:
    """Forget for good what was deleted longer ago than this; returns how many items."""
    old = TrashItem.objects.filter(at__lt=timezone.now() - timedelta(days=days))
    return old.delete()[1].get(TrashItem._meta.label, 0)


def _with_own(row: models.Model) -> Iterator[models.Model]:
    yield row
    for name in _OWN.get(type(row), ()):
        yield from getattr(row, name).all()
    if isinstance(row, Article):  # who and what only it names goes too
        yield from Author.objects.filter(authorships__article=row)
        yield from [row.column] if row.column else []


def _pointers(row: models.Model) -> Iterator[list[Any]]:
    for model, field in _NAMED_BY.get(type(row), ()):
        keys = list(model._default_manager.filter(**{field: row.pk}).values_list("pk", flat=True))
        yield [model._meta.label, field, row.pk, keys]


def _delete(row: Any, user: User | None) -> None:
    if isinstance(row, SourceDocument):
        remove_source(row, user)
        return
    if isinstance(row, Article | Feature):
        release_passages(row.passages.all())
        row.passages.update(feature=None)
    if isinstance(row, Article):
        remove_articles([row], user)
    else:
        row._history_user = user
        row.delete()


def _refuse_where_taken(rows: Sequence[models.Model]) -> None:
    for row in rows:
        if isinstance(row, SourceDocument) and SourceDocument.objects.filter(sha256=row.sha256).exists():
            raise CannotRestore("这个文件后来又导入过，文章已在新的来源文件里。")
        if isinstance(row, Article) and Article.objects.filter(pk=row.pk).exists():
            raise CannotRestore(f"《{row}》后来又从来源文件读出，已在库中。")
        if isinstance(row, Theme) and Theme.objects.filter(name=row.name).exclude(pk=row.pk).exists():
            raise CannotRestore(f"已另有名为“{row.name}”的主题，请先给它改名。")


def _put_back(row: Any, moved: dict[tuple[type[models.Model], int], int], user: User | None) -> bool:
    """Whether it is there again by this."""
    model = type(row)
    stored = model._default_manager.filter(pk=row.pk).first()
    if isinstance(row, Passage):
        return _put_back_passage(row, stored)
    if stored is not None or _stands_elsewhere(row, moved) or not _has_what_it_needs(row, moved):
        return False
    if isinstance(row, Article) and Article.objects.filter(record_key=row.record_key).exists():
        row.record_key = None
    if isinstance(row, SourceDocument) and SourceDocument.objects.filter(replaces=row.replaces_id).exists():
        row.replaces = None
    dates = {f.name: getattr(row, f.name) for f in model._meta.concrete_fields if getattr(f, "auto_now_add", False)}
    row._history_user, row._change_reason = user, _REASON
    row.save(force_insert=True)
    model._default_manager.filter(pk=row.pk).update(**dates)
    return True


def _put_back_passage(row: Passage, stored: Passage | None) -> bool:
    """A run of the file is the row's again where it is nobody's; of a file that came back all of them are."""
    if stored is not None and stored.article_id is None and stored.feature_id is None:
        row.save(force_update=True)
        return True
    there = Passage.objects.filter(source=row.source_id, start__lt=row.end, end__gt=row.start)
    if stored is None and not there.exists():
        row.save(force_insert=True)
        return True
    return False


def _stands_elsewhere(row: models.Model, moved: dict[tuple[type[models.Model], int], int]) -> bool:
    """Whether another row stands for it by now: what it was merged into, or a column of its name."""
    other: Any = None
    if isinstance(row, Column):
        other = row_formerly_at(Column, row.name) or Column.objects.filter(name=row.name).first()
    elif isinstance(row, Author):
        other = row_formerly_at(Author, str(row.pk))
    if other is not None:
        moved[type(row), row.pk] = other.pk
    return other is not None


def _has_what_it_needs(row: Any, moved: dict[tuple[type[models.Model], int], int]) -> bool:
    """Let it name what stands for what it named, and nothing where that may be; False where it cannot stand alone."""
    for field in row._meta.concrete_fields:
        key = getattr(row, field.attname)
        if not field.is_relation or key is None:
            continue
        key = moved.get((field.related_model, key), key)
        if not field.related_model._default_manager.filter(pk=key).exists():
            if not field.null:
                return False
            key = None
        setattr(row, field.attname, key)
    return True


def _name_again(label: str, field: str, target: int, keys: Iterable[int]) -> None:
    """What named it and names nothing since names it again."""
    model: Any = apps.get_model(label)
    related = model._meta.get_field(field).related_model
    if related._default_manager.filter(pk=target).exists():
        for row in model._default_manager.filter(pk__in=list(keys), **{f"{field}__isnull": True}):
            setattr(row, f"{field}_id", target)
            row.save(update_fields=[field])
