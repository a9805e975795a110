"""The pages of a search that cannot be answered: its query cannot be read, or there is no engine to ask."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from articles.database_faults import RETRY_SECONDS
from search.errors import BadQuery, Busy, EngineUnavailable
from search.web.facet_panels import search_url
from search.web.fragments import render_page_or_fragment
from search.web.state import SearchState


def unreadable(request: HttpRequest, state: SearchState, fault: BadQuery) -> HttpResponse:
    """What is wrong, where, and a query that can be read."""
    context = {
        "state": state,
        "fault": fault,
        "before": state.query[: fault.at],
        "after": state.query[fault.at :],
        "repaired_url": search_url(state.asking(fault.repaired)) if fault.repaired else "",
    }
    return render_page_or_fragment(
        request, "search/faults/unreadable.html", "search/faults/_unreadable.html", context, status=400
    )


def unavailable(request: HttpRequest, state: SearchState, fault: EngineUnavailable) -> HttpResponse:
    """The engine is down, or too much is asked of it: said so, never “0 篇”."""
    context = {"state": state, "is_busy": isinstance(fault, Busy)}
    response = render_page_or_fragment(request, "503.html", "search/faults/_unavailable.html", context, status=503)
    response.headers["Retry-After"] = RETRY_SECONDS
    return response
