"""Counts of published articles by column, theme, author, organisation and year.

Each function gives rows with `count`, the articles that each one has, the fullest first.

Articles are many and what they are counted by is few: they are counted by key, from indexes alone, and only then are
the rows of those keys read. Joined in one query, every article would carry its whole theme through the count.
Articles are named by their keys, in a query within, so that none is met twice and has to be told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest
from typing import Any, Generic, TypeVar

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from articles.models import Article, Author, Authorship, Column, Organisation, Theme, ThemeAssignment

Entry = TypeVar("Entry", Column, Theme, Author, Organisation)


@dataclass(frozen=True, slots=True)
class EntryCount(Generic[Entry]):
    """A column, a theme, an author or an organisation, and how many of the articles it has."""

    entry: Entry
    count: int


@dataclass(frozen=True, slots=True)
class YearCount:
    year: int
    count: int


def columns(of: QuerySet[Article]) -> list[EntryCount[Column]]:
    """Of these articles."""
    return _entries(Column.objects.all(), _tally(of.exclude(column=None), "column"))


def themes(of: QuerySet[Article]) -> list[EntryCount[Theme]]:
    """Of these articles."""
    return _entries(
        Theme.objects.all(), _tally(ThemeAssignment.objects.kept().filter(article__in=keys_of(of)), "theme")
    )


def registered_themes() -> list[EntryCount[Theme]]:
    """Of all published articles: theme by theme, without a look at any article."""
    return _entries(Theme.objects.all(), _tally(ThemeAssignment.objects.kept().exclude(article__in=_hidden()), "theme"))


def years(of: QuerySet[Article]) -> list[YearCount]:
    """Of these articles, newest first; those without a date are in no year."""
    counted = _tally(of.exclude(published_on=None), "published_on__year")
    return [YearCount(year, counted[year]) for year in sorted(counted, reverse=True)]


def authors(of: QuerySet[Authorship], most: int | None = None) -> list[EntryCount[Author]]:
    """Who signs with these bylines, at most so many or all; an article that an author signs in two roles counts once.

    Of the many that may have as few as the last of them the database sorts out who comes first.
    """
    counted = _tally(of, "author", "article")
    if most is None:
        return _entries(Author.objects.all(), counted)
    least = min(nlargest(most, counted.values()), default=0)
    fuller = _entries(Author.objects.all(), {key: count for key, count in counted.items() if count > least})
    others = Author.objects.filter(pk__in=[key for key, count in counted.items() if count == least])
    return fuller + [EntryCount(row, least) for row in others.order_by("pinyin", "id")[: most - len(fuller)]]


def organisations(of: QuerySet[Authorship]) -> list[EntryCount[Organisation]]:
    """What these bylines name, and in how many of them."""
    return _entries(Organisation.objects.all(), _tally(of.filter(organisations__isnull=False), "organisations"))


def registered_authors() -> QuerySet[Any]:
    """All authors of published articles, each with its `count`.

    Authorships are counted author by author, of those that are asked for, and no article's row is read: of the few
    articles that are not published the keys are known from an index.
    """
    own = Authorship.objects.filter(author=OuterRef("pk")).exclude(article__in=_hidden()).order_by()
    counted = own.values("author").annotate(articles=Count("article", distinct=True)).values("articles")
    return Author.objects.filter(Exists(own)).annotate(count=Subquery(counted)).order_by("-count", "pinyin", "id")


def _hidden() -> QuerySet[Any]:
    """The keys of what is not published: few."""
    return keys_of(Article.objects.filter(status__in=set(Article.Status) - {Article.Status.PUBLISHED}))


def keys_of(of: QuerySet[Article]) -> QuerySet[Any]:
    return of.order_by().values("pk")


def _tally(rows: QuerySet[Any], key: str, article: str = "pk") -> dict[int, int]:
    """How many rows have each key, or of so many `article` as they lead to."""
    return dict(rows.order_by().values_list(key).annotate(count=Count(article, distinct=article != "pk")))


def _entries(kind: QuerySet[Entry], counts: dict[int, int]) -> list[EntryCount[Entry]]:
    found = [EntryCount(row, counts[row.pk]) for row in kind.filter(pk__in=counts)]
    return sorted(found, key=lambda row: (-row.count, row.entry.pinyin, row.entry.pk))
