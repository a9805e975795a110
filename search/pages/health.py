"""Whether the site lives, and whether it can answer; for whatever watches over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import Error
from django.db.models import Count, Min
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from articles.database_faults import RETRY_SECONDS, is_outage
from articles.models import Article
from articles.only_worker import is_at_work
from search.engines.base import IndexStatus, engine
from search.errors import EngineUnavailable
from search.index.triggers import are_installed
from search.models import PendingIndexing

LATE_SECONDS = 30  # a change that waits longer, nobody sees to


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 while readers are answered: `ok`, or `degraded` where changes wait too long or are not noted; else 503.

    `pending` is how many articles wait to be indexed, `pending_seconds` how long the oldest has; `tasks` how many
    tasks wait for the worker, which is `ok` or `none`: degraded where there is work and nobody to do it. Of an index
    on a cluster also how that is: `cluster` green, yellow (copies lack: degraded) or red, `nodes`, `shards`.
    """
    said = readiness()
    if said["status"] == "unavailable":
        return JsonResponse(said, status=503, headers={"Retry-After": RETRY_SECONDS})
    return JsonResponse(said)


def readiness() -> dict[str, object]:
    """What `readyz` answers."""
    database, index = _database(), _index()
    said = {**database.said, "index": index.status, **index.details}
    if "unavailable" in (said["database"], index.status):
        return {"status": "unavailable", **said}
    is_well = database.is_well and index.status == "ok" and index.is_whole
    return {"status": "ok" if is_well else "degraded", **said}


class Probes:
    """Answers probes before anything else is asked of them: any name of the host will do, and no scheme is wrong.

    Who watches asks the machine itself, by its address and without a certificate.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        probe = {"/healthz": healthz, "/readyz": readyz}.get(request.path_info)
        return probe(request) if probe else self.get_response(request)


@dataclass(frozen=True, slots=True)
class _Database:
    said: dict[str, object]
    is_well: bool = False


def _database() -> _Database:
    """Asked for a table: a database without them answers no reader."""
    try:
        Article.objects.exists()
        waiting = PendingIndexing.objects.filter(applied_at=None)
        counted = waiting.aggregate(articles=Count("article_id", distinct=True))["articles"]
        since = waiting.filter(recutting=None).aggregate(since=Min("created_at"))["since"]
        is_noting = are_installed()
        tasks = DBTaskResult.objects.ready().count()
    except Error as fault:
        if not is_outage(fault):
            raise
        return _Database({"database": "unavailable"})
    seconds = _seconds_since(since)
    worker = _worker()
    said = {
        "database": "ok" if is_noting else "without triggers",
        "pending": counted,
        "pending_seconds": seconds,
        "tasks": tasks,
        "worker": worker,
    }
    return _Database(said, is_noting and seconds < LATE_SECONDS and (worker == "ok" or not tasks))


def _worker() -> str:
    """Unknown where its lock may not be read."""
    try:
        return "ok" if is_at_work() else "none"
    except OSError:
        return "unknown"


def _seconds_since(moment: datetime | None) -> int:
    return max(int((timezone.now() - moment).total_seconds()), 0) if moment else 0


def _index() -> IndexStatus:
    """Stale: of another version of the code. Read-only: changes cannot be brought in."""
    try:
        return engine().condition()
    except EngineUnavailable:
        return IndexStatus("unavailable", is_whole=False)
