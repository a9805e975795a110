"""The ids that the blocks of an article have on its page, for links that open it at a passage. Pure.

The article page (templates/articles/article.html, articles.pages.article_page) numbers its blocks in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from search.types import Where

_NUMBERED = {
    Where.LEAD: "lead",
    Where.BODY: "p",
    Where.BOX: "box",
    Where.REFERENCES: "reference",
    Where.CAPTION: "caption",
}
_WHOLE = frozenset({Where.TITLE, Where.ABSTRACT, Where.KEYWORDS, Where.AFFILIATION, Where.FUNDING, Where.FEATURE})


def anchors(texts: Mapping[Where, Sequence[str]]) -> dict[Where, tuple[str, ...]]:
    """An id for each block of an article's texts: p-1, p-2 … in the body; one for a part that is shown as one."""
    return {where: tuple(_anchor(where, number) for number in range(1, len(texts[where]) + 1)) for where in texts}


def _anchor(where: Where, number: int) -> str:
    if where in _NUMBERED:
        return f"{_NUMBERED[where]}-{number}"
    return where.value if where in _WHOLE else ""
