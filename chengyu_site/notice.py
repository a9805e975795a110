"""The notice that stands on every page, where there is one."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def site_notice(request: HttpRequest) -> dict[str, str]:
    """Template context: `site_notice`, SITE_NOTICE as it is set; empty where none is wanted."""
    return {"site_notice": settings.SITE_NOTICE}
