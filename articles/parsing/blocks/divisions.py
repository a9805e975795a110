"""Lone numerals and stars over paragraphs, 1, 02, 三, Ⅳ, *: they divide a text as headings do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.parsing.blocks.shapes import ASIDES, Shape, Shaped, ends_a_sentence

_SERIES = (
    [str(number) for number in range(1, 31)],
    [f"{number:02}" for number in range(1, 10)],
    "一二三四五六七八九十",
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ",
    "①②③④⑤⑥⑦⑧⑨⑩",
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"],
)
_COUNTED = {numeral: (n, place) for n, series in enumerate(_SERIES) for place, numeral in enumerate(series)}
_STARS = re.compile(r"[*＊※★☆◇◆]{1,2}")
_MARKS = ".．、·— "
_OVER = frozenset({Shape.BYLINE, Shape.HEADLINE, *ASIDES})


def divides(text: str) -> bool:
    """Whether a line is nothing but such a numeral or star."""
    return text.strip(_MARKS) in _COUNTED or bool(_STARS.fullmatch(text))


def mark_divisions(page: list[Shaped]) -> list[Shaped]:
    """The page with the shape of a headline for each star, and each numeral that counts on from another, where what
    stands above is whole: a number alone may be a page's, or what a column's end left of a sentence.
    """
    found = [at for at in range(1, len(page) - 1) if divides(page[at].text) and _parts(page, at)]
    counted = {at: _COUNTED.get(page[at].text.strip(_MARKS)) for at in found}
    told = {other for number in counted.values() if number for other in _beside(number)}
    marked = list(page)
    for at, number in counted.items():
        if number is None or number in told:
            marked[at] = replace(page[at], shape=Shape.HEADLINE)
    return marked


def _beside(number: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """The numerals before and after one: 10 is of both the series that 9 and 09 are of."""
    series, place = number
    one_of = (series, 0) if series == 1 else (series,)
    return tuple((other, place + step) for other in one_of for step in (-1, 1))


def _parts(page: Sequence[Shaped], at: int) -> bool:
    above, here, below = page[at - 1], page[at], page[at + 1]
    whole = above.shape in _OVER or ends_a_sentence(above.text)
    return whole and {here.shape, below.shape} <= {Shape.TEXT, Shape.HEADLINE}
