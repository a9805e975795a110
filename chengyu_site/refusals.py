"""What Django and its packages refuse bare, or by a page where a program asked, said as the site says it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

API, ADMIN = "/api/", "/admin/"
METHOD_NOT_ALLOWED = 405
_FAULTS = {
    400: ("bad_request", "这个请求读不懂"),
    403: ("forbidden", "这里不能进入"),
    404: ("not_found", "没有这个地址，请看 /api/docs"),
    METHOD_NOT_ALLOWED: ("method_not_allowed", "这里只能读取，请用 GET"),
    429: ("too_many_requests", "请求太多，请过一会儿再来（等待时间见 Retry-After）"),
    503: ("database_unavailable", "数据库暂时不能用，请稍后再试"),
}
_BROKEN = ("server_error", "服务器出错了，请稍后再试")


class Refusals:
    """Under /api/ every fault is JSON in the API's one shape; elsewhere a method that is refused gets a page.

    An address with a NUL is refused here, and what the admin is asked is read without: PostgreSQL fails when it is
    asked to look for one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_readable = "\0" not in request.path_info
        if request.path_info.startswith(ADMIN):
            request.META["QUERY_STRING"] = _without_nul(request.META.get("QUERY_STRING", ""))
        response = self.get_response(request) if is_readable else render(request, "400.html", status=400)
        if response.status_code < 400:
            return response
        if request.path_info.startswith(API):
            return response if _is_json(response) else _like(response, _fault(response.status_code))
        if response.status_code == METHOD_NOT_ALLOWED and not getattr(response, "content", b""):
            return _like(response, render(request, "405.html", status=METHOD_NOT_ALLOWED))
        return response


def _without_nul(query: str) -> str:
    while "%00" in query:  # what is left of %%0000 is one again
        query = query.replace("%00", "")
    return query


def _is_json(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("application/json")


def _fault(status: int) -> JsonResponse:
    error, message = _FAULTS.get(status, _BROKEN)
    return JsonResponse({"error": error, "message": message, "at": None, "repaired": None}, status=status)


def _like(response: HttpResponseBase, said: HttpResponseBase) -> HttpResponseBase:
    """The answer, with what the bare one says of the methods that are allowed, and of when to ask again."""
    for name in ("Allow", "Retry-After"):
        if name in response.headers:
            said.headers[name] = response.headers[name]
    return said
