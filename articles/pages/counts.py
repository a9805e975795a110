"""Counts of published articles by column, theme, author and year.

The articles are named by lookups of `Article` (column=…, theme_assignments__theme=…); none: all that are published.
Each function gives rows with `count`, the articles of these that each one has, the fullest first.

Columns and themes are few and articles many: articles are counted by key, from indexes alone, and only then are the
columns and themes read. Joined in one query, every article would carry the whole row of its theme through the count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from articles.models import Article, Author, Authorship, Column, Theme, ThemeAssignment


@dataclass(frozen=True, slots=True)
class EntryCount:
    """A column or a theme, and how many of the articles it has."""

    entry: Column | Theme
    count: int


@dataclass(frozen=True, slots=True)
class YearCount:
    year: int
    count: int


def columns(**filters: Any) -> list[EntryCount]:
    shelved = Article.objects.published().filter(**filters).exclude(column=None)
    return _counted(Column.objects.all(), _tally(shelved, "column", "pk", filters))


def themes(**filters: Any) -> list[EntryCount]:
    standing = ThemeAssignment.objects.kept().filter(**_through("article", filters))
    return _counted(Theme.objects.all(), _tally(standing, "theme", "article", filters))


def authors(**filters: Any) -> QuerySet[Author]:
    found = Author.objects.filter(**_through("authorships__article", filters))
    counted = found.annotate(count=Count("authorships__article", distinct=True)) if filters else _all_authors()
    return counted.order_by("-count", "pinyin", "id")


def years(**filters: Any) -> list[YearCount]:
    """Newest first; articles without a date are in no year."""
    dated = Article.objects.published().filter(**filters).exclude(published_on=None)
    rows = dated.values("published_on__year").annotate(count=Count("pk", distinct=True))
    return [YearCount(row["published_on__year"], row["count"]) for row in rows.order_by("-published_on__year")]


def _all_authors() -> QuerySet[Any]:
    """Authorships are counted author by author, of those that are asked for, and no article's row is read: of the few
    articles that are not published the keys are known from an index.
    """
    hidden = Article.objects.filter(status__in=set(Article.Status) - {Article.Status.PUBLISHED}).order_by()
    own = Authorship.objects.filter(author=OuterRef("pk")).exclude(article__in=hidden.values("pk")).order_by()
    counted = own.values("author").annotate(articles=Count("article", distinct=True)).values("articles")
    return Author.objects.filter(Exists(own)).annotate(count=Subquery(counted))


def _tally(rows: QuerySet, key: str, article: str, of: dict[str, Any]) -> dict[int, int]:
    """The articles of each key. Lookups may name one twice (by an author's two roles in it); without any, none is."""
    counted = rows.order_by().values_list(key).annotate(count=Count(article, distinct=bool(of)))
    return dict(counted)


def _counted(kind: QuerySet[Any], counts: dict[int, int]) -> list[EntryCount]:
    found = [EntryCount(row, counts[row.pk]) for row in kind.filter(pk__in=counts)]
    return sorted(found, key=lambda row: (-row.count, row.entry.pinyin))


def _through(path: str, of: dict[str, Any]) -> dict[str, Any]:
    """Lookups of `Article` as lookups of what leads to it; all in one join, so that they hold of one article."""
    wanted = {"status": Article.Status.PUBLISHED, **of}
    return {f"{path}__{lookup}": value for lookup, value in wanted.items()}
