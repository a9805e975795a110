"""A search that is asked again is answered with the page that was made, and with forms that are the asker's own."""

from __future__ import annotations

import re

import pytest
from django.core.cache import caches
from django.test import Client

from articles.models import Article
from search import query_log
from search.models import AskedQuery
from search.pages import views

pytestmark = pytest.mark.usefixtures("library")
SEARCH = "/search/?q=产业"


@pytest.fixture(autouse=True)
def _kept(settings, tmp_path):
    in_memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    settings.CACHES = {**settings.CACHES, "pages": in_memory}


@pytest.fixture
def making(monkeypatch) -> list[str]:
    """The queries whose pages were made."""
    queries: list[str] = []
    answered = views._answered

    def noting(state):
        queries.append(state.query)
        return answered(state)

    monkeypatch.setattr(views, "_answered", noting)
    return queries


def token_of(page: str) -> str:
    return re.search('name="csrfmiddlewaretoken" value="([^"]*)"', page)[1]


def test_a_page_is_made_once_until_something_changes(client, making):
    first = client.get(SEARCH)
    client.cookies.clear()
    again = client.get(SEARCH)
    pages = [answer.content.decode() for answer in (first, again)]
    assert pages[0].replace(token_of(pages[0]), "") == pages[1].replace(token_of(pages[1]), "")
    assert dict(again.items()).keys() == dict(first.items()).keys()
    assert making == ["产业"]
    Article.objects.filter(title__contains="产业").update(title="改过的产业题目")
    assert "改过的" in re.sub("<[^>]*>", "", client.get(SEARCH).content.decode())
    assert making == ["产业", "产业"]


def test_a_swap_and_a_compact_list_are_pages_of_their_own(client, making):
    for _ in range(2):
        pages = [client.get(SEARCH), client.get(SEARCH, headers={"HX-Request": "true"})]
        client.get(f"{SEARCH}&view=compact")
        pages += [client.get(SEARCH)]  # as the cookie says now
        assert len({len(page.content) for page in pages}) == 3
        client.cookies.clear()
    assert len(making) == 4


def test_each_reader_can_send_the_forms_of_a_kept_page(making):
    for reader in (Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)):
        token = token_of(reader.get(SEARCH).content.decode())
        kept = reader.post("/lists/", {"search": "?q=产业", "csrfmiddlewaretoken": token})
        assert kept.status_code == 302
    assert making == ["产业"]


def test_who_is_signed_in_and_what_is_not_found_gets_no_kept_page(admin_client, client, making):
    for _ in range(2):
        admin_client.get(SEARCH)
        assert client.get(f"{SEARCH}&page=900").status_code == 302
        assert client.get("/search/?q=(新质%20OR").status_code == 400
    assert len(making) == 6
    assert not vars(caches["pages"])["_cache"]


def test_a_page_that_looked_for_other_spellings_is_not_kept(client, making):
    for _ in range(2):
        client.get("/search/?q=新制生产力")
    assert len(making) == 2


def test_a_long_page_is_not_kept(client, making):
    said = f"产业 OR {'长' * 190}"  # as every link says again
    for _ in range(2):
        client.get("/search/", {"q": said})
    assert len(making) == 2


def test_each_time_a_query_is_asked_counts(client, settings, making):
    settings.SEARCH_LOG_DAYS = 9
    for _ in range(3):
        client.get(SEARCH)
    query_log.write_gathered()
    assert AskedQuery.objects.get(query="产业").asked == 3
    assert making == ["产业"]
