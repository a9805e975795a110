"""The paths of a record's pages, resolved once each: a page may link to hundreds; and the page of a list that
an address names."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse


def address(page: str, *key: int | str) -> str:
    """The path of the URL pattern of this name, for the row with this key where it takes one."""
    return _reversed(page, key, get_script_prefix())


def page_of(request: HttpRequest, rows: Any, per_page: int, parameter: str = "page") -> Page[Any]:
    """The page that an address names: the first where it names no number from 1 on, the last where there are fewer."""
    named = request.GET.get(parameter, "")
    is_number = named.isascii() and named.isdecimal() and named.strip("0")
    return Paginator(rows, per_page).get_page(named if is_number else 1)


@lru_cache(maxsize=20_000)
def _reversed(page: str, key: tuple[int | str, ...], script: str) -> str:
    """`reverse` reads the prefix that the site is served under by itself; it is named here to be kept apart."""
    return reverse(page, args=key)
