"""How sure a join is."""

from __future__ import annotations

import math

import pytest

from articles.parsing.chains.confidence import confidence


def test_the_worse_every_other_reading_is_the_surer_is_the_join() -> None:
    surer = [confidence(margin, cut=True) for margin in (0.0, 2.0, 5.0, 8.0, 15.0)]
    assert surer == sorted(set(surer))
    assert 0.4 < surer[0] < 0.6
    assert surer[-1] > 0.99


def test_where_no_sentence_goes_on_the_same_margin_says_less() -> None:
    assert all(confidence(margin, cut=False) < confidence(margin, cut=True) for margin in (0.0, 4.0, 30.0))


@pytest.mark.parametrize("cut", [True, False])
def test_a_join_without_an_alternative_is_as_sure_as_any(cut: bool) -> None:
    assert confidence(math.inf, cut=cut) == confidence(1000.0, cut=cut) < 1
