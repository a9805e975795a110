"""Postings packed two ways are the same postings."""

from __future__ import annotations

import numpy as np
import pytest

from search.engines.whoosh.segments.arrays import count_postings


@pytest.mark.parametrize("bits", [64, 0], ids=["packed", "too wide to pack"])
@pytest.mark.parametrize("repeats", [1, 70_000])
def test_tokens_are_counted_by_term_then_document(repeats: int, bits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.whoosh.segments.arrays._PACKED_BITS", bits)
    terms, documents = np.array([2, 0, 2, 1, 0, 0] * repeats), np.array([1, 0, 0, 2, 2, 0] * repeats)
    words = count_postings([(terms, documents)], 4, 3)
    assert words.starts.tolist() == [0, 2, 3, 5, 5]
    assert words.documents.tolist() == [0, 2, 2, 0, 1]
    assert words.frequencies.tolist() == [2 * repeats, repeats, repeats, repeats, repeats]
    assert words.lengths.tolist() == [3 * repeats, repeats, 2 * repeats]
