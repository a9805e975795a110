"""Applies changes of the database to the index: pending rows, rebuilds, comparisons.

A change of an article writes a row of PendingIndexing in its own transaction (`search.index.triggers`). After the
commit whoever holds the writer's lock brings the index up to date, with documents read while holding it; the rows go
only when the index has been committed. A process that dies anywhere leaves its rows to the next one, or to
`sync_index`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import Error, connection, transaction
from django.utils import timezone
from django_tasks import task

from articles.database_faults import is_outage
from search.engines.base import Writer, WriterBusy, engine, fingerprint
from search.errors import EngineUnavailable, SearchError
from search.index import retokenizing, triggers
from search.index.curated_words import vocabulary
from search.index.documents import all_documents, documents_of, published_ids
from search.models import PendingIndexing
from search.types import IndexDocument

logger = logging.getLogger(__name__)

BATCH = 1000
RECUT_BATCH = 200  # articles: a saved one waits for no more
FEW = 20  # texts to be cut anew that a save may wait for
SMALL_MERGE = 256  # documents: a merge that a saved article may wait for

is_request: ContextVar[bool] = ContextVar("is_request", default=False)
"""Whether somebody waits for this thread's answer: commands and the worker take their time."""

Watch = Callable[[Iterable[IndexDocument]], Iterable[IndexDocument]]


def note_changes(article_ids: Collection[int], **kwargs: object) -> None:
    """Receives `articles_changed`: pay, when it is committed, what the database has noted that the index owes."""
    if is_request.get() and len(article_ids) > FEW:
        apply_later.enqueue()
    else:
        transaction.on_commit(_apply_after_commit)


@task()
def apply_later() -> None:
    """For the worker: what is more than a request may wait for."""
    apply_pending(wait_seconds=60)
    tidy()


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


def apply_pending(wait_seconds: float = 0.0, recut_up_to: int | None = None) -> int:
    """Bring the index up to date; how many articles were looked at.

    Texts that only wait to be cut anew for a term wait on where there are more than `recut_up_to`. Raises WriterBusy
    where another process writes: it will see to them. Raises EngineUnavailable without an index.
    """
    serving = engine()
    if not serving.exists():
        return _make_first_index()
    count = 0
    while True:
        with serving.writer(wait_seconds) as writer:
            retokenizing.file_articles()
            count += _apply(writer, recut_up_to)
        # Another process may have left its rows to us after we looked and before the lock was free.
        if not _next_batch(recut_up_to) and not retokenizing.are_unread():
            break
    retokenizing.settle()
    triggers.forget_old_versions()
    return count


def rebuild(processes: int = 1, watch: Watch = iter) -> int:
    """Make a new index from the database, and let it serve once it has caught up; how many documents it has.

    `watch` is handed the documents and hands them on. Raises WriterBusy while another rebuild runs.
    """
    vocabulary()
    with engine().rebuilding(processes) as aside:
        aside.add(watch(all_documents()))
        with aside.finishing() as writer:
            done = _catch_up(writer)
    PendingIndexing.objects.filter(pk__in=done).delete()
    return engine().state().documents


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where index and database differ: articles by id, and `faults` of the index's files."""

    missing: tuple[int, ...] = ()
    superfluous: tuple[int, ...] = ()
    outdated: tuple[int, ...] = ()
    faults: tuple[str, ...] = ()
    documents: int = field(default=0, compare=False)

    @property
    def differing(self) -> tuple[int, ...]:
        return (*self.missing, *self.superfluous, *self.outdated)

    @property
    def is_sound(self) -> bool:
        return not self.differing and not self.faults


def compare() -> Comparison:
    """Hold every document of the index against the database, and read all of the index's files."""
    vocabulary()
    indexed = engine().fingerprints()
    missing, outdated = [], []
    for document in all_documents():
        standing = indexed.pop(document.article_id, None)
        if standing is None:
            missing.append(document.article_id)
        elif standing != fingerprint(document):
            outdated.append(document.article_id)
    state = engine().state()
    return Comparison(tuple(missing), tuple(indexed), tuple(outdated), tuple(engine().faults()), state.documents)


def repair(found: Comparison, processes: int = 1) -> None:
    """Mend what `compare` found: a damaged index is made anew, differing articles are indexed again."""
    if found.faults:
        rebuild(processes)
    elif found.differing:
        with transaction.atomic():
            note_changes(found.differing)
        apply_pending(wait_seconds=30)


def tidy(largest: int | None = None) -> None:
    """Merge small segments until there are few, those of more than `largest` documents left alone."""
    while engine().tidy(largest):
        pass


def _apply_after_commit() -> None:
    """What a save waits for. The rows are there: whatever fails here, the next save or `sync_index` makes good.

    So does what the database owes when it goes away now: who changed something is not to hear that it was not saved.
    """
    try:
        _apply_briefly()
    except Error as fault:
        if not is_outage(fault):
            raise
        logger.exception("the database went away after a change was saved; it stays pending; run: manage.py sync_index")


def _apply_briefly() -> None:
    with _leaving("changes stay pending"):
        if is_request.get() and PendingIndexing.objects.filter(applied_at=None, recutting=None).count() > 2 * FEW:
            return  # a large change waits, which the worker sees to, and to this one with it
        apply_pending(recut_up_to=FEW)
        tidy(SMALL_MERGE)
        work = _recut_quietly if retokenizing.are_outstanding() else _tidy_quietly
        threading.Thread(target=work, name="finish-index", daemon=True).start()


def _recut_quietly() -> None:
    """Texts to be cut anew, which nobody waits for."""
    try:
        with _leaving("texts to be cut anew wait"):
            apply_pending()
    finally:
        connection.close()  # this thread's own
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
    """Larger merges, which nobody waits for."""
    try:
        tidy()
    except WriterBusy:
        logger.info("another process is merging")
    except (EngineUnavailable, OSError):
        logger.exception("segments could not be merged; run: manage.py sync_index")


def _make_first_index() -> int:
    """Make the index where there is none yet and nothing in the library that is not pending: a first import."""
    pending = set(PendingIndexing.objects.values_list("article_id", flat=True))
    if published_ids() - pending:
        raise EngineUnavailable("there is no index; run: manage.py rebuild_index")
    return rebuild() if pending else 0


def _next_batch(recut_up_to: int | None) -> dict[int, int]:
    """Rows that wait and their articles: those that changed, before those that are only to be cut anew."""
    waiting = PendingIndexing.objects.filter(applied_at=None)
    if changed := dict(waiting.filter(recutting=None).values_list("pk", "article_id")[:BATCH]):
        return changed
    rows = dict(waiting.values_list("pk", "article_id")[: RECUT_BATCH if recut_up_to is None else recut_up_to + 1])
    return rows if recut_up_to is None or len(rows) <= recut_up_to else {}


def _apply(writer: Writer, recut_up_to: int | None) -> int:
    """Apply what is pending, batch by batch; after each commit its rows go, or stay for an index being made aside."""
    count = 0
    while batch := _next_batch(recut_up_to):
        # Asked after reading the rows: a rebuild that begins later reads the database as these rows left it.
        keep = engine().is_rebuilding()
        _update(writer, set(batch.values()))
        rows = PendingIndexing.objects.filter(pk__in=list(batch))
        if keep:
            rows.update(applied_at=timezone.now())
        else:
            rows.delete()
        count += len(set(batch.values()))
    if not engine().is_rebuilding():  # what a rebuild that died would have needed
        PendingIndexing.objects.exclude(applied_at=None).delete()
    return count


def _catch_up(writer: Writer) -> list[int]:
    """Give a new index all that changed while it was made; the rows that it has now."""
    done: list[int] = []
    while batch := dict(
        PendingIndexing.objects.filter(pk__gt=done[-1] if done else 0).values_list("pk", "article_id")[:BATCH]
    ):
        _update(writer, set(batch.values()))
        done.extend(batch)
    return done


def _update(writer: Writer, article_ids: set[int]) -> None:
    vocabulary()  # what curators say about words as of now cuts what is indexed now
    documents = list(documents_of(article_ids))
    writer.update(documents, article_ids - {document.article_id for document in documents})
