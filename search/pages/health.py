"""Whether the site lives, and whether it can answer; for whatever watches over it."""

from __future__ import annotations

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.database_faults import RETRY_SECONDS, is_outage
from articles.models import Article
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
    if is_ready:
        return JsonResponse({"status": "ok", **found})
    return JsonResponse({"status": "unavailable", **found}, status=503, headers={"Retry-After": RETRY_SECONDS})


def _database() -> str:
    """Asked for a table: a database without them answers no reader."""
    try:
        Article.objects.exists()
    except Error as fault:
        if not is_outage(fault):
            raise
        return "unavailable"
    return "ok"


def _index() -> str:
    try:
        engine().state()
    except EngineUnavailable:
        return "unavailable"
    return "ok"
