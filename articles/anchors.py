"""The ids that the parts of an article, and the blocks of a part, have on its page, for links to it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

# Parts by the names that search, too, has for them (`search.types.Where`).
_NUMBERED = {
    "lead": "lead",
    "body": "p",
    "box": "box",
    "references": "reference",
    "caption": "caption",
    "feature": "feature",
}
_WHOLE = frozenset({"title", "abstract", "keywords", "affiliation", "funding"})

Part = TypeVar("Part", bound=StrEnum)


def anchor(part: str, number: int = 1) -> str:
    """The id of a part's block, counted from 1: p-1, p-2 … in the body. "" for parts that are not shown."""
    if part in _NUMBERED:
        return f"{_NUMBERED[part]}-{number}"
    return str(part) if part in _WHOLE else ""


def first_match(block: str) -> str:
    """The id of what a search marks first in a block with this id; of a part that is one block, the part's."""
    return f"{block}-m" if block[-1:].isdigit() else block


def anchors(texts: Mapping[Part, Sequence[str]]) -> dict[Part, tuple[str, ...]]:
    """An id for each block of each part."""
    return {part: tuple(anchor(part, number) for number in range(1, len(texts[part]) + 1)) for part in texts}
