"""What a reader ticked, hit by hit: looked at on a page of its own, cited there, and taken along as a file.

The address holds the ticked articles; nothing is kept of them here. A browser without scripts keeps them in a cookie of
this page, so that what is ticked on one page of hits comes to what was ticked on others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.addresses import address
from articles.citing.citations import gbt7714
from articles.citing.metadata import citation_of
from articles.models import Article
from search.engines.questions import ScoredHit
from search.exports.articles import FORMATS, FoundArticles
from search.language.query import parse
from search.types import SearchRequest

MOST_PICKED = 200  # articles: an address has to hold their numbers
LONGEST_NUMBER = 12  # digits
COOKIE = "picked"  # the numbers, with dots between
MORE, THESE = "more", "these"  # what `kept` says: these come to those in the cookie, or are all of them


def picked_ids(parameters: QueryDict) -> tuple[int, ...]:
    """The numbers that the address names in `id`, each once, the first MOST_PICKED; what is no number is left out."""
    return _numbers(parameters.getlist("id"))


def _numbers(values: Iterable[str]) -> tuple[int, ...]:
    given = [value for value in values if value.isascii() and value.isdecimal()]
    return tuple(dict.fromkeys(int(value) for value in given if len(value) <= LONGEST_NUMBER))[:MOST_PICKED]


def find_picked(ids: Sequence[int]) -> FoundArticles:
    """The ticked articles that readers may see, in the order they were ticked."""
    there = set(Article.objects.published().filter(pk__in=ids).values_list("pk", flat=True))
    hits = tuple(ScoredHit(article_id, 0.0) for article_id in ids if article_id in there)
    return FoundArticles(SearchRequest(), parse(""), hits, len(hits))


@require_safe
def picked(request: HttpRequest) -> HttpResponse:
    """The ticked articles with their citations, and ways to take them along."""
    if "kept" in request.GET:
        return _keep(request)
    ids = picked_ids(request.GET)
    if "format" in request.GET:
        return other_formats(request, picked_links(ids), "search_export")
    found = Article.objects.published().for_listing().in_bulk(ids)
    articles = [found[article_id] for article_id in ids if article_id in found]
    whole = request.build_absolute_uri
    context = {
        "articles": articles,
        "asked": len(request.GET.getlist("id")),
        "gone": len(ids) - len(articles),
        "most_picked": MOST_PICKED,
        "exports": picked_links([article.pk for article in articles]),
        "citations": _numbered(gbt7714(citation_of(one, whole(one.get_absolute_url()))) for one in articles),
    }
    response = render(request, "search/exports/picked.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _keep(request: HttpRequest) -> HttpResponse:
    """Without a script: the cookie gets what is ticked, and the address of all of it is answered."""
    before = request.COOKIES.get(COOKIE, "").split(".") if request.GET["kept"] == MORE else []
    ids = _numbers([*before, *request.GET.getlist("id")])
    response = HttpResponseRedirect(f"{address('picked')}?{urlencode([('id', pk) for pk in ids])}")
    secure = settings.SESSION_COOKIE_SECURE
    value = ".".join(map(str, ids))
    response.set_cookie(COOKIE, value, path=address("picked"), secure=secure, httponly=True, samesite="Lax")
    return response


def picked_links(ids: Iterable[int]) -> list[tuple[str, str]]:
    """Of each format, its name and the query string of the articles in it."""
    numbers = [("id", pk) for pk in ids]
    return [(chosen.name, f"?{urlencode([*numbers, ('format', chosen.slug)])}") for chosen in FORMATS.values()]


def other_formats(request: HttpRequest, formats: list[tuple[str, str]], address: str) -> HttpResponse:
    """A format that there is not: those that there are, by name and query string, at the address of that name."""
    return render(request, "search/exports/export_formats.html", {"formats": formats, "address": address}, status=400)


def _numbered(citations: Iterable[str]) -> str:
    """A list of references, one a line."""
    return "\n".join(f"[{number}] {citation}" for number, citation in enumerate(citations, start=1))
