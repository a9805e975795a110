"""The API is read only, in every way of reading that HTTP has."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from chengyu_site.refusals import API, METHOD_NOT_ALLOWED

ALLOWED = "GET, HEAD, OPTIONS"


class ReadMethods:
    """Under /api/ HEAD is answered as GET is, and OPTIONS with what is allowed: the API's framework knows GET alone.

    The server leaves the text of an answer to HEAD out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(API):
            return self.get_response(request)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ALLOWED})
        response = self._as_get(request) if request.method == "HEAD" else self.get_response(request)
        if response.status_code == METHOD_NOT_ALLOWED:
            response.headers["Allow"] = ALLOWED
        return response

    def _as_get(self, request: HttpRequest) -> HttpResponseBase:
        request.method = "GET"
        response = self.get_response(request)
        request.method = "HEAD"
        return response
