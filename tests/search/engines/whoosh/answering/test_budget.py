"""A query is read or refused by its own work, however long it waited for its turn."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from search.engines.questions import Listing
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.analysis.concordance import occurrences
from search.engines.whoosh.answering.budget import Budget
from search.errors import EngineUnavailable, TooMuch
from search.language.tree import Term
from search.types import WIDTH, IndexDocument, LineOrder, Sort, Where

MUCH = 100_000


def test_too_much_work_is_refused() -> None:
    budget = Budget(work=2 * MUCH)
    budget.spend(MUCH)
    with pytest.raises(TooMuch, match="太多"):
        budget.spend(MUCH + 1)


def test_too_much_time_of_the_processor_is_refused() -> None:
    budget = Budget(seconds=-1)
    with pytest.raises(TooMuch, match="太多"):
        budget.spend(MUCH)


def test_the_time_between_looks_at_the_clock_is_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    budget, now = Budget(seconds=0.5), [7.0]
    monkeypatch.setattr(time, "thread_time", lambda: now[0])
    budget.spend(MUCH)
    now[0] += 0.4
    budget.spend(MUCH)
    now[0] += 0.4
    with pytest.raises(TooMuch, match="太多"):
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


def test_listing_places_is_paid_for_by_place_and_sorting_them_by_character(tmp_path: Path) -> None:
    engine, places = WhooshEngine(str(tmp_path / "index")), 200
    with engine.rebuilding() as aside:
        aside.add([IndexDocument(1, {Where.BODY: ("发展" * places,)}, {})])
        with aside.finishing():
            pass
    snapshot, found = engine._snapshot(), 2 * places  # looked at to match, and to list them
    listing = Listing(Term("发展"), {}, Sort.NEWEST, LineOrder.TEXT, (Where.BODY,), places)
    assert len(occurrences(snapshot, listing, Budget(work=found)).places) == places
    with pytest.raises(TooMuch, match="太多"):
        occurrences(snapshot, listing, Budget(work=found - 1))
    by_left = replace(listing, order=LineOrder.LEFT)
    assert len(occurrences(snapshot, by_left, Budget(work=found + WIDTH * places)).places) == places
    with pytest.raises(TooMuch, match="太多"):
        occurrences(snapshot, by_left, Budget(work=found + WIDTH * places - 1))
