"""Responses of views that answer with a whole page, or with the fragment of it that htmx swaps in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_page_or_fragment(
    request: HttpRequest, page: str, fragment: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The fragment where htmx asks for one, else the page; with `Vary: HX-Request`."""
    swap = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    response = render(request, fragment if swap else page, {**context, "is_fragment": swap}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
