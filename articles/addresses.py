"""The paths of a record's pages, resolved once each: a page may link to hundreds."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, reverse


def address(page: str, *key: int | str) -> str:
    """The path of the URL pattern of this name, for the row with this key where it takes one."""
    return _reversed(page, key, get_script_prefix())


@lru_cache(maxsize=20_000)
def _reversed(page: str, key: tuple[int | str, ...], script: str) -> str:
    """`reverse` reads the prefix that the site is served under by itself; it is named here to be kept apart."""
    return reverse(page, args=key)
