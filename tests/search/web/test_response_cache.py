"""An answer that cost much is given again while nothing has changed, and to nobody else's eyes."""

from __future__ import annotations

import pytest

from articles.models import Article
from search.web import response_cache

pytestmark = pytest.mark.usefixtures("library")
INSIGHTS = "/insights/?q=产业"
EXPORT = "/search/export/?q=产业&format=csv"
LINES = "/search/lines/?q=产业&format=json"
REGISTERS = ("/", "/authors/", "/organisations/", "/columns/", "/issues/", "/sitemap-articles.xml")


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": tmp_path / "cache"}}
    return tmp_path / "cache"


def body(response) -> bytes:
    return b"".join(response) if response.streaming else response.content


@pytest.fixture
def working(monkeypatch) -> list[str]:
    """The keys of the answers that were worked out and kept."""
    keys: list[str] = []
    keep = response_cache._store

    def noting(key, content, headers):
        keys.append(key)
        keep(key, content, headers)

    monkeypatch.setattr(response_cache, "_store", noting)
    return keys


@pytest.mark.parametrize("path", [INSIGHTS, EXPORT, LINES, *REGISTERS])
def test_what_was_worked_out_once_is_answered_again_until_something_changes(client, path, working):
    first = client.get(path)
    expected = body(first)
    again = client.get(path)
    assert body(again) == expected
    for name in ("Content-Type", "Content-Disposition"):
        assert again.headers.get(name) == first.headers.get(name)
    assert len(working) == 1
    Article.objects.filter(title__contains="产业").update(title="改过的产业题目")
    assert body(client.get(path))
    assert len(working) == 2


def test_registers_narrowed_by_their_address_are_not_kept(client, working):
    assert client.get("/authors/?initial=C").status_code == 200
    assert working == []


@pytest.mark.parametrize("path", [INSIGHTS, "/authors/"])
def test_who_is_signed_in_is_answered_anew(admin_client, working, path):
    assert admin_client.get(path).status_code == admin_client.get(path).status_code == 200
    assert working == []


def test_long_files_and_refusals_are_not_kept(client, working, monkeypatch):
    monkeypatch.setattr(response_cache, "MOST_BYTES", 10)
    assert body(client.get(EXPORT))
    assert client.get("/insights/?q=(新质%20OR").status_code == 400
    assert working == []


def test_a_kept_answer_that_is_damaged_is_worked_out_again(client, kept, working):
    expected = body(client.get(EXPORT))
    for file in kept.glob("*.djcache"):
        file.write_bytes(file.read_bytes()[:-20])
    assert body(client.get(EXPORT)) == expected
    assert len(working) == 2


def test_a_full_disk_keeps_no_reader_from_the_answer(client, kept, caplog):
    kept.write_text("no folder")
    assert client.get(INSIGHTS).status_code == 200
    assert "cannot be kept" in caplog.text
