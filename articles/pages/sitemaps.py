"""Every page of the record, for search engines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.urls import reverse

from articles.models import Article, Author, Column, Feature, SourceDocument, Theme
from articles.pages import counts


class Articles(Sitemap):
    limit = 5000

    def items(self) -> QuerySet[Article]:
        return Article.objects.published().only("pk", "updated_at").order_by("pk")

    def lastmod(self, article: Article) -> datetime:
        return article.updated_at

    def get_latest_lastmod(self) -> datetime | None:
        """Asked of the database: the base class would look at every article."""
        return Article.objects.published().aggregate(latest=Max("updated_at"))["latest"]


class Groupings(Sitemap):
    """Columns, themes, features and source pages with a published article."""

    def items(self) -> list[Column | Theme | Feature | SourceDocument]:
        published = Article.objects.published().order_by()
        return [
            *(row.entry for row in sorted(counts.columns(published), key=_by_sound)),
            *(row.entry for row in sorted(counts.registered_themes(), key=_by_sound)),
            *Feature.objects.filter(Exists(published.filter(feature=OuterRef("pk")))),
            *SourceDocument.objects.filter(Exists(published.filter(source=OuterRef("pk")))).only("pk"),
        ]


def _by_sound(row: counts.EntryCount[Any]) -> tuple[str, str]:
    return row.entry.pinyin, row.entry.name


class Authors(Sitemap):
    def items(self) -> QuerySet[Author]:
        return counts.registered_authors().only("pk").order_by("pk")


class Overviews(Sitemap):
    """The lists of columns, themes, authors, organisations, days and source pages, the home page and the help."""

    def items(self) -> list[str]:
        return ["home", "columns", "themes", "authors", "organisations", "issues", "sources", "help"]

    def location(self, name: str) -> str:
        return reverse(name)


SITEMAPS = {"halls": Overviews, "articles": Articles, "shelves": Groupings, "authors": Authors}
