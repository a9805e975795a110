"""检索单: keeping a search, and opening a kept one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article
from search.errors import BadQuery, EngineUnavailable
from search.exports.articles import MOST, find
from search.exports.views import too_many
from search.models import SavedSearch
from search.saved.lists import MOST_LISTS, Comparison, TooManyLists, compare, note_opened, save, state_of
from search.web.facet_panels import search_url
from search.web.fault_pages import unavailable, unreadable
from search.web.forms import read_state
from search.web.state import SearchState

PER_PAGE = 50
TOO_MANY_REQUESTS = 429
A_DAY = "86400"  # seconds


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of a list: None where readers cannot see it now; `title` is the one it had when the list was kept.

    What an article is called since it was withdrawn, readers were never told.
    """

    article_id: int
    title: str
    article: Article | None
    is_withdrawn: bool = False


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
    except EngineUnavailable as fault:
        return unavailable(request, state, fault)
    except TooManyLists:
        return no_more_lists(request, state)
    return HttpResponseRedirect(saved.get_absolute_url())


def no_more_lists(request: HttpRequest, state: SearchState) -> HttpResponse:
    """What can be done instead: the search page's own address asks the same."""
    context = {"state": state, "most": MOST_LISTS, "search_url": search_url(state)}
    response = render(request, "saved/too_many.html", context, status=TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = A_DAY
    return response


@require_safe
def saved_search(request: HttpRequest, token: str) -> HttpResponse:
    """The list as it was kept, and what came and went since."""
    saved = get_object_or_404(SavedSearch, token=token)
    try:
        compared = compare(saved)
    except BadQuery as fault:
        return unreadable(request, state_of(saved), fault)
    except EngineUnavailable as fault:
        return unavailable(request, state_of(saved), fault)
    note_opened(saved)
    response = render(request, "saved/saved.html", _context(request, saved, compared))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _context(request: HttpRequest, saved: SavedSearch, compared: Comparison) -> dict[str, object]:
    return {
        "saved": saved,
        "compared": compared,
        "added": _page(request, saved, compared.added, "added"),
        "gone": _page(request, saved, compared.gone, "gone"),
        "kept": _page(request, saved, compared.kept, "page"),
        "address": request.build_absolute_uri(saved.get_absolute_url()),
        "search_url": search_url(compared.state),
    }


def _page(request: HttpRequest, saved: SavedSearch, ids: tuple[int, ...], parameter: str) -> Page:
    """A page of these articles, in their order."""
    page: Page[Any] = Paginator(ids, PER_PAGE).get_page(request.GET.get(parameter))
    titles = dict(zip(saved.article_ids, saved.titles, strict=False))
    there = set(Article.objects.filter(pk__in=list(page)).values_list("pk", flat=True))
    rows = Article.objects.published().for_reading().in_bulk(list(page))
    page.object_list = [
        Listed(article_id, titles.get(article_id, ""), rows.get(article_id), article_id in there) for article_id in page
    ]
    return page
