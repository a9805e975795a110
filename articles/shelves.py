"""What some articles are shelved under, counted: their columns, themes, authors and years.

Each function takes a queryset of articles and gives rows with `count`, the articles of it that each one has.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from articles.models import Article, Author, Column, Theme


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    count: int


def columns(articles: QuerySet[Article]) -> QuerySet[Column]:
    found = Column.objects.filter(articles__in=articles)
    return found.annotate(count=Count("articles")).order_by("-count", "pinyin")


def themes(articles: QuerySet[Article]) -> QuerySet[Theme]:
    standing = Theme.objects.filter(assignments__removed=False, assignments__article__in=articles)
    return standing.annotate(count=Count("assignments")).order_by("-count", "pinyin")


def authors(articles: QuerySet[Article]) -> QuerySet[Author]:
    found = Author.objects.filter(authorships__article__in=articles)
    counted = found.annotate(
        count=Count("authorships__article", distinct=True),
        newest=Max("authorships__article__created_at"),
    )
    return counted.order_by("-count", "pinyin", "id")


def years(articles: QuerySet[Article]) -> list[Year]:
    """Newest first; articles without a date are in no year."""
    dated = articles.exclude(published_on=None).order_by("-published_on__year").values("published_on__year")
    return [Year(row["published_on__year"], row["count"]) for row in dated.annotate(count=Count("pk"))]
