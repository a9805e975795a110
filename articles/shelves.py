"""What some published articles are shelved under, counted: their columns, themes, authors and years.

The articles are named by lookups of `Article` (column=…, theme_assignments__theme=…); none: all that are published.
Each function gives rows with `count`, the articles of these that each one has, the fullest first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from articles.models import Article, Author, Column, Theme


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    count: int


def columns(**of: Any) -> QuerySet[Column]:
    found = Column.objects.filter(**_through("articles", of))
    return found.annotate(count=Count("articles", distinct=True)).order_by("-count", "pinyin")


def themes(**of: Any) -> QuerySet[Theme]:
    standing = Theme.objects.filter(assignments__removed=False, **_through("assignments__article", of))
    return standing.annotate(count=Count("assignments", distinct=True)).order_by("-count", "pinyin")


def authors(**of: Any) -> QuerySet[Author]:
    found = Author.objects.filter(**_through("authorships__article", of))
    return found.annotate(count=Count("authorships__article", distinct=True)).order_by("-count", "pinyin", "id")


def years(**of: Any) -> list[Year]:
    """Newest first; articles without a date are in no year."""
    dated = Article.objects.published().filter(**of).exclude(published_on=None)
    rows = dated.values("published_on__year").annotate(count=Count("pk", distinct=True))
    return [Year(row["published_on__year"], row["count"]) for row in rows.order_by("-published_on__year")]


def _through(path: str, of: dict[str, Any]) -> dict[str, Any]:
    """Lookups of `Article` as lookups of what leads to it; all in one join, so that they hold of one article."""
    wanted = {"status": Article.Status.PUBLISHED, **of}
    return {f"{path}__{lookup}": value for lookup, value in wanted.items()}
