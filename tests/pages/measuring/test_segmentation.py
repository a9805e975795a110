"""The field's figures on readings that are known."""

from __future__ import annotations

import pytest

from tests.pages.measuring.segmentation import Segmentation, article_error_rate


def test_a_right_reading_is_without_fault() -> None:
    right = Segmentation((0, 0, 1), (5, 5, 7), (10, 10, 20), (0, 1, 2), (0, 1, 2))
    assert right.b_cubed() == (1.0, 1.0)
    assert right.taus() == [1.0]


def test_a_piece_in_another_article_costs_precision_there_and_recall_at_home() -> None:
    strayed = Segmentation((0, 0, 1), (5, 7, 7), (10, 10, 20), (0, 1, 2), (0, 1, 2))
    precision, recall = strayed.b_cubed()
    assert precision == pytest.approx((10 + 10 / 3 + 20 * 2 / 3) / 40)
    assert recall == pytest.approx((5 + 5 + 20) / 40)


def test_pieces_that_changed_places_turn_tau_round() -> None:
    assert Segmentation((0, 0), (5, 5), (10, 10), (0, 1), (1, 0)).taus() == [-1.0]


def test_an_invented_article_is_an_error_too() -> None:
    assert article_error_rate([True, True, False, True], invented=1) == 0.5
