"""Whose a list is: each browser that keeps lists is told a secret, and the lists bear its hash. No account, no name."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles.addresses import address
from search.models import new_token

COOKIE = "keeper"
_DAYS = 400  # as long as browsers keep any cookie, and lists that nobody opens


def secret_of(request: HttpRequest) -> str:
    """The browser's secret; a new one where it has none."""
    return request.COOKIES.get(COOKIE, "") or new_token()


def keeper_of(request: HttpRequest) -> str:
    """What the browser's lists bear; empty for one that has kept none."""
    secret = request.COOKIES.get(COOKIE, "")
    return hashed(secret) if secret else ""


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def tell(response: HttpResponse, secret: str) -> HttpResponse:
    """The response, with the secret for the browser to send with its lists, for as long again."""
    secure = settings.SESSION_COOKIE_SECURE
    path = address("saved_searches")
    response.set_cookie(COOKIE, secret, _DAYS * 86_400, path=path, secure=secure, httponly=True, samesite="Lax")
    return response
