"""Terms that curators add or take away, and the texts that have to be tokenized again for it.

The index's own exact search says which articles hold a term's characters; they are filed as pending like changed ones,
marked with the term, and applied in batches, behind what readers wait for.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from search.engines.base import engine
from search.errors import BadQuery
from search.index.documents import published_ids
from search.language.tree import Term
from search.models import DictionaryTerm, PendingIndexing, Recutting
from search.text.folding import fold_text
from search.types import Sort, Where

BATCH = 1000


def note_terms() -> bool:
    """Request retokenization for every term that came, went or changed since the last call; whether there was any."""
    now = timezone.now()
    with transaction.atomic():
        wanted = set(filter(None, map(fold_text, DictionaryTerm.objects.values_list("term", flat=True))))
        known = dict(Recutting.objects.values_list("term", "removed"))
        came = {term for term in wanted if known.get(term, True)}
        went = {term for term, removed in known.items() if not removed and term not in wanted}
        for term in sorted(came | went):
            _request(term, term in went, now)
    return bool(came or went)


def _request(term: str, removed: bool, now: datetime) -> None:
    state = {"removed": removed, "asked_at": now, "found_at": None, "articles": 0, "fault": ""}
    Recutting.objects.update_or_create(term=term, defaults=state)


def file_articles() -> None:
    """File the articles that hold a term nobody has looked up yet.

    Only for who holds the writer's lock: what others write from then on is cut by the terms as they are now. Raises
    EngineUnavailable without an index.
    """
    for recutting in Recutting.objects.filter(found_at=None):
        holding = _holding(recutting.term)
        with transaction.atomic():
            rows = [PendingIndexing(article_id=article_id, recutting=recutting) for article_id in sorted(holding)]
            PendingIndexing.objects.bulk_create(rows, batch_size=BATCH)
            recutting.articles, recutting.found_at = len(holding), timezone.now()
            recutting.save(update_fields=["articles", "found_at"])


def _holding(term: str) -> Collection[int]:
    """The articles in whose text a term stands; all, where a search for it would be too much."""
    try:
        return engine().matching_ids(Term(term, tuple(Where), quoted=True), {}, Sort.NEWEST)
    except BadQuery:
        return published_ids()


def settle() -> None:
    """Forget faults that were overcome, and terms that were taken away and stand in no cut text any more."""
    finished = Recutting.objects.exclude(found_at=None).filter(Q(removed=True) | ~Q(fault=""))
    done = [row.pk for row in with_waiting(finished) if not row.waiting]  # type: ignore[attr-defined]  # annotated
    if done:
        Recutting.objects.filter(pk__in=done, removed=True).delete()
        Recutting.objects.filter(pk__in=done).update(fault="")


def note_fault(fault: Exception) -> None:
    """Say to curators why texts still wait."""
    waiting = PendingIndexing.objects.filter(applied_at=None).exclude(recutting=None).values("recutting")
    unfinished = Recutting.objects.filter(Q(found_at=None) | Q(pk__in=waiting))
    unfinished.update(fault=str(fault)[:500])


def with_waiting(rows: QuerySet[Recutting]) -> QuerySet[Recutting]:
    """With `waiting`: how many articles are not cut anew yet, of those that were found."""
    return rows.annotate(waiting=Count("pending", filter=Q(pending__applied_at=None)))


def are_unread() -> bool:
    """Whether the articles of some term have not been looked up."""
    return Recutting.objects.filter(found_at=None).exists()


def are_outstanding() -> bool:
    """Whether texts wait for a term."""
    return are_unread() or PendingIndexing.objects.filter(applied_at=None).exclude(recutting=None).exists()
