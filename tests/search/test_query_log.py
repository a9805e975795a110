"""What readers ask is counted without who asked, and never in a reader's way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search import query_log
from search.models import AskedQuery
from search.query_log import Times, note, whole, write, write_if_due

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _counting(settings, monkeypatch):
    settings.SEARCH_LOG_DAYS = 30
    monkeypatch.setattr(query_log, "_waiting", query_log._Waiting(since=float("inf")))


def due(monkeypatch) -> None:
    query_log._waiting.since = float("-inf")


def kept() -> dict[str, tuple[int, int]]:
    return {row.query: (row.asked, row.empty) for row in AskedQuery.objects.all()}


def test_a_search_is_counted_and_written_by_a_later_request(library, client, monkeypatch):
    with CaptureQueriesContext(connection) as queries:
        client.get("/search/", {"q": "产业链"})
    client.get("/search/", {"q": "产业链", "page": "2"})
    client.get("/search/", {"q": "月球背面的考古"})
    assert not [query for query in queries if "askedquery" in query["sql"]]
    assert kept() == {}
    due(monkeypatch)
    client.get("/robots.txt")
    assert kept() == {"产业链": (1, 0), "月球背面的考古": (1, 1)}
    assert AskedQuery.objects.get(query="产业链").last_asked == timezone.localdate()


def test_counts_add_up_and_what_is_old_goes(settings):
    AskedQuery.objects.create(query="旧词", asked=9, last_asked=timezone.localdate() - timedelta(days=31))
    write({"产业链": Times(2, 0)})
    write({"产业链": Times(3, 1)})
    assert kept() == {"产业链": (5, 1)}


def test_what_was_asked_least_goes_first_where_too_much_is_kept(monkeypatch):
    monkeypatch.setattr(query_log, "_MOST_KEPT", 2)
    write({"甲": Times(3), "乙": Times(1), "丙": Times(2)})
    assert set(kept()) == {"甲", "丙"}


def test_beginnings_of_what_was_typed_on_are_left_out():
    typed, sent = Times(1), Times(1, typed=False)
    assert set(whole({"新质": typed, "新质生": typed, "新质生产力": typed, "新": sent})) == {"新质生产力", "新"}


@pytest.mark.parametrize("query", ["", "  ", "长" * 61])
def test_nothing_and_pasted_texts_are_not_noted(query, monkeypatch):
    note(query, 0, typed=False)
    due(monkeypatch)
    write_if_due()
    assert kept() == {}


def test_no_more_wait_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(query_log, "_MOST_WAITING", 1)
    for query in ("甲", "乙", "甲"):
        note(query, 1, typed=False)
    due(monkeypatch)
    write_if_due()
    assert kept() == {"甲": (2, 0)}


def test_what_is_old_goes_where_nobody_asks_anything_and_all_of_it_where_nothing_is_to_be_kept(settings, monkeypatch):
    today = timezone.localdate()
    for query, day in (("旧词", today - timedelta(days=31)), ("新词", today)):
        AskedQuery.objects.create(query=query, asked=9, last_asked=day)
    due(monkeypatch)
    write_if_due()
    assert set(kept()) == {"旧词", "新词"}  # it was looked at a moment ago
    query_log._waiting.cleared = float("-inf")
    write_if_due()
    assert set(kept()) == {"新词"}
    settings.SEARCH_LOG_DAYS = 0
    query_log._waiting.since = query_log._waiting.cleared = float("-inf")
    note("产业链", 1, typed=False)
    write_if_due()
    assert kept() == {}
