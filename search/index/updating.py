"""Applies changes of the database to the index: pending rows, and whole rebuilds.

A change of an article writes a row of PendingIndexing in its own transaction (`search.index.triggers`). After the
commit whoever holds the writer's lock brings the index up to date, with documents read while holding it; the rows go
only when the index has been committed. A process that dies anywhere leaves its rows to the next one, or to
`sync_index`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable

from django.utils import timezone
from django_tasks import task

from articles.changes import delete_any, soon
from search.engines.base import IndexState, Writer, engine
from search.errors import EngineNotReady, EngineUnavailable, WriterBusy
from search.index import retokenizing, triggers
from search.index.curated_words import vocabulary
from search.index.documents import all_documents, documents_of, published_ids
from search.models import PendingIndexing
from search.types import IndexDocument

logger = logging.getLogger(__name__)

BATCH = 1000
RETOKENIZE_BATCH = 200  # articles: a saved one waits for no more
VERIFYING_SECONDS = 2.0  # between two looks at an index that is being verified
Watch = Callable[[Iterable[IndexDocument]], Iterable[IndexDocument]]


@task()
def apply_later() -> None:
    """For the worker: what is more than a request may wait for."""
    apply_pending(wait_seconds=60)
    try:
        tidy()
    except WriterBusy:
        logger.info("another process is merging")


def apply_pending(
    wait_seconds: float = 0.0, retokenize_up_to: int | None = None, only: Collection[int] | None = None
) -> int:
    """Bring the index up to date; how many articles were looked at.

    Texts that only wait to be retokenized for a term wait on where there are more than `retokenize_up_to`. With `only`
    it is these articles, not what others change meanwhile: somebody waits. Raises WriterBusy where another
    process writes: it will see to them. Raises EngineUnavailable without an index.
    """
    serving = engine()
    if not serving.exists():
        return _make_first_index()
    count = 0
    while True:
        with serving.writer(wait_seconds) as writer:
            retokenizing.file_articles()
            count += _apply(writer, retokenize_up_to, only)
        # Another process may have left its rows to us after we looked and before the lock was free.
        if only is not None or (not _next_batch(retokenize_up_to) and not retokenizing.are_unread()):
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
        noted = set(PendingIndexing.objects.values_list("pk", flat=True))  # what is read from here on has these changes
        aside.add(watch(all_documents()))
        with aside.finishing() as writer:
            done = _catch_up(writer, noted)
    PendingIndexing.objects.filter(pk__in=done).delete()
    return verified_state().documents


def verified_state(say: Callable[[str], object] = logger.info) -> IndexState:
    """The state of the index, once all of it is verified: a large one takes a while, of which `say` is told."""
    while True:
        try:
            return engine().state()
        except EngineNotReady as reason:
            say(f"Waiting: {reason}.")
            time.sleep(VERIFYING_SECONDS)


def tidy(largest: int | None = None) -> None:
    """Merge small segments until there are few, those of more than `largest` documents left alone."""
    while engine().tidy(largest):
        pass


def _make_first_index() -> int:
    """Make the index where there is none yet and nothing in the library that is not pending: a first import."""
    pending = set(PendingIndexing.objects.values_list("article_id", flat=True))
    if published_ids() - pending:
        raise EngineUnavailable("there is no index; run: manage.py rebuild_index")
    return rebuild() if pending else 0


def _next_batch(retokenize_up_to: int | None, only: Collection[int] | None = None) -> dict[int, int]:
    """Rows that wait and their articles: those that changed, before those that are only to be retokenized."""
    waiting = PendingIndexing.objects.filter(applied_at=None)
    if only is not None:
        waiting = waiting.filter(article_id__in=only)
    if changed := dict(waiting.filter(recutting=None).values_list("pk", "article_id")[:BATCH]):
        return changed
    most = RETOKENIZE_BATCH if retokenize_up_to is None else retokenize_up_to + 1
    rows = dict(waiting.values_list("pk", "article_id")[:most])
    return rows if retokenize_up_to is None or len(rows) <= retokenize_up_to else {}


def _apply(writer: Writer, retokenize_up_to: int | None, only: Collection[int] | None) -> int:
    """Apply what is pending, batch by batch; after each commit its rows go, or stay for an index being made aside."""
    count = 0
    while batch := _next_batch(retokenize_up_to, only):
        # Asked after reading the rows: a rebuild that begins later reads the database as these rows left it.
        keep = engine().is_rebuilding()
        _update(writer, set(batch.values()))
        rows = PendingIndexing.objects.filter(pk__in=list(batch))
        if keep:
            rows.update(applied_at=timezone.now())
        else:
            with soon():
                rows.delete()
        count += len(set(batch.values()))
    if not engine().is_rebuilding():  # what a rebuild that died would have needed
        delete_any(PendingIndexing.objects.exclude(applied_at=None))
    return count


def _catch_up(writer: Writer, noted: Collection[int]) -> list[int]:
    """Give a new index all that changed while it was made, which was not `noted` before; the rows that it has now."""
    done: list[int] = []
    while batch := dict(
        PendingIndexing.objects.filter(pk__gt=done[-1] if done else 0).values_list("pk", "article_id")[:BATCH]
    ):
        if changed := {article for row, article in batch.items() if row not in noted}:
            _update(writer, changed)
        done.extend(batch)
    return done


def _update(writer: Writer, article_ids: set[int]) -> None:
    vocabulary()  # what curators say about words as of now cuts what is indexed now
    documents = list(documents_of(article_ids))
    writer.update(documents, article_ids - {document.article_id for document in documents})
