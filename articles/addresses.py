"""Where a record's pages are: pages name hundreds of them, so each is worked out once."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, reverse


def address(page: str, *key: int | str) -> str:
    """The path of the page of this name, of the row with this key if it has one."""
    return _reversed(page, key, get_script_prefix())


@lru_cache(maxsize=20_000)
def _reversed(page: str, key: tuple[int | str, ...], script: str) -> str:
    """`reverse` reads the prefix that the site is served under by itself; it is named here to be kept apart."""
    return reverse(page, args=key)
