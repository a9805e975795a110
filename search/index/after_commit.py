"""What a save does for the index once it is committed: a little while somebody waits, the rest by the worker.

Nothing that fails here is lost: what changed stays pending, for the next save or `sync_index`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import partial

from django.db import Error, connection, transaction
from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from articles.database_faults import is_outage
from articles.only_worker import is_at_work
from search.engines.base import engine
from search.errors import EngineUnavailable, SearchError, WriterBusy
from search.index import retokenizing
from search.index.updating import apply_later, apply_pending, tidy
from search.models import PendingIndexing

logger = logging.getLogger(__name__)

MANY = 500  # articles of an import that are written into the index at once
OLD = timedelta(seconds=1)  # what is committed is found within about a second, also while a large import runs
_SOON = timedelta(minutes=1)
FEW = 20  # texts to be cut anew that a save may wait for
FEW_OF_OTHERS = 5  # articles that others changed, which a save sees to with its own

# Of two threads that look at once both would find nothing waiting. Only those that nobody waits for hold it, in no
# transaction: whoever has one would keep the holder from writing while waiting for it.
_asking = threading.Lock()

is_request: ContextVar[bool] = ContextVar("is_request", default=False)
"""Whether somebody waits for this thread's answer: commands and the worker take their time."""


def note_changes(article_ids: Collection[int], more_to_come: bool = False, **kwargs: object) -> None:
    """Receives `articles_changed`: pay, when it is committed, what the database has noted that the index owes.

    Of changes that come one after the other several are paid at once; should who makes them die, the worker pays.
    """
    if is_request.get() and len(article_ids) > FEW:
        apply_later.enqueue()
    elif more_to_come:
        enqueue_once(apply_later, _SOON)
        transaction.on_commit(partial(_apply_after_commit, waits=True))
    else:
        transaction.on_commit(partial(_apply_after_commit, article_ids))


def enqueue_once(task: Task[[], None], delay: timedelta) -> None:
    """Have the worker do it after the delay, once for all who ask for it until it is begun."""
    waiting = DBTaskResult.objects.filter(task_path=task.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        task.using(run_after=timezone.now() + delay).enqueue()


def request_begins(**kwargs: object) -> None:
    """Receives `request_started`."""
    is_request.set(True)


def request_ends(**kwargs: object) -> None:
    """Receives `request_finished`."""
    is_request.set(False)


def note_terms(**kwargs: object) -> None:
    """Receives that a term of the dictionary was saved or deleted: texts that hold it are to be cut anew."""
    if retokenizing.note_terms():
        transaction.on_commit(_apply_after_commit)


def _apply_after_commit(article_ids: Collection[int] = (), waits: bool = False) -> None:
    """What a save waits for; `waits`: where it waits for further ones, once many are owed or one for long.

    The rows are there: whatever fails here, the next save or `sync_index` makes good. So does what the database
    owes when it goes away now: who changed something is not to hear that it was not saved.
    """
    try:
        if not waits or _is_due():
            _apply_briefly(article_ids)
    except Error as fault:
        if not is_outage(fault):
            raise
        logger.exception("the database went away after a change was saved; it stays pending; run: manage.py sync_index")


def _owed() -> QuerySet[PendingIndexing]:
    """Changes that the index lacks; texts that are only to be cut anew aside."""
    return PendingIndexing.objects.filter(applied_at=None, recutting=None)


def _is_due() -> bool:
    owed = _owed().aggregate(number=Count("pk"), oldest=Min("created_at"))
    return bool(owed["number"]) and (owed["oldest"] < timezone.now() - OLD or owed["number"] >= MANY)


def _apply_briefly(article_ids: Collection[int]) -> None:
    """Somebody who waits for an answer waits for what they changed, not for what the worker is changing meanwhile, and
    for no merge of segments.
    """
    with _leaving("changes stay pending"):
        apply_pending(retokenize_up_to=FEW, only=_awaited(article_ids) if is_request.get() else None)
        if is_request.get() and _owed().exists():
            enqueue_once(apply_later, timedelta(0))
        if not retokenizing.are_outstanding() and not engine().is_untidy():
            return
        if is_request.get():
            threading.Thread(target=_finish_for_request, name="finish-index", daemon=True).start()
        else:
            _finish()


def _awaited(article_ids: Collection[int]) -> set[int] | None:
    """These articles, and of those that others changed all, where they are few; None is whatever there is."""
    others = _owed().exclude(article_id__in=article_ids).values_list("article_id", flat=True).distinct()
    of_others = set(others[: FEW_OF_OTHERS + 1])
    if len(of_others) > FEW_OF_OTHERS:
        return set(article_ids)
    return {*article_ids, *of_others} if article_ids else None


def _finish_for_request() -> None:
    """What nobody waits for, by the worker: merging here would keep this process from answering others meanwhile. Where
    none is at work it is done here all the same, so that segments do not become many.
    """
    try:
        with _leaving("segments stay small"):
            if is_at_work():
                with _asking:
                    enqueue_once(apply_later, timedelta(0))
            else:
                _finish()
    finally:
        connection.close()  # this thread's own


def _finish() -> None:
    """Texts to be cut anew, and larger merges."""
    if retokenizing.are_outstanding():
        with _leaving("texts to be cut anew wait"):
            apply_pending()
    _tidy_quietly()


@contextmanager
def _leaving(what: str) -> Iterator[None]:
    """For work on the index that goes on with the next save where it cannot be done now."""
    try:
        yield
    except WriterBusy:
        logger.info("another process writes the index and sees to what is pending; else: manage.py sync_index")
    except (SearchError, OSError) as fault:
        logger.exception("%s; run: manage.py sync_index", what)
        retokenizing.note_fault(fault)


def _tidy_quietly() -> None:
    try:
        tidy()
    except WriterBusy:
        logger.info("another process is merging")
    except (EngineUnavailable, OSError):
        logger.exception("segments could not be merged; run: manage.py sync_index")
