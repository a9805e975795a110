"""Themes by column as a table whose cells are the darker the larger their number is.

It is a table of the page and no drawing: the picture and its numbers are one, and a phone can read its rows as cards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString, mark_safe

from search.insights.counts import Proportion, ThemesByColumn
from search.types import FacetValue

SHADES = 5


@dataclass(frozen=True, slots=True)
class Heat:
    """`table` is empty where there is nothing to draw."""

    caption: str
    table: SafeString


def heat_table(found: ThemesByColumn, by_share: bool = False) -> Heat:
    """`by_share`: a cell's number is a share of its column, so that small columns can be compared with large ones."""
    meant = "篇数占这个栏目的份额" if by_share else "篇数"
    caption = (
        f"格中的数，是一个栏目里有这个主题的{meant}；数越大，颜色越深。栏目名下是它在此范围内的全部篇数。"
        "一篇可以有几个主题，所以一列加起来可以超过栏目的篇数。"
        + _left(found.themes_left, "个主题")
        + _left(found.columns_left, "个栏目")
    )
    return Heat(caption, _table(found, by_share) if found.cells else SafeString())


def _table(found: ThemesByColumn, by_share: bool) -> SafeString:
    """Built as elements, which escape what stands in them: hundreds of cells take a template three times as long."""
    numbers = {place: _hundredths(share) if by_share else share.count for place, share in found.cells.items()}
    largest = max(numbers.values())
    table = Element("table", {"class": "heat"})
    _add_head(SubElement(SubElement(table, "thead"), "tr"), found.columns)
    body = SubElement(table, "tbody")
    for row, theme in enumerate(found.themes):
        line = SubElement(body, "tr")
        SubElement(line, "th", scope="row").text = theme.label
        for place, column in enumerate(found.columns):
            number = numbers.get((row, place), 0)
            cell = SubElement(line, "td", {"class": f"heat__cell heat__cell--{shade(number, largest)}"})
            if number:
                share = found.cells[row, place]
                said = f"{column.label}、{theme.label}：{share.count:,} / {share.total:,}"
                _add_number(cell, f"{number:,}{'%' if by_share else ''}", said, share.url, column.label)
    return mark_safe(tostring(table, encoding="unicode", short_empty_elements=False))  # noqa: S308  # text and attributes are escaped


def _add_head(head: Element, columns: Sequence[FacetValue]) -> None:
    SubElement(head, "th", scope="col").text = "主题"
    for column in columns:
        name = SubElement(head, "th", scope="col")
        SubElement(name, "span", {"class": "heat__name"}).text = column.label
        SubElement(name, "span", {"class": "heat__whole"}).text = f"{column.count:,}"


def _add_number(cell: Element, number: str, said: str, url: str, column: str) -> None:
    """With its column's name, which is shown where the columns are no columns."""
    mark = SubElement(cell, "a", {"href": url, "rel": "nofollow"}) if url else SubElement(cell, "span")
    mark.set("title", said)
    mark.set("data-label", column)
    mark.text = number


def shade(count: int, largest: int) -> int:
    """By equal steps of the number."""
    return math.ceil(SHADES * count / largest) if count else 0


def _hundredths(share: Proportion) -> int:
    return max(round(100 * share.count / share.total), 1)


def _left(count: int, what: str) -> str:
    return f"另有 {count:,} {what}未画出。" if count else ""
