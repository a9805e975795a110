"""The heat table: a cell wherever a theme meets a column, darker the more it counts; labels stay text."""

from __future__ import annotations

import re

import pytest

from search.insights.counts import Proportion, ThemesByColumn
from search.insights.heat import SHADES, heat_table, shade
from search.types import FacetValue

HOSTILE = "<script>alert('\"')</script>&"


def themes_by_column(theme: str = "甲") -> ThemesByColumn:
    themes = (FacetValue(theme, theme, 4), FacetValue("乙", "乙", 1))
    columns = (FacetValue("丙", "丙", 8), FacetValue("丁", "丁", 1))
    return ThemesByColumn(themes, columns, {(0, 0): Proportion(4, 8, "/search/"), (1, 1): Proportion(1, 1)}, 0, 2)


def test_a_cell_stands_where_every_row_meets_every_column():
    table = heat_table(themes_by_column()).table
    assert re.findall(r"heat__cell--(\d)", table) == ["5", "0", "0", "2"]
    assert re.findall(r">(\d+)</(?:a|span)></td>", table) == ["4", "1"]


def test_by_share_a_cell_is_a_part_of_its_column():
    table = heat_table(themes_by_column(), by_share=True).table
    assert re.findall(r">(\d+%)<", table) == ["50%", "100%"]


def test_a_number_says_where_it_stands_and_what_it_is_a_part_of():
    found = heat_table(themes_by_column())
    assert 'title="丙、甲：4 / 8"' in found.table
    assert 'data-label="丙"' in found.table
    assert "另有 2 个栏目未画出" in found.caption


def test_a_label_stays_text_whatever_is_in_it():
    assert "<script" not in heat_table(themes_by_column(HOSTILE)).table


def test_there_is_no_table_of_nothing():
    assert not heat_table(ThemesByColumn((), (), {}, 0, 0)).table


@pytest.mark.parametrize(
    ("count", "largest", "expected"), [(0, 9, 0), (1, 100, 1), (50, 100, 3), (100, 100, SHADES), (1, 1, SHADES)]
)
def test_only_nothing_has_no_shade_and_the_largest_number_the_darkest(count, largest, expected):
    assert shade(count, largest) == expected
