"""The counts of a facet's values are a sequence, however few of them are looked at."""

from __future__ import annotations

import numpy as np
import pytest

from search.engines.questions import ValueCount
from search.engines.whoosh.answering.facet_counts import ValueCounts

ROW, RUN = 1, slice(2, 202)


@pytest.fixture
def counts() -> np.ndarray:
    return np.random.default_rng(5).integers(0, 9, (2, 300))


@pytest.fixture
def plain(counts) -> list[ValueCount]:
    """Every value that any document has, sorted as a sequence of two hundred would be."""
    numbered = list(enumerate(counts[ROW, RUN].tolist()))
    return [ValueCount(f"v{n}", count) for n, count in sorted(numbered, key=lambda pair: -pair[1]) if count]


def test_values_come_most_frequent_first_and_none_without_a_document(counts, plain) -> None:
    found = ValueCounts([f"v{n}" for n in range(200)], counts, ROW, RUN)
    assert list(found) == plain
    assert len(found) == len(plain) < 200
    assert (found[0], found[-1], found[70]) == (plain[0], plain[-1], plain[70])
    assert found[60:70] == tuple(plain[60:70])
    assert next(iter(found)) == plain[0]


def test_there_is_no_value_behind_the_last(counts, plain) -> None:
    found = ValueCounts([f"v{n}" for n in range(200)], counts, ROW, RUN)
    with pytest.raises(IndexError):
        found[len(plain)]
    assert list(ValueCounts([], counts, ROW, slice(0, 0))) == []
