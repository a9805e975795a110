"""Views that cost much, each when its turn comes."""

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


def expensive(view: AnyView) -> AnyView:
    """For a view that costs much: 503 where it does not get its turn. A file that is sent holds its turn to the end."""

    @wraps(view)
    def in_turn(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
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

    return in_turn
