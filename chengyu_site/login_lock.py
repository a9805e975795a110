"""Too many wrong passwords for an account from one address (django-axes): as whose they count, and what is said."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chengyu_site.client_address import client_network

TOO_MANY_REQUESTS = 429


def address_of(request: HttpRequest) -> str:
    """The client's address, of IPv6 the first of its network: the table has room for one address."""
    return client_network(request).partition("/")[0]


def locked(request: HttpRequest, original: HttpResponse | None, credentials: Any, **kwargs: object) -> HttpResponse:
    """429 with the time after which the lock ends at the latest."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = {"minutes": seconds // 60, "is_locked": True}
    response = render(request, "429.html", context, status=TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(seconds)
    return response
