"""Pictures as SVG, drawn here and coloured by the site's own stylesheet (charts.css).

They have no script and no style of their own, so the strict policy holds. Bars are as wide as the column they stand
in, their letters as large as the page's: only rectangles grow. Every mark that has a search is a link to it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

import drawsvg
from django.utils.safestring import SafeString, mark_safe

BAR_ROW = 42  # pixels
BAR_HEIGHT = 6
NOTCH = 2
BAR_LABEL = 16  # the baseline of a row's label, from the row's top
BAR_TOP = 25
LONGEST_LABEL = 20  # characters; what is cut stands whole in the mark's title and in the table

CELL_WIDTH, CELL_HEIGHT = 46, 32
ROW_LABELS = 164  # pixels that a heat table keeps for the names of its rows
LETTER = 15  # pixels that a letter of a column's name takes, set downwards
COLUMN_NUMBER = 28  # pixels under a column's name
SHADES = 5

LINE_TOP, LINE_HEIGHT = 22, 120  # pixels: what is said over a line's field, and the field
DOT = 3.5


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: `ink` is drawn over `wash`, `notch` is a line across both; shares of the width, 0 to 1.

    `said` are the numbers in words.
    """

    label: str
    said: str
    ink: float
    wash: float = 1.0
    url: str = ""
    notch: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A number where a row and a column meet, by their places; `said` in words."""

    row: int
    column: int
    count: int
    said: str
    url: str = ""
    written: str = ""  # in the cell, where that is not the number


@dataclass(frozen=True, slots=True)
class Point:
    """A share, 0 to 1, at a place of an axis, from 0 on."""

    place: int
    share: float
    said: str
    url: str = ""


def draw_bars(key: str, title: str, description: str, bars: tuple[Bar, ...]) -> SafeString:
    """One bar a row. `key` is for ids: no two pictures of a page may have the same."""
    drawing = _drawing(key, "100%", len(bars) * BAR_ROW, title, description, "chart--bars")
    for number, bar in enumerate(bars):
        mark = _mark(bar.url, f"{bar.label}：{bar.said}")
        top = number * BAR_ROW
        mark.append(_Rectangle(0, top, "100%", BAR_ROW, "chart__row"))
        mark.append(_words(_shortened(bar.label), 0, top + BAR_LABEL, "chart__label"))
        mark.append(_words(bar.said, "100%", top + BAR_LABEL, "chart__said"))
        for share, kind in ((bar.wash, "chart__wash"), (bar.ink, "chart__ink")):
            mark.append(_Rectangle(0, top + BAR_TOP, f"{share:.2%}", BAR_HEIGHT, kind))
        if bar.notch is not None:
            mark.append(_Rectangle(f"{bar.notch:.2%}", top + BAR_TOP - 4, NOTCH, BAR_HEIGHT + 8, "chart__notch"))
        drawing.append(mark)
    return _markup(drawing)


def draw_line(key: str, title: str, description: str, points: tuple[Point, ...], places: int) -> SafeString:
    """A share over time: the field is as high as the highest of them. No line leads over a place without a point."""
    drawing = _drawing(key, "100%", LINE_TOP + LINE_HEIGHT + 6, title, description, "chart--line")
    highest = max((point.share for point in points), default=0) or 1
    drawing.append(_words(f"{highest:.0%}", 0, LINE_TOP - 8, "chart__label"))
    for level in (0, 1):
        drawing.append(_Line("0%", _height(level), "100%", _height(level), "chart__axis"))
    for point, following in itertools.pairwise(points):
        if following.place == point.place + 1:
            ends = (_height(one.share / highest) for one in (point, following))
            drawing.append(
                _Line(_across(point, places), next(ends), _across(following, places), next(ends), "chart__line")
            )
    for point in points:
        mark = _mark(point.url, point.said)
        mark.append(_Rectangle(f"{point.place / places:.3%}", LINE_TOP, f"{1 / places:.3%}", LINE_HEIGHT, "chart__row"))
        mark.append(_Dot(_across(point, places), _height(point.share / highest)))
        drawing.append(mark)
    return _markup(drawing)


def _across(point: Point, places: int) -> str:
    return f"{(point.place + 0.5) / places:.3%}"


def _height(share: float) -> float:
    return round(LINE_TOP + LINE_HEIGHT * (1 - share), 1)


def draw_heat(
    key: str,
    title: str,
    description: str,
    rows: tuple[str, ...],
    columns: tuple[tuple[str, int], ...],
    cells: tuple[Cell, ...],
) -> SafeString:
    """A table whose cells are the darker the larger their number is.

    `columns` are names, set downwards, and under each the number that its cells are parts of.
    """
    head = max((len(_shortened(name)) for name, _ in columns), default=0) * LETTER + COLUMN_NUMBER + 8
    width, height = ROW_LABELS + len(columns) * CELL_WIDTH, head + len(rows) * CELL_HEIGHT
    drawing = _drawing(key, str(width), height, title, description, "chart--heat")
    for number, (name, whole) in enumerate(columns):
        middle = ROW_LABELS + (number + 0.5) * CELL_WIDTH
        drawing.append(_words(_shortened(name), middle, head - COLUMN_NUMBER, "chart__column"))
        drawing.append(_words(f"{whole:,}", middle, head - 8, "chart__whole"))
    for number, name in enumerate(rows):
        baseline = head + number * CELL_HEIGHT + CELL_HEIGHT / 2 + 5
        drawing.append(_words(_shortened(name), ROW_LABELS - 10, baseline, "chart__said"))
    largest = max((cell.count for cell in cells), default=0)
    by_place = {(cell.row, cell.column): cell for cell in cells}
    for row in range(len(rows)):
        for column in range(len(columns)):
            drawing.append(_heat_cell(head, row, column, by_place.get((row, column)), largest))
    return _markup(drawing)


def shade(count: int, largest: int) -> int:
    """1 to SHADES, by equal steps of the number; 0 for none."""
    return math.ceil(SHADES * count / largest) if count else 0


def _heat_cell(head: int, row: int, column: int, cell: Cell | None, largest: int) -> drawsvg.Group:
    left, top = ROW_LABELS + column * CELL_WIDTH, head + row * CELL_HEIGHT
    count = cell.count if cell else 0
    mark = _mark(cell.url, cell.said) if cell else drawsvg.Group()
    heat = f"chart__cell chart__cell--{shade(count, largest)}"
    mark.append(_Rectangle(left + 1, top + 1, CELL_WIDTH - 2, CELL_HEIGHT - 2, heat))
    if cell:
        number = f"chart__number chart__number--{shade(count, largest)}"
        mark.append(_words(cell.written or f"{count:,}", left + CELL_WIDTH / 2, top + CELL_HEIGHT / 2 + 5, number))
    return mark


class _Link(drawsvg.DrawingParentElement):
    TAG_NAME = "a"


class _Description(drawsvg.elements.Title):
    TAG_NAME = "desc"


class _Rectangle(drawsvg.DrawingBasicElement):
    TAG_NAME = "rect"

    def __init__(self, x: float | str, y: float, width: float | str, height: float, kind: str) -> None:
        super().__init__(x=x, y=y, width=width, height=height, class_=kind)


class _Line(drawsvg.DrawingBasicElement):
    TAG_NAME = "line"

    def __init__(self, x1: str, y1: float, x2: str, y2: float, kind: str) -> None:
        super().__init__(x1=x1, y1=y1, x2=x2, y2=y2, class_=kind)


class _Dot(drawsvg.DrawingBasicElement):
    TAG_NAME = "circle"

    def __init__(self, x: str, y: float) -> None:
        super().__init__(cx=x, cy=y, r=DOT, class_="chart__dot")


class _Escaping(drawsvg.Context):
    """The library escapes text but writes attributes as they are: here they are made fit to stand in quotes."""

    def override_args(self, args: Mapping[str, Any]) -> dict[str, Any]:
        return {name: _escaped(value) if isinstance(value, str) else value for name, value in args.items()}


def _escaped(value: str) -> str:
    return quoteattr(value, {'"': "&quot;"})[1:-1]


def _drawing(key: str, width: str, height: int, title: str, description: str, kind: str) -> drawsvg.Drawing:
    drawing = drawsvg.Drawing(
        width,
        height,
        context=_Escaping(),
        viewBox=None,  # not scaled: letters stay as large as the page's
        class_=f"chart {kind}",
        role="group",
        aria_labelledby=f"{key}-title",
        aria_describedby=f"{key}-desc",
    )
    drawing.append(drawsvg.elements.Title(title, id=f"{key}-title"))
    drawing.append(_Description(description, id=f"{key}-desc"))
    return drawing


def _mark(url: str, said: str) -> drawsvg.Group:
    mark = _Link(href=url, class_="chart__link") if url else drawsvg.Group()
    mark.append(drawsvg.elements.Title(said))
    return mark


def _words(text: str, x: float | str, y: float, kind: str) -> drawsvg.Text:
    return drawsvg.Text(text, None, x, y, class_=kind)


def _shortened(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"


def _markup(drawing: drawsvg.Drawing) -> SafeString:
    return mark_safe(drawing.as_svg(header=""))  # noqa: S308  # text and attributes are escaped
