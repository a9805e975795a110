"""Numbers of persons and sounds of names are held to their forms."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from articles.models.identifiers import check_identifier, check_sounds, in_groups


@pytest.mark.parametrize("value", ["0000-0002-1825-0097", "0000 0001 2103 2683", "0000-0002-1694-233X"])
def test_a_number_whose_last_digit_checks_is_taken(value):
    check_identifier(value)


@pytest.mark.parametrize(
    ("value", "said"), [("0000-0002-1825-0098", "末位是 7"), ("12", "有 2 位"), ("0000-0002-1694-23XX", "“X”不能")]
)
def test_any_other_is_refused_and_what_is_wrong_is_said(value, said):
    with pytest.raises(ValidationError, match=said):
        check_identifier(value)


@pytest.mark.parametrize(
    "typed", ["orcid.org/0000-0002-1694-233x/", "0000 0002 1694 233X", "００００－０００２１６９４２３３Ｘ"]
)
def test_however_it_is_typed_it_is_the_same(typed):
    assert in_groups(typed, "-") == "0000-0002-1694-233X"


def test_sounds_are_syllables():
    check_sounds("tan hui；qin hui")
    for value in ("覃辉", "Tan", "tan;"):
        with pytest.raises(ValidationError):
            check_sounds(value)
