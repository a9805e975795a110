"""Authors and columns that no article names any more, once a better reading knows better."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from articles.models import Author, Column


def stray_authors() -> QuerySet[Author]:
    """Authors of nothing that no person has touched."""
    touched = Author.history.filter(history_user__isnull=False).values("id")
    return Author.objects.filter(authorships__isnull=True).exclude(pk__in=touched)


def stray_columns() -> QuerySet[Column]:
    """Columns of nothing that no person has touched."""
    touched = Column.history.filter(history_user__isnull=False).values("id")
    return Column.objects.filter(articles__isnull=True, feature__isnull=True, description="").exclude(pk__in=touched)


def clear_strays(authors: Collection[int], columns: Collection[int | None]) -> None:
    """Delete those among these."""
    stray_authors().filter(pk__in=authors).delete()
    stray_columns().filter(pk__in=[pk for pk in columns if pk]).delete()
