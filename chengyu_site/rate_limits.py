"""How often one client may ask for what costs much. Counted for all processes of the site.

On PostgreSQL in a table there, for the servers on other machines too; else in a file, since whoever writes much into a
library's SQLite would keep readers waiting.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from chengyu_site.client_address import client_network

logger = logging.getLogger(__name__)

TOO_MANY_REQUESTS = 429
WAIT_SECONDS = 2.0  # for another process that counts
# Views by name, and the method that counts where not every one does.
_COUNTED = {
    "search_export": ("export", ""),
    "search_lines": ("export", ""),
    "saved_searches": ("lists", "POST"),
    "verify": ("verify", ""),
    "admin:login": ("login", "POST"),
}
_COLUMNS = "(name TEXT, until DOUBLE PRECISION, number INTEGER, PRIMARY KEY (name, until))"
_COUNT = (
    "INSERT INTO counted_requests VALUES ({0}, {0}, 1) ON CONFLICT (name, until)"
    " DO UPDATE SET number = counted_requests.number + 1 RETURNING number"
)
_FORGET = "DELETE FROM counted_requests WHERE until < {0}"


class RateLimits:
    """429 with the time to wait for a client that asks oftener than RATE_LIMITS allows; who is logged in may."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        group = _group(request)
        limit = settings.RATE_LIMITS.get(group)
        if not limit or _is_known(request):
            return None
        most, seconds = limit
        now = time.time()
        until = (now // seconds + 1) * seconds
        if count(f"{group} {client_network(request)}", until, now) <= most:
            return None
        context = {"minutes": max(round((until - now) / 60), 1)}
        response = render(request, "429.html", context, status=TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(int(until - now) + 1)
        return response


def count(name: str, until: float, now: float) -> int:
    """How many times this name was counted in the span of time that ends then, this time included.

    0 where it cannot be written: a full disk keeps no reader out.
    """
    try:
        if connection.vendor == "postgresql":
            return _in_database(name, until, now)
        return _in_file(name, until, now)
    except (sqlite3.Error, DatabaseError):
        _make_table.cache_clear()  # as of a database that was put back without it
        logger.exception(
            "requests cannot be counted: see that DATA_DIR %s, or the database, can be written", settings.DATA_DIR
        )
        return 0


def _in_file(name: str, until: float, now: float) -> int:
    with closing(sqlite3.connect(settings.DATA_DIR / "rates.sqlite3", WAIT_SECONDS, isolation_level=None)) as file:
        with suppress(sqlite3.OperationalError):  # another process is at it, which SQLite does not wait for
            file.execute("PRAGMA journal_mode=WAL")
        file.execute("PRAGMA synchronous=NORMAL")
        file.execute(f"CREATE TABLE IF NOT EXISTS counted_requests {_COLUMNS}")
        number: int = file.execute(_COUNT.format("?"), (name, until)).fetchone()[0]
        if number == 1:
            file.execute(_FORGET.format("?"), (now,))
        return number


def _in_database(name: str, until: float, now: float) -> int:
    """The table is no part of the record: nothing of it is lost with a crash that would be missed."""
    with connection.cursor() as cursor:
        _make_table()
        cursor.execute(_COUNT.format("%s"), (name, until))
        number: int = cursor.fetchone()[0]
        if number == 1:
            cursor.execute(_FORGET.format("%s"), (now,))
        return number


@cache
def _make_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE UNLOGGED TABLE IF NOT EXISTS counted_requests {_COLUMNS}")


def _group(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        return ""
    if "api" in match.namespaces:
        return "api"
    group, method = _COUNTED.get(match.view_name, ("", ""))
    return group if method in ("", request.method) else ""


def _is_known(request: HttpRequest) -> bool:
    """Without a session nobody is: none is looked for, and no cache is told that it mattered."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
