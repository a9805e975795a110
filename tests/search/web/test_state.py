"""A search's address: its whole state, and nothing that is not needed."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from search.types import ReadingMode, Sort
from search.web.forms import read_state
from search.web.state import SearchState, View


def test_defaults_and_empty_values_are_left_out():
    assert SearchState().query_string() == ""
    assert read_state(QueryDict("q=&sort=relevance&mode=words&page=1&column=")).query_string() == ""


def test_repeated_parameters_are_several_values_each_once():
    state = read_state(QueryDict("column=甲&column=乙&column=甲"))
    assert state.filters == {"column": ("甲", "乙")}
    assert state.chosen == 2


def test_an_address_says_its_state_and_is_read_back_the_same():
    state = SearchState(
        query="产业链 -汽车 a&b=c",
        mode=ReadingMode.EXACT,
        filters={"column": ("智库圆桌", "-"), "year": ("2024",), "date": ("2024-01..2024-06",)},
        sort=Sort.NEWEST,
        page=3,
        view=View.CONTEXT,
    )
    assert read_state(QueryDict(state.query_string()[1:])) == state


@pytest.mark.parametrize(
    "changed",
    [
        SearchState(page=3).asking("新"),
        SearchState(page=3).read_as(ReadingMode.EXACT),
        SearchState(page=3).sorted_by(Sort.TITLE),
        SearchState(page=3).filtered_by("year", ("2024",)),
        SearchState(page=3).unfiltered(),
        SearchState(page=3).seen_as(View.CONTEXT),
    ],
)
def test_every_change_drops_the_page(changed):
    assert changed.page == 1


def test_a_facet_without_values_is_no_filter():
    state = SearchState(filters={"year": ("2024",), "column": ("甲",)}).filtered_by("year", ())
    assert state.filters == {"column": ("甲",)}


@pytest.mark.parametrize("page", ["0", "-3", "x", "", "²", "99999999999999999999", "1e3"])
def test_a_page_that_is_no_page_is_the_first(page):
    assert read_state(QueryDict(f"page={page}")).page == 1


def test_options_that_do_not_exist_are_the_defaults():
    state = read_state(QueryDict("sort=random&mode=odd&view=cube&order=up"))
    assert state == SearchState()


@pytest.mark.parametrize(
    ("address", "period"),
    [
        ("from=2024-01&to=2024-06", "2024-01..2024-06"),
        ("from=2024年1月&to=2024.6", "2024-01..2024-06"),
        ("from=2024&to=2024", "2024-01..2024-12"),
        ("from=2024-06&to=2024-01", "2024-01..2024-06"),
        ("from=2024-03-10", "2024-03.."),
        ("to=2024-03&from=去年", "..2024-03"),
    ],
)
def test_a_filter_by_date_is_from_one_month_to_another(address, period):
    state = read_state(QueryDict(address))
    assert state.filters == {"date": (period,)}
    assert read_state(QueryDict(state.query_string()[1:])) == state


def test_months_that_cannot_be_read_are_no_filter():
    assert read_state(QueryDict("from=去年&to=")).filters == {}


def test_the_query_is_taken_as_typed():
    assert read_state(QueryDict("q=%20%20产业 链%20")).query == "产业 链"


def test_control_characters_are_no_part_of_a_query_or_of_a_filter():
    state = read_state(QueryDict("q=%00重%07庆%1F&column=%00&column=%01观点"))
    assert (state.query, state.filters) == ("重庆", {"column": ("观点",)})


def test_an_old_link_by_affiliation_is_one_by_organisation():
    state = read_state(QueryDict("affiliation=甲大学教授&organisation=乙大学"))
    assert state.filters == {"organisation": ("乙大学", "甲大学教授")}
