"""What is answered where nothing else could be."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.views import defaults

from articles.database_faults import RETRY_SECONDS, is_outage

_TOO_MUCH: tuple[tuple[type[Exception], str, str], ...] = (
    (RequestDataTooBig, "DATA_UPLOAD_MAX_MEMORY_SIZE", "表单里的文字太多，一次最多 {:,} 字节"),
    (TooManyFieldsSent, "DATA_UPLOAD_MAX_NUMBER_FIELDS", "表单里的项目太多，一次最多 {:,} 项"),
    (TooManyFilesSent, "DATA_UPLOAD_MAX_NUMBER_FILES", "文件太多，一次最多 {:,} 个"),
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, with what there was too much of, where Django says no more."""
    reasons = [said.format(getattr(settings, name)) for kind, name, said in _TOO_MUCH if isinstance(exception, kind)]
    return HttpResponse(render_to_string("400.html", {"reasons": reasons}), status=400)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """503 while the database cannot be used, else 500. Called while the fault is handled, and logged by Django.

    Rendered without the request: whatever asked who is asking would need the database again.
    """
    if not is_outage(sys.exc_info()[1]):
        return defaults.server_error(request)
    return HttpResponse(render_to_string("outage.html"), status=503, headers={"Retry-After": RETRY_SECONDS})
