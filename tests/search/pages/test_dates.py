"""Searching by day, paper and page: fields, filters, what the page offers and says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from django.utils.html import escape

from articles.models import Article
from search.index.updating import rebuild
from search.pages.help import PRINTED_EXAMPLES
from tests.search.press import MOUNTAIN, RIVER, print_papers


@pytest.fixture(scope="module")
def _printed(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    index = tmp_path_factory.mktemp("papers") / "index"
    with override_settings(INDEX_DIR=index), django_db_blocker.unblock(), transaction.atomic():
        print_papers()
        rebuild()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _papers(_printed, db) -> None:
    """The papers, in the database and in an index; what a test changes in the database is undone after it."""


def titles(client, **asked) -> set[str]:
    response = client.get(reverse("search"), asked, follow=True)
    return {entry.article.title for entry in response.context["shown"].entries}


def text_of(response) -> str:
    return response.content.decode()


MARCH = {"三月甲", "三月乙", "三月丙", "三月丁"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("日期:2024-03", MARCH),
        ("date:2024.3", MARCH),
        ("日期:2024年3月10日", MARCH),
        ("日期:2024-03-11", set()),
        ("年份:2023", {"冬月甲"}),
        ("日期:2023-11..2024-03", MARCH | {"冬月甲"}),
        ("日期:2024-04..", {"六月甲"}),
        ("日期:..2023", {"冬月甲"}),
        ("日期:不详", {"何时"}),
        ("产业 -日期:2024", {"冬月甲", "何时"}),
        ("报纸:两江", {"三月丁", "六月甲"}),
        ("版次:9", {"冬月甲", "三月甲", "三月乙"}),
        ("版次:0", set()),
        ("版次:A3", {"三月丁"}),
        ("版名:思想", {"三月丁", "六月甲"}),
        ("报纸:山城 版次:10", {"三月丙"}),
        ("日期:2023 OR 版次:A13", {"冬月甲", "六月甲"}),
    ],
)
def test_fields_find_what_was_printed_then_and_there(client, query: str, found: set[str]) -> None:
    assert titles(client, q=query) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"from": "2024-03", "to": "2024-03"}, MARCH),
        ({"from": "2024.3", "to": "2024年3月"}, MARCH),
        ({"from": "2024-06", "to": "2023-12"}, MARCH | {"六月甲"}),
        ({"from": "2024"}, MARCH | {"六月甲"}),
        ({"to": "2024-03-10"}, MARCH | {"冬月甲"}),
        ({"from": "2024-03", "to": "2024-12", "publication": RIVER}, {"三月丁", "六月甲"}),
        ({"section": "智库"}, {"三月丙"}),
        ({"printed_page": ["10", "A03"]}, {"三月丙", "三月丁"}),
        ({"publication": "-"}, {"何时"}),
    ],
)
def test_filters_let_through_what_was_printed_then_and_there(client, asked, found: set[str]) -> None:
    assert titles(client, **asked) == found


def test_the_form_shows_the_months_however_they_were_written_and_the_title_says_them(client):
    response = client.get(reverse("search"), {"from": "2024年1月", "to": "2024.6"})
    page = text_of(response)
    assert re.search(r'type="month" name="from"[^>]*value="2024-01"', page)
    assert re.search(r'type="month" name="to"[^>]*value="2024-06"', page)
    assert "日期：2024年1月至6月" in response.context["shown"].title
    assert "移除 </span>日期：2024年1月至6月" in re.sub(r"\s+(?=日期)", "", page)


def test_an_end_that_names_no_days_leaves_the_address(client):
    response = client.get(reverse("search"), {"from": "去年", "to": "2024-03"})
    assert response.status_code == 302
    assert response.url == reverse("search") + "?to=2024-03"


def test_papers_sections_and_pages_are_check_boxes_with_counts(client):
    panels = {panel.name: panel for panel in client.get(reverse("search")).context["shown"].panels}
    assert [(value.label, value.count) for value in panels["publication"].values] == [
        (MOUNTAIN, 4),
        (RIVER, 2),
        ("报纸不详", 1),
    ]
    assert [value.label for value in panels["printed_page"].values] == ["第9版", "第10版", "A03版", "A13版", "版次不详"]
    assert "date" not in panels


def test_the_page_draws_when_the_articles_were_printed_and_says_it_in_a_table(client):
    page = text_of(client.get(reverse("search"), {"q": "产业"}))
    address = escape(reverse("search") + "?q=%E4%BA%A7%E4%B8%9A&from=2024-03&to=2024-03")
    assert page.count(f'href="{address}"') == 2
    assert re.search(r"<title>2024年3月：4 篇</title>\s*<rect", page)
    assert re.search(r"2024年3月</a>\s*</th>\s*<td class=\"number\">4 篇</td>", page)


def test_what_would_part_nothing_is_no_panel(client, settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "index"
    Article.objects.exclude(source__publication="").update(status=Article.Status.DRAFT)
    rebuild()
    names = {panel.name for panel in client.get(reverse("search")).context["shown"].panels}
    assert not names & {"publication", "section", "printed_page"}
    chosen = client.get(reverse("search"), {"publication": MOUNTAIN}).context["shown"]
    assert "publication" in {panel.name for panel in chosen.panels}


@pytest.mark.parametrize(
    ("query", "address"),
    [("2024年3月", "?from=2024-03&to=2024-03"), ("2024", "?from=2024-01&to=2024-12"), ("2024..", "?from=2024-01")],
)
def test_a_date_alone_is_read_as_words_and_offers_the_filter(client, query: str, address: str) -> None:
    response = client.get(reverse("search"), {"q": query})
    assert f'href="{reverse("search")}{address}"'.replace("&", "&amp;") in text_of(response)
    assert "这里按词语查" in text_of(response)


def test_a_day_alone_offers_its_field(client):
    response = client.get(reverse("search"), {"q": "2024年3月10日", "publication": MOUNTAIN})
    offered = response.context["shown"].dated
    assert offered.said == "2024年3月10日"
    assert {entry.article.title for entry in client.get(offered.url).context["shown"].entries} == MARCH - {"三月丁"}


def test_no_filter_is_offered_for_what_is_no_date(client):
    assert client.get(reverse("search"), {"q": "产业 2024年3月"}).context["shown"].dated is None


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_the_undated_are_last_and_it_is_said(client, sort: str) -> None:
    response = client.get(reverse("search"), {"sort": sort})
    assert response.context["shown"].entries[-1].article.title == "何时"
    assert "日期不详的 1 篇排在最后" in text_of(response)


def test_nothing_is_said_of_the_undated_where_there_are_none(client):
    assert "排在最后" not in text_of(client.get(reverse("search")))
    assert "排在最后" not in text_of(client.get(reverse("search"), {"sort": "newest", "from": "2024-01"}))


def test_lists_feeds_and_exports_take_the_same_filters(client):
    asked = {"from": "2024-03", "to": "2024-03", "publication": RIVER}
    assert text_of(client.get(reverse("search_feed"), asked)).count("<entry>") == 1
    exported = client.get(reverse("search_export"), {**asked, "format": "csv"})
    assert "三月丁" in b"".join(exported.streaming_content).decode("utf-8-sig")
    saved = client.post(reverse("saved_searches"), {"search": "?from=2024-03&to=2024-03&publication=" + RIVER})
    assert "日期：2024年3月　报纸：两江晨报" in text_of(client.get(saved.url))
    assert client.get(reverse("insights"), asked).context["total"] == 1


def test_a_feeds_entries_are_published_on_the_articles_own_day_and_updated_when_they_were_changed(client):
    feed = ElementTree.fromstring(client.get(reverse("search_feed")).content)  # noqa: S314  # the site's own
    said = {entry.findtext("{*}title"): entry for entry in feed.findall("{*}entry")}
    assert said["三月丁"].findtext("{*}published") == "2024-03-10T00:00:00+08:00"
    assert said["何时"].findtext("{*}published") is None
    changed = Article.objects.get(title="何时").updated_at
    assert datetime.fromisoformat(said["何时"].findtext("{*}updated", "")) == changed


def test_the_api_takes_the_same_filters_and_counts_months(client):
    answer = client.get("/api/search", {"from": "2024-03", "to": "2024-04", "printed_page": ["9", "A03"]}).json()
    assert {hit["title"] for hit in answer["hits"]} == {"三月甲", "三月乙", "三月丁"}
    months = {value["value"]: (value["count"], value["selected"]) for value in answer["facets"]["date"]}
    assert months == {"2023-11": (1, False), "2024-03": (3, True)}
    assert {value["value"] for value in answer["facets"]["publication"]} == {MOUNTAIN, RIVER}


@pytest.mark.parametrize("month", ["2024-13", "2024-3", "昨天", "2024-03-10"])
def test_the_api_refuses_what_is_no_month(client, month: str) -> None:
    answer = client.get("/api/search", {"from": month})
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")
    assert "from" in answer.json()["message"]


def test_the_apis_description_names_the_filters(client):
    described = client.get("/api/openapi.json").json()["paths"]["/api/search"]["get"]
    names = {parameter["name"] for parameter in described["parameters"]}
    assert {"from", "to", "publication", "section", "printed_page", "organisation", "year"} <= names


def test_every_example_of_days_and_papers_finds_something(client):
    page = text_of(client.get(reverse("help")))
    for example in PRINTED_EXAMPLES:
        assert example.query in page
        assert client.get(example.url).context["result"].total, example.query


def test_no_list_of_all_values_is_made_of_months(client):
    assert client.get(reverse("search_facet", args=["date"])).status_code == 404
    assert client.get(reverse("search_facet", args=["publication"])).status_code == 200
