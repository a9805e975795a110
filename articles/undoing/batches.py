"""Undoing an import batch: untouched articles are removed or restored to their former reading, others are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
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
    BatchImprint,
    CuratedField,
    ImportBatch,
    PageRepair,
    SourceDocument,
    ThemeAssignment,
)
from articles.models.sources import IMPRINT_FIELDS
from articles.parsing.types import Origin
from articles.undoing.bulk import CHANGED_SINCE, restore_imprints
from articles.undoing.orphans import NamedRows, delete_orphans
from articles.undoing.removing import delete_empty_source, remove_articles
from articles.undoing.since_import import as_left_by_import
from articles.undoing.snapshots import release_passages, restore_articles, restore_source

_ARTICLES_PER_TRANSACTION = 2  # each is saved whole, with its history: who saves meanwhile waits for all
_COMPARED = 100  # articles at most that a preview reads, which a request waits for
_BY_PERSON = "导入之后有人改过"
_BY_IMPORT = "第 {} 批后来又更新过，要先撤销那一批"
_BY_KEPT = "后来的文件又更新过，撤销那一次时也保留"
_DELETED = "导入之后有人删除"
_IN_VAIN = "没有一篇可以撤销：每一篇都有人改过，或者后来的导入又更新过。"
_FORMER_GONE = "来源文件的旧版已经删除"
_BY_IMPRINT = "导入之后有人填写了来源文件登在哪里"
_BY_REPAIR = "导入之后有人修整过这一版，全版照现在的样子保留"
_UNDOABLE = (ImportBatch.State.DONE, ImportBatch.State.CANCELLED, ImportBatch.State.RUNNING)


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False)


IS_NEW = _whether(Q(before__isnull=True))

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
    has_files_alone: bool = False  # what it does to files, and to no article: removed, restored, printed elsewhere

    @property
    def refusal(self) -> str:
        """Why it is not done where it would leave everything as it is, and take away that it can be asked for later."""
        changes = self.gone or self.restored or self.not_compared or self.has_files_alone
        return _IN_VAIN if self.kept and not changes else ""


def preview_undo(batch: ImportBatch) -> UndoSummary:
    """What undoing would do; changes nothing. A request waits for it: however many files the batch has, rows are read
    only of articles that are kept, and of the first of those that people changed.
    """
    files = list(_files(batch))
    done = [file.pk for file in files if file.state == BatchFile.State.DONE]
    alone = BatchFile.objects.filter(pk__in=done, articles=None).exists()
    alone = alone or (batch.kind == ImportBatch.Kind.BULK and _goes_back(files))
    remaining = _remaining(files)
    kept, not_compared = _kept(remaining, files, _COMPARED)
    number = remaining.aggregate(all=Count("pk"), former=Count("before"))
    new = sum(item.is_new for item in kept)
    gone, restored = number["all"] - number["former"] - new, number["former"] - (len(kept) - new)
    return UndoSummary(gone, restored, tuple(_titled_as_now(kept)), not_compared, alone)


def _goes_back(files: Collection[BatchFile]) -> bool:
    """Whether some file that a change of many said anew where it was printed still says so."""
    said = BatchImprint.objects.filter(file__in=files).order_by("pk")[:_COMPARED]
    return any(SourceDocument.objects.filter(pk=kept.source, **kept.made).exists() for kept in said)


def _remaining(files: Collection[BatchFile]) -> QuerySet[Any]:
    return BatchArticle.objects.filter(file__in=files, outcome=Outcome.AS_IMPORTED).annotate(is_new=IS_NEW)


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


def refusal_of(batch: ImportBatch) -> str:
    """The refusal of its preview, which is only made where something happened to all of its first articles."""
    files = list(_files(batch))
    first = _remaining(files).order_by("pk")[:_COMPARED]
    some = _remaining(files).filter(pk__in=list(first.values_list("pk", flat=True)))
    return "" if _happened_since_import(some, files).count() < some.count() else preview_undo(batch).refusal


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
    """The files that were imported, in part or whole, the last first: a later one may be a newer version of another.

    One that failed at first was perhaps imported after those behind it.
    """
    begun = Q(state__in=[BatchFile.State.WAITING, BatchFile.State.CANCELLED], finished_at__isnull=False)
    yield from (
        batch.files.filter(begun | Q(state=BatchFile.State.DONE)).defer("content").order_by("-finished_at", "-pk")
    )


def _kept(noted: QuerySet[Any], files: Collection[BatchFile], most: int) -> tuple[list[Any], int]:
    """Of some articles of these files (annotated with `is_new`) those that undoing would not change, the last file's
    first, each with its `reason` in Chinese; and how many of these were not compared with what the import left: at most
    so many of those that people changed are.
    """
    happened = list(_happened_since_import(noted, files).order_by("-file_id", "pk"))
    by_person = [item for item in happened if item.touched and item.is_there and not item.later]
    same = _as_imported(by_person[:most], files)
    for item in happened:
        item.touched &= item.pk not in same
        item.reason = _reason(item)
    return [item for item in happened if item.reason], len(by_person[most:])


def _happened_since_import(noted: QuerySet[Any], files: Collection[BatchFile]) -> QuerySet[Any]:
    """Of some articles of these files those that something happened to since the import of their file.

    Annotated with `later`, the last other batch that imported it after that file and is not undone; `kept_later`,
    whether undoing kept it as a later file had left it; `touched`, whether people changed it, perhaps back to what it
    was, or deleted it; `is_there`; `deleted`, whether people deleted it; `former_gone`, whether it was there before and
    its file's former version is deleted; `of_imprinted`, `of_mended`, whether it is of a file that people did this to.
    """
    named, moment = OuterRef("article"), OuterRef("file__finished_at")
    versions = Article.history.filter(_is_since_import(Q(source=OuterRef("source"))), id=named)
    since = _is_since_import(Q(source__articles=OuterRef(OuterRef("article"))))
    touched = (
        Exists(CuratedField.objects.filter(article=named, curated_at__gt=moment))
        | Exists(Authorship.history.filter(since, article_id=named))
        | Exists(ThemeAssignment.history.filter(since, article_id=named))
        | Exists(versions)
    )
    after = BatchArticle.objects.filter(article=named, pk__gt=OuterRef("pk"))  # in the order of import: drafts may wait
    later = after.filter(outcome=Outcome.AS_IMPORTED).exclude(file__batch=OuterRef("file__batch")).order_by("-pk")
    kept_later = Exists(after.filter(outcome=Outcome.KEPT).exclude(reason=CHANGED_SINCE))
    happened = noted.annotate(
        later=Subquery(later.values("file__batch")[:1]),
        kept_later=_whether(Q(kept_later)),
        touched=_whether(touched),
        former_gone=_whether(Q(file__in=_with_former_gone(files), before__isnull=False)),
        of_imprinted=_whether(Q(file__in=_imprinted_by_person(files))),
        of_mended=_whether(Q(file__in=_mended_since(files))),
    ).exclude(later=None, kept_later=False, touched=False, former_gone=False, of_imprinted=False, of_mended=False)
    is_there, deleted = Exists(Article.objects.filter(pk=named)), Exists(versions.filter(history_type="-"))
    return happened.annotate(is_there=is_there, deleted=deleted).defer("before")


def _is_since_import(of_file: Q) -> Q:
    """Whether an entry in a history is of what people did since the import of the file: by hand, or by a repair of the
    page, which `of_file` finds, that was made since and stands, or was made before and undone since.
    """
    repairs = PageRepair.objects.filter(of_file, _differs_since(OuterRef(OuterRef("file__finished_at"))))
    is_mended = Q(history_change_reason=MENDED) & Exists(repairs)
    by_hand = Q(history_user__isnull=False) & ~Q(history_change_reason=MENDED)
    return Q(by_hand | is_mended, history_date__gt=OuterRef("file__finished_at"))


def _with_former_gone(files: Collection[BatchFile]) -> list[int]:
    """The keys of the files of which the former version was deleted."""
    former = {file.pk: before["pk"] for file in files if (before := _former(file))}
    there = set(SourceDocument.objects.filter(pk__in=set(former.values())).values_list("pk", flat=True))
    return [key for key, source in former.items() if source not in there]


def _imprinted_by_person(files: Collection[BatchFile]) -> list[int]:
    """The keys of the files of which people said where they were printed, when the import had made the source: it would
    go, and what they said with it.
    """
    new = {file.source_id: file for file in files if _former(file).get("pk") != file.source_id}
    said = SourceDocument.objects.filter(pk__in=[pk for pk in new if pk]).values(
        "pk", "origins", *IMPRINT_FIELDS.values()
    )
    return [new[row["pk"]].pk for row in said if _is_said_since(row, _former(new[row["pk"]]).get("fields", {}))]


def _is_said_since(source: Mapping[str, Any], former: Mapping[str, Any]) -> bool:
    """Whether a person said something of where a source was printed that its former version does not say."""
    curated = [IMPRINT_FIELDS[name] for name, origin in source["origins"].items() if origin == Origin.CURATED]
    return any(str(source[name] or "") != str(former.get(name) or "") for name in curated)


def _mended_since(files: Collection[BatchFile]) -> list[int]:
    """The keys of the files that were there before, and whose page people mended since: its articles share its
    characters as it was mended, so none of them goes back without the others.
    """
    again = [file.pk for file in files if file.source_id and _former(file).get("pk") == file.source_id]
    repairs = PageRepair.objects.filter(_differs_since(OuterRef("finished_at")), source=OuterRef("source"))
    return list(BatchFile.objects.filter(Exists(repairs), pk__in=again).values_list("pk", flat=True))


def _differs_since(moment: Any) -> Q:
    """Of repairs those that stand now and did not at this moment, or stood then and do not now."""
    return Q(at__gt=moment, undone_at=None) | Q(at__lte=moment, undone_at__gt=moment)


def _former(file: BatchFile) -> dict[str, Any]:
    """The snapshot of a file's source as it was before the import; empty where it is new."""
    return (file.before or {}).get("source") or {}


def _as_imported(noted: Collection[Any], files: Collection[BatchFile]) -> set[int]:
    """Of a batch's articles that people changed the keys of those that are again as the import left them."""
    same: set[int] = set()
    for file in files:
        keys = {item.article: item.pk for item in noted if item.file_id == file.pk}
        if keys and file.finished_at:
            same |= {keys[article] for article in as_left_by_import(keys, file.finished_at)}
    return same


def _reason(item: Any) -> str:
    """In Chinese, why undoing does not change an article that something happened to; "" where it does."""
    if item.deleted and not item.is_there:
        return _DELETED
    if item.later:
        return _BY_IMPORT.format(item.later)
    if item.touched and item.is_there:
        return _BY_PERSON
    if item.kept_later:
        return _BY_KEPT
    if item.of_mended:
        return _BY_REPAIR
    if item.of_imprinted and item.is_there:
        return _BY_IMPRINT
    return _FORMER_GONE if item.former_gone else ""


def undo_articles(file: BatchFile, noted: list[Any], user: Any) -> None:
    """Undo some of a file's articles (annotated with `is_new`) in one transaction."""
    rows = BatchArticle.objects.filter(pk__in=[item.pk for item in noted]).annotate(is_new=IS_NEW)
    reasons = {item.pk: item.reason for item in _kept(rows, [file], len(noted))[0]}
    for item in noted:
        item.reason = reasons.get(item.pk, "")
        item.outcome = Outcome.KEPT if item.reason else Outcome.GONE if item.is_new else Outcome.RESTORED
    back = [item for item in noted if item.outcome == Outcome.RESTORED]
    named = NamedRows.by(Article.objects.filter(pk__in=[item.article for item in back]))
    restore_articles(back, user)
    delete_orphans(named)
    if going := [item.article for item in noted if item.outcome == Outcome.GONE]:
        remove_articles(list(Article.objects.filter(pk__in=going)), user)
    BatchArticle.objects.bulk_update(noted, ["outcome", "reason"])


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
    former, source = _former(file), file.source
    made = source if source is not None and former.get("pk") != source.pk else None
    made_is_kept = made is not None and _is_kept(made, file)
    if former and not (_with_former_gone([file]) or _mended_since([file])):
        restore_source(file)
    if made is not None:
        _release_former(made)
        if not made_is_kept:
            delete_empty_source(made)
    file.state = BatchFile.State.UNDONE
    BatchFile.objects.filter(pk=file.pk).update(state=file.state)


def _is_kept(source: SourceDocument, file: BatchFile) -> bool:
    """Whether something holds a source that the import made."""
    has_newer = source.current != source
    is_held = source.articles.exists() or any(is_touched(feature) for feature in source.features.all())
    return has_newer or is_held or bool(_imprinted_by_person([file]))
