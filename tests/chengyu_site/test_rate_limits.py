"""One client may ask for what costs much so often; others are not kept out by it."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from chengyu_site.rate_limits import count


@pytest.fixture(autouse=True)
def limits(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.RATE_LIMITS = dict.fromkeys(("export", "api", "lists", "login"), (2, 86_400))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/search/export/", "/search/lines/", "/api/columns"])
def test_who_asks_too_often_is_told_when_to_come_again(client, path):
    answers = [client.get(path, REMOTE_ADDR="192.0.2.1") for _ in range(3)]
    assert [answer.status_code for answer in answers[:2]].count(429) == 0
    assert answers[2].status_code == 429
    assert 0 < int(answers[2].headers["Retry-After"]) <= 86_401
    said = answers[2].json()["message"] if path.startswith("/api/") else answers[2].content.decode()
    assert "太多" in said
    assert client.get(path, REMOTE_ADDR="192.0.2.2").status_code != 429


@pytest.mark.django_db
def test_a_header_of_ones_own_gives_no_further_turn(client):
    answers = [client.get("/search/export/", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}") for number in range(3)]
    assert answers[2].status_code == 429


@pytest.mark.django_db
def test_only_passwords_are_counted_and_not_the_page_that_asks_for_them(client):
    assert [client.get("/admin/login/").status_code for _ in range(4)] == [200] * 4
    tried = [client.post("/admin/login/", {"username": "a", "password": "b"}).status_code for _ in range(3)]
    assert tried == [200, 200, 429]


def test_who_is_logged_in_is_not_counted(admin_client):
    assert [admin_client.get("/search/export/").status_code for _ in range(4)] == [400] * 4


@pytest.mark.django_db
def test_pages_and_health_are_not_counted(client):
    assert [client.get(path).status_code for path in ("/help/", "/healthz") * 3] == [200] * 6


def test_processes_count_together(tmp_path):
    with ProcessPoolExecutor(4) as pool:
        numbers = list(pool.map(_count, [tmp_path] * 40))
        assert sorted(numbers) == list(range(1, 41))
        for turn in range(20):  # and where none has counted yet, though all begin at once
            fresh = tmp_path / str(turn)
            fresh.mkdir()
            assert sorted(pool.map(_count, [fresh] * 8)) == list(range(1, 9))


def _count(folder: Path) -> int:
    from django.test import override_settings

    with override_settings(DATA_DIR=folder):
        return count("export 192.0.2.1", until=100.0, now=50.0)


def test_spans_of_time_that_are_over_are_forgotten(tmp_path):
    assert [count("a", 100.0, 50.0), count("a", 100.0, 60.0)] == [1, 2]
    assert [count("a", 200.0, 150.0), count("a", 100.0, 60.0)] == [1, 1]


def test_a_folder_that_cannot_be_written_keeps_nobody_out_and_is_logged(settings, tmp_path, caplog):
    settings.DATA_DIR = tmp_path / "none"
    assert count("a", 100.0, 50.0) == 0
    assert "requests cannot be counted" in caplog.text
