"""Numbers of chapters and headings, and whether those of a document make it one text in chapters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from articles.parsing.blocks.shapes import Shape, Shaped, ends_a_sentence
from articles.parsing.numerals import number_of

_NUMBER = r"(?P<number>[〇零一二三四五六七八九十百千]{1,7}|\d{1,4})"
_RANKS = tuple(
    re.compile(pattern.format(n=_NUMBER))
    for pattern in (
        r"^第\s*{n}\s*[编篇卷]",
        r"^第\s*{n}\s*(?:章|部分)",
        r"^第\s*{n}\s*[节讲]",
        r"^{n}\s*、",
        r"^[（(]\s*{n}\s*[）)]",
        r"^{n}\s*[.．](?!\d)",
    )
)
_ENTRY = re.compile(r"(?:…|\.{3}|[·．。]{3}|\t)\s*\d{1,3}$")  # 前言………1
FEWEST_CHAPTERS = 3
_MOST_MISSED = 2  # headings on end that recognition may have lost


def chapter_number(text: str) -> tuple[int, int] | None:
    """The rank of a line's number, 0 for the highest, and the number: 第十二章 → (1, 12), （三） → (4, 3)."""
    for rank, pattern in enumerate(_RANKS):
        if found := pattern.match(text):
            try:
                return rank, number_of(found["number"])
            except ValueError:  # 第十十章 is misread
                return None
    return None


def is_in_chapters(shaped: Sequence[Shaped], fewest: int = FEWEST_CHAPTERS) -> bool:
    """Whether the headlines among the blocks are one series of chapters, from the first on.

    The numbers of the highest rank go up throughout; those of a lower one may begin again under each of them. Headings
    of Markdown and HTML need no numbers where one alone is of the first level.
    """
    numbers = [number for block in shaped if block.shape is Shape.HEADLINE if (number := chapter_number(block.text))]
    ranks = sorted({rank for rank, _ in numbers})
    for rank in ranks:
        series = [number for other, number in numbers if other == rank]
        if len(series) > 1 and (len(numbers) < fewest or not _goes_up(series)):
            return False
        if len(series) >= fewest or (len(series) > 1 and rank != ranks[-1]):
            return True
    return _has_levels(block.block.level for block in shaped)


def contents_length(shaped: Sequence[Shaped]) -> int:
    """How many blocks a table of contents at the beginning has: 目录, and the headings up to where they come again, or
    up to a paragraph before these; or those with the numbers of their pages.
    """
    if not shaped or "".join(shaped[0].text.split()) not in {"目录", "目次"}:
        return 0
    with_pages = sum(1 for _ in takewhile(lambda block: all(map(_ENTRY.search, block.text.splitlines())), shaped[1:]))
    if with_pages:
        return 1 + with_pages
    first = chapter_number(shaped[1].text) if len(shaped) > 1 else None
    again = (at for at in range(2, len(shaped)) if first and chapter_number(shaped[at].text) == first)
    end = next(again, 0)
    return next((at for at in range(1, end) if ends_a_sentence(shaped[at].text)), end)


def _goes_up(series: Sequence[int]) -> bool:
    return series[0] == 1 and all(0 < after - before <= 1 + _MOST_MISSED for before, after in pairwise(series))


def _has_levels(levels: Iterable[int]) -> bool:
    found = [level for level in levels if level]
    return found.count(1) == 1 and found[0] == 1 and len(found) > FEWEST_CHAPTERS
