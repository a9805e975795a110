"""检索单: keeping a search, and opening a kept one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article
from search.errors import BadQuery, EngineUnavailable
from search.export_views import too_many
from search.exports import MOST, find
from search.forms import read_state
from search.models import SavedSearch
from search.panels import search_url
from search.saved import Comparison, compare, save, state_of
from search.views import unavailable, unreadable

PER_PAGE = 50


@require_POST
def save_search(request: HttpRequest) -> HttpResponse:
    """Keep the search whose query string is `search`, and go to its list."""
    state = read_state(QueryDict(request.POST.get("search", "").removeprefix("?")))
    try:
        found = find(state.request(per_page=1))
        if found.total > MOST:
            return too_many(request, state, found.total)
        saved = save(state, found)
    except BadQuery as fault:
        return unreadable(request, state, fault)
    except EngineUnavailable:
        return unavailable(request, state)
    return HttpResponseRedirect(saved.get_absolute_url())


@require_safe
def saved_search(request: HttpRequest, token: str) -> HttpResponse:
    """The list as it was kept, and what came and went since."""
    saved = get_object_or_404(SavedSearch, token=token)
    try:
        compared = compare(saved)
    except BadQuery as fault:
        return unreadable(request, state_of(saved), fault)
    except EngineUnavailable:
        return unavailable(request, state_of(saved))
    response = render(request, "saved/saved.html", _context(request, saved, compared))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _context(request: HttpRequest, saved: SavedSearch, compared: Comparison) -> dict[str, object]:
    page = Paginator(compared.kept, PER_PAGE).get_page(request.GET.get("page"))
    rows = Article.objects.published().for_reading().in_bulk(list(page))
    return {
        "saved": saved,
        "compared": compared,
        "page": page,
        "articles": [rows[article_id] for article_id in page if article_id in rows],
        "address": request.build_absolute_uri(saved.get_absolute_url()),
        "search_url": search_url(compared.state),
    }
