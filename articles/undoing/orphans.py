"""Authors, columns and organisations that no article names any more, and their deletion."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from articles.models import Article, Author, Authorship, Column, Kind, Merge
from articles.people.organisation_rows import delete_unnamed


@dataclass(frozen=True, slots=True)
class NamedRows:
    """The ids of the authors, columns and organisations that some articles name."""

    authors: Collection[int]
    columns: Collection[int | None]
    organisations: Collection[int]

    @classmethod
    def by(cls, articles: Iterable[Article]) -> NamedRows:
        rows = Authorship.objects.filter(article__in=list(articles))
        return cls(
            set(rows.values_list("author", flat=True)),
            {article.column_id for article in articles},
            set(rows.exclude(organisations=None).values_list("organisations", flat=True)),
        )


def orphaned_authors() -> QuerySet[Author]:
    """Authors without articles that no person has edited and no running merge is about."""
    touched = Author.history.filter(history_user__isnull=False).values("id")
    busy = Merge.objects.rows_under_way(Kind.AUTHOR)
    return Author.objects.filter(authorships__isnull=True).exclude(pk__in=touched).exclude(pk__in=busy)


def orphaned_columns() -> QuerySet[Column]:
    """Columns without articles, packages and description that no person has edited and no running merge is about."""
    touched = Column.history.filter(history_user__isnull=False).values("id")
    unused = Column.objects.filter(articles__isnull=True, feature__isnull=True, description="")
    return unused.exclude(pk__in=touched).exclude(pk__in=Merge.objects.rows_under_way(Kind.COLUMN))


def delete_orphans(named: NamedRows) -> None:
    """Delete the orphans among these, and organisations that have none but deleted parts."""
    orphaned_authors().filter(pk__in=named.authors).delete()
    orphaned_columns().filter(pk__in=[pk for pk in named.columns if pk]).delete()
    delete_unnamed(named.organisations)
