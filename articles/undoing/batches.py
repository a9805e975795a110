"""Undoing an import batch: untouched articles are removed or restored to their former reading, others are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet
from django.utils import timezone

from articles.batches import in_batches
from articles.changes import many_changes, one_step
from articles.curating.history import MENDED, is_touched
from articles.curating.merge_undo import CannotUndo
from articles.models import (
    Article,
    Authorship,
    BatchArticle,
    BatchFile,
    CuratedField,
    ImportBatch,
    PageRepair,
    Passage,
    SourceDocument,
    ThemeAssignment,
)
from articles.undoing.bulk import restore_imprints
from articles.undoing.removing import delete_empty_source, remove_articles
from articles.undoing.since_import import as_left_by_import
from articles.undoing.snapshots import release_passages, restore_articles, restore_source

_ARTICLES_PER_TRANSACTION = 2  # each is saved whole, with its history: who saves meanwhile waits for all
_ARTICLES_PER_QUERY = 1_000
_COMPARED = 100  # articles at most that a preview reads, which a request waits for
_BY_PERSON = "导入之后有人改过"
_BY_IMPORT = "第 {} 批后来又更新过，要先撤销那一批"
_DELETED = "导入之后有人删除"
_FORMER_GONE = "来源文件的旧版已经删除"
_UNDOABLE = (ImportBatch.State.DONE, ImportBatch.State.CANCELLED, ImportBatch.State.RUNNING)

IS_NEW = ExpressionWrapper(Q(before__isnull=True), BooleanField())

Outcome = BatchArticle.Outcome


@dataclass(frozen=True, slots=True)
class UndoSummary:
    """What undoing a batch does: the numbers of articles deleted (`gone`) and restored to what they were, and the
    articles `kept`, each with its `reason` in Chinese. Of the kept of a preview, so many are `not_compared`: people
    changed them, perhaps back to what they were, and then they are not kept.
    """

    gone: int
    restored: int
    kept: tuple[BatchArticle, ...]
    not_compared: int = 0


def preview_undo(batch: ImportBatch) -> UndoSummary:
    """What undoing would do; changes nothing. A request waits for it: rows are read only of articles that are kept, and
    of the first of those that people changed.
    """
    numbers: Counter[bool] = Counter()  # by whether they were new
    kept: list[BatchArticle] = []
    compared = not_compared = 0
    for file in _files(batch):
        remaining = file.articles.filter(outcome=Outcome.AS_IMPORTED).annotate(is_new=IS_NEW).order_by()
        numbers.update(dict(remaining.values_list("is_new").annotate(Count("pk"))))
        changes = _changes_since_import(remaining.values("article"), file)
        first = sorted(changes.by_person)[: _COMPARED - compared]
        compared += len(first)
        not_compared += len(changes.by_person) - len(first)
        for item in _kept(file, remaining, _reasons(changes, file, first)):
            numbers[item.is_new] -= 1
            kept.append(item)
    return UndoSummary(numbers[True], numbers[False], tuple(kept), not_compared)


def _kept(file: BatchFile, remaining: QuerySet[Any], reasons: dict[int, str]) -> list[Any]:
    """Of the remaining, those that undoing would not change, each with its `reason`; `reasons` has those of changes."""
    if _is_former_deleted(file):
        former = remaining.filter(before__isnull=False).values_list("article", flat=True)
        reasons = dict.fromkeys(former, _FORMER_GONE) | reasons
    kept: list[Any] = []
    for keys in in_batches(reasons, _ARTICLES_PER_QUERY):
        kept += remaining.filter(article__in=keys).defer("before")
    for item in kept:
        item.reason = reasons[item.article]
    return sorted(_titled_as_now(kept), key=lambda item: item.pk)


def _titled_as_now(noted: Iterable[Any]) -> list[Any]:
    """The articles of a batch by the titles that they have now, where they are still there; none is saved."""
    listed = list(noted)
    titles = dict(Article.objects.filter(pk__in=[item.article for item in listed]).values_list("pk", "title"))
    for item in listed:
        item.title = titles.get(item.article, item.title)
    return listed


def request_undo(batch: ImportBatch, user: Any) -> None:
    """Set the batch's state to UNDOING, for `undo` to be run. Raises CannotUndo in any but a finished state."""
    changed = ImportBatch.objects.filter(pk=batch.pk, state__in=_UNDOABLE).update(
        state=ImportBatch.State.UNDOING, undone_from=F("state"), undone_by=user, undone_at=timezone.now()
    )
    if not changed:
        raise CannotUndo("这一批还在等候、正在撤销或已经撤销。")


def stop_undoing(batch: int) -> None:
    """Give a batch whose undoing failed its former state back: undoing the rest can be asked for again."""
    undoing = ImportBatch.objects.filter(pk=batch, state=ImportBatch.State.UNDOING)
    undoing.filter(undone_from=ImportBatch.State.CANCELLED).update(state=ImportBatch.State.CANCELLED)
    undoing.update(state=ImportBatch.State.DONE)


def undo(batch: ImportBatch) -> UndoSummary:
    """Undo a batch in state UNDOING, its last file first; resumes where a process was killed."""
    with many_changes():
        for file in _files(batch):
            restore_imprints(file, batch.undone_by)
            _undo_articles_of(file, batch.undone_by)
            if file.state == BatchFile.State.DONE:  # it had no article left
                with one_step():
                    _undo_file(file)
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.UNDONE)
    return undo_result(batch)


def _undo_articles_of(file: BatchFile, user: Any) -> None:
    """Undo a file's articles, some to a transaction, and in the last of these the file itself."""
    keys = list(file.articles.filter(outcome=Outcome.AS_IMPORTED).order_by("pk").values_list("pk", flat=True))
    for some in in_batches(keys, _ARTICLES_PER_TRANSACTION):
        with one_step():
            remaining = file.articles.filter(pk__in=some, outcome=Outcome.AS_IMPORTED).annotate(is_new=IS_NEW)
            undo_articles(file, list(remaining), user)
            if some[-1] == keys[-1]:
                _undo_file(file)


def undo_result(batch: ImportBatch) -> UndoSummary:
    """What undoing did, as noted with the batch's articles."""
    noted = BatchArticle.objects.filter(file__batch=batch).defer("before")
    numbers = Counter(noted.values_list("outcome", flat=True))
    kept = noted.filter(outcome=Outcome.KEPT)
    return UndoSummary(numbers[Outcome.GONE], numbers[Outcome.RESTORED], tuple(_titled_as_now(kept)))


def _files(batch: ImportBatch) -> Iterator[BatchFile]:
    """The files that were imported, in part or whole, the last first: a later one may be a newer version of another."""
    begun = Q(state__in=[BatchFile.State.WAITING, BatchFile.State.CANCELLED], finished_at__isnull=False)
    yield from batch.files.filter(begun | Q(state=BatchFile.State.DONE)).defer("content").order_by("-pk")


def _decide_outcomes(file: BatchFile, noted: Collection[Any]) -> Iterator[tuple[BatchArticle, str, str]]:
    """For each article (annotated with `is_new`): (article, outcome, the reason if it is kept)."""
    keys = [item.article for item in noted]
    changes, former_gone = _changes_since_import(keys, file), _is_former_deleted(file)
    touched = _reasons(changes, file, changes.by_person)
    for item in noted:
        if item.article in touched:
            yield item, Outcome.KEPT, touched[item.article]
        elif item.is_new:
            yield item, Outcome.GONE, ""
        elif former_gone:
            yield item, Outcome.KEPT, _FORMER_GONE
        else:
            yield item, Outcome.RESTORED, ""


@dataclass(frozen=True, slots=True)
class _Changes:
    """What happened to articles since the import of a file: by id, the last later batch that is not undone and has it;
    the others that people changed, perhaps back to what they were; those that people deleted.
    """

    later_batch: dict[int, int]
    by_person: frozenset[int]
    deleted: frozenset[int]


def _changes_since_import(keys: Collection[int] | QuerySet[Any], file: BatchFile) -> _Changes:
    """Of the articles with these ids. Changes by repairs that are undone do not count."""
    since = Q(history_user__isnull=False, history_date__gt=file.finished_at)
    if not PageRepair.objects.standing().filter(source=file.source_id, at__gt=file.finished_at).exists():
        since &= ~Q(history_change_reason=MENDED)
    later = BatchArticle.objects.filter(
        article__in=keys, file__gt=file.pk, outcome__in=[Outcome.AS_IMPORTED, Outcome.KEPT]
    )
    later_batch = dict(later.order_by("file").values_list("article", "file__batch"))
    by_person = [
        CuratedField.objects.filter(article__in=keys, curated_at__gt=file.finished_at).values_list(
            "article", flat=True
        ),
        Article.history.filter(since, id__in=keys).values_list("id", flat=True),
        Authorship.history.filter(since, article_id__in=keys).values_list("article_id", flat=True),
        ThemeAssignment.history.filter(since, article_id__in=keys).values_list("article_id", flat=True),
    ]
    touched = set().union(*by_person)
    there = set(Article.objects.filter(pk__in=touched).values_list("pk", flat=True))
    deleted = Article.history.filter(since, id__in=keys, history_type="-").exclude(id__in=there)
    gone = frozenset(deleted.values_list("id", flat=True))
    return _Changes(later_batch, frozenset(there - later_batch.keys()), gone)


def _reasons(changes: _Changes, file: BatchFile, compared: Collection[int]) -> dict[int, str]:
    """By id, in Chinese, why undoing keeps an article; of those `compared`, where it is not as the import left it."""
    same = as_left_by_import(compared, file.finished_at) if file.finished_at else set()
    by_import = {article: _BY_IMPORT.format(batch) for article, batch in changes.later_batch.items()}
    by_person = dict.fromkeys(changes.by_person - same, _BY_PERSON)
    return by_import | by_person | dict.fromkeys(changes.deleted, _DELETED)


def undo_articles(file: BatchFile, noted: list[Any], user: Any) -> None:
    """Undo some of a file's articles (annotated with `is_new`) in one transaction."""
    for item, outcome, reason in _decide_outcomes(file, noted):
        item.outcome, item.reason = outcome, reason
    restore_articles([item for item in noted if item.outcome == Outcome.RESTORED], user)
    if going := [item.article for item in noted if item.outcome == Outcome.GONE]:
        release_passages(Passage.objects.filter(article__in=going))  # a source that stays has all its characters
        remove_articles(list(Article.objects.filter(pk__in=going)), user)
    BatchArticle.objects.bulk_update(noted, ["outcome", "reason"])


def _is_former_deleted(file: BatchFile) -> bool:
    """Whether the file's former version was deleted."""
    before = (file.before or {}).get("source")
    return before is not None and not SourceDocument.objects.filter(pk=before["pk"]).exists()


def _release_former(source: SourceDocument) -> None:
    """Leave the text of a newer version that is kept, without the articles that are its former's again."""
    of_former = source.passages.exclude(article=None).exclude(article__source=source)
    release_passages(of_former.exclude(article__status=Article.Status.PUBLISHED))
    release_passages(of_former, is_deleted=False)


def _undo_file(file: BatchFile) -> None:
    """Delete a file's source if the import created it, unless an article or package of it is kept or a newer version of
    it exists (undoing that one leads back to it); restore it if it was there before.
    """
    file.refresh_from_db(fields=["source"])  # another file of the batch may have taken it along
    before = None if _is_former_deleted(file) else (file.before or {}).get("source")
    source = file.source
    if source is not None and (before is None or before["pk"] != source.pk):
        kept = (
            source.articles.exists()
            or source.current != source
            or any(is_touched(feature) for feature in source.features.all())
        )
        if before is not None:
            restore_source(file)
        _release_former(source)
        if not kept:
            delete_empty_source(source)
    elif before is not None:
        restore_source(file)
    file.state = BatchFile.State.UNDONE
    BatchFile.objects.filter(pk=file.pk).update(state=file.state)
