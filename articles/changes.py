"""Telling, once for each transaction, which articles readers would now find otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from articles.signals import articles_changed

_gathered: ContextVar[set[int] | None] = ContextVar("gathered", default=None)


@contextmanager
def one_change() -> Iterator[None]:
    """A transaction whose changes are told together, just before it ends. One inside another is part of it."""
    if _gathered.get() is not None:
        with transaction.atomic():
            yield
        return
    with transaction.atomic():
        token = _gathered.set(set())
        try:
            yield
            article_ids = sorted(_gathered.get() or ())
        finally:
            _gathered.reset(token)
        _tell(article_ids)


def mark_changed(article_ids: Iterable[int]) -> None:
    """These articles changed: told at the end of the `one_change` under way, or at once where there is none."""
    gathered = _gathered.get()
    if gathered is None:
        _tell(sorted(set(article_ids)))
    else:
        gathered.update(article_ids)


def _tell(article_ids: list[int]) -> None:
    if article_ids:
        articles_changed.send(sender=None, article_ids=article_ids)
