"""Metadata out as a table, and back in: every change is shown before it is made."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.admin.desk.bulk import SHOWN, made
from articles.exporting import neutralise
from articles.models import Article
from articles.parsing.encoding import BinaryKind, UnreadableFile, binary_kind, decode
from articles.parsing.office import UnreadableOffice, rows_of, workbook_of
from articles.undoing.bulk import differences
from articles.undoing.sheets import MOST_ROWS, EditedSheet, UnreadableSheet, read_sheet, write_sheet

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LARGEST = 1_500_000  # bytes of a file
_LARGEST_TEXT = 2_250_000  # bytes as UTF-8; between preview and change the browser carries it in a form


class SheetForm(forms.Form):
    """A table from a file, or as the preview carries it on."""

    file = forms.FileField(label="表格", required=False, help_text=f"导出后改好的 .xlsx 或 .csv；最多 {MOST_ROWS} 行。")
    text = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if file := said.get("file"):
            if file.size > _LARGEST:
                raise forms.ValidationError(f"文件超过 {_LARGEST // 1000} KB，请分几次。")
            said["text"] = _text_of(file.read())
            if len(said["text"].encode()) > _LARGEST_TEXT:
                raise forms.ValidationError("表格里的文字太多，请分几次。")
        if not said.get("text"):
            raise forms.ValidationError("表格是空的。" if file else "请选一个文件。")
        return said


def _text_of(content: bytes) -> str:
    """A table as CSV, whichever it came as. Raises ValidationError."""
    try:
        if binary_kind(content) is BinaryKind.ARCHIVE:
            return _csv(rows_of(content, MOST_ROWS + 2))
        return decode(content).text
    except UnreadableOffice as error:
        raise forms.ValidationError(f"{error}。") from error
    except UnreadableFile as error:
        raise forms.ValidationError("这不是 .xlsx，也不是 CSV 文本；请在表格软件里另存。") from error


def _csv(rows: Iterable[Sequence[str]]) -> str:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue()


def export_csv(articles: QuerySet[Article]) -> HttpResponse:
    """These articles' metadata as CSV, no cell of it a formula."""
    rows = ([neutralise(cell) for cell in row] for row in write_sheet(_chosen(articles)))
    return _attached(f"\ufeff{_csv(rows)}", "metadata.csv", "text/csv; charset=utf-8")


def export_workbook(articles: QuerySet[Article]) -> HttpResponse:
    """These articles' metadata as .xlsx."""
    return _attached(workbook_of(write_sheet(_chosen(articles))), "metadata.xlsx", _XLSX)


def _chosen(articles: QuerySet[Article]) -> QuerySet[Article]:
    return Article.objects.for_listing().filter(pk__in=articles.order_by().values("pk")).order_by("pk")


def _attached(content: str | bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def import_sheet(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The form; with a table, what it would change; confirmed, the batch that does it."""
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    form = SheetForm(request.POST or None, request.FILES or None)
    sheet: EditedSheet | None = None
    if request.method == "POST" and form.is_valid():
        try:
            sheet = read_sheet(form.cleaned_data["text"])
        except UnreadableSheet as error:
            form.add_error(None, str(error))
    seen = _digest(sheet) if sheet else ""
    if sheet and "confirm" in request.POST and form.cleaned_data["seen"] != seen:
        form.add_error(None, "您看过以后，有人改过其中的文章；下面是现在的样子，请核对后再按一次。")
    elif sheet and "confirm" in request.POST and not sheet.change.is_nothing:
        messages.success(request, made(request, sheet.change, [int(key) for key in sheet.change.rows]))
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
    shown = [int(key) for key in sheet.change.rows] if sheet else []
    return TemplateResponse(
        request,
        "admin/articles/article/sheet.html",
        {
            **context,
            "title": "导入元数据",
            "form": form,
            "sheet": sheet,
            "text": form.cleaned_data["text"] if sheet else "",
            "seen": seen,
            "number": len(shown),
            "changes": list(differences(sheet.change, Article.objects.filter(pk__in=shown[:SHOWN]))) if sheet else None,
        },
    )


def _digest(sheet: EditedSheet) -> str:
    """Another where the change, or an article that it is meant for, is another."""
    return hashlib.sha256(repr((sheet.change.rows, sheet.change.since)).encode()).hexdigest()[:16]
