"""The trash: rows that a person deletes are kept, with their dependent rows, and can be restored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from articles.changes import mark_changed, one_change
from articles.curating.addresses import row_formerly_at
from articles.curating.references import row_of
from articles.curating.review import note_review
from articles.likeness.duplicates import note_duplicates
from articles.models import (
    Article,
    Author,
    Authorship,
    BatchFile,
    Column,
    CuratedField,
    Feature,
    Merge,
    MergedRow,
    PageRepair,
    Passage,
    Problem,
    SourceBand,
    SourceDocument,
    Theme,
    ThemeAssignment,
    TrashItem,
)
from articles.models.passages import PartChoice
from articles.undoing.removing import remove_articles, remove_source
from articles.undoing.snapshots import release_passages

KEPT_DAYS = 90
_REASON = "从回收站恢复"

# Parents before children; what is not listed, as a curator's word, has neither.
_PARENTS_FIRST: tuple[type[models.Model], ...] = (
    SourceDocument, SourceBand, PageRepair, Author, Column, Theme, Feature, Article, Authorship, ThemeAssignment,
    Problem, CuratedField, Passage,
)  # fmt: skip
# Related rows that are deleted with a row; and foreign keys to it that are set to null.
_DEPENDENTS: dict[type[models.Model], tuple[str, ...]] = {
    SourceDocument: ("bands", "features", "problems", "passages", "repairs"),
    Article: ("authorships", "theme_assignments", "problems", "curated_fields", "passages"),
    Theme: ("assignments",),
    Feature: ("passages",),
}
_REFERENCES: dict[type[models.Model], tuple[tuple[type[models.Model], str], ...]] = {
    Column: ((Article, "column"), (Feature, "column")),
    Feature: ((Article, "feature"),),
    SourceDocument: ((BatchFile, "source"),),
}


class CannotRestore(Exception):
    """The message says in Chinese why, and what to do first."""


def right_to(kind: str) -> str:
    """The permission to delete rows of a kind of the trash, which restoring them asks for too."""
    model = next(model for model in apps.get_models() if model._meta.model_name == kind)
    return f"{model._meta.app_label}.{get_permission_codename('delete', model._meta)}"


def move_to_trash(row: models.Model, user: User | None) -> TrashItem:
    """Delete a row, and keep it with its dependent rows. A source that stays keeps their text, marked as removed."""
    with one_change():
        going = [row, *(row.articles.all() if isinstance(row, SourceDocument) else ())]
        rows = {(type(kept), kept.pk): kept for top in going for kept in _with_dependents(top)}
        ordered = sorted(rows.values(), key=_parents_first)
        item = TrashItem.objects.create(
            kind=str(row._meta.model_name),
            name=str(row)[:500],
            rows=serializers.serialize("python", ordered),
            named_by=[pointer for top in ordered for pointer in _references_to(top)],
            by=user,
        )
        _delete(row, user)
    return item


def restore(item: TrashItem, user: User | None) -> models.Model:
    """Restore a deleted row with its dependent rows, but for those whose parents are gone. Raises CannotRestore."""
    with one_change():
        found = TrashItem.objects.select_for_update().filter(pk=item.pk).first()
        if found is None:
            raise CannotRestore("它已经恢复，或已从回收站清除。")
        item = found  # a merge may have said anew what its rows name
        rows = [row_of(kept) for kept in item.rows]
        _check_conflicts(rows)
        moved: dict[tuple[type[models.Model], int], int] = {}
        back = [row for row in rows if _put_back(row, moved, user)]
        for model, field, target, keys in item.named_by:
            _restore_references(model, field, target, keys, moved)
        articles = [row for row in back if isinstance(row, Article)]
        note_duplicates(articles)
        note_review(Article.objects.filter(problems__in=[row for row in back if isinstance(row, Problem)]))
        mark_changed(article.pk for article in articles)
        TrashItem.objects.filter(pk=item.pk).delete()
        top = next(row for row in rows if row._meta.model_name == item.kind)
        return type(top)._default_manager.get(pk=moved.get((type(top), top.pk), top.pk))


def trash_item_of(model: type[models.Model], key: int) -> TrashItem | None:
    """The latest item that a deleted row is in, by itself or with what it went with."""
    named = {"model": model._meta.label_lower, "pk": key}
    items = TrashItem.objects.writing([f'"pk": {key}'])
    return next((item for item in items if any(named.items() <= row.items() for row in item.rows)), None)


def runs_in_trash(source: SourceDocument) -> list[tuple[int, int]]:
    """The runs of a file's text that wait in the trash."""
    kept = [row for item in TrashItem.objects.writing([f'"source": {source.pk}']) for row in item.rows]
    runs = [row["fields"] for row in kept if row["model"] == Passage._meta.label_lower]
    return [(run["start"], run["end"]) for run in runs if run["source"] == source.pk]


def purge(days: int) -> int:
    """Delete items older than this many days for good; returns how many."""
    old = TrashItem.objects.filter(at__lt=timezone.now() - timedelta(days=days))
    return old.delete()[1].get(TrashItem._meta.label, 0)


def _with_dependents(row: models.Model) -> Iterator[models.Model]:
    yield row
    for name in _DEPENDENTS.get(type(row), ()):
        yield from getattr(row, name).all()
    if isinstance(row, Article):  # who and what only it names goes too
        yield from Author.objects.filter(authorships__article=row)
        yield from [row.column] if row.column else []


def _parents_first(row: models.Model) -> tuple[int, int]:
    return _PARENTS_FIRST.index(type(row)) if type(row) in _PARENTS_FIRST else -1, row.pk


def _references_to(row: models.Model) -> Iterator[list[Any]]:
    for model, field in _REFERENCES.get(type(row), ()):
        keys = list(model._default_manager.filter(**{field: row.pk}).values_list("pk", flat=True))
        yield [model._meta.label, field, row.pk, keys]


def _delete(row: Any, user: User | None) -> None:
    if isinstance(row, SourceDocument):
        remove_source(row, user)
        return
    if isinstance(row, Feature):
        release_passages(row.passages.all())
    if isinstance(row, Article):
        remove_articles([row], user)
    else:
        row._history_user = user
        row.delete()
    if isinstance(row, Problem):
        note_review(Article.objects.filter(pk__in=[row.article_id] if row.article_id else []))


def _check_conflicts(rows: Sequence[models.Model]) -> None:
    own = {row.pk for row in rows if isinstance(row, SourceDocument)}
    for row in rows:
        if isinstance(row, Article | Feature) and row.source_id not in own and (file := _source_in_trash(row)):
            raise CannotRestore(f"它的来源文件“{file}”也在回收站里，请先恢复那个文件。")
        if isinstance(row, Feature) and not SourceDocument.objects.filter(pk=row.source_id).exists():
            raise CannotRestore("它的来源文件已不在库中：重新导入那个文件，专题会再读出来。")
        if isinstance(row, SourceDocument) and SourceDocument.objects.filter(sha256=row.sha256).exists():
            raise CannotRestore("这个文件后来又导入过，文章已在新的来源文件里。")
        if isinstance(row, Article) and Article.objects.filter(pk=row.pk).exists():
            raise CannotRestore(f"《{row}》后来又从来源文件读出，已在库中。")
        if isinstance(row, Feature) and Feature.objects.filter(source=row.source_id, title=row.title).exists():
            raise CannotRestore(f"专题“{row}”后来又从来源文件读出，已在库中。")
        if isinstance(row, Theme) and Theme.objects.filter(name=row.name).exclude(pk=row.pk).exists():
            raise CannotRestore(f"已另有名为“{row.name}”的主题，请先给它改名。")
        if type(row) not in _PARENTS_FIRST and not _is_unique(row):
            raise CannotRestore(f"库中已另有{row._meta.verbose_name}“{row}”。")


def _is_unique(row: models.Model) -> bool:
    try:
        row.validate_unique()
    except ValidationError:
        return False
    return True


def _source_in_trash(row: Article | Feature) -> TrashItem | None:
    if row.source_id is None or SourceDocument.objects.filter(pk=row.source_id).exists():
        return None
    return trash_item_of(SourceDocument, row.source_id)


def _put_back(row: Any, moved: dict[tuple[type[models.Model], int], int], user: User | None) -> bool:
    """Insert a row, unless it or one that replaces it is there or a parent is missing; whether it was inserted."""
    model = type(row)
    stored = model._default_manager.filter(pk=row.pk).first()
    if isinstance(row, Passage):
        return _put_back_passage(row, stored)
    if stored is not None or _is_replaced(row, moved) or not _resolve_references(row, moved):
        return False
    if isinstance(row, Authorship | ThemeAssignment) and _is_said_already(row):
        _leave_to_merge(row)
        return False
    if isinstance(row, Article) and Article.objects.filter(record_key=row.record_key).exists():
        row.record_key = None
    if isinstance(row, SourceDocument) and SourceDocument.objects.filter(replaces=row.replaces_id).exists():
        row.replaces = None
    dated = (f.name for f in model._meta.concrete_fields if getattr(f, "auto_now_add", False) or f.name == "curated_at")
    dates = {name: getattr(row, name) for name in dated}  # when it was made or changed, not when it came back
    row._history_user, row._change_reason = user, _REASON
    row.save(force_insert=True)
    model._default_manager.filter(pk=row.pk).update(**dates)
    return True


def _is_said_already(row: Authorship | ThemeAssignment) -> bool:
    """Whether the article has that theme, or that author in that role: what two named may have become one."""
    if isinstance(row, ThemeAssignment):
        return row.article.theme_assignments.filter(theme=row.theme_id).exists()
    return row.article.authorships.filter(author=row.author_id, role=row.role).exists()


def _leave_to_merge(row: Authorship | ThemeAssignment) -> None:
    """What a merge made of two that an article named comes apart again when the merge is undone."""
    field = "author" if isinstance(row, Authorship) else "theme"
    moved = MergedRow.objects.filter(model=row._meta.model_name, row=row.pk, removed__isnull=True, is_back=False)
    for entry in moved.filter(merge__state=Merge.State.DONE):
        [entry.removed] = serializers.serialize("python", [row])
        entry.removed["fields"][field] = entry.former
        entry.save(update_fields=["removed"])


def _put_back_passage(row: Passage, stored: Passage | None) -> bool:
    """Restore a passage if its characters belong to no article or package, also where the file was read again since;
    whether it was restored.
    """
    if stored is not None and stored.article_id is None and stored.feature_id is None:
        row.save(force_update=True)
        return True
    if not SourceDocument.objects.filter(pk=row.source_id).exists():
        return False
    there = Passage.objects.filter(source=row.source_id, start__lt=row.end, end__gt=row.start)
    own = there.filter(part=PartChoice.REMOVED, start__gte=row.start, end__lte=row.end)
    if stored is None and there.count() == own.count():
        own.delete()
        row.save(force_insert=True)
        return True
    return False


def _is_replaced(row: models.Model, moved: dict[tuple[type[models.Model], int], int]) -> bool:
    """Whether another row, added to `moved`, replaces it: the one it was merged into, or a column of its name."""
    other: Any = None
    if isinstance(row, Column):
        other = row_formerly_at(Column, row.name) or Column.objects.filter(name=row.name).first()
    elif isinstance(row, Author):
        other = row_formerly_at(Author, str(row.pk))
    if other is not None:
        moved[type(row), row.pk] = other.pk
    return other is not None


def _resolve_references(row: Any, moved: dict[tuple[type[models.Model], int], int]) -> bool:
    """Point its foreign keys at existing rows: replaced ones at the replacement (`moved`), missing ones at null. False
    if one must not be null. What is missing and in the trash itself brings the row, or the reference, back with it.
    """
    for field in row._meta.concrete_fields:
        key = getattr(row, field.attname)
        if not field.is_relation or key is None:
            continue
        key = moved.get((field.related_model, key), key)
        if not field.related_model._default_manager.filter(pk=key).exists():
            _leave_to_trash(row, field, key)
            if not field.null:
                return False
            key = None
        setattr(row, field.attname, key)
    return True


def _leave_to_trash(row: Any, field: Any, key: int) -> None:
    item = trash_item_of(field.related_model, key) if field.related_model in _PARENTS_FIRST else None
    if item is None:
        return
    if field.null:
        item.named_by.append([row._meta.label, field.name, key, [row.pk]])
    else:
        item.rows += serializers.serialize("python", [row])
    item.save(update_fields=["rows", "named_by"])


def _restore_references(
    label: str, field: str, target: int, keys: Iterable[int], moved: dict[tuple[type[models.Model], int], int]
) -> None:
    """Set the foreign keys to the row, or to what replaces it, again that deleting it set to null."""
    model: Any = apps.get_model(label)
    related = model._meta.get_field(field).related_model
    target = moved.get((related, target), target)
    if related._default_manager.filter(pk=target).exists():
        for row in model._default_manager.filter(pk__in=list(keys), **{f"{field}__isnull": True}):
            setattr(row, f"{field}_id", target)
            row.save(update_fields=[field])
