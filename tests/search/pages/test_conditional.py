"""A page that a browser has is not made again while nothing has changed, and always when something has."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Column, Theme
from search.models import SynonymGroup
from tests.trials import each_with_one_of

pytestmark = pytest.mark.usefixtures("library")
PAGES = (
    "/", "/search/?q=产业", "/articles/1/", "/authors/", "/insights/?q=产业", "/api/search?q=产业",
    "/search/feed/?q=产业", "/search/export/?q=产业&format=csv", "/help/", "/sources/",
)  # fmt: skip


def again(client: Client, path: str, tag: str):
    return client.get(path, headers={"If-None-Match": tag})


def tag_of(client: Client, path: str) -> str:
    """Of who was there before, and has the cookie that goes with forms."""
    client.get(path).close()
    return str(client.get(path).headers["ETag"])


@pytest.fixture(params=PAGES)
def path(request) -> str:
    return request.param.replace("/articles/1/", Article.objects.first().get_absolute_url())


def test_what_a_browser_has_is_not_sent_again(client, path):
    first = client.get(path)
    assert first.status_code == 200
    answer = again(client, path, again(client, path, "").headers["ETag"])
    assert (answer.status_code, answer.content) == (304, b"")
    assert "no-cache" in answer["Cache-Control"]


def test_it_costs_one_question(client):
    tag = again(client, "/insights/", "").headers["ETag"]
    with CaptureQueriesContext(connection) as asked:
        assert again(client, "/insights/", tag).status_code == 304
    assert len(asked) == 1


CHANGES = {
    "an article": lambda: Article.objects.filter(authors__name="朱旭森").update(title="改过的题目"),
    "a column": lambda: Column.objects.filter(name="智库头条").update(name="改过的栏目"),
    "a theme": lambda: Theme.objects.first().delete(),
    "a synonym": lambda: SynonymGroup.objects.create(terms=["甲", "乙"]),
    "the index": lambda: call_command("rebuild_index", skip_checks=True),
}


@pytest.mark.parametrize(("path", "change"), each_with_one_of(PAGES, CHANGES), indirect=["path"])
def test_what_changed_is_sent(client, path, change):
    tag = tag_of(client, path)
    CHANGES[change]()
    answer = again(client, path, tag)
    assert answer.status_code in (200, 404)
    assert answer.headers.get("ETag") != tag


def test_forms_are_sent_again_to_who_has_lost_the_cookie_that_goes_with_them(client):
    first = client.get("/search/?q=产业")
    assert "csrftoken" in first.cookies
    assert not first.has_header("ETag")
    tag = tag_of(client, "/search/?q=产业")
    client.cookies.clear()
    answer = again(client, "/search/?q=产业", tag)
    assert (answer.status_code, "csrftoken" in answer.cookies) == (200, True)


def test_a_fragment_is_not_taken_for_its_page(client):
    tag = tag_of(client, "/search/?q=产业")
    fragment = client.get("/search/?q=产业", headers={"If-None-Match": tag, "HX-Request": "true"})
    assert fragment.status_code == 200


def test_who_is_signed_in_is_always_sent_the_page(admin_client):
    answer = admin_client.get("/")
    assert not answer.has_header("ETag")


@pytest.mark.parametrize("path", ["/nowhere/", "/lists/nothing/", "/admin/login/"])
def test_what_is_no_page_of_the_library_has_no_tag(client, path):
    assert not client.get(path).has_header("ETag")
