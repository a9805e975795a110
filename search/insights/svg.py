"""Pictures as SVG, drawn here and coloured by the site's own stylesheet (charts.css).

They have no script and no style of their own, so the strict policy holds. Bars are as wide as the column they stand
in, their letters as large as the page's: only rectangles grow. Every mark that has a search is a link to it.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString, mark_safe

BAR_ROW = 42  # pixels
BAR_HEIGHT = 6
NOTCH = 2
BAR_LABEL = 16  # the baseline of a row's label, from the row's top
BAR_TOP = 25
LONGEST_LABEL = 20  # characters; what is cut stands whole in the mark's title and in the table

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
class Point:
    """A share, 0 to 1, at a place of an axis, from 0 on."""

    place: int
    share: float
    said: str
    url: str = ""


def draw_bars(key: str, title: str, description: str, bars: tuple[Bar, ...]) -> SafeString:
    """One bar a row. `key` is for ids: no two pictures of a page may have the same."""
    drawing = _drawing(key, len(bars) * BAR_ROW, title, description, "chart--bars")
    for number, bar in enumerate(bars):
        mark = _mark(drawing, bar.url, f"{bar.label}：{bar.said}")
        top = number * BAR_ROW
        _rectangle(mark, "0", top, "100%", BAR_ROW, "chart__row")
        _words(mark, _shortened(bar.label), "0", top + BAR_LABEL, "chart__label")
        _words(mark, bar.said, "100%", top + BAR_LABEL, "chart__said")
        for share, kind in ((bar.wash, "chart__wash"), (bar.ink, "chart__ink")):
            _rectangle(mark, "0", top + BAR_TOP, f"{share:.2%}", BAR_HEIGHT, kind)
        if bar.notch is not None:
            _rectangle(mark, f"{bar.notch:.2%}", top + BAR_TOP - 4, str(NOTCH), BAR_HEIGHT + 8, "chart__notch")
    return _markup(drawing)


def draw_line(key: str, title: str, description: str, points: tuple[Point, ...], places: int) -> SafeString:
    """A share over time: the field is as high as the highest of them. No line leads over a place without a point."""
    drawing = _drawing(key, LINE_TOP + LINE_HEIGHT + 6, title, description, "chart--line")
    highest = max((point.share for point in points), default=0) or 1
    _words(drawing, f"{highest:.0%}", "0", LINE_TOP - 8, "chart__label")
    for level in (0, 1):
        _line(drawing, ("0%", _height(level)), ("100%", _height(level)), "chart__axis")
    for point, following in itertools.pairwise(points):
        if following.place == point.place + 1:
            start, end = ((_across(one, places), _height(one.share / highest)) for one in (point, following))
            _line(drawing, start, end, "chart__line")
    for point in points:
        mark = _mark(drawing, point.url, point.said)
        left, width = f"{point.place / places:.3%}", f"{1 / places:.3%}"
        _rectangle(mark, left, LINE_TOP, width, LINE_HEIGHT, "chart__row")
        place = {"cx": _across(point, places), "cy": str(_height(point.share / highest)), "r": str(DOT)}
        SubElement(mark, "circle", {**place, "class": "chart__dot"})
    return _markup(drawing)


def _across(point: Point, places: int) -> str:
    return f"{(point.place + 0.5) / places:.3%}"


def _height(share: float) -> float:
    return round(LINE_TOP + LINE_HEIGHT * (1 - share), 1)


def _drawing(key: str, height: int, title: str, description: str, kind: str) -> Element:
    """Without a viewBox it is not scaled: letters stay as large as the page's."""
    drawing = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": "100%",
            "height": str(height),
            "class": f"chart {kind}",
            "role": "group",
            "aria-labelledby": f"{key}-title",
            "aria-describedby": f"{key}-desc",
        },
    )
    SubElement(drawing, "title", id=f"{key}-title").text = title
    SubElement(drawing, "desc", id=f"{key}-desc").text = description
    return drawing


def _mark(drawing: Element, url: str, said: str) -> Element:
    mark = SubElement(drawing, "a", {"href": url, "class": "chart__link"}) if url else SubElement(drawing, "g")
    SubElement(mark, "title").text = said
    return mark


def _rectangle(mark: Element, x: str, y: float, width: str, height: float, kind: str) -> None:
    place = {"x": x, "y": str(y), "width": width, "height": str(height)}
    SubElement(mark, "rect", {**place, "class": kind})


def _line(drawing: Element, start: tuple[str, float], end: tuple[str, float], kind: str) -> None:
    ends = {"x1": start[0], "y1": str(start[1]), "x2": end[0], "y2": str(end[1])}
    SubElement(drawing, "line", {**ends, "class": kind})


def _words(mark: Element, text: str, x: str, y: float, kind: str) -> None:
    SubElement(mark, "text", {"x": x, "y": str(y), "class": kind}).text = text


def _shortened(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"


def _markup(drawing: Element) -> SafeString:
    return mark_safe(tostring(drawing, encoding="unicode"))  # noqa: S308  # text and attributes are escaped
