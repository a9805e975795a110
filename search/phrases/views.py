"""表述沿革: the pages of a passage, of those that most articles have and of those of an article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.addresses import page_of
from articles.models import Article
from search.errors import EngineUnavailable
from search.models import RecurringPassage
from search.phrases.lineage import Use, fault_of, lineage
from search.phrases.listing import PER_PAGE, common
from search.phrases.recurring import LONGEST, SHORTEST, recurring
from search.web.fault_pages import unavailable
from search.web.forms import without_controls
from search.web.limiting import limited
from search.web.state import SearchState


@dataclass(frozen=True, slots=True)
class ShownUse:
    use: Use
    url: str
    citation: str


@require_safe
@limited
def phrases(request: HttpRequest) -> HttpResponseBase:
    """Of the passage in `q`, or those that most articles have; says why a passage is not looked up."""
    passage = without_controls(request.GET.get("q", "")).strip()
    context: dict[str, object] = {"passage": passage, "shortest": SHORTEST, "longest": LONGEST}
    if not passage:
        return _listed(request, context)
    if fault := fault_of(passage):
        return _page(request, {**context, "fault": fault}, status=422)
    try:
        found = lineage(passage)
    except EngineUnavailable as reason:
        return unavailable(request, SearchState(), reason)
    uses = tuple(_shown(request, found.uses))
    return _page(request, {**context, "lineage": found, "uses": uses})


@require_safe
@limited
def article_phrases(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The passages of an article that others have, too."""
    article = get_object_or_404(Article.objects.published(), pk=pk)
    try:
        found = tuple(recurring(article))
    except EngineUnavailable as fault:
        return unavailable(request, SearchState(), fault)
    context = {"article": article, "recurring": found, "shortest": SHORTEST}
    response = render(request, "search/phrases/article_phrases.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _listed(request: HttpRequest, context: dict[str, object]) -> HttpResponseBase:
    page = page_of(request, RecurringPassage.objects.all(), PER_PAGE)
    try:
        found = common(page)
    except EngineUnavailable as reason:
        return unavailable(request, SearchState(), reason)
    return _page(request, {**context, "common": found, "page": page})


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "search/phrases/phrases.html", context, status=status)


def _shown(request: HttpRequest, uses: tuple[Use, ...]) -> Iterator[ShownUse]:
    for use in uses:
        yield ShownUse(use, use.place.url, use.place.citation(request.build_absolute_uri))
