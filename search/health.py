"""Whether the site lives, and whether it can answer; for whatever watches over it."""

from __future__ import annotations

from django.db import OperationalError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from search.engines.base import engine
from search.errors import EngineUnavailable


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Database and index answer; 503 with what does not."""
    found = {"database": _database(), "index": _index()}
    is_ready = all(value == "ok" for value in found.values())
    return JsonResponse({"status": "ok" if is_ready else "unavailable", **found}, status=200 if is_ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return "unavailable"
    return "ok"


def _index() -> str:
    try:
        engine().state()
    except EngineUnavailable:
        return "unavailable"
    return "ok"
