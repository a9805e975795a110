"""Single articles that a reader ticked: a page of them, files of them, a list of them."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django.utils.html import escape

from articles.models import Article
from search.exports.picked import MOST_PICKED
from search.models import SavedSearch

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def two() -> list[Article]:
    """Two articles, the later one ticked first."""
    return list(Article.objects.published().order_by("-pk")[:2])


def numbers(articles: list[Article]) -> list[int]:
    return [article.pk for article in articles]


def read(response) -> str:
    return b"".join(response.streaming_content).decode()


def test_every_hit_has_a_box_of_the_form_that_leads_to_the_picked(client):
    page = client.get("/search/", {"q": "产业链"})
    text = page.content.decode()
    for entry in page.context["shown"].entries:
        assert f'form="picked" name="id" value="{entry.article.pk}"' in text
    assert f'id="picked" action="{reverse("picked")}"' in text
    assert f"最多 {MOST_PICKED} 篇" in text


def test_the_picked_are_shown_in_their_order_with_citations_and_files(client, two):
    response = client.get(reverse("picked"), {"id": numbers(two)})
    text = response.content.decode()
    assert response.context["articles"] == two
    assert [line[:4] for line in response.context["citations"].splitlines()] == ["[1] ", "[2] "]
    assert escape(response.context["citations"]) in text
    for name, query in response.context["exports"]:
        assert name in text
        assert read(client.get(reverse("search_export") + query))
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_file_of_the_picked_holds_them_and_no_others(client, two):
    told = json.loads(read(client.get("/search/export/", {"format": "json", "id": numbers(two)})))
    assert [hit["id"] for hit in told["hits"]] == numbers(two)
    cited = read(client.get("/search/export/", {"format": "gbt7714", "id": numbers(two)}))
    assert cited.count("\n") == 2


def test_what_readers_may_not_see_is_left_out_and_counted(client, two):
    Article.objects.filter(pk=two[0].pk).update(status=Article.Status.WITHDRAWN)
    response = client.get(reverse("picked"), {"id": [*numbers(two), "x", "9" * 30]})
    assert response.context["articles"] == two[1:]
    assert "另有 1 篇已经撤下或删除" in response.content.decode()
    assert two[0].title not in response.content.decode()


def test_more_than_the_limit_is_said(client, two):
    response = client.get(reverse("picked"), {"id": [*numbers(two), *range(10_000, 10_000 + MOST_PICKED)]})
    assert f"一次最多 {MOST_PICKED} 篇，多出的没有列出" in response.content.decode()


def test_none_picked_says_what_to_do(client):
    assert "一篇也没有勾选" in client.get(reverse("picked")).content.decode()


def test_the_picked_are_kept_as_a_list_to_which_nothing_comes(client, two):
    client.post("/lists/", {"id": numbers(two), "name": "两篇"})
    saved = SavedSearch.objects.get()
    assert saved.article_ids == numbers(two)
    Article.objects.filter(pk=two[0].pk).update(status=Article.Status.WITHDRAWN)
    text = client.get(saved.get_absolute_url()).content.decode()
    assert "1 篇不再列出" in text
    assert "新增" not in text


@pytest.mark.parametrize("address", ["/search/picked/", "/search/export/"])
def test_a_format_that_there_is_not_is_refused_with_those_that_there_are(client, two, address):
    response = client.get(address, {"id": [one.pk for one in two], "format": "doc"})
    assert response.status_code == 400
    text = response.content.decode()
    assert "没有这种导出格式" in text
    assert f"/search/export/?id={two[0].pk}&amp;id={two[1].pk}&amp;format=csv" in text


def test_without_a_script_a_cookie_of_the_page_keeps_what_was_ticked_before(client, two):
    first, second = numbers(two)
    client.get(reverse("picked"), {"id": first, "kept": "more"})
    response = client.get(reverse("picked"), {"id": [second, "x"], "kept": "more"})
    assert response.url == f"{reverse('picked')}?id={first}&id={second}"
    assert client.cookies["picked"]["path"] == reverse("picked")
    assert client.get(reverse("picked"), {"id": second, "kept": "these"}).url == f"{reverse('picked')}?id={second}"
    client.cookies["picked"] = "x.9" + "9" * 30
    assert client.get(reverse("picked"), {"id": first, "kept": "more"}).url == f"{reverse('picked')}?id={first}"
