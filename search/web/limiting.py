"""Limits how many expensive views run at once (`search.admission`)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from search.admission import Leaving, gate
from search.errors import Busy
from search.web.fault_pages import unavailable
from search.web.forms import read_state

AnyView = Callable[..., HttpResponseBase]


def limited(view: AnyView) -> AnyView:
    """Decorates an expensive view: it answers 503 where no place becomes free in time. A streamed file keeps its place
    until it is sent.
    """

    @wraps(view)
    def within_limit(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        entered = gate()
        try:
            entered.enter()
        except Busy as fault:
            return unavailable(request, read_state(request.GET), fault)
        try:
            response = view(request, *args, **kwargs)
        except BaseException:
            entered.leave()
            raise
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = Leaving(response, entered.leave)
        else:
            entered.leave()
        return response

    return within_limit
