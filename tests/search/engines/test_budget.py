"""A query is read or refused by its own work, however long it waited for its turn."""

from __future__ import annotations

import time

import pytest

from search.engines.whoosh.budget import Budget
from search.errors import BadQuery, EngineUnavailable

MUCH = 100_000


def test_too_much_work_is_refused() -> None:
    budget = Budget(work=2 * MUCH)
    budget.spend(MUCH)
    with pytest.raises(BadQuery, match="太多"):
        budget.spend(MUCH + 1)


def test_too_much_time_of_the_processor_is_refused() -> None:
    budget = Budget(seconds=-1)
    with pytest.raises(BadQuery, match="太多"):
        budget.spend(MUCH)


def test_a_search_that_waited_a_little_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    budget, now = Budget(), time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 10)
    budget.spend(MUCH)


def test_a_search_that_waited_too_long_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    budget, now = Budget(), time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 60)
    with pytest.raises(EngineUnavailable):
        budget.spend(MUCH)
