"""Merging duplicate rows: the action, and the log in which merges and splits are undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from articles import tasks
from articles.admin.base import ReadOnlyMixin, admin_link, note_action
from articles.admin.fields import key_in
from articles.curating.field_values import quoted
from articles.curating.merge_undo import CannotUndo, preview_undo, undo_merge
from articles.curating.merging import CannotMerge, merge_rows
from articles.curating.references import REFERENCES
from articles.models import Kind, Merge

AT_ONCE = 20  # articles: what a request waits for


class OtherForm(forms.Form):
    """Another row of the same kind, found by typing."""

    def __init__(self, row: Model, rows: QuerySet[Any], data: Any = None) -> None:
        super().__init__(data)
        named: Any = REFERENCES[type(row)][0]
        widget = AutocompleteSelect(named.model._meta.get_field(named.field), admin.site)
        label = f"另一个{row._meta.verbose_name}"
        self.fields["other"] = forms.ModelChoiceField(rows.exclude(pk=row.pk), label=label, widget=widget)


class MergeMixin:
    """A mixin for a ModelAdmin whose rows can be merged; its queryset is annotated with `number`, that of articles."""

    merges = True

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """As the model says: annotated with a number, rows that are found by typing would be in no order."""
        return (*super().get_ordering(request),) or tuple(self.model._meta.ordering)  # type: ignore[misc,attr-defined]

    def get_urls(self) -> list[URLPattern]:
        model_admin: Any = self
        name = f"articles_{model_admin.opts.model_name}_merge"
        view = model_admin.admin_site.admin_view(self.merge_view)
        return [path("<int:pk>/merge/", view, name=name), *super().get_urls()]  # type: ignore[misc]  # a mixin

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Which other row is the same; then which of the two stays. No list need show both."""
        rows = self.get_queryset(request)  # type: ignore[attr-defined]  # of ModelAdmin
        row = get_object_or_404(rows, pk=pk)
        if not self.has_change_permission(request, row):  # type: ignore[attr-defined]
            raise PermissionDenied
        said = request.GET.get("other")
        form = OtherForm(row, rows, None if said is None else {"other": key_in(said)})
        if form.is_valid():
            chosen = rows.filter(pk__in=[row.pk, form.cleaned_data["other"].pk])
            return self.merge(request, chosen) or HttpResponseRedirect(self._way_on(request))
        context = {
            **admin.site.each_context(request),
            "title": f"合并{row._meta.verbose_name}：{row}",
            "opts": row._meta,
            "original": row,
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/merge_with.html", context)

    def _way_on(self, request: HttpRequest) -> str:
        """After a merge: the finding that led to it, or the row that was kept."""
        finding, kept = key_in(request.GET.get("finding", "")), key_in(request.POST.get("kept", ""))
        if finding is not None:
            return reverse("admin:articles_problem_finding", args=[finding])
        return reverse(f"admin:articles_{self.opts.model_name}_change", args=[kept])  # type: ignore[attr-defined]

    @admin.action(description="合并为一…", permissions=["change"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Ask which stays; then merge the others into it."""
        rows = _most_named_first(queryset)
        if len(rows) < 2:
            messages.warning(request, "合并至少要选两个。")
            return None
        kept = next((row for row in rows if str(row.pk) == request.POST.get("kept")), None)
        if kept is None:
            return self._ask_which(request, rows)
        others = [row for row in rows if row.pk != kept.pk]
        user: Any = request.user
        named = f"并入：{'、'.join(map(str, others))}"
        try:
            if sum(row.number for row in others) > AT_ONCE:
                tasks.merge_later(kept, others, user)
                note_action(request, kept, named)
                messages.success(request, f"名下文章较多，正在后台并入{quoted(kept)}，进度见“合并与拆分记录”。")
                return None
            merged = merge_rows(kept, others, user)
        except CannotMerge as error:
            messages.error(request, str(error))
            return None
        tasks.score_anew(merged.kind)
        note_action(request, kept, named)
        undo = reverse("admin:articles_merge_undo", args=[merged.pk])
        done = format_html('已合并为“{}”，{} 处现在归它。<a href="{}">撤销</a>', kept, merged.moved_rows, undo)
        messages.success(request, done)
        return None

    def _ask_which(self, request: HttpRequest, rows: list[Model]) -> HttpResponse:
        opts = rows[0]._meta
        context = {
            **admin.site.each_context(request),
            "title": f"合并{opts.verbose_name}",
            "opts": opts,
            "rows": rows,
            "action_checkbox_name": helpers.ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/articles/merge.html", context)


def _most_named_first(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (-row.number, row.pk))


@admin.register(Merge)
class MergeAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Every merge and split, who made it and when, and the way back."""

    list_display = ["__str__", "operation", "state", "kind", "moved_number", "by", "at", "undoing"]
    list_filter = ["operation", "state", "kind"]
    search_fields = ["kept_name", "gone_names"]
    list_select_related = ["by", "undone_by"]
    list_per_page = 50
    fields = ["operation", "state", "kind", "kept_link", "gone_names", "moved_number", "by", "at", "undoing"]
    readonly_fields = ["kept_link", "moved_number", "undoing"]

    @admin.display(description="转归的")
    def moved_number(self, merge: Merge) -> str:
        of_terms = merge.kind == Kind.THEME and merge.operation == Merge.Operation.SPLIT
        return f"{len(merge.names)} 个词语" if of_terms else f"{merge.moved_rows} 处"

    @admin.display(description="保留或拆开")
    def kept_link(self, merge: Merge) -> str:
        return admin_link(Kind(merge.kind).model._default_manager.filter(pk=merge.kept).first())

    @admin.display(description="撤销")
    def undoing(self, merge: Merge) -> str:
        if merge.undone_at:
            return f"已由{merge.undone_by or '命令行'}撤销"
        if merge.state != Merge.State.DONE:
            return "—"
        return format_html('<a href="{}">撤销…</a>', reverse("admin:articles_merge_undo", args=[merge.pk]))

    def get_urls(self) -> list[URLPattern]:
        undo = path("<int:pk>/undo/", self.admin_site.admin_view(self.undo_view), name="articles_merge_undo")
        return [undo, *super().get_urls()]

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What undoing would do; then do it. Who may change such rows may."""
        merge = get_object_or_404(Merge, pk=pk)
        if not request.user.has_perm(f"articles.change_{merge.kind}"):
            raise PermissionDenied
        if request.method != "POST":
            context = {
                **self.admin_site.each_context(request),
                "title": f"撤销{merge.get_operation_display()}",
                "opts": self.opts,
                "merge": merge,
                "parted": preview_undo(merge),
                "removed": merge.rows.filter(removed__isnull=False).count(),
            }
            return TemplateResponse(request, "admin/articles/undo_merge.html", context)
        user: Any = request.user
        try:
            if max(merge.moved_rows, preview_undo(merge).back) > AT_ONCE:
                tasks.undo_later(merge, user)
                messages.success(request, "要还原的较多，正在后台撤销，进度见本表。")
                return HttpResponseRedirect(reverse("admin:articles_merge_changelist"))
            parted = undo_merge(merge, user)
            left = f"，{parted.left} 处后来有人改过，照旧" if parted.left else ""
            done = f"{merge.get_operation_display()}已撤销：{parted.back} 处还归原来的名下{left}。"
            messages.success(request, done)
            tasks.score_anew(merge.kind)
        except CannotUndo as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:articles_merge_changelist"))
