"""What every page of readers is made from besides its address: it has a name that changes when any of it does."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from articles.database_faults import is_outage
from search.engines.base import engine
from search.errors import EngineUnavailable
from search.index.triggers import record_version
from search.web.remembered import COOKIE

_SOURCES = {".py", ".html", ".css", ".js"}
_SEEN_BY_VIEWS = ("HTTP_HX_REQUEST", "HTTP_HX_HISTORY_RESTORE_REQUEST", "HTTP_ACCEPT")
_STATE = "site_state"  # of the request


def made_from(request: HttpRequest) -> tuple[str, ...] | None:
    """The record's version, the index's generation, the code, and what is asked for; None where the database is away.

    For a reader who is not signed in, of a page without a form of its own. A small query, once for a request: what
    changes while its answer is made is of the next one's state.
    """
    if not hasattr(request, _STATE):
        setattr(request, _STATE, _state(request))
    state: tuple[str, ...] | None = getattr(request, _STATE)
    return state


def _state(request: HttpRequest) -> tuple[str, ...] | None:
    try:
        version = record_version()
    except DatabaseError as fault:
        if not is_outage(fault):
            raise
        return None
    address = (request.scheme or "", request.get_host(), request.get_full_path())
    sent = (str(request.META.get(name, "")) for name in _SEEN_BY_VIEWS)
    remembered = request.COOKIES.get(COOKIE, "")
    told = (settings.SITE_NOTICE, str(settings.RATE_LIMITS))
    return (version, _generation(), str(_code()), *told, *address, *sent, remembered)


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody may be: no session is looked for."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _generation() -> str:
    """Empty without an index: pages of the record go on, and a search says what is wrong."""
    try:
        state = engine().state()
    except EngineUnavailable:
        return ""
    return f"{state.name} {state.generation} {state.stamp}"


@cache
def _code() -> int:
    """When what pages are made by was last changed, in nanoseconds."""
    folders = [settings.BASE_DIR / name for name in ("articles", "search", "chengyu_site", "templates")]
    files = (path for folder in folders for path in folder.rglob("*.*") if path.suffix in _SOURCES)
    return max(path.stat().st_mtime_ns for path in files)
