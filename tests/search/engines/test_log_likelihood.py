"""G² is what the published formula gives, and its sign says which way the difference goes."""

from __future__ import annotations

import math

import pytest

from search.engines.log_likelihood import log_likelihood


def test_it_is_the_formula_of_rayson_and_garside():
    expected_inside, expected_outside = 20 * 100 / 1000, 20 * 900 / 1000
    by_hand = 2 * (10 * math.log(10 / expected_inside) + 10 * math.log(10 / expected_outside))
    assert log_likelihood(10, 100, 10, 900) == pytest.approx(by_hand)
    assert by_hand == pytest.approx(20.43, abs=0.01)


def test_what_is_rarer_inside_is_negative():
    assert log_likelihood(1, 100, 90, 900) < 0 < log_likelihood(20, 100, 90, 900)


def test_the_same_share_on_both_sides_is_no_difference():
    assert log_likelihood(10, 100, 90, 900) == pytest.approx(0)


@pytest.mark.parametrize("counts", [(0, 10, 0, 10), (5, 10, 0, 0), (0, 0, 5, 10)])
def test_where_there_is_nothing_to_compare_there_is_no_difference(counts):
    assert log_likelihood(*counts) == 0
