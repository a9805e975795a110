"""The trash: what was deleted, by kind and age, and the way back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.base import ReadOnlyMixin, admin_link
from articles.models import TrashItem
from articles.undoing.trash import CannotRestore, restore


@admin.register(TrashItem)
class TrashItemAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Whoever may delete rows of a kind puts them back."""

    list_display = ["name", "kind", "by", "at"]
    list_filter = ["kind", "at", "by"]
    search_fields = ["name"]
    date_hierarchy = "at"
    list_select_related = ["by"]
    list_per_page = 50
    fields = ["name", "kind", "by", "at", "what_went"]
    readonly_fields = ["what_went"]
    actions = ["put_back"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TrashItem]:
        return super().get_queryset(request).defer("rows", "named_by")

    @admin.display(description="一并删除的")
    def what_went(self, item: TrashItem) -> str:
        return f"{len(item.rows) - 1} 行（署名、主题、问题、原文片段等）"

    def has_put_back_permission(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(f"articles.delete_{kind}") for kind in TrashItem.Kind.values)

    @admin.action(description="恢复", permissions=["put_back"])
    def put_back(self, request: HttpRequest, queryset: QuerySet[TrashItem]) -> None:
        user: Any = request.user
        for item in queryset.order_by("pk"):
            if not user.has_perm(f"articles.delete_{item.kind}"):
                messages.error(request, f"您不能恢复{item.get_kind_display()}：{item}")
                continue
            try:
                link = admin_link(restore(item, user))
                messages.success(request, format_html("已恢复{}：{}", item.get_kind_display(), link))
            except CannotRestore as error:
                messages.error(request, f"“{item}”没有恢复：{error}")
