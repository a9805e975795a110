"""Pages with forms, as this process made them: given again, with forms of whoever asks, until anything changes.

What readers search for follows Zipf's law: the same few queries are asked again and again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from search.web.response_cache import key_of

MOST_BYTES = 150_000  # of one page, where one of twenty hits has 65,000; CACHES bounds how many are kept
_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*')


class FoundPage(NamedTuple):
    """A page, and how many articles the search found that it answers.

    `lasts`: it stays right until the record or the index changes. Other spellings are looked for in what is gathered
    later.
    """

    response: HttpResponse
    total: int
    lasts: bool = True


def kept_page(request: HttpRequest, make: Callable[[], FoundPage]) -> FoundPage:
    """The page made for this request, or an earlier one of the same state and address. What fails is not kept."""
    if not (key := key_of(request)):
        return make()
    if kept := caches["pages"].get(key):
        content, headers, total = kept
        return FoundPage(HttpResponse(_with_own_token(request, content), headers=headers), total)
    page = make()
    content = page.response.content
    if page.lasts and page.response.status_code == 200 and len(content) <= MOST_BYTES:
        caches["pages"].set(key, (content, dict(page.response.items()), page.total))
    return page


def _with_own_token(request: HttpRequest, content: bytes) -> bytes:
    return _TOKEN.sub(lambda found: found[1] + get_token(request).encode(), content)
