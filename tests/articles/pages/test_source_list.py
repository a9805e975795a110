"""The list of source pages, narrowed and ordered as its form asks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Problem, SourceDocument
from tests.search.press import MOUNTAIN, RIVER, page, print_papers


@pytest.fixture(autouse=True)
def _papers(db) -> None:
    print_papers()
    SourceDocument.objects.update(characters=100, assigned=100)


def listed(client, **asked: str) -> list[str]:
    found = client.get(reverse("sources"), asked).context["page"]
    return [" ".join(filter(None, (str(source.published_on or ""), source.page))) for source in found]


def test_the_newest_day_stands_first_its_pages_in_order_and_the_undated_last(client):
    page(MOUNTAIN, date(2024, 3, 10), "2", "三月要闻")
    assert listed(client) == ["2024-06-01 A13", "2024-03-10 A03", "2024-03-10 2", "2024-03-10 9", "2024-03-10 10",
                              "2023-11-20 9", ""]  # fmt: skip


def test_papers_stand_together_the_unknown_one_last(client):
    assert listed(client, sort="paper") == ["2024-06-01 A13", "2024-03-10 A03", "2024-03-10 9", "2024-03-10 10",
                                            "2023-11-20 9", ""]  # fmt: skip


def test_the_latest_import_or_the_most_doubts_may_stand_first(client):
    doubted = SourceDocument.objects.get(publication=RIVER, page="A03")
    for state in (Problem.State.OPEN, Problem.State.OPEN, Problem.State.RESOLVED):
        Problem.objects.create(source=doubted, code="a-code", message="存疑", state=state)
    assert listed(client, sort="doubts")[0] == "2024-03-10 A03"
    assert client.get(reverse("sources"), {"sort": "doubts"}).context["page"][0].doubts == 2
    late = SourceDocument.objects.get(page="10")
    SourceDocument.objects.filter(pk=late.pk).update(imported_at=late.imported_at + timedelta(days=1))
    assert listed(client, sort="import")[0] == "2024-03-10 10"
    assert listed(client, state="doubted") == ["2024-03-10 A03"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"paper": RIVER}, ["2024-06-01 A13", "2024-03-10 A03"]),
        ({"paper": "-"}, [""]),
        ({"year": "2023"}, ["2023-11-20 9"]),
        ({"year": "-"}, [""]),
        ({"paper": MOUNTAIN, "year": "2024"}, ["2024-03-10 9", "2024-03-10 10"]),
        ({"paper": "没有的报"}, []),
    ],
)
def test_the_list_is_narrowed_by_paper_and_year(client, asked: dict[str, str], found: list[str]) -> None:
    assert listed(client, **asked) == found


def test_the_list_is_narrowed_by_what_is_left_without_a_part(client):
    SourceDocument.objects.filter(page="10").update(assigned=90)
    assert listed(client, state="incomplete") == ["2024-03-10 10"]
    assert "2024-03-10 10" not in listed(client, state="complete")


@pytest.mark.parametrize("asked", [{"year": "去年"}, {"state": "?"}, {"sort": "?"}, {"year": "0000"}, {"paper": "\0"}])
def test_what_there_is_not_to_choose_is_left_out(client, asked: dict[str, str]) -> None:
    assert listed(client, **asked) == listed(client)


def test_the_form_shows_what_is_chosen_and_further_pages_keep_it(client):
    for number in range(60):
        page(MOUNTAIN, date(2024, 5, 1), str(number), f"五月{number}")
    said = client.get(reverse("sources"), {"year": "2024", "sort": "paper"}).content.decode()
    assert '<option value="2024" selected>2024年</option>' in said
    assert '<option value="paper" selected>报纸</option>' in said
    assert 'href="?year=2024&amp;sort=paper&amp;page=2"' in said


def test_pages_whose_articles_are_drafts_are_not_listed_and_the_list_asks_little(client):
    Article.objects.filter(source__publication=RIVER).update(status=Article.Status.DRAFT)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(reverse("sources"))
    assert RIVER not in response.content.decode()
    assert len(asked) <= 5, [query["sql"] for query in asked]
