"""Conditional requests: ETag and 304 from the state of library and index, before a page is made; pages kept for all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from search.web.response_cache import cached_response
from search.web.site_state import is_signed_in, made_from

# Not the record's: what a visitor keeps, and what each curator sees.
_UNCONDITIONAL = ("/admin/", "/lists/")
_TAG = "page_tag"  # of the request
# Pages without forms that are made of very many rows: kept until anything changes. Of those narrowed or turned by their
# address there are too many to keep.
_KEPT = frozenset(
    {"home", "authors", "organisations", "columns", "themes", "issues", "issues_of_year", "sources", "sitemap_section"}
)


class ConditionalPages:
    """Gives pages, files and the API an ETag, and answers 304 where the reader's copy is still right (RFC 9110, 13).

    The tag is made of all that a page is made from: the record's version, the index's generation, the code, the
    address, and what the page keeps against forged forms. A reader who is signed in has none. Registers and the like
    are made once for all readers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        tag = getattr(request, _TAG, None)
        if tag and response.status_code in (200, 304) and not response.has_header("Cache-Control"):
            if not _has_forms_of_new_cookie(request):
                response["ETag"] = tag
            patch_cache_control(response, private=True, no_cache=True)
            patch_vary_headers(response, ["Cookie", "HX-Request"])
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], parameters: dict[str, Any]
    ) -> HttpResponseBase | None:
        """The tag is of the state before the page is made: what changes meanwhile is sent the next time."""
        tag = _tag(request) if _is_conditional(request) else None
        setattr(request, _TAG, tag)
        known = parse_etags(request.headers.get("If-None-Match", ""))
        if tag in known:
            return HttpResponse(status=304)
        return cached_response(view)(request, *args, **parameters) if tag and _is_kept(request) else None


def _is_kept(request: HttpRequest) -> bool:
    place = request.resolver_match
    return place is not None and place.url_name in _KEPT and not request.META.get("QUERY_STRING")


def _is_conditional(request: HttpRequest) -> bool:
    is_reading = request.method in ("GET", "HEAD") and not request.path_info.startswith(_UNCONDITIONAL)
    return is_reading and not is_signed_in(request)


def _has_forms_of_new_cookie(request: HttpRequest) -> bool:
    """Whether the page's forms go with a cookie that comes with it, so that the tag cannot tell of them."""
    asked = request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False)
    return bool(asked and settings.CSRF_COOKIE_NAME not in request.COOKIES)


def _tag(request: HttpRequest) -> str | None:
    """None where the database is away: a page that does not need it is shown."""
    if not (state := made_from(request)):
        return None
    forms = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    return f'W/"{hashlib.sha256(repr((*state, forms)).encode()).hexdigest()[:32]}"'
