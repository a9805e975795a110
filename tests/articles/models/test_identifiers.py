"""Numbers of persons and sounds of names are held to their forms."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from articles.models.identifiers import check_identifier, check_sounds


@pytest.mark.parametrize("value", ["0000-0002-1825-0097", "0000 0001 2103 2683", "0000-0002-1694-233X"])
def test_a_number_whose_last_digit_checks_is_taken(value):
    check_identifier(value)


@pytest.mark.parametrize("value", ["0000-0002-1825-0098", "12", "0000-0002-1694-23XX"])
def test_any_other_is_refused(value):
    with pytest.raises(ValidationError):
        check_identifier(value)


def test_sounds_are_syllables():
    check_sounds("tan hui；qin hui")
    for value in ("覃辉", "Tan", "tan;"):
        with pytest.raises(ValidationError):
            check_sounds(value)
