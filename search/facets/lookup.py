"""Searching among a facet's values by characters, pinyin or initials. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from articles.people.pinyin import person_pinyin
from search.types import FacetValue

LISTED = 500  # values that one answer lists


def matching_values(values: Sequence[FacetValue], find: str) -> list[FacetValue]:
    """At most LISTED values that match `find`, and chosen ones; without `find`, the first of all."""
    wanted = "".join(find.lower().split())
    found = [value for value in values if value.selected or is_match(wanted, value.label)]
    return found[:LISTED]


def is_match(wanted: str, label: str) -> bool:
    """Whether a label contains what is wanted, or sounds so: 朱旭森 by 旭森, zhuxu or zxs; 覃辉 by qinhui or tanhui."""
    return wanted in label.lower() or any(sound.startswith(wanted) for sound in _sounds(label))


@lru_cache(maxsize=50_000)
def _sounds(label: str) -> frozenset[str]:
    """The pinyin and the initials of a label, read as a text and as a person's name."""
    as_text = "".join(lazy_pinyin(label)), "".join(lazy_pinyin(label, style=Style.FIRST_LETTER))
    return frozenset(sound.lower() for sound in (*as_text, *" ".join(person_pinyin(label)).split()))
