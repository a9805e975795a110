"""Facet values that a reader is looking for: by characters, by pinyin, by initials. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from search.types import FacetValue

LISTED = 500  # values that one answer lists


def narrowed(values: Sequence[FacetValue], find: str) -> list[FacetValue]:
    """The values that `find` names, chosen ones always among them; all of them where it is empty."""
    wanted = "".join(find.lower().split())
    found = [value for value in values if value.selected or names(wanted, value.label)]
    return found[:LISTED]


def names(wanted: str, label: str) -> bool:
    """朱旭森 is named by 旭森, zhuxu and zxs."""
    spelled, initials = _sounds(label)
    return wanted in label.lower() or spelled.startswith(wanted) or initials.startswith(wanted)


@lru_cache(maxsize=50_000)
def _sounds(label: str) -> tuple[str, str]:
    return "".join(lazy_pinyin(label)).lower(), "".join(lazy_pinyin(label, style=Style.FIRST_LETTER)).lower()
