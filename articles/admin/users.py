"""Who may do what: users are given roles; a role's rights are fixed by migrations."""

from __future__ import annotations

from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join

from articles.admin.base import OneChangeMixin, ReadOnlyMixin
from articles.curating.history import has_worked

admin.site.unregister(User)
admin.site.unregister(Group)

_APPS = ("articles", "search", "auth")  # the others' tables have no pages here
_ACTIONS = {"view": "查看", "add": "新建", "change": "修改", "delete": "删除"}
_ROLES = "编辑：改正、发布、复核、上传。管理员：还管栏目、主题、词典和用户，删除与恢复，撤销别人的导入。"


class RightsField(forms.ModelMultipleChoiceField):
    """Single rights, in Chinese: 文章：修改."""

    def __init__(self, **kwargs: Any) -> None:
        rights = Permission.objects.filter(content_type__app_label__in=_APPS).select_related("content_type")
        kwargs["queryset"] = rights.exclude(content_type__model__regex="^historical|^recordversion$")
        super().__init__(**kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.content_type.name}：{_action(obj)}"


class RightsMixin:
    """A mixin for a ModelAdmin whose form lists permissions, under their Chinese names."""

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        if db_field.name in ("permissions", "user_permissions"):
            kwargs |= {"form_class": RightsField}
        if db_field.name == "groups":
            kwargs |= {"label": "角色", "widget": forms.CheckboxSelectMultiple, "help_text": _ROLES}
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]  # a mixin


@admin.register(User)
class RoleUserAdmin(OneChangeMixin, RightsMixin, UserAdmin):
    """Whoever may edit users gives them roles, but makes no superuser, and changes none, without being one."""

    list_display = ["username", "last_name", "first_name", "roles", "is_active", "is_superuser", "last_login", "locked"]
    list_filter = ["groups", "is_active", "is_superuser"]
    actions = ["unlock"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("角色", {"fields": ["groups", "is_active", "is_staff"]}),
        ("姓名", {"fields": ["last_name", "first_name", "email"]}),
        ("登录", {"classes": ["collapse"], "fields": ["last_login", "date_joined"]}),
        ("单项权限（有角色就不用）", {"classes": ["collapse"], "fields": ["is_superuser", "user_permissions"]}),
    ]

    delete_confirmation_template = "admin/auth/user/delete.html"

    def get_actions(self, request: HttpRequest) -> Any:
        """Users are deleted one by one: each page says whether that may be."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Whoever worked here stays: without a name what they changed would pass for the import's."""
        _, _, refused, protected = super().get_deleted_objects(objs, request)
        working = [f"{user}在库中改过内容或导入过文件；请改为停用：去掉“有效”。" for user in objs if has_worked(user)]
        return [f"用户：{user}" for user in objs], {}, refused, [*protected, *working]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups").annotate(locks=_locks())

    @admin.display(description="角色")
    def roles(self, user: User) -> str:
        return "、".join(group.name for group in user.groups.all())

    @admin.display(description="登录锁定")
    def locked(self, user: Any) -> str:
        """In words: a green tick would call it good."""
        return "已锁定" if user.locks else "—"

    @admin.action(description="解除登录锁定", permissions=["change"])
    def unlock(self, request: HttpRequest, chosen: Any) -> None:
        number = sum(reset(username=user.username) > 0 for user in chosen if _may_touch(request, user))
        self.message_user(request, f"{number} 个账户的登录记错已清零，可以重新登录。", messages.SUCCESS)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """What only a superuser gives is shown to no other."""
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj is None or _is_superuser(request) else fieldsets[:-1]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Readers need no account, so a new one is for the admin: without staff status a role would open nothing."""
        obj.is_staff = obj.is_staff or not change
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


@admin.register(Group)
class RoleAdmin(RightsMixin, GroupAdmin):
    """Roles and their rights: to be looked at by those who give them, changed by superusers only."""

    readonly_fields = ["rights"]
    has_delete_permission = ReadOnlyMixin.has_delete_permission

    def get_fieldsets(self, request: HttpRequest, obj: Group | None = None) -> Any:
        folded = [("逐项修改", {"classes": ["collapse"], "fields": ["permissions"]})]
        shown = (None, {"fields": ["name", "rights"] if obj else ["name"]})
        return [shown, *(folded if _is_superuser(request) else [])]

    @admin.display(description="可以")
    def rights(self, role: Group) -> str:
        """By kind of rows: 文章：查看、修改."""
        actions: dict[str, list[str]] = {}
        for right in role.permissions.select_related("content_type"):
            actions.setdefault(right.content_type.name, []).append(_action(right))
        rows = ((name, "、".join(sorted(own, key=[*_ACTIONS.values()].index))) for name, own in actions.items())
        return format_html_join("", "<div>{}：{}</div>", rows)


def _action(right: Permission) -> str:
    return _ACTIONS[right.codename.partition("_")[0]]


def _locks() -> Exists:
    """Whether an address is locked out of the account (AXES_LOCKOUT_PARAMETERS)."""
    recent = timezone.now() - settings.AXES_COOLOFF_TIME
    wrong = AccessAttempt.objects.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gt=recent)
    return Exists(wrong.filter(username=OuterRef("username")))


def _is_superuser(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_superuser


def _may_touch(request: HttpRequest, user: User | None) -> bool:
    return user is None or not user.is_superuser or _is_superuser(request)
