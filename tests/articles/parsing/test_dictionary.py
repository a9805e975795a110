"""Numbers of characters, counted."""

from __future__ import annotations

import numpy as np
import pytest

from articles.parsing.dictionary import codes_of, distinct


@pytest.mark.parametrize("text", ["", "一", "一一", "改革，改革开放", "\U00020000a\ud800a"])
def test_distinct_numbers_come_once_and_in_order(text):
    assert distinct(codes_of(text)).tolist() == sorted(set(map(ord, text)))


def test_negative_numbers_are_distinct_too():
    assert distinct(np.array([3, -1, 3, -1, -7])).tolist() == [-7, -1, 3]
