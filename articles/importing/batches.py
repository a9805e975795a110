"""Import batches: begun, worked off file by file, ended. One that dies half-way goes on with its next file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from articles.changes import many_changes, one_change
from articles.importing.files import Page, UnusableFile, page_of
from articles.importing.imprints import given_imprint
from articles.importing.pages import import_page
from articles.importing.reports import PageReport
from articles.models import BatchFile, ImportBatch, Problem, SourceDocument
from articles.parsing.types import Imprint
from articles.problems import TABLES
from articles.undoing.snapshots import snapshot_before

UNREADABLE = "不是可读的文本：编码认不出，或混有别的编码、二进制内容；请另存为 UTF-8 的纯文本再上传。"
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


def import_into(batch: ImportBatch, page: Page, name: str, imprint: Imprint) -> PageReport:
    """Import a page that was read, as a file of the batch."""
    return import_page(page, imprint, BatchFile(batch=batch, name=name[:500], size=len(page.text.encode())))


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
    """Import the files that wait, each in a transaction with its state, until none does or somebody cancels."""
    ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.WAITING).update(state=ImportBatch.State.RUNNING)
    imprint = imprint_of(batch)
    with many_changes():
        while (file := _next(batch)) is not None:
            try:
                page = page_of(Path(file.name), bytes(file.content or b""))
                with one_change():
                    import_page(page, imprint, file)
                    _file_doubt(file)
            except UnusableFile:
                file.state, file.message = BatchFile.State.FAILED, UNREADABLE
                file.save(update_fields=["state", "message"])
    end(batch)


def _file_doubt(file: BatchFile) -> None:
    """What was doubted when the file was taken in is a finding of its source, once."""
    if file.doubt and file.source:
        Problem.objects.get_or_create(source=file.source, article=None, code=TABLES, message=file.doubt)


def _next(batch: ImportBatch) -> BatchFile | None:
    running = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.RUNNING)
    return batch.files.filter(state=BatchFile.State.WAITING).first() if running.exists() else None


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
