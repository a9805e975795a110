"""Uploading files: their reading is shown before anything is stored, then they are imported in the background."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from articles import tasks
from articles.importing import batches
from articles.importing.files import UnusableFile
from articles.models import BatchFile, ImportBatch
from articles.uploading.reading import LARGEST_SHOWN, reading_of
from articles.uploading.receiving import MOST_BYTES, MOST_FILES, Refused, keep, receive

_TAKEN = ".txt .md .html .docx 或 .zip"
_ADD = "articles.add_importbatch"


class MultipleFileInput(forms.ClearableFileInput):
    """A file input that takes several files or a folder."""

    allow_multiple_selected = True


class MultipleFileField(forms.FileField):
    """A field whose value is a list of uploaded files, empty ones among them."""

    def __init__(self, **kwargs: Any) -> None:
        # An empty file is named among those not taken; refused here, it would hold up all of a folder, unnamed.
        widget = MultipleFileInput(attrs=kwargs.pop("attrs", {}))
        super().__init__(widget=widget, required=False, allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(MultipleFileField, self).clean(item, initial) for item in data or ()]


class UploadForm(forms.Form):
    """Files, and what whoever uploads them knows of their printing."""

    several = MultipleFileField(
        label="文件或压缩包",
        help_text=f"可拖来，可多选：{_TAKEN}；最多 {MOST_FILES} 个，共 {MOST_BYTES // 1_000_000} MB。",
    )
    folder = MultipleFileField(label="或整个文件夹", attrs={"webkitdirectory": True})
    publication = forms.CharField(label="出版物", max_length=100, required=False)
    date = forms.DateField(label="日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    page = forms.CharField(label="版次", max_length=50, required=False)
    section = forms.CharField(label="版名", max_length=100, required=False)

    def imprint(self) -> dict[str, str]:
        day = self.cleaned_data["date"]
        said = {name: self.cleaned_data[name] for name in ("publication", "page", "section")}
        return said | {"date": day.isoformat() if day else ""}


def upload(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The form, and the draft made from it."""
    if not request.user.has_perm(_ADD):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        files = [(file.name, file.file) for name in ("several", "folder") for file in form.cleaned_data[name]]
        try:
            received = receive(files)
            with transaction.atomic():
                batch = keep(received, form.imprint(), request.user)
                tasks.read_drafts.enqueue(batch.pk)
            return HttpResponseRedirect(batch.get_absolute_url())
        except Refused as error:
            form.add_error(None, str(error))
    return TemplateResponse(request, "admin/articles/importbatch/upload.html", {**context, "form": form})


def may_decide(request: HttpRequest, batch: ImportBatch, of_own: str = _ADD) -> bool:
    """Whether somebody decides about a batch: who made it and still may (`of_own`), and who may undo others'."""
    is_own = batch.by_id is not None and batch.by_id == request.user.pk
    return request.user.has_perm("articles.change_importbatch") or (is_own and request.user.has_perm(of_own))


def decide(request: HttpRequest, batch: ImportBatch) -> str:
    """Import a draft, or drop it; returns what to say."""
    if "confirm" in request.POST:
        with transaction.atomic():
            if batches.confirm(batch):
                tasks.import_batch.enqueue(batch.pk)
                return "已开始导入，本页会写明进度。"
        return "这一批已经确认过。"
    dropped, _ = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.DRAFT).delete()
    return "已放弃，没有导入任何文件。" if dropped else "这一批已经确认过，没有放弃；已导入的可以撤销。"


def preview(request: HttpRequest, file_id: int, context: dict[str, Any]) -> HttpResponse:
    """A draft's file as it is read: its articles beside the page."""
    if not request.user.has_perm("articles.view_importbatch"):
        raise PermissionDenied
    file = get_object_or_404(BatchFile, pk=file_id, content__isnull=False)
    reading = None
    if file.size <= LARGEST_SHOWN:
        try:
            reading = reading_of(file)
        except UnusableFile:
            file.message = batches.UNREADABLE
    return TemplateResponse(
        request,
        "admin/articles/importbatch/preview.html",
        {
            **context,
            "file": file,
            "batch": file.batch,
            "reading": reading,
            "title": file.name,
            "may_decide": file.batch.state == ImportBatch.State.DRAFT and may_decide(request, file.batch),
            "files": file.batch.files.filter(state=BatchFile.State.WAITING).count(),
        },
    )
