"""Batches: an import begun, its files one by one, its end. What dies half-way goes on with the next file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from articles.importing.files import Page, UnusableFile, page_of
from articles.importing.imprints import given
from articles.importing.pages import import_page
from articles.importing.reports import PageReport
from articles.models import BatchFile, ImportBatch, SourceDocument
from articles.parsing.types import Imprint
from articles.undoing.snapshots import note_before

_SAID = ("publication", "date", "page", "section")


def begin(way: ImportBatch.Way, imprint: dict[str, str], by: Any = None) -> ImportBatch:
    """A batch under way."""
    said = {name: value for name, value in imprint.items() if value}
    return ImportBatch.objects.create(way=way, imprint=said, by=by)


def imprint_of(batch: ImportBatch) -> Imprint:
    said = {name: batch.imprint.get(name, "") for name in _SAID}
    day = date.fromisoformat(said["date"]) if said["date"] else None
    return given(said["publication"], day, said["page"], said["section"])


def import_into(batch: ImportBatch, page: Page, name: str, imprint: Imprint) -> PageReport:
    """Import a page that was read, as a file of the batch."""
    return import_page(page, imprint, BatchFile(batch=batch, name=name[:500], size=len(page.text.encode())))


def begin_records(batch: ImportBatch, source: SourceDocument, is_new: bool, name: str, size: int) -> BatchFile:
    """A file of records, whose articles are noted as they come; and what there was of the file itself."""
    file = BatchFile.objects.create(batch=batch, name=name[:500], size=size, source=source)
    note_before(file, None if is_new else source, [])
    file.save(update_fields=["before"])
    return file


def end_records(file: BatchFile, report: dict[str, int]) -> None:
    file.state, file.report, file.finished_at = BatchFile.State.DONE, report, timezone.now()
    file.save(update_fields=["state", "report", "finished_at"])
    end(file.batch)


def note_failure(batch: ImportBatch, name: str, message: str) -> None:
    BatchFile.objects.create(batch=batch, name=name[:500], state=BatchFile.State.FAILED, message=message)


def end(batch: ImportBatch) -> None:
    """What is left of a batch that somebody cancelled stays so."""
    ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.RUNNING).update(
        state=ImportBatch.State.DONE, finished_at=timezone.now()
    )


def run(batch: ImportBatch) -> None:
    """Import the files that wait, each in a transaction with its state, until none does or somebody cancels."""
    ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.WAITING).update(state=ImportBatch.State.RUNNING)
    imprint = imprint_of(batch)
    while (file := _next(batch)) is not None:
        try:
            import_page(page_of(Path(file.name), bytes(file.content or b"")), imprint, file)
        except UnusableFile as error:
            file.state, file.message = BatchFile.State.FAILED, str(error)
            file.save(update_fields=["state", "message"])
    end(batch)


def _next(batch: ImportBatch) -> BatchFile | None:
    running = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.RUNNING)
    return batch.files.filter(state=BatchFile.State.WAITING).first() if running.exists() else None


def cancel(batch: ImportBatch) -> int:
    """Leave out the files that still wait; returns how many. What is imported stays, and can be undone."""
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.CANCELLED, finished_at=timezone.now())
    return batch.files.filter(state=BatchFile.State.WAITING).update(state=BatchFile.State.CANCELLED)


def retry(batch: ImportBatch, files: Iterable[BatchFile]) -> int:
    """Let files that failed or were left out wait again, if their content is there; returns how many."""
    chosen = batch.files.filter(pk__in=[file.pk for file in files], content__isnull=False)
    number = chosen.exclude(state=BatchFile.State.DONE).update(state=BatchFile.State.WAITING, message="")
    if number:
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.WAITING, finished_at=None)
    return number
