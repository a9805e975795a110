"""The notice that stands on every page, where there is one."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.inclusion_tag("parts/frame/notice.html", name="site_notice")
def site_notice() -> dict[str, str]:
    """SITE_NOTICE as it is set, or nothing: a tag, as pages of faults are written without a request to ask."""
    return {"site_notice": settings.SITE_NOTICE}
