"""Facet values that a reader is looking for: by characters, by pinyin, by initials. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from articles.people.pinyin import person_pinyin
from search.types import FacetValue

LISTED = 500  # values that one answer lists


def narrowed(values: Sequence[FacetValue], find: str) -> list[FacetValue]:
    """The values that `find` names, chosen ones always among them; all of them where it is empty."""
    wanted = "".join(find.lower().split())
    found = [value for value in values if value.selected or names(wanted, value.label)]
    return found[:LISTED]


def names(wanted: str, label: str) -> bool:
    """朱旭森 is named by 旭森, zhuxu and zxs; 覃辉 by qinhui and by tanhui."""
    return wanted in label.lower() or any(sound.startswith(wanted) for sound in _sounds(label))


@lru_cache(maxsize=50_000)
def _sounds(label: str) -> frozenset[str]:
    """The pinyin and the initials of a label, read as a text and as a person's name."""
    as_text = "".join(lazy_pinyin(label)), "".join(lazy_pinyin(label, style=Style.FIRST_LETTER))
    return frozenset(sound.lower() for sound in (*as_text, *" ".join(person_pinyin(label)).split()))
