"""Works out the passages that return in several articles, and keeps them; only new and changed articles are read.

A passage returns when an article has it that comes after another with it. So articles are taken one after the other:
what was seen before (`bloom_filter`) is asked of the index (`recurring`), which knows it exactly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from django.conf import settings
from django_tasks import task

from articles.batches import in_batches
from search.engines.base import engine
from search.index.after_commit import enqueue_once, is_request
from search.index.documents import Texts, texts_of
from search.index.updating import verified_state
from search.models import RecurringPassage
from search.phrases.bloom_filter import BeingUpdated, Seen, opened, runs_of
from search.phrases.recurring import PARTS, SHORTEST, Recurring, Sentences, articles_with, passages
from search.verifying.characters import characters

BATCH = 500  # articles whose texts are read at once
_KEPT_EVERY = 20  # batches: less is looked at again where a process dies
_COUNTED_AGAIN = 1_000  # passages: those that stand first where all are listed
_NEARLY = 0.9
_DELAY = timedelta(minutes=10)  # after an import, so that one that goes on is looked at once


@dataclass(frozen=True, slots=True)
class Updated:
    """How many articles were looked at, and how many passages that return are kept now."""

    articles: int
    passages: int


def update(report: Callable[[int, int], object] = lambda done, of: None) -> Updated:
    """Bring what is kept up to the index. Raises EngineUnavailable and BeingUpdated.

    `report` is told how many articles are done, of how many. What a process that dies had begun is begun again. An
    index that is being verified is waited for.
    """
    verified_state()
    prints = engine().fingerprints()
    with opened(settings.PHRASES_DIR, len(prints)) as seen:
        if seen.begins_anew:
            RecurringPassage.objects.all().delete()
        due = sorted(article for article, of in prints.items() if seen.prints.get(article) != of)
        done = {article: of for article, of in seen.prints.items() if article in prints}
        asked: set[int] = set()
        for number, batch in enumerate(in_batches(due, BATCH), 1):
            _look_at(batch, seen, asked)
            done.update((article, prints[article]) for article in batch)
            if number % _KEPT_EVERY == 0:
                seen.keep(done)
            report(min(number * BATCH, len(due)), len(due))
        seen.keep(done)
        _count_again()
    return Updated(len(due), RecurringPassage.objects.count())


@task()
def update_later() -> None:
    """For the worker. Where another process is at it, once more: that one began with the index as it was then."""
    try:
        update()
    except BeingUpdated:
        enqueue_once(update_later, _DELAY)


def note_changes(**kwargs: object) -> None:
    """Receives `articles_changed`: passages are looked for some minutes later, once for all that changes until then.

    A single article that somebody saves waits for the next import.
    """
    if is_request.get():
        return
    enqueue_once(update_later, _DELAY)


def _look_at(batch: Sequence[int], seen: Seen, asked: set[int]) -> None:
    found: dict[int, RecurringPassage] = {}
    for texts in texts_of(batch, PARTS).values():
        for passage in _returning(texts, seen, asked):
            digest = digest_of(characters(passage.text).text)
            found[digest] = RecurringPassage(digest=digest, text=passage.text, articles=passage.others + 1)
    RecurringPassage.objects.bulk_create(
        found.values(), BATCH, update_conflicts=True, unique_fields=["digest"], update_fields=["articles"]
    )


def _returning(texts: Texts, seen: Seen, asked: set[int]) -> Iterator[Recurring]:
    """The passages of an article that were seen before; the article's own are seen from now on.

    What was `asked` for already, in the whole of what may return of a sentence, is passed over.
    """
    sentences = Sentences.from_texts(texts)
    starts, hashes = runs_of(sentences)
    likely = starts[seen.has(hashes)]
    seen.add(hashes)
    for first, end in sentences.runs():
        own = (likely[slice(*np.searchsorted(likely, (first, end)))] - first).tolist()
        if not own:
            continue
        digest = digest_of(sentences.characters.text[first + own[0] : first + own[-1] + SHORTEST])
        if digest not in asked:
            asked.add(digest)
            yield from passages(sentences.characters.run(first, end), own)


def _count_again() -> None:
    """Those that are listed first: articles may have come or gone that have them in other company, or longer."""
    first = list(RecurringPassage.objects.all()[:_COUNTED_AGAIN])
    for passage in first:
        passage.articles = articles_with(passage.text)
    RecurringPassage.objects.bulk_update(first, ["articles"], BATCH)
    RecurringPassage.objects.filter(articles__lt=2).delete()
    for keys in in_batches(list(_parts_of_others(first)), BATCH):
        RecurringPassage.objects.filter(pk__in=keys).delete()


def _parts_of_others(passages: Sequence[RecurringPassage]) -> Iterator[int]:
    """Those that stand inside another which nearly as many articles have: it is the same phrase, cut short once."""
    texts = [(characters(passage.text).text, passage) for passage in passages]
    for own, passage in texts:
        least = passage.articles * _NEARLY
        if any(passage is not other and own in text and other.articles >= least for text, other in texts):
            yield passage.pk


def digest_of(text: str) -> int:
    """Of a text's characters alone, see `characters`."""
    digest = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)
