"""Undoing an import batch: untouched articles are removed or restored to their former reading, others are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from articles.batches import in_batches
from articles.changes import one_change
from articles.curating.history import is_touched
from articles.curating.unmerging import CannotUndo
from articles.models import (
    Article,
    Authorship,
    BatchArticle,
    BatchFile,
    CuratedField,
    ImportBatch,
    Passage,
    ThemeAssignment,
)
from articles.undoing.bulk import put_back_imprints
from articles.undoing.removing import delete_empty_source, remove_articles
from articles.undoing.snapshots import release_passages, restore_article, restore_source

_TOGETHER = 200  # articles to a transaction; a page has fewer
_BY_PERSON = "导入之后有人改过"
_BY_IMPORT = "第 {} 批后来又更新过，要先撤销那一批"
_DELETED = "导入之后有人删除"
_UNDOABLE = (ImportBatch.State.DONE, ImportBatch.State.CANCELLED, ImportBatch.State.RUNNING)

IS_NEW = ExpressionWrapper(Q(before__isnull=True), BooleanField())

Fate = BatchArticle.Fate


@dataclass(frozen=True, slots=True)
class UndoSummary:
    """What undoing a batch does: how many articles go, how many get their former reading back, and which are kept."""

    gone: int
    restored: int
    kept: tuple[BatchArticle, ...]


def preview_undo(batch: ImportBatch) -> UndoSummary:
    """What undoing would do. A fixed number of queries for every few hundred articles."""
    numbers: Counter[str] = Counter()
    kept: list[BatchArticle] = []
    for file in _files(batch):
        remaining = file.articles.filter(fate=Fate.AS_IMPORTED).annotate(is_new=IS_NEW).defer("before")
        for noted in in_batches(remaining.order_by("pk"), _TOGETHER):
            for item, fate, reason in _fates(file, noted):
                numbers[fate] += 1
                if fate == Fate.KEPT:
                    item.reason = reason
                    kept.append(item)
    return UndoSummary(numbers[Fate.GONE], numbers[Fate.RESTORED], tuple(kept))


def request_undo(batch: ImportBatch, user: Any) -> None:
    """From now on the batch is being undone. Raises CannotUndo."""
    changed = ImportBatch.objects.filter(pk=batch.pk, state__in=_UNDOABLE).update(
        state=ImportBatch.State.UNDOING, undone_by=user, undone_at=timezone.now()
    )
    if not changed:
        raise CannotUndo("这一批还在等候、正在撤销或已经撤销。")


def undo(batch: ImportBatch) -> UndoSummary:
    """Undo a batch that is being undone, the last file first; what a process that died left is gone on with."""
    user = batch.undone_by
    for file in _files(batch):
        for keys in in_batches(file.articles.filter(fate=Fate.AS_IMPORTED).values_list("pk", flat=True), _TOGETHER):
            with one_change():
                remaining = file.articles.filter(pk__in=keys, fate=Fate.AS_IMPORTED).annotate(is_new=IS_NEW)
                undo_articles(file, list(remaining), user)
                if not file.articles.filter(fate=Fate.AS_IMPORTED).exists():
                    _undo_file(file)
        with one_change():
            file = BatchFile.objects.defer("content").get(pk=file.pk)
            if file.state == BatchFile.State.DONE:  # it had no article
                _undo_file(file)
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.UNDONE)
    return undo_result(batch)


def undo_result(batch: ImportBatch) -> UndoSummary:
    """What undoing did."""
    noted = BatchArticle.objects.filter(file__batch=batch).defer("before")
    numbers = Counter(noted.values_list("fate", flat=True))
    return UndoSummary(numbers[Fate.GONE], numbers[Fate.RESTORED], tuple(noted.filter(fate=Fate.KEPT)))


def _files(batch: ImportBatch) -> Iterator[BatchFile]:
    """The last first: one may have taken the place of another."""
    yield from batch.files.filter(state=BatchFile.State.DONE).defer("content").order_by("-pk")


def _fates(file: BatchFile, noted: Collection[Any]) -> Iterator[tuple[BatchArticle, str, str]]:
    """What becomes of each (annotated with `is_new`), and why it is kept where it is."""
    keys = [item.article for item in noted]
    touched = _touched(keys, file)
    for item in noted:
        if item.article in touched:
            yield item, Fate.KEPT, touched[item.article]
        elif item.is_new:
            yield item, Fate.GONE, ""
        else:
            yield item, Fate.RESTORED, ""


def _touched(keys: Collection[int], file: BatchFile) -> dict[int, str]:
    """Those that somebody, or a later import that still stands, has changed since."""
    since = {"history_user__isnull": False, "history_date__gt": file.finished_at}
    later = BatchArticle.objects.filter(article__in=keys, file__gt=file.pk, fate__in=[Fate.AS_IMPORTED, Fate.KEPT])
    rows = later.order_by("file").values_list("article", "file__batch")
    touched = {article: _BY_IMPORT.format(batch) for article, batch in rows}
    by_person = [
        CuratedField.objects.filter(article__in=keys, curated_at__gt=file.finished_at).values_list(
            "article", flat=True
        ),
        Article.history.filter(id__in=keys, **since).values_list("id", flat=True),
        Authorship.history.filter(article_id__in=keys, **since).values_list("article_id", flat=True),
        ThemeAssignment.history.filter(article_id__in=keys, **since).values_list("article_id", flat=True),
    ]
    for found in by_person:
        touched |= dict.fromkeys(found, _BY_PERSON)
    gone = Article.history.filter(id__in=keys, history_type="-", **since).values_list("id", flat=True)
    return touched | dict.fromkeys(gone, _DELETED)


def undo_articles(file: BatchFile, noted: list[Any], user: Any) -> None:
    """Undo some of a file's articles (annotated with `is_new`) in one transaction."""
    going: list[int] = []
    for item, fate, reason in _fates(file, noted):
        item.fate, item.reason = fate, reason
        if fate == Fate.GONE:
            going.append(item.article)
        elif fate == Fate.RESTORED:
            restore_article(item, user)
    release_passages(Passage.objects.filter(article__in=going))  # a source that stays has all its characters
    remove_articles(list(Article.objects.filter(pk__in=going)), user)
    BatchArticle.objects.bulk_update(noted, ["fate", "reason"])


def _undo_file(file: BatchFile) -> None:
    """A file that was new goes, unless something in it was kept; one that was there is as it was."""
    before = (file.before or {}).get("source")
    source = file.source
    if source is not None and (before is None or before["pk"] != source.pk):
        kept = source.articles.exists() or any(is_touched(feature) for feature in source.features.all())
        if before is not None:
            restore_source(file)
        if not kept:
            delete_empty_source(source)
    elif before is not None:
        restore_source(file)
    put_back_imprints(file)
    BatchFile.objects.filter(pk=file.pk).update(state=BatchFile.State.UNDONE)
