"""The trash: what was deleted, by kind and age, and the way back."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.base import ReadOnlyMixin, restored
from articles.models import TrashItem
from articles.undoing.trash import right_to


class AgeFilter(admin.SimpleListFilter):
    title = "删除多久"
    parameter_name = "age"
    _DAYS = {"week": (0, 7), "month": (7, 30), "older": (30, 36_500)}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("week", "七天以内"), ("month", "七天到三十天"), ("older", "三十天以上")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[TrashItem]) -> QuerySet[TrashItem]:
        if (value := self.value()) not in self._DAYS:
            return queryset
        latest, earliest = (timezone.now() - timedelta(days=days) for days in self._DAYS[value])
        return queryset.filter(at__lte=latest, at__gt=earliest)


@admin.register(TrashItem)
class TrashItemAdmin(ReadOnlyMixin, admin.ModelAdmin):
    """Whoever may delete rows of a kind puts them back."""

    list_display = ["name", "kind", "by", "at"]
    list_filter = ["kind", AgeFilter, "by"]
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

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.restore_view))
        return [path("<int:pk>/restore/", view, name="articles_trashitem_restore"), *super().get_urls()]

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Restore one item from its own page, and back to the list."""
        if not self.has_put_back_permission(request):
            raise PermissionDenied
        item = TrashItem.objects.filter(pk=pk)
        if item.exists():
            self.put_back(request, item)
        else:
            messages.warning(request, "这一项已经恢复，或已从回收站清除。")
        return HttpResponseRedirect(reverse("admin:articles_trashitem_changelist"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        may = {"may_put_back": self.has_put_back_permission(request)}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **may})

    @admin.display(description="一并删除的")
    def what_went(self, item: TrashItem) -> str:
        """How many rows of each kind went, but for the row itself."""
        kinds = Counter(str(apps.get_model(row["model"])._meta.verbose_name) for row in item.rows)
        kinds[item.get_kind_display()] -= 1
        return "，".join(f"{kind} {number}" for kind, number in kinds.items() if number > 0) or "没有"

    def has_put_back_permission(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(right_to(kind)) for kind in TrashItem.Kind.values)

    @admin.action(description="恢复", permissions=["put_back"])
    def put_back(self, request: HttpRequest, queryset: QuerySet[TrashItem]) -> None:
        for item in queryset.order_by("pk"):
            restored(request, item)
