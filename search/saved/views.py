"""检索单: keeping a search or what was ticked, opening a kept one, and the lists of one browser."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from articles.addresses import page_of
from articles.models import Article
from search.errors import BadQuery, EngineUnavailable
from search.exports.articles import MOST, find
from search.exports.picked import find_picked, picked_ids
from search.exports.views import too_many
from search.models import SavedSearch
from search.saved.keepers import hashed, keeper_of, secret_of, tell
from search.saved.lists import MOST_OWN, Keeping, ListComparison, TooManyLists, compare, note_opened, save, state_of
from search.web.facet_panels import search_url
from search.web.fault_pages import unavailable, unreadable
from search.web.forms import read_state, without_controls
from search.web.state import SearchState

PER_PAGE = 50
LONGEST_NAME = 60  # characters
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of a list: None where readers cannot see it now; `title` is the one it had when the list was kept.

    What an article is called since it was withdrawn, readers were never told.
    """

    article_id: int
    title: str
    article: Article | None
    is_withdrawn: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
def saved_searches(request: HttpRequest) -> HttpResponse:
    """The lists that this browser has kept; POST keeps another one."""
    if request.method == "POST":
        return _save(request)
    keeper = keeper_of(request)
    lists = SavedSearch.objects.defer("article_ids", "titles")
    own = lists.filter(keeper=keeper) if keeper else lists.none()
    response = render(request, "search/saved/lists.html", {"page": page_of(request, own, PER_PAGE)})
    response.headers["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(response)  # whose it is, only the browser's cookie says
    return response


def _save(request: HttpRequest) -> HttpResponse:
    """Keep the search whose query string is `search`, or the articles of `id`, and go to the list."""
    state = read_state(QueryDict(request.POST.get("search", "").removeprefix("?")))
    ids, secret = picked_ids(request.POST), secret_of(request)
    keeping = Keeping(hashed(secret), _list_name(request), bool(ids))
    try:
        found = find_picked(ids) if ids else find(state.request(per_page=1))
        if found.total > MOST:
            return too_many(request, state, found.total)
        saved = save(SearchState() if ids else state, found, keeping)
    except BadQuery as fault:
        return unreadable(request, state, fault)
    except EngineUnavailable as fault:
        return unavailable(request, state, fault)
    except TooManyLists:
        return no_more_lists(request, state)
    return tell(HttpResponseRedirect(saved.get_absolute_url()), secret)


def _list_name(request: HttpRequest) -> str:
    return " ".join(without_controls(request.POST.get("name", "")).split())[:LONGEST_NAME]


def no_more_lists(request: HttpRequest, state: SearchState) -> HttpResponse:
    """What can be done: give one up, or keep the search page's own address, which asks the same."""
    context = {"state": state, "most": MOST_OWN, "search_url": search_url(state)}
    return render(request, "search/saved/too_many.html", context, status=CONFLICT)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_search(request: HttpRequest, token: str) -> HttpResponse:
    """The list as it was kept, and what came and went since. The browser that kept it may name it, or give it up."""
    saved = get_object_or_404(SavedSearch, token=token)
    is_own = bool(saved.keeper) and saved.keeper == keeper_of(request)
    if request.method == "POST":
        return _change(request, saved) if is_own else HttpResponseForbidden()
    try:
        compared = compare(saved)
    except BadQuery as fault:
        return unreadable(request, state_of(saved), fault)
    except EngineUnavailable as fault:
        return unavailable(request, state_of(saved), fault)
    note_opened(saved)
    response = render(request, "search/saved/saved.html", {**_context(request, saved, compared), "is_own": is_own})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _change(request: HttpRequest, saved: SavedSearch) -> HttpResponse:
    if "forget" in request.POST:
        saved.delete()
        return redirect("saved_searches")
    SavedSearch.objects.filter(pk=saved.pk).update(name=_list_name(request))
    return redirect(saved)


def _context(request: HttpRequest, saved: SavedSearch, compared: ListComparison) -> dict[str, object]:
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
    page = page_of(request, ids, PER_PAGE, parameter)
    titles = dict(zip(saved.article_ids, saved.titles, strict=False))
    there = set(Article.objects.filter(pk__in=list(page)).values_list("pk", flat=True))
    rows = Article.objects.published().for_reading().in_bulk(list(page))
    page.object_list = [
        Listed(article_id, titles.get(article_id, ""), rows.get(article_id), article_id in there) for article_id in page
    ]
    return page
