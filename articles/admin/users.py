"""Who may do what: users are given roles; a role's rights are fixed by migrations."""

from __future__ import annotations

from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class RoleUserAdmin(UserAdmin):
    """Whoever may edit users gives them roles, but makes no superuser, and changes none, without being one."""

    list_display = ["username", "last_name", "first_name", "roles", "is_active", "is_superuser", "last_login", "locked"]
    list_filter = ["groups", "is_active", "is_superuser"]
    actions = ["unlock"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups").annotate(locks=_locks())

    @admin.display(description="角色")
    def roles(self, user: User) -> str:
        return "、".join(group.name for group in user.groups.all())

    @admin.display(description="登录锁定", boolean=True)
    def locked(self, user: Any) -> bool:
        return user.locks

    @admin.action(description="解除登录锁定", permissions=["change"])
    def unlock(self, request: HttpRequest, chosen: Any) -> None:
        number = sum(reset(username=user.username) > 0 for user in chosen if _may_touch(request, user))
        self.message_user(request, f"{number} 个账户的登录记错已清零，可以重新登录。", messages.SUCCESS)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return fields if _is_superuser(request) else (*fields, "is_superuser", "user_permissions")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Readers need no account, so a new one is for the admin: without staff status a role would open nothing."""
        obj.is_staff = obj.is_staff or not change
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Roles and their rights: to be looked at by those who give them, changed by superusers only."""


def _locks() -> Exists:
    """Whether an address is locked out of the account (AXES_LOCKOUT_PARAMETERS)."""
    recent = timezone.now() - settings.AXES_COOLOFF_TIME
    wrong = AccessAttempt.objects.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gt=recent)
    return Exists(wrong.filter(username=OuterRef("username")))


def _is_superuser(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_superuser


def _may_touch(request: HttpRequest, user: User | None) -> bool:
    return user is None or not user.is_superuser or _is_superuser(request)
