"""A cache of expensive responses, valid while library and index stay as they are."""

from __future__ import annotations

import hashlib
import logging
import pickle
import zlib
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils import timezone

from search.web.site_state import is_signed_in, made_from

logger = logging.getLogger(__name__)

MOST_BYTES = 4_000_000  # of one answer; CACHES bounds how many are kept
_UNREADABLE = (OSError, EOFError, zlib.error, pickle.UnpicklingError)

AnyView = Callable[..., HttpResponseBase]


def cached_response(view: AnyView) -> AnyView:
    """Decorates a view without forms: a response with status 200 is given again until anything changes."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = key_of(request)
        if key and (kept := _load(key)):
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = view(request, *args, **kwargs)
        if key and response.status_code == 200:
            _keep(key, response)
        return response

    return answer


def key_of(request: HttpRequest) -> str:
    """The answer's name, of the state before it is worked out; empty where none is kept. A file's has the day in it."""
    if request.method != "GET" or is_signed_in(request) or not (state := made_from(request)):
        return ""
    return hashlib.sha256(repr((state, timezone.localdate())).encode()).hexdigest()


def _load(key: str) -> tuple[bytes, dict[str, str]] | None:
    try:
        found: tuple[bytes, dict[str, str]] | None = cache.get(key)
    except _UNREADABLE:
        logger.warning("a kept answer cannot be read, and is worked out again", exc_info=True)
        return None
    return found


def _keep(key: str, response: HttpResponseBase) -> None:
    headers = dict(response.items())
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = _kept_at_its_end(key, iter(response), headers)
    elif isinstance(response, SimpleTemplateResponse):
        response.add_post_render_callback(lambda rendered: _store(key, rendered.content, headers))
    elif isinstance(response, HttpResponse):
        _store(key, response.content, headers)


def _kept_at_its_end(key: str, pieces: Iterator[bytes], headers: dict[str, str]) -> Iterator[bytes]:
    """The pieces as they come; what is long, or not read to its end, is not kept."""
    read: list[bytes] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size <= MOST_BYTES:
            read.append(piece)
        yield piece
    if size <= MOST_BYTES:
        _store(key, b"".join(read), headers)


def _store(key: str, content: bytes, headers: dict[str, str]) -> None:
    try:
        cache.set(key, (content, headers))
    except OSError:
        logger.exception("an answer cannot be kept: see that DATA_DIR can be written")
