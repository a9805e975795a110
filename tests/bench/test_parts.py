"""A search page's time falls into parts that say what it goes to."""

from __future__ import annotations

import pytest

from bench.page import parts


@pytest.mark.usefixtures("library")
def test_reading_the_articles_is_a_part_of_its_own(monkeypatch) -> None:
    monkeypatch.setattr(parts, "setattr", monkeypatch.setattr, raising=False)  # what is watched is let go afterwards
    monkeypatch.setattr(parts, "WARMING", 1)
    measured = parts.measure(["/search/?q=产业链"])
    assert {"articles from the database's rows", "database", parts.REST} <= set(measured)
    assert measured["articles from the database's rows"][0] > 0
