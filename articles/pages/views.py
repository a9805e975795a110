"""The record's pages."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from articles.addresses import page_of
from articles.citing import citations, metadata
from articles.curating.addresses import row_formerly_at
from articles.models import (
    Article,
    Author,
    Authorship,
    Column,
    Feature,
    SourceDocument,
    SourceKind,
    Theme,
    ThemeAssignment,
)
from articles.models.passages import PartChoice
from articles.pages import counts, front_page
from articles.pages.article_page import article_text, unread_fields
from articles.pages.continuations import continuations
from articles.pages.issues import pages_beside
from articles.pages.moved import moved
from articles.pages.registers.authors import letters_of, narrowing_of
from articles.pages.registers.organisations import named_by
from articles.pages.search_context import search_context_of
from articles.pages.source_list import listing_of
from articles.pages.source_page import source_page

PER_PAGE = 20
AUTHORS_PER_PAGE = 300
ROWS = 12  # of columns or themes on a page that is not about them
NAMES = 30  # and names of authors
LATEST = 8


def _papers() -> list[str]:
    """The papers that have pages with published articles here, the one with most first."""
    published = Exists(Article.objects.published().filter(source=OuterRef("pk")))
    named = SourceDocument.objects.filter(published).exclude(publication="").order_by()
    counted = named.values_list("publication").annotate(count=Count("pk")).order_by("-count", "publication")
    return [paper for paper, _ in counted]


def _is_curator(request: HttpRequest) -> bool:
    return request.user.has_perm("articles.view_article")


def _refuse_unpublished(request: HttpRequest, published: QuerySet[Article]) -> None:
    """What no published article names is not there for readers; curators see its page as it will be."""
    if not (published.exists() or _is_curator(request)):
        raise Http404


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    published = Article.objects.published()
    page = front_page.latest_page()
    shown = [one.pk for one in page.page.articles] if page else []
    context = {
        "front": page,
        "latest": published.for_reading().exclude(pk__in=shown).newest_first()[:LATEST],
        "features": front_page.newest_features(),
        "months": front_page.months_picture(),
        "papers": _papers(),
        "total": published.count(),
        "columns": counts.columns(published)[:ROWS],
        "themes": counts.registered_themes()[:ROWS],
        "authors": [counts.EntryCount(row, row.count) for row in counts.registered_authors()[:NAMES]],
    }
    return render(request, "articles/home.html", context)


def _gone(request: HttpRequest) -> HttpResponse:
    gone = render(request, "articles/article/withdrawn.html", status=410)
    add_never_cache_headers(gone)  # browsers keep a 410, and an article may be published again
    return gone


def _was_deleted(pk: int) -> bool:
    """Whether there was such an article for readers, of which nothing is left: its address leads to no other either."""
    deleted = Article.history.filter(id=pk, history_type="-").exclude(status=Article.Status.DRAFT)
    return deleted.exists() and row_formerly_at(Article, str(pk)) is None


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    found = Article.objects.for_reading().order_by("pk").filter(pk=pk).first()
    if found is None:
        return _gone(request) if _was_deleted(pk) else moved(request, Article, pk)
    if found.status == Article.Status.WITHDRAWN and not _is_curator(request):
        return _gone(request)
    if found.status != Article.Status.PUBLISHED and not _is_curator(request):
        return render(request, "404.html", status=404)
    citation = metadata.citation_of(found, request.build_absolute_uri(found.get_absolute_url()))
    searched = search_context_of(request, found)
    context = {
        "article": found,
        "text": article_text(found, searched.mark),
        "unread": unread_fields(found),
        "trail": searched.trail,
        "related": searched.related,
        "same_page": _beside(found),
        "organisations": named_by(found),
        "continuations": continuations(found.source).get(found.pk, []),
        "citation": citation,
        "citation_formats": citations.formats(citation),
        "highwire": metadata.highwire(citation, found.keywords),
        "json_ld": metadata.json_ld(found, citation),
    }
    return render(request, "articles/article/article.html", context)


def _beside(found: Article) -> QuerySet[Article]:
    """The other articles of its page, in the page's order; a file of records is no page."""
    published = Article.objects.published().only("title", "title_origin", "title_reason").exclude(pk=found.pk)
    if found.source is None or found.source.kind == SourceKind.RECORDS:
        return published.none()
    return published.filter(source=found.source).order_by("position", "id")


@require_safe
def columns(request: HttpRequest) -> HttpResponse:
    published = Article.objects.published()
    unnamed = published.filter(column=None).count()
    context = {"columns": counts.columns(published), "unnamed": unnamed}
    return render(request, "articles/catalogue/columns.html", context)


@require_safe
def column(request: HttpRequest, slug: str) -> HttpResponse:
    found = Column.objects.filter(slug=slug).first()
    if found is None:
        return moved(request, Column, slug)
    own = Article.objects.published().filter(column=found)
    _refuse_unpublished(request, own)
    context = {
        "column": found,
        "page": page_of(request, own.for_reading().newest_first(), PER_PAGE),
        "authors": counts.authors(Authorship.objects.filter(article__in=counts.keys_of(own)), NAMES),
        "themes": counts.themes(own)[:ROWS],
        "features": front_page.features(column=found),
    }
    return render(request, "articles/catalogue/column.html", context)


@require_safe
def authors(request: HttpRequest) -> HttpResponse:
    everyone = counts.registered_authors().order_by("pinyin", "name", "id")
    narrowing = narrowing_of(request)
    page = page_of(request, narrowing.narrow(everyone), AUTHORS_PER_PAGE)
    context = {
        "page": page,
        "narrowing": narrowing,
        "letters": letters_of(everyone),
        "total": everyone.count() if narrowing.parameters else page.paginator.count,
    }
    return render(request, "articles/catalogue/authors.html", context)


@require_safe
def author(request: HttpRequest, pk: int) -> HttpResponse:
    found = Author.objects.filter(pk=pk).first()
    if found is None:
        return moved(request, Author, pk)
    own = Article.objects.published().signed_by(author=found)
    _refuse_unpublished(request, own)
    bylines = Authorship.objects.filter(article__in=counts.keys_of(own))
    context = {
        "author": found,
        "page": page_of(request, own.for_reading().newest_first(), PER_PAGE),
        "organisations": counts.organisations(bylines.filter(author=found)),
        "coauthors": counts.authors(bylines.exclude(author=found)),
        "columns": counts.columns(own),
        "themes": counts.themes(own),
        "namesakes": counts.registered_authors().filter(name=found.name).exclude(pk=found.pk),
    }
    return render(request, "articles/catalogue/author.html", context)


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/catalogue/themes.html", {"themes": counts.registered_themes()})


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    found = Theme.objects.filter(slug=slug).first()
    if found is None:
        return moved(request, Theme, slug)
    assigned = ThemeAssignment.objects.kept().filter(theme=found).order_by()
    own = Article.objects.published().filter(pk__in=assigned.values("article"))
    _refuse_unpublished(request, own)
    context = {
        "theme": found,
        "page": page_of(request, own.for_reading().newest_first(), PER_PAGE),
        "neighbours": [row for row in counts.themes(own) if row.entry != found][:ROWS],
        "columns": counts.columns(own),
        "years": counts.years(own),
        "total": own.count(),
    }
    return render(request, "articles/catalogue/theme.html", context)


@require_safe
def feature(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Feature.objects.select_related("column", "source").defer("source__raw_text"), pk=pk)
    own = Article.objects.published().for_reading().filter(feature=found).order_by("position", "id")
    _refuse_unpublished(request, own)
    return render(request, "articles/catalogue/feature.html", {"feature": found, "articles": own})


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    listing = listing_of(request)
    context = {
        "listing": listing,
        "papers": listing.papers(),
        "years": listing.years(),
        "page": page_of(request, listing.sources(), 50),
        "other_parameters": listing.parameters,
    }
    return render(request, "articles/sources/sources.html", context)


def _withholds_text(source: SourceDocument) -> bool:
    """Whether text of it is not for readers: an article of it is deleted or not published."""
    hidden = source.articles.exclude(status=Article.Status.PUBLISHED)
    return hidden.exists() or source.passages.filter(part=PartChoice.REMOVED).exists()


@require_safe
def source(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(SourceDocument, pk=pk)
    own = Article.objects.published().for_reading().filter(source=found).order_by("position", "id")
    current = found.current
    if current == found:
        _refuse_unpublished(request, own)
    elif not _is_curator(request) and _withholds_text(current):
        raise Http404  # a former version's text no longer says which of it is whose
    if found.kind == SourceKind.RECORDS:
        return render(
            request, "articles/sources/records.html", {"source": found, "page": page_of(request, own, PER_PAGE)}
        )
    context = {
        "source": found,
        "current": current,
        "beside": pages_beside(current),
        "sheet": source_page(found, list(own), whole=_is_curator(request)),
        "features": found.features.filter(articles__in=own).distinct().order_by("position"),
        "unassigned": found.characters - found.assigned,
    }
    return render(request, "articles/sources/source.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")
