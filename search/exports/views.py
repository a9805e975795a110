"""Taking a result away as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from search.answers.occurrences import all_lines, find_places
from search.errors import BadQuery, EngineUnavailable
from search.exports.articles import FORMATS, MOST, find, links
from search.exports.lines import LINE_FORMATS, line_links
from search.exports.picked import find_picked, other_formats, picked_ids, picked_links
from search.web.facet_panels import search_url
from search.web.fault_pages import unavailable, unreadable
from search.web.forms import read_state
from search.web.limiting import limited
from search.web.response_cache import cached_response
from search.web.state import SearchState

TOO_MANY = 422  # Unprocessable Content


@require_safe
@cached_response
@limited
def export(request: HttpRequest) -> HttpResponseBase:
    """The whole result that the address asks for, or the articles it names in `id`; a page that says why where it
    cannot be had.
    """
    state, chosen = read_state(request.GET), FORMATS.get(request.GET.get("format", ""))
    ids = picked_ids(request.GET)
    if chosen is None:
        return other_formats(request, picked_links(ids) if ids else links(state), "search_export")
    try:
        found = find_picked(ids) if ids else find(state.request(per_page=1))
    except BadQuery as fault:
        return unreadable(request, state, fault)
    except EngineUnavailable as fault:
        return unavailable(request, state, fault)
    if found.total > MOST:
        return too_many(request, state, found.total)
    pieces = chosen.write(found, lambda article: request.build_absolute_uri(article.get_absolute_url()))
    response = StreamingHttpResponse(pieces, content_type=chosen.content_type)
    return _as_file(response, f"检索结果-{timezone.localdate():%Y%m%d}.{chosen.suffix}")


@require_safe
@cached_response
@limited
def export_lines(request: HttpRequest) -> HttpResponseBase:
    """Every occurrence in its context, as the address asks for it."""
    state, chosen = read_state(request.GET), LINE_FORMATS.get(request.GET.get("format", ""))
    if chosen is None:
        return other_formats(request, line_links(state), "search_lines")
    try:
        found = find_places(state)
    except BadQuery as fault:
        return unreadable(request, state, fault)
    except EngineUnavailable as fault:
        return unavailable(request, state, fault)
    pieces = chosen.write(found, all_lines(state, found), request.build_absolute_uri)
    response = StreamingHttpResponse(pieces, content_type=chosen.content_type)
    return _as_file(response, f"语境-{timezone.localdate():%Y%m%d}.{chosen.slug}")


def _as_file(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def too_many(request: HttpRequest, state: SearchState, total: int) -> HttpResponse:
    """More than a file or a list holds: said, with ways to narrow the search."""
    context = {"state": state, "total": total, "most": MOST, "search_url": search_url(state)}
    return render(request, "search/exports/too_many.html", context, status=TOO_MANY)
