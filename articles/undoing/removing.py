"""Deletes a file from the record, with the articles that were read in it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User

from articles.changes import one_change
from articles.models import Article, SourceDocument
from articles.undoing.orphans import Named, delete_orphans


def remove_source(source: SourceDocument, user: User | None = None) -> int:
    """Delete a file and its articles, and who and what only they name; returns how many articles went.

    Their histories stay. Its former version stays too, and is read anew when it is imported again.
    """
    with one_change():
        articles = list(source.articles.all())
        remove_articles(articles, user)
        former = source.replaces
        has_newer = SourceDocument.objects.filter(replaces=source).exists()
        delete_empty_source(source)
        if former and not has_newer:  # nothing is left of its articles
            SourceDocument.objects.filter(pk=former.pk).update(fingerprint="")
    return len(articles)


def delete_empty_source(source: SourceDocument) -> None:
    """Delete a file that has no article any more; its newer version then replaces its former one."""
    former, newer = source.replaces, SourceDocument.objects.filter(replaces=source).first()
    columns = set(source.features.values_list("column", flat=True))
    if newer:
        SourceDocument.objects.filter(pk=newer.pk).update(replaces=None)
    source.delete()
    if newer:
        SourceDocument.objects.filter(pk=newer.pk).update(replaces=former)
    delete_orphans(Named(authors=(), columns=columns, organisations=()))


def remove_articles(articles: Sequence[Article], user: User | None = None) -> None:
    """Delete articles, and who and what only they name."""
    named = Named.by(articles)
    for article in articles:
        article._history_user = user  # type: ignore[attr-defined]  # simple_history reads it
        article.delete()
    delete_orphans(named)
