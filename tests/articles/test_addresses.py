"""One rule for the page of a list that an address names."""

from __future__ import annotations

import pytest

from articles.addresses import page_of


@pytest.mark.parametrize(
    ("named", "number"),
    [
        ("2", 2), ("3", 3), ("4", 3), ("99999", 3), ("9" * 5000, 1), ("007", 3),
        ("0", 1), ("-3", 1), ("abc", 1), ("", 1), ("1.5", 1), ("２", 1),
    ],
)  # fmt: skip
def test_what_is_no_number_from_1_on_is_the_first_page_and_too_large_a_one_the_last(rf, named, number):
    assert page_of(rf.get("/", {"page": named}), range(5), 2).number == number
