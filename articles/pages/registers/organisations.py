"""Organisations as readers meet them: each with its parts, and the articles that either names.

An article counts for what its affiliations name, and for every whole that this is a part of, once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.addresses import page_of
from articles.models import Article, Authorship, Organisation
from articles.pages import counts
from articles.pages.moved import moved

WHOLES_PER_PAGE = 150
ARTICLES_PER_PAGE = 20
LONGEST_NAME = 50  # characters
NAMES = 60  # of authors
ROWS = 12  # of columns and themes


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation, how many published articles name it or a part of it, and its parts that any names."""

    entry: Organisation
    count: int
    parts: tuple[OrganisationRow, ...] = ()


def rows() -> list[OrganisationRow]:
    """The organisations that are no other's part, by their sound, those with a published article."""
    known = {row.pk: row for row in Organisation.objects.all()}
    articles = _articles_by_organisation(known)
    parts: defaultdict[int | None, list[Organisation]] = defaultdict(list)
    for row in known.values():
        if row.pk in articles:
            parts[row.parent_id].append(row)
    return [_row(whole, parts, articles) for whole in parts[None]]


def _row(
    row: Organisation, parts: dict[int | None, list[Organisation]], articles: dict[int, set[int]]
) -> OrganisationRow:
    own = sorted((_row(part, parts, articles) for part in parts.get(row.pk, ())), key=lambda part: -part.count)
    return OrganisationRow(row, len(articles[row.pk]), tuple(own))


def _articles_by_organisation(known: dict[int, Organisation], **within: object) -> dict[int, set[int]]:
    """The published articles that name one of the known organisations, or a part of it; `within` narrows them.

    One that an import has added since they were read is not among them.
    """
    named: defaultdict[int, set[int]] = defaultdict(set)
    signed = Authorship.objects.filter(article__status=Article.Status.PUBLISHED, organisations__isnull=False, **within)
    for article, organisation in signed.order_by().values_list("article_id", "organisations"):
        whole: int | None = organisation
        while whole in known:
            named[whole].add(article)
            whole = known[whole].parent_id
    return named


def with_parts(found: Organisation) -> list[int]:
    """Its key, and those of all parts, and their parts."""
    keys, level = [found.pk], [found.pk]
    while level := list(Organisation.objects.filter(parent__in=level).order_by().values_list("pk", flat=True)):
        keys += level
    return keys


def named_by(article: Article) -> QuerySet[Organisation]:
    """What an article's affiliations name."""
    return Organisation.objects.filter(authorships__article=article).distinct()


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """All of them, or those that hold or sound like what a reader typed."""
    typed = " ".join(request.GET.get("name", "").split())[:LONGEST_NAME]
    everything = rows()
    found = [row for row in everything if _fits(row, typed)] if typed else everything
    context = {
        "page": page_of(request, found, WHOLES_PER_PAGE),
        "typed": typed,
        "total": len(everything),
    }
    return render(request, "articles/catalogue/organisations.html", context)


def _fits(row: OrganisationRow, typed: str) -> bool:
    sound = typed.lower().replace(" ", "")
    own = typed in row.entry.name or row.entry.pinyin.replace(" ", "").startswith(sound)
    return own or any(_fits(part, typed) for part in row.parts)


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """404 where no published article names it or a part of it; one that was merged leads to the one it is now."""
    found = Organisation.objects.select_related("parent").filter(pk=pk).first()
    if found is None:
        return moved(request, Organisation, pk)
    keys = with_parts(found)
    own = Article.objects.published().signed_by(organisations__in=keys)
    page = page_of(request, own.for_reading().newest_first(), ARTICLES_PER_PAGE)
    if not page.paginator.count:
        raise Http404
    context = {
        "organisation": found,
        "page": page,
        "parts": _parts_of(found, keys),
        "authors": counts.authors(_bylines_naming(keys), NAMES),
        "columns": counts.columns(own)[:ROWS],
        "themes": counts.themes(own)[:ROWS],
    }
    return render(request, "articles/catalogue/organisation.html", context)


def _parts_of(found: Organisation, keys: Collection[int]) -> Iterable[OrganisationRow]:
    articles = _articles_by_organisation(Organisation.objects.in_bulk(keys), organisations__in=keys)
    return [OrganisationRow(part, len(articles[part.pk])) for part in found.parts.all() if part.pk in articles]


def _bylines_naming(keys: Collection[int]) -> QuerySet[Authorship]:
    published = counts.keys_of(Article.objects.published())
    return Authorship.objects.filter(organisations__in=keys, article__in=published)
