"""The trash: what was deleted, by kind and age, and the way back."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.base import ReadOnlyMixin, admin_link
from articles.admin.fields import key_in
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
    change_form_template = "admin/articles/trashitem/change_form.html"
    actions = ["put_back"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TrashItem]:
        return super().get_queryset(request).defer("rows", "named_by")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What went, and the button that brings it back."""
        if request.method != "POST":
            may = {"may_put_back": self.has_put_back_permission(request)}
            return super().change_view(request, object_id, form_url, {**(extra_context or {}), **may})
        if not self.has_put_back_permission(request):
            raise PermissionDenied
        self.put_back(request, TrashItem.objects.filter(pk=key_in(object_id) or 0))
        return HttpResponseRedirect(reverse("admin:articles_trashitem_changelist"))

    @admin.display(description="一并删除的")
    def what_went(self, item: TrashItem) -> str:
        """By kind, as the page says that asked before deleting."""
        kinds = Counter(apps.get_model(row["model"])._meta.verbose_name for row in item.rows[1:])
        return "，".join(f"{name} {number}" for name, number in kinds.items()) or "没有"

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
