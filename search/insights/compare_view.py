"""洞察, compared: the address says two queries, `a` and `b`, and in `near` how far around their matches is looked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search.errors import BadQuery, EngineUnavailable
from search.insights.comparing import MOST_LINES, REACHES, collocates, keywords
from search.insights.figures import contrast_picture
from search.insights.scope import Scope, scope_of
from search.web.facet_panels import search_url
from search.web.fault_pages import unavailable, unreadable
from search.web.forms import without_controls
from search.web.limiting import limited
from search.web.response_cache import cached_response
from search.web.state import SearchState


@require_safe
@cached_response
@limited
def compare(request: HttpRequest) -> HttpResponse:
    """The form alone until both queries are there; 400 for one that cannot be read, 503 without an engine."""
    states = [SearchState(without_controls(request.GET.get(name, "")).strip()) for name in ("a", "b")]
    reach = next((reach for reach in REACHES if str(reach) == request.GET.get("near")), REACHES[1])
    context: dict[str, object] = {"a": states[0], "b": states[1], "reach": reach, "reaches": REACHES}
    if all(state.query for state in states):
        asking = states[0]
        try:
            scopes = []
            for asking in states:
                scopes.append(scope_of(asking))
            context |= _pictures(scopes[0], scopes[1], reach)
        except BadQuery as fault:
            return unreadable(request, asking, fault)
        except EngineUnavailable as fault:
            return unavailable(request, asking, fault)
    return render(request, "search/insights/compare.html", context)


def _pictures(one: Scope, other: Scope, reach: int) -> dict[str, object]:
    sides = [(scope.state.query, scope.total, search_url(scope.state)) for scope in (one, other)]
    if not (one.total and other.total):
        return {"sides": sides}
    words, near = keywords(one, other), collocates(one, other, reach)
    queries = [query for query, _, _ in sides]
    return {
        "sides": sides,
        "most_lines": MOST_LINES,
        "words": [contrast_picture(f"words-{n}", queries[n], words[n], "篇数") for n in (0, 1)],
        "near": [contrast_picture(f"near-{n}", queries[n], near[n], "出现的处数") for n in (0, 1)],
    }
