"""Facet values are found by characters, by pinyin and by initials."""

from __future__ import annotations

import pytest

from search.facets.lookup import is_match, matching_values
from search.types import FacetValue


@pytest.mark.parametrize("wanted", ["旭森", "朱", "zhuxu", "zxs", "zx", ""])
def test_a_name_is_named_by_its_characters_sounds_and_initials(wanted):
    assert is_match(wanted, "朱旭森")


@pytest.mark.parametrize("wanted", ["qinhui", "tanhui", "qh", "th"])
def test_a_name_of_two_readings_is_named_by_both(wanted):
    assert is_match(wanted, "覃辉")


@pytest.mark.parametrize("wanted", ["xusen", "朱森", "zs"])
def test_a_name_is_not_named_by_what_it_does_not_begin_with(wanted):
    assert not is_match(wanted, "朱旭森")


def test_chosen_values_stay_in_the_list():
    values = [FacetValue("1", "朱旭森", 3, selected=True), FacetValue("2", "严红", 1), FacetValue("3", "张明", 1)]
    assert [value.label for value in matching_values(values, "Yan ")] == ["朱旭森", "严红"]
