"""What every page of the admin shares."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from datetime import MAXYEAR
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.templatetags import admin_list
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from simple_history.admin import SimpleHistoryAdmin

from articles import tasks
from articles.admin.conflicts import VersionedForm, VersionedMixin
from articles.admin.fields import key_in
from articles.changes import one_change
from articles.curating.addresses import keys_of, remove_redirects
from articles.curating.field_values import quoted
from articles.curating.references import follow_what_is_gone
from articles.curating.versions import entries
from articles.models import Article, ArticleBand, Authorship, Merge, SourceBand, TrashItem
from articles.undoing.trash import KEPT_DAYS, CannotRestore, move_to_trash, restore, right_to, trash_item_of

_YES_NO = {True: ("yes", "是"), False: ("no", "否"), None: ("unknown", "不详")}
_BUSY = "正在合并、拆分或撤销，请等它完成再试"
_NOT_SAID = {kind._meta.verbose_name_plural for kind in (ArticleBand, SourceBand, Authorship.organisations.through)}


class LatestFilter(admin.SimpleListFilter):
    """Filters articles by a related row (a file, a batch): the choices are the latest rows and the one chosen."""

    LISTED = 12

    def rows(self) -> QuerySet[Any]:
        """All rows that can be chosen, the latest first."""
        raise NotImplementedError

    def chosen(self) -> int | None:
        """The primary key that the address names; None where it is missing or no key."""
        return key_in(self.value() or "")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        own = self.rows().filter(pk=self.chosen())
        listed = dict.fromkeys([*own, *self.rows().order_by("-pk")[: self.LISTED]])
        return [(str(row.pk), str(row)) for row in listed]


def note_action(request: HttpRequest, row: models.Model, words: str) -> None:
    """Say on the home page, among what somebody did last, what no form of the admin does."""
    user: Any = request.user
    LogEntry.objects.log_actions(user.pk, [row], CHANGE, words, single_object=True)


class OneChangeMixin:
    """A mixin for a ModelAdmin: what a request writes is one change, read only when its turn has come. Who saves or
    deletes beside another meets what the other has left.
    """

    # Those that write nothing until they are confirmed, and then see to it themselves.
    previewing_actions: Collection[str] = ()

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with _as_one_change(request):
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]  # a mixin

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not _can_be_asked(request):
            messages.error(request, "地址或所选的行不对，已回到列表。")
            return HttpResponseRedirect(request.path)
        is_only_looked_at = request.POST.get("action") in self.previewing_actions and "confirm" not in request.POST
        with nullcontext() if is_only_looked_at else _as_one_change(request):
            return super().changelist_view(request, extra_context)  # type: ignore[misc]  # a mixin

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with _as_one_change(request):
            return super().delete_view(request, *args, **kwargs)  # type: ignore[misc]  # a mixin


class RecordAdmin(OneChangeMixin, VersionedMixin, SimpleHistoryAdmin):
    """The admin of a record: its versions can be compared and restored; a request's changes are one signal."""

    restores_from_versions = False  # a row that is neither there nor in the trash
    form = VersionedForm
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True
    delete_confirmation_template = "admin/articles/delete.html"
    delete_selected_confirmation_template = "admin/articles/delete_selected.html"

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The rows themselves by name, what goes with them by number; of what only finds like texts nothing is said.
        What belongs to a row alone goes with it, whoever may not delete it by itself.
        """
        _, counts, _, protected = super().get_deleted_objects(objs, request)
        refused = set() if self.has_delete_permission(request) else {self.opts.verbose_name}
        named = [f"{row._meta.verbose_name}：{row}{self.what_stays(row)}" for row in objs]
        busy = Merge.objects.rows_under_way(self.opts.model_name)
        protected = [*self.what_forbids(objs, protected), *(f"{row}（{_BUSY}）" for row in objs if row.pk in busy)]
        return named, {name: number for name, number in counts.items() if name not in _NOT_SAID}, refused, protected

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return super().delete_view(request, object_id, {**(extra_context or {}), "kept_days": KEPT_DAYS})

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        """Into the trash, which the message leads to."""
        item = move_to_trash(obj, request.user)  # type: ignore[arg-type]  # the admin's users are persons
        trash = reverse("admin:articles_trashitem_change", args=[item.pk])
        said = '{}已移入回收站：{}。<a href="{}">查看或恢复</a>'
        messages.success(request, format_html(said, item.get_kind_display(), item.name, trash))

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """Back to the list; what became of it, `delete_model` has said. A window of its own is closed."""
        if IS_POPUP_VAR in request.POST:
            return super().response_delete(request, obj_display, obj_id)
        return self.response_post_save_change(request, None)

    def what_forbids(self, objs: Any, protected: list[Any]) -> list[Any]:
        """What stands in the way of deleting these rows, and what to do; `protected` as Django lists it."""
        return protected

    def what_stays(self, row: Any) -> str:
        """What the page to delete a row on says of what named it and stays."""
        return ""

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with one_change():
            for row in queryset:
                move_to_trash(row, request.user)  # type: ignore[arg-type]
        trash = reverse("admin:articles_trashitem_changelist")
        messages.success(request, format_html('都在回收站里，可以恢复。<a href="{}">回收站</a>', trash))

    def set_history_delta_changes(self, request: HttpRequest, historical_records: Any, **_: Any) -> None:
        """Instead of values side by side: the page's entries, as differences of texts."""
        latest = historical_records.number == 1
        historical_records.entries = entries(list(historical_records.object_list), latest)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """What a person calls so from now on is no other's former name."""
        super().save_model(request, obj, form, change)
        if not change:
            remove_redirects(obj, keys_of(obj))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Of an old version: what it names may have been merged into another since."""
        if hasattr(obj, "_history"):
            follow_what_is_gone(obj, *(field.name for field in obj._meta.concrete_fields if field.is_relation))
        return super().get_form(request, obj, change, **kwargs)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        if key_in(object_id) is None:
            raise Http404
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """A version looked at, or gone back to by who may change the row; what is deleted comes back first."""
        if key_in(object_id) is None or key_in(version_id) is None:
            raise Http404
        with _as_one_change(request):
            if request.method == "POST":
                row = self.model._default_manager.filter(pk=object_id).first()
                if not self.has_change_permission(request, row):
                    raise PermissionDenied
                if row is None and not self._brings_back(request, int(object_id)):
                    return HttpResponseRedirect(
                        reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
                    )
            return super().history_form_view(request, object_id, version_id, extra_context)

    def history_form_view_title(self, request: HttpRequest, obj: models.Model) -> str:
        return f"旧版：{obj}"

    def _brings_back(self, request: HttpRequest, key: int) -> bool:
        """Restore a deleted row from the trash, with all that went with it, for who may; else say why not."""
        item = trash_item_of(self.model, key)
        if item is None:
            if not self.restores_from_versions:
                messages.error(request, f"这条{self.opts.verbose_name}已不在库中，也不在回收站里，不能由旧版恢复。")
            return self.restores_from_versions
        if item.kind != self.opts.model_name:
            messages.error(request, f"它与{quoted(item)}一并删除，请在回收站恢复那一项。")
            return False
        back = restored(request, item)
        return back is not None and back.pk == key  # another may have taken its place


def restored(request: HttpRequest, item: TrashItem) -> models.Model | None:
    """Restore an item of the trash for who may, and say so; or say why not."""
    if not request.user.has_perm(right_to(item.kind)):
        messages.error(request, f"您不能恢复{item.get_kind_display()}：{item}")
        return None
    articles = [kept["pk"] for kept in item.rows if kept["model"] == Article._meta.label_lower]
    try:
        with one_change():
            row = restore(item, request.user)  # type: ignore[arg-type]  # the admin's users are persons
            tasks.publish_when_due(articles)
    except CannotRestore as error:
        messages.error(request, f"{quoted(item)}没有恢复：{error}")
        return None
    messages.success(request, format_html("已恢复{}：{}", item.get_kind_display(), admin_link(row)))
    return row


def _can_be_asked(request: HttpRequest) -> bool:
    """Whether the chosen rows are named by keys, and the years, months and days of the address are dates'."""
    keys = request.POST.getlist("_selected_action")
    parts = [str(value) for name, value in request.GET.items() if name.endswith(("__year", "__month", "__day"))]
    return all(key_in(key) is not None for key in keys) and all(0 < (key_in(part) or 0) <= MAXYEAR for part in parts)


def _as_one_change(request: HttpRequest) -> AbstractContextManager[None]:
    """A transaction with one signal at its end; none for a page that only reads, as SQLite locks writers at once."""
    return one_change() if request.method == "POST" else nullcontext()


class ReadOnlyMixin:
    """A mixin: rows may be viewed, not added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


def admin_link(target: models.Model | None) -> str:
    """A link to where a row is edited, or a dash."""
    if target is None or target.pk is None:
        return "—"
    url = reverse(f"admin:{target._meta.app_label}_{target._meta.model_name}_change", args=[target.pk])
    return format_html('<a href="{}">{}</a>', url, target)


@admin.display(description="站内页面")
def site_link(target: Any) -> str:
    """A link to a row's page on the site."""
    return format_html('<a href="{}">查看</a>', target.get_absolute_url())


def yes_or_no(value: bool | None) -> SafeString:
    """The picture that lists and forms have for what is or is not so, named in Chinese."""
    picture, said = _YES_NO[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{picture}.svg"), said)


# Django names its pictures True and False, in a function of its own that neither a setting nor a template replaces.
admin_list._boolean_icon = yes_or_no  # type: ignore[attr-defined]
