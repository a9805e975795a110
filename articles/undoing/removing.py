"""Deletes sources and articles, with the orphans that this leaves."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User

from articles.changes import one_change
from articles.models import Article, Passage, SourceDocument
from articles.undoing.orphans import NamedRows, delete_orphans
from articles.undoing.snapshots import release_passages


def remove_source(source: SourceDocument, user: User | None = None) -> int:
    """Delete a source, its articles and the orphans; returns the number of articles deleted.

    Histories are kept. So is the source's former version, which is parsed anew when it is imported again.
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
    """Delete a source without articles; its newer version, if any, then `replaces` its former one."""
    former, newer = source.replaces, SourceDocument.objects.filter(replaces=source).first()
    columns = set(source.features.values_list("column", flat=True))
    if newer:
        SourceDocument.objects.filter(pk=newer.pk).update(replaces=None)
    source.delete()
    if newer:
        SourceDocument.objects.filter(pk=newer.pk).update(replaces=former)
    delete_orphans(NamedRows(authors=(), columns=columns, organisations=()))


def remove_articles(articles: Sequence[Article], user: User | None = None) -> None:
    """Delete articles and the orphans that this leaves. Whatever source their text stands in keeps it."""
    named = NamedRows.by(articles)
    release_passages(Passage.objects.filter(article__in=articles))
    for article in articles:
        article._history_user = user  # type: ignore[attr-defined]  # simple_history reads it
        article.delete()
    delete_orphans(named)
