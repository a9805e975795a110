"""Searching: the form becomes a state, the state a request, the answer a page."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search import query_log
from search.answers.occurrences import context_page
from search.answers.search import search, search_with_articles
from search.errors import BadQuery, EngineUnavailable
from search.exports.articles import MOST, links
from search.exports.lines import line_links
from search.exports.picked import MOST_PICKED
from search.facets.lookup import matching_values
from search.pages.alternatives import alternatives, spellings
from search.pages.help import EXAMPLES, PRINTED_EXAMPLES
from search.pages.result_page import result_page
from search.types import DATE_FACET, FACETS, SearchResult
from search.web.facet_panels import SHOWN_VALUES, panel, search_url
from search.web.fault_pages import unavailable, unreadable
from search.web.forms import read_state
from search.web.fragments import render_page_or_fragment
from search.web.kept_pages import FoundPage, kept_page
from search.web.remembered import as_remembered, remember
from search.web.state import SearchState, View


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The search page, its results alone for a swap; 400 for a query that cannot be read, 503 without an engine."""
    state = read_state(request.GET)
    if _untidy(request, state):
        return remember(request, HttpResponseRedirect(search_url(state)))
    state = as_remembered(request, state)
    try:
        found = kept_page(request, partial(_page, request, state))
    except BadQuery as fault:
        return unreadable(request, state, fault)
    except EngineUnavailable as fault:
        return unavailable(request, state, fault)
    if state.page == 1:
        query_log.note(state.query, found.total, typed=bool(request.htmx))  # type: ignore[attr-defined]
    return remember(request, found.response)


def _page(request: HttpRequest, state: SearchState) -> FoundPage:
    """The page of a search, or the way to its last one. Raises what a search raises."""
    context = _answered(state)
    total = context["result"].total
    if state.page > context["paging"].last:
        return FoundPage(HttpResponseRedirect(search_url(state.on_page(context["paging"].last))), total)
    page = render_page_or_fragment(request, "search/search.html", "search/results/_results.html", context)
    return FoundPage(page, total, lasts=not _looks_for_spellings(context["result"]))


def _looks_for_spellings(result: SearchResult) -> bool:
    return bool(result.reading.loosened) or not result.total


def _answered(state: SearchState) -> dict[str, Any]:
    """What the page shows. Raises what a search raises."""
    found = search_with_articles(state.request(state.per_page), SHOWN_VALUES, folds=True)
    result, shown = found.result, result_page(state, found)
    lines = context_page(state) if state.view is View.CONTEXT and state.query and result.total else None
    return {
        "state": state,
        "shown": shown,
        "result": result,
        "lines": lines,
        "paging": lines.paging if lines else shown.paging,
        "spellings": spellings(state) if _looks_for_spellings(result) else (),
        "exports": links(state),
        "most_exported": MOST,
        "most_picked": MOST_PICKED,
        "line_exports": line_links(state) if lines else (),
        "ways_on": () if result.total else alternatives(state, shown.chips),
    }


def _untidy(request: HttpRequest, state: SearchState) -> bool:
    """Whether the address says more than its state: empty or default values, as a plain form sends them.

    A swap is not sent on for them, but where it chooses the list, which the address is not to go on saying.
    """
    if request.htmx:  # type: ignore[attr-defined]
        return request.GET.get("view") == View.LIST
    return sum(len(values) for _, values in request.GET.lists()) != len(state.parameters())


@require_safe
def facet_page(request: HttpRequest, name: str) -> HttpResponse:
    """Every value of a facet, or those that `find` names, by characters, pinyin or initials."""
    if name not in FACETS or name == DATE_FACET:
        raise Http404
    state = read_state(request.GET)
    try:
        result = search(state.request(per_page=1))
    except BadQuery as fault:
        return unreadable(request, state, fault)
    except EngineUnavailable as fault:
        return unavailable(request, state, fault)
    facet = next(facet for facet in result.facets if facet.name == name)
    find = request.GET.get("find", "").strip()
    context = {
        "state": state,
        "find": find,
        "panel": panel(state, facet),
        "values": matching_values(facet.values, find),
        "kept": [(key, value) for key, value in state.on_page(1).parameters() if key != name],
        "back": search_url(state),
    }
    return render_page_or_fragment(request, "search/facets/facet.html", "search/facets/_facet_values.html", context)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "search/help.html", {"examples": EXAMPLES + PRINTED_EXAMPLES})


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "opensearch.xml", {"root": request.build_absolute_uri("/")}, content_type=content_type)
