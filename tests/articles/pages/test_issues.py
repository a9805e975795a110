"""Browsing by day: the calendar, a day's papers and pages, the way from one to the next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, SourceDocument, SourceKind
from articles.pages.issues import days, page_order
from tests.search.press import MOUNTAIN, RIVER, page, print_papers


@pytest.fixture(autouse=True)
def _papers(db) -> None:
    print_papers()


def test_the_calendar_shows_the_newest_years_days_and_how_much_each_has(client):
    response = client.get(reverse("issues"))
    assert response.context["year"] == 2024
    assert [(one.year, one.articles) for one in response.context["years"]] == [(2024, 5), (2023, 1)]
    assert [(month.first, month.days, month.articles) for month in response.context["months"]] == [
        (date(2024, 3, 1), 1, 4),
        (date(2024, 6, 1), 1, 1),
    ]
    said = response.content.decode()
    assert 'href="/issues/2024-03-10/"' in said
    assert "3月10日：3 版，4 篇" in said
    assert "另有 1 篇日期不详" in said


def test_a_years_calendar_has_an_address_and_a_year_without_articles_has_none(client):
    assert 'href="/issues/2023-11-20/"' in client.get("/issues/2023/").content.decode()
    assert client.get("/issues/2022/").status_code == 404
    assert client.get("/issues/0/").status_code == 404


def test_a_months_sheet_begins_on_its_weekday(client):
    (november,) = client.get("/issues/2023/").context["months"]
    assert [cell.number for cell in november.weeks[0]] == [0, 0, 1, 2, 3, 4, 5]
    assert [cell.number for week in november.weeks for cell in week if cell.found] == [20]


def test_an_empty_librarys_calendar_says_so(client):
    Article.objects.all().delete()
    assert "还没有日期已知的文章" in client.get(reverse("issues")).content.decode()


def test_a_day_is_its_papers_their_pages_by_number_and_each_pages_articles_in_order(client):
    page(MOUNTAIN, date(2024, 3, 10), "2", "三月要闻", section="要闻")
    response = client.get("/issues/2024-03-10/")
    shown = [
        (paper.name, [(one.name, [article.title for article in one.articles]) for one in paper.pages])
        for paper in response.context["papers"]
    ]
    assert shown == [
        (RIVER, [("A03版 思想周刊", ["三月丁"])]),
        (
            MOUNTAIN,
            [
                ("第2版 要闻", ["三月要闻"]),
                ("第9版 理论", ["三月甲", "三月乙"]),
                ("第10版 智库", ["三月丙"]),
            ],
        ),
    ]
    assert "2 种出版物，4 版，5 篇" in response.content.decode()


def test_a_days_articles_show_how_they_begin(client):
    Article.objects.filter(title="三月甲").update(body=[{"kind": "paragraph", "text": "春耕从一粒种子开始。"}])
    assert "春耕从一粒种子开始。" in client.get("/issues/2024-03-10/").content.decode()


def test_from_a_day_to_the_nearest_that_have_articles(client):
    found = client.get("/issues/2024-03-10/").context["neighbours"]
    assert (found.before, found.after) == (date(2023, 11, 20), date(2024, 6, 1))
    assert client.get("/issues/2024-06-01/").context["neighbours"].after is None


def test_a_day_without_articles_is_not_there_and_leads_to_the_nearest(client):
    response = client.get("/issues/2024-03-11/")
    assert response.status_code == 404
    assert "这一天没有文章" in response.content.decode()
    assert 'href="/issues/2024-06-01/"' in response.content.decode()


@pytest.mark.parametrize("day", ["2024-02-30", "2024-13-01", "2024-3-10", "0000-00-00", "20240310", "昨天"])
def test_what_is_no_day_is_no_address(client, day: str) -> None:
    assert client.get(f"/issues/{day}/").status_code == 404


def test_an_articles_own_day_stands_before_its_pages_and_drafts_are_on_no_day(client):
    Article.objects.filter(title="三月丙").update(published_on=date(2024, 3, 11))
    Article.objects.filter(title="三月丁").update(published_on=None)
    Article.objects.filter(title="三月甲").update(status=Article.Status.DRAFT)
    titles = {article.title for article in client.get("/issues/2024-03-10/").context["articles"]}
    assert titles == {"三月乙", "三月丁"}
    assert {article.title for article in client.get("/issues/2024-03-11/").context["articles"]} == {"三月丙"}


def test_records_stand_on_no_page(client):
    SourceDocument.objects.filter(publication=RIVER).update(kind=SourceKind.RECORDS)
    river = client.get("/issues/2024-03-10/").context["papers"][0]
    assert [(one.name, one.source) for one in river.pages] == [("未载版面", None)]


def test_a_source_page_leads_to_its_day_and_the_pages_beside_it(client):
    ninth = SourceDocument.objects.get(publication=MOUNTAIN, page="9", published_on=date(2024, 3, 10))
    tenth = SourceDocument.objects.get(publication=MOUNTAIN, page="10")
    beside = client.get(ninth.get_absolute_url())
    assert (beside.context["beside"].before, beside.context["beside"].after) == (None, tenth)
    assert 'href="/issues/2024-03-10/"' in beside.content.decode()
    assert client.get(tenth.get_absolute_url()).context["beside"].before == ninth


def test_an_article_leads_to_its_day(client):
    article = Article.objects.get(title="三月甲")
    assert 'href="/issues/2024-03-10/"' in client.get(article.get_absolute_url()).content.decode()


def test_pages_are_in_the_order_of_their_numbers():
    assert sorted(["A10", "10", "", "A3", "2", "增刊"], key=page_order) == ["2", "10", "A3", "A10", "", "增刊"]


def test_the_pages_of_days_ask_the_database_little_however_much_there_is(client):
    first = date(2015, 1, 1)
    Article.objects.bulk_create(
        Article(title=f"第{number}篇", published_on=first + timedelta(days=number % 1000), body=[])
        for number in range(2000)
    )
    assert len(days()[0]) == 1003
    for address, most in (("/issues/", 4), ("/issues/2015/", 4), ("/issues/2024-03-10/", 8)):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= most, [query["sql"] for query in asked]
