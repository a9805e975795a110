"""Import batches: begun, worked off file by file, ended. One that dies half-way goes on with its next file."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.utils import timezone

from articles.changes import make_way, many_changes, one_change
from articles.importing.files import Page, UnusableFile, page_of
from articles.importing.imprints import given_imprint
from articles.importing.pages import import_new_pages, import_page
from articles.importing.reports import PageReport
from articles.models import BatchFile, ImportBatch, Problem, SourceDocument
from articles.parsing.types import Imprint
from articles.problems import TABLES
from articles.undoing.snapshots import snapshot_before

logger = logging.getLogger(__name__)
T = TypeVar("T")

UNREADABLE = "不是可读的文本：编码认不出，或混有别的编码、二进制内容；请另存为 UTF-8 的纯文本再上传。"
TOGETHER = 4  # files: SQLite is theirs for 0.15 s, a quarter of a second at most; who saves something waits for it
_LARGEST_TOGETHER = 200_000  # bytes
_FIELDS = ("publication", "date", "page", "section")
_UNDER_WAY = (ImportBatch.State.WAITING, ImportBatch.State.RUNNING)
_ENDED = (ImportBatch.State.DONE, ImportBatch.State.CANCELLED)


def begin(
    kind: ImportBatch.Kind,
    imprint: dict[str, str],
    by: Any = None,
    state: ImportBatch.State = ImportBatch.State.RUNNING,
) -> ImportBatch:
    """A batch: under way, or a draft; of the printing it keeps what is said."""
    said = {name: value for name, value in imprint.items() if value}
    return ImportBatch.objects.create(kind=kind, imprint=said, by=by, state=state)


def imprint_of(batch: ImportBatch) -> Imprint:
    said = {name: batch.imprint.get(name, "") for name in _FIELDS}
    day = date.fromisoformat(said["date"]) if said["date"] else None
    return given_imprint(said["publication"], day, said["page"], said["section"])


def import_into(batch: ImportBatch, pages: Sequence[tuple[Page, str]], imprint: Imprint) -> list[PageReport]:
    """Import pages that were read, perhaps long since, with the names that they have as files of the batch."""
    make_way()
    files = (BatchFile(batch=batch, name=name[:500], size=len(page.text.encode())) for page, name in pages)
    return _import([(page, file) for (page, _), file in zip(pages, files, strict=True)], imprint)


def together(files: Iterable[T], size_of: Callable[[T], int]) -> Iterator[list[T]]:
    """The files in lists of those that are imported at once: some small ones, or a large one. Where the files' own
    iterator breaks, those before come first.
    """
    group: list[T] = []
    size = 0
    coming = iter(files)
    while True:
        try:
            file = next(coming)
        except StopIteration:
            break
        except Exception:
            if group:
                yield group
            raise
        if group and (len(group) == TOGETHER or size + size_of(file) > _LARGEST_TOGETHER):
            yield group
            group, size = [], 0
        group.append(file)
        size += size_of(file)
    if group:
        yield group


def _import(read: Sequence[tuple[Page, BatchFile]], imprint: Imprint) -> list[PageReport]:
    """Import pages in one transaction where all are new, else each in its own, with what is noted of its file."""
    if len(read) > 1 and (reports := _import_new(read, imprint)):
        return reports
    return [_import_one(page, imprint, file) for page, file in read]


def _import_new(read: Sequence[tuple[Page, BatchFile]], imprint: Imprint) -> list[PageReport]:
    """Nothing where not all are new, or one of them breaks the import: alone it does so again, the others do not."""
    files = [copy(file) for _, file in read]  # what a transaction that breaks has said of them is to be forgotten
    try:
        with one_change():
            reports = import_new_pages([(page, file) for (page, _), file in zip(read, files, strict=True)], imprint)
            for file in files:
                _file_doubt(file)
    except Exception:
        logger.warning("%d pages could not be imported at once, each is imported alone", len(files), exc_info=True)
        return []
    return reports


def _import_one(page: Page, imprint: Imprint, file: BatchFile) -> PageReport:
    with one_change():
        report = import_page(page, imprint, file)
        _file_doubt(file)
    return report


def begin_records(batch: ImportBatch, source: SourceDocument, is_new: bool, name: str, size: int) -> BatchFile:
    """A file of records, whose articles are noted as they come; and what there was of the file itself."""
    file = BatchFile.objects.create(batch=batch, name=name[:500], size=size, source=source)
    snapshot_before(file, None if is_new else source, [])
    file.save(update_fields=["before"])
    return file


def end_records(file: BatchFile, report: dict[str, int]) -> None:
    file.state, file.report, file.finished_at = BatchFile.State.DONE, report, timezone.now()
    file.save(update_fields=["state", "report", "finished_at"])
    end(file.batch)


def add_failed_file(batch: ImportBatch, name: str, message: str) -> None:
    BatchFile.objects.create(batch=batch, name=name[:500], state=BatchFile.State.FAILED, message=message)


def end(batch: ImportBatch) -> None:
    """What is left of a batch that somebody cancelled stays so."""
    ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.RUNNING).update(
        state=ImportBatch.State.DONE, finished_at=timezone.now()
    )


def confirm(batch: ImportBatch) -> bool:
    """Let a draft wait to be imported; whether it was one still."""
    drafts = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.DRAFT)
    if not drafts.update(state=ImportBatch.State.WAITING):
        return False
    batch.files.update(report={})
    return True


def run(batch: ImportBatch) -> None:
    """Import the files that wait, each with its state in one transaction, until none does or somebody cancels."""
    ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.WAITING).update(state=ImportBatch.State.RUNNING)
    imprint = imprint_of(batch)
    with many_changes():
        while files := _next(batch):
            _import(_read(files), imprint)
    end(batch)


def _read(files: Iterable[BatchFile]) -> list[tuple[Page, BatchFile]]:
    """Read files up to one that breaks the reading: it does so again when it is the first, as `fail_next_file` takes
    it. One that is no text has failed.
    """
    read: list[tuple[Page, BatchFile]] = []
    for file in files:
        try:
            read.append((page_of(Path(file.name), bytes(file.content or b"")), file))
        except UnusableFile:
            file.state, file.message = BatchFile.State.FAILED, UNREADABLE
            file.save(update_fields=["state", "message"])
        except Exception:
            if not read:
                raise
            break
    return read


def _file_doubt(file: BatchFile) -> None:
    """What was doubted when the file was taken in is a finding of its source, once."""
    if file.doubt and file.source:
        Problem.objects.get_or_create(source=file.source, article=None, code=TABLES, message=file.doubt)


def _next(batch: ImportBatch) -> list[BatchFile]:
    """The next files that wait, of a batch that nobody cancelled."""
    if not ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.RUNNING).exists():
        return []
    waiting = batch.files.filter(state=BatchFile.State.WAITING)
    sizes = waiting.values_list("pk", "size")[:TOGETHER]
    keys = [pk for pk, _ in next(together(sizes, lambda file: file[1]), [])]
    return list(waiting.filter(pk__in=keys))


def fail_next_file(batch: ImportBatch, error: Exception) -> None:
    """Mark the next file, which broke the import, as failed, with a message that names the error."""
    file = batch.files.filter(state=BatchFile.State.WAITING).defer("content").first()
    if file is not None:
        message = f"导入时出错（{type(error).__name__}），已跳过；请把这个文件交给维护人员。"
        BatchFile.objects.filter(pk=file.pk).update(state=BatchFile.State.FAILED, message=message)


def cancel(batch: ImportBatch) -> int:
    """Leave out the files that still wait; returns how many. What is imported stays, and can be undone."""
    under_way = ImportBatch.objects.filter(pk=batch.pk, state__in=_UNDER_WAY)
    if not under_way.update(state=ImportBatch.State.CANCELLED, finished_at=timezone.now()):
        return 0  # whoever asks has an old page before them
    return batch.files.filter(state=BatchFile.State.WAITING).update(state=BatchFile.State.CANCELLED)


def retry(batch: ImportBatch, files: Iterable[BatchFile]) -> int:
    """Let files that failed or were left out wait again, if their content is there; returns how many."""
    if not ImportBatch.objects.filter(pk=batch.pk, state__in=_ENDED).exists():
        return 0
    chosen = batch.files.filter(pk__in=[file.pk for file in files], content__isnull=False)
    number = chosen.exclude(state=BatchFile.State.DONE).update(state=BatchFile.State.WAITING, message="")
    if number:
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.WAITING, finished_at=None)
    return number
