"""What somebody may not do on a page of the admin, and who may, in templates."""

from __future__ import annotations

from typing import Any

from django import template

from articles.roles import RIGHTS, lacking

register = template.Library()


@register.simple_tag
def who_may(user: Any, opts: Any) -> str:
    """What the user may not do with rows of this kind and others may; "" where there is nothing of it."""
    return lacking(user, opts.app_label, opts.model_name, str(opts.verbose_name))


@register.simple_tag
def role_of(user: Any) -> str:
    """The user's role as it is named; "" for a superuser, who may do everything."""
    return "" if user.is_superuser else "、".join(user.groups.filter(name__in=RIGHTS).values_list("name", flat=True))
