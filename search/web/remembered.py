"""Which of the two lists of hits a reader chose last: a cookie of the search page, for addresses that say no view."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles.addresses import address
from search.web.state import SearchState, View

COOKIE = "view"
_A_YEAR = 365 * 86_400  # seconds


def as_remembered(request: HttpRequest, state: SearchState) -> SearchState:
    """The state; as a compact list where the address says nothing and the reader's last choice was that."""
    if "view" in request.GET or request.COOKIES.get(COOKIE) != View.COMPACT:
        return state
    return state.seen_as(View.COMPACT).on_page(state.page)


def remember(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, with what the address chooses noted; the full list, which needs no note, clears it."""
    chosen = request.GET.get("view")
    if chosen == View.COMPACT and request.COOKIES.get(COOKIE) != chosen:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(
            COOKIE, chosen, _A_YEAR, path=address("search"), secure=secure, httponly=True, samesite="Lax"
        )
    elif chosen == View.LIST:
        response.delete_cookie(COOKIE, path=address("search"))
    return response
