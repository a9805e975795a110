"""What readers ask, counted without who asked: in the process first, now and then written to the table.

A search waits for nothing of it: it adds to a dictionary, and a later request writes what has gathered once its answer
is sent. What a process that is killed has not written is not counted; these are numbers to learn from, no ledger.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

from django.conf import settings
from django.db import Error, transaction
from django.db.models import F
from django.utils import timezone

from search.models import AskedQuery

logger = logging.getLogger(__name__)

LONGEST = 60  # characters: what is longer was pasted, and may be anybody's text
_MOST_WAITING = 1_000  # different queries between two writings; more are not counted
_MOST_KEPT = 20_000  # rows: beyond, what was asked once goes first, the oldest before
_EVERY = 60.0  # seconds
_CLEARED_EVERY = 3_600.0  # seconds; where nobody asks anything, what is old goes all the same


@dataclass(slots=True)
class Times:
    """How often a query was asked, and how often nothing was found; `typed`: only while somebody typed it."""

    asked: int = 0
    empty: int = 0
    typed: bool = True


@dataclass(slots=True)
class _Waiting:
    since: float = 0.0
    cleared: float = field(default_factory=time.monotonic)
    counts: dict[str, Times] = field(default_factory=dict)


_lock = threading.Lock()
_waiting = _Waiting()


def note(query: str, total: int, *, typed: bool) -> None:
    """Count a query that was answered; `typed`: its results were swapped in, perhaps before it was whole."""
    said = " ".join(query.split())
    if not said or len(said) > LONGEST or not settings.SEARCH_LOG_DAYS:
        return
    with _lock:
        if said in _waiting.counts or len(_waiting.counts) < _MOST_WAITING:
            times = _waiting.counts.setdefault(said, Times())
            times.asked += 1
            times.empty += total == 0
            times.typed = times.typed and typed


def write_if_due(**kwargs: object) -> None:
    """Receives `request_finished`: what gathered for a minute is written by whichever request ends next."""
    write_gathered(_EVERY)


def write_gathered(seconds: float = 0.0) -> None:
    """Write what this process has counted, unless it wrote so few seconds ago; forget what is old."""
    now = time.monotonic()
    with _lock:
        is_due = _waiting.counts or now - _waiting.cleared >= _CLEARED_EVERY
        if not is_due or now - _waiting.since < seconds:
            return
        counts, _waiting.counts = _waiting.counts, {}
        _waiting.since = _waiting.cleared = now
    try:
        write(whole(counts))
    except Error:
        logger.exception("what readers asked in the last minute could not be written, and is not counted")


def whole(counts: Mapping[str, Times]) -> dict[str, Times]:
    """Without the beginnings of what somebody went on typing."""
    ordered = sorted(counts)
    cut = {query for query, following in pairwise(ordered) if counts[query].typed and following.startswith(query)}
    return {query: times for query, times in counts.items() if query not in cut}


def write(counts: Mapping[str, Times]) -> None:
    """Add these to the table, and forget what is too old or too much."""
    today = timezone.localdate()
    with transaction.atomic():
        for query, times in sorted(counts.items()):  # in one order, as other processes write the same queries
            AskedQuery.objects.get_or_create(query=query, defaults={"last_asked": today})
            added = {"asked": F("asked") + times.asked, "empty": F("empty") + times.empty, "last_asked": today}
            AskedQuery.objects.filter(query=query).update(**added)
        forget_old()
        if (over := AskedQuery.objects.count() - _MOST_KEPT) > 0:
            rarest = AskedQuery.objects.order_by("asked", "last_asked").values_list("pk", flat=True)[:over]
            AskedQuery.objects.filter(pk__in=list(rarest)).delete()


def forget_old() -> None:
    """Forget what nobody has asked for SEARCH_LOG_DAYS; all of it where that is 0."""
    rows, days = AskedQuery.objects.all(), settings.SEARCH_LOG_DAYS
    if days:
        rows = rows.filter(last_asked__lt=timezone.localdate() - timedelta(days=days))
    rows.delete()
