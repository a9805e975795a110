"""Background tasks: rows of a queue, committed with the change that asks for them, worked off by `run_worker`.

Each can be begun again where a worker died: what is done is not done twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django_tasks import task

from articles.changes import many_changes, one_change
from articles.curating.curated_fields import set_status
from articles.curating.merge_undo import CannotUndo, begin_undo, go_on_undoing
from articles.curating.merging import CannotMerge, begin_merge, go_on_merging
from articles.curating.splitting import CannotSplit, begin_split, go_on_splitting
from articles.importing import batches
from articles.models import Article, BatchArticle, ImportBatch, Kind, Merge
from articles.themes.assigning import census_after, score_library
from articles.themes.taxonomy import load_if_none
from articles.undoing import bulk
from articles.undoing.batches import stop_undoing, undo
from articles.uploading import reading

_ANEW = timedelta(minutes=5)  # until a deed that broke is gone on with


def _person(user: int | None) -> User | None:
    return User.objects.filter(pk=user or 0).first()


@task()
def import_batch(batch: int) -> None:
    """Import what waits of a batch. A file that breaks the import is said to, and the others go on without it."""
    found = ImportBatch.objects.get(pk=batch)
    load_if_none()
    with census_after():
        try:
            batches.run(found)
        except Exception as error:
            with transaction.atomic():
                batches.fail_next_file(found, error)
                import_batch.enqueue(batch)
            raise


@task()
def read_drafts(batch: int) -> None:
    """Read what was uploaded; somebody may have dropped it meanwhile."""
    for found in ImportBatch.objects.filter(pk=batch, state=ImportBatch.State.DRAFT):
        reading.read_drafts(found)


@task()
def undo_batch(batch: int) -> None:
    try:
        undo(ImportBatch.objects.get(pk=batch))
    except Exception:
        stop_undoing(batch)
        raise
    publish_when_due(BatchArticle.objects.filter(file__batch=batch).values("article"))


@task()
def change_many(batch: int) -> None:
    bulk.run(ImportBatch.objects.get(pk=batch))


@task()
def publish_due(article: int) -> None:
    """Publish a draft whose day has come; who put the day off, or published it, has another task or needs none."""
    with one_change():
        due = Article.objects.filter(pk=article, status=Article.Status.DRAFT, publish_on__lte=timezone.localdate())
        if due.update(publish_on=None):
            set_status([article], Article.Status.PUBLISHED, None)


def publish_when_due(articles: Any) -> None:
    """Have those of these articles, by key, that are drafts published when their day begins; it was set just now, or
    came back. One whose day is past when it comes back waits for a person.
    """
    drafts = Article.objects.filter(pk__in=articles, status=Article.Status.DRAFT, publish_on__gte=timezone.localdate())
    for key, day in drafts.values_list("pk", "publish_on"):
        begins = timezone.make_aware(datetime.combine(day, time.min))  # type: ignore[arg-type]  # not null
        publish_due.using(run_after=begins).enqueue(key)


@task()
def score_themes() -> None:
    """Give every article its themes anew, by the terms as they are."""
    score_library()


def score_anew(kind: str) -> None:
    """Where themes were merged or split, articles are given theirs anew."""
    if kind == Kind.THEME:
        score_themes.enqueue()


@task()
def go_on(merge: int) -> None:
    """Go on with a merge, a split or an undoing that was begun; where it is done, articles are scored all the same: the
    worker that did it may have died before that.
    """
    found = Merge.objects.get(pk=merge)
    try:
        with many_changes():
            if found.state == Merge.State.UNDOING:
                go_on_undoing(found)
            elif found.operation == Merge.Operation.SPLIT:
                go_on_splitting(found)
            else:
                go_on_merging(found)
    except Exception:  # a full disk, a database locked for long: until it is done, its rows are in no other deed
        go_on.using(run_after=timezone.now() + _ANEW).enqueue(merge)
        raise
    score_anew(found.kind)


def merge_later(kept: Model, others: Iterable[Model], user: User | None) -> Merge:
    """Begin a merge that the worker goes on with. Raises CannotMerge."""
    with one_change():
        return _left_to_worker(begin_merge(kept, others, user))


def split_later(row: Model, made: Model, shares: Sequence[str], user: User | None) -> Merge:
    """Begin a split that the worker goes on with. Raises CannotSplit."""
    with one_change():
        return _left_to_worker(begin_split(row, made, shares, user))


def undo_later(merge: Merge, user: User | None) -> Merge:
    """Begin to undo a merge or a split; the worker goes on with it. Raises CannotUndo."""
    with one_change():
        return _left_to_worker(begin_undo(merge, user))


def _left_to_worker(begun: Merge) -> Merge:
    go_on.enqueue(begun.pk)
    return begun


# Rows of the queue from before deeds went in steps may ask for these three; nothing else does.


@task()
def merge(kind: str, kept: int, others: list[int], user: int | None) -> str:
    """Begin to merge rows, as far as they are there; says why not, where they cannot be merged."""
    rows = Kind(kind).model._default_manager.in_bulk([kept, *others])
    merged = [rows[pk] for pk in others if pk in rows]
    try:
        if kept in rows and merged:
            merge_later(rows[kept], merged, _person(user))
    except CannotMerge as error:
        return str(error)
    return ""


@task()
def split(kind: str, row: int, made: dict[str, str], shares: list[str], user: int | None) -> str:
    """Begin to split a row; says why not, where it cannot be: done once, the shares are the new row's."""
    model = Kind(kind).model
    found = model._default_manager.filter(pk=row).first()
    if found is None:
        return f"{model._meta.verbose_name}已不在。"
    try:
        split_later(found, model(**made), shares, _person(user))
    except CannotSplit as error:
        return str(error)
    return ""


@task()
def part(merged: int, user: int | None) -> str:
    """Begin to undo a merge or a split; says why not, where it cannot be undone."""
    try:
        undo_later(Merge.objects.get(pk=merged), _person(user))
    except CannotUndo as error:
        return str(error)
    return ""
