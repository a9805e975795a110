"""Imports as batches: how far each is, what it made, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from articles import tasks
from articles.addresses import page_of
from articles.admin import uploads
from articles.admin.base import LatestFilter, ReadOnlyMixin, note_action
from articles.curating.merge_undo import CannotUndo
from articles.importing import batches
from articles.models import Article, BatchArticle, BatchFile, ImportBatch, SourceDocument, SourceKind
from articles.undoing.batches import UndoSummary, preview_undo, refusal_of, request_undo, undo_result

_FILES = 100  # on a page
_CHANGE = "articles.change_article"
_SETTLED = ~Q(files__state=BatchFile.State.WAITING)
_UNDER_WAY = (ImportBatch.State.WAITING, ImportBatch.State.RUNNING, ImportBatch.State.UNDOING)
_NOTHING_DONE = (BatchFile.State.UNCHANGED, BatchFile.State.FAILED)
_WORDS = {
    "created": "新增 {} 篇",
    "updated": "更新 {} 篇",
    "deleted": "移除 {} 篇",
    "withdrawn": "撤下 {} 篇",
    "stayed_deleted": "{} 篇曾被删除，仍不入库（见回收站）",
    "problems": "待复核 {} 处",
    "replaced": "取代旧版 {}",
    "bad_lines": "{} 行不能读",
}


class BatchFilter(LatestFilter):
    title = "导入批次"
    parameter_name = "batch"

    def rows(self) -> QuerySet[ImportBatch]:
        return ImportBatch.objects.all()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        chosen = self.chosen()
        noted = BatchArticle.objects.filter(article=OuterRef("pk"), file__batch=chosen)
        return queryset if chosen is None else queryset.filter(Exists(noted))


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Who imported which files when; nothing here is written by hand."""

    list_display = ["__str__", "state", "kind", "by", "started_at", "progress"]
    list_filter = ["state", "kind"]
    search_fields = ["files__name"]
    search_help_text = "文件名"
    list_select_related = ["by"]
    list_per_page = 50
    change_form_template = "admin/articles/importbatch/change_form.html"
    change_list_template = "admin/articles/importbatch/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportBatch]:
        counted = super().get_queryset(request)
        return counted.annotate(
            number=Count("files"),
            settled=Count("files", filter=_SETTLED),
            refused=Count("files", filter=Q(files__state=BatchFile.State.FAILED)),
        )

    @admin.display(description="文件")
    def progress(self, batch: Any) -> str:
        """Of a draft, whose files nobody has imported yet, how many can be."""
        without = f"，{batch.refused} 个未能导入" if batch.refused else ""
        if batch.state == ImportBatch.State.DRAFT:
            return f"{batch.number - batch.refused} 个待导入{without}"
        return f"{batch.settled} / {batch.number}{without}"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("upload/", view(self.upload_view), name="articles_importbatch_upload"),
            path("file/<int:pk>/", view(self.preview_view), name="articles_importbatch_preview"),
            path("<int:pk>/undo/", view(self.undo_view), name="articles_importbatch_undo"),
            path("<int:pk>/act/", view(require_POST(self.act_view)), name="articles_importbatch_act"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        batch = self.get_object(request, object_id)
        if batch is None:
            return super().change_view(request, object_id, form_url, extra_context)
        unread = batch.files.filter(state=BatchFile.State.WAITING, report={})
        of_records = ExpressionWrapper(Q(source__kind=SourceKind.RECORDS), BooleanField())
        files = batch.files.defer("content", "before").annotate(number=Count("source__articles"), of_records=of_records)
        page = page_of(request, files.order_by("pk"), _FILES, "p")
        for file in page:
            file.in_words = _in_words(file.report)
            file.earlier = _earlier(file)
        context = {
            "page": page,
            "progress": self.progress(batch),
            "total": batch.number,
            "settled": batch.settled,
            "failed": batch.files.filter(state=BatchFile.State.FAILED, content__isnull=False).count(),
            "may_change": uploads.may_decide(request, batch),
            "may_undo": _may_undo(request, batch)
            and batch.state in (ImportBatch.State.DONE, ImportBatch.State.CANCELLED)
            and batch.files.exclude(state__in=_NOTHING_DONE).exists(),
            "is_under_way": batch.state in _UNDER_WAY or (batch.state == ImportBatch.State.DRAFT and unread.exists()),
            "may_import": batch.files.filter(state=BatchFile.State.WAITING).exists(),
            "left": _left(batch),
            "outlook": undo_result(batch) if batch.state == ImportBatch.State.UNDONE else None,
        }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **context})

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": "上传文件"}
        return uploads.upload(request, context)

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return uploads.preview(request, pk, {**self.admin_site.each_context(request), "opts": self.opts})

    def act_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Import a draft or drop it, leave out what waits, or try again what failed."""
        batch = get_object_or_404(ImportBatch, pk=pk)
        if not uploads.may_decide(request, batch):
            raise PermissionDenied
        if "confirm" in request.POST or "drop" in request.POST:
            messages.success(request, uploads.decide(request, batch))
            if "confirm" in request.POST:
                note_action(request, batch, "上传并导入")
            if "drop" in request.POST:
                return HttpResponseRedirect(reverse("admin:articles_importbatch_changelist"))
        elif "cancel" in request.POST:
            messages.success(request, f"已取消 {batches.cancel(batch)} 个文件；已导入的可以撤销。")
        elif "retry" in request.POST:
            with transaction.atomic():
                number = batches.retry(batch, batch.files.filter(state=BatchFile.State.FAILED))
                if number:
                    tasks.import_batch.enqueue(batch.pk)
            messages.success(request, f"{number} 个文件等候重新导入。")
        return HttpResponseRedirect(batch.get_absolute_url())

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What undoing would do; then do it."""
        batch = get_object_or_404(ImportBatch, pk=pk)
        if not _may_undo(request, batch):
            raise PermissionDenied
        if request.method != "POST":
            context = {
                **self.admin_site.each_context(request),
                "title": f"撤销{batch}",
                "opts": self.opts,
                "batch": batch,
                "outlook": (outlook := preview_undo(batch)),
                "sources": _sources(outlook),
                "may_delete": request.user.has_perm("articles.delete_sourcedocument"),
            }
            return TemplateResponse(request, "admin/articles/importbatch/undo.html", context)
        try:
            if refusal := refusal_of(batch):
                raise CannotUndo(refusal)
            with transaction.atomic():
                request_undo(batch, request.user)
                tasks.undo_batch.enqueue(pk)
            messages.success(request, f"{batch}正在后台撤销，完成后本页写明结果。")
        except CannotUndo as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(batch.get_absolute_url())


def _may_undo(request: HttpRequest, batch: ImportBatch) -> bool:
    """Who uploaded files, or changed many articles, takes that back too."""
    return uploads.may_decide(request, batch, *[_CHANGE] * (batch.kind == ImportBatch.Kind.BULK))


def _left(batch: ImportBatch) -> QuerySet[BatchArticle]:
    """What a change of many articles left as it was."""
    noted = BatchArticle.objects.filter(file__batch=batch, outcome=BatchArticle.Outcome.KEPT).defer("before")
    return noted if batch.kind == ImportBatch.Kind.BULK and batch.state == ImportBatch.State.DONE else noted.none()


def _sources(outlook: UndoSummary) -> QuerySet[SourceDocument]:
    """The first of the files whose articles are kept."""
    kept = [noted.article for noted in outlook.kept[:_FILES]]
    sources = SourceDocument.objects.exclude(kind=SourceKind.RECORDS).filter(articles__in=kept).distinct()
    return sources.only("file_name")[:20]


def _earlier(file: BatchFile) -> ImportBatch | None:
    """The last batch before that imported the same file; of a draft, or of a file that changed nothing."""
    source = file.source_id if file.state == BatchFile.State.UNCHANGED else file.report.get("known")
    if not source or source is True:  # older drafts say only that it is known
        return None
    others = BatchFile.objects.filter(source=source, state=BatchFile.State.DONE).exclude(batch=file.batch_id)
    earlier = others.filter(finished_at__lt=file.finished_at) if file.finished_at else others
    return ImportBatch.objects.filter(files__in=earlier).order_by("-files__finished_at").first()


def _in_words(report: dict[str, Any]) -> str:
    return "，".join(words.format(report[name]) for name, words in _WORDS.items() if report.get(name))
