"""The front page: packages and months are counted by indexes alone, so that no text is read for them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Feature, SourceDocument
from articles.pages.front_page import features, months_picture
from articles.pages.issues import neighbours

pytestmark = pytest.mark.django_db


def printed(day: date | None, **fields) -> Article:
    return Article.objects.create(title="标题", published_on=day, **fields)


def test_the_months_end_with_the_newest_and_leave_out_what_is_longer_ago():
    for day in (date(2020, 5, 3), date(2024, 1, 5), date(2024, 1, 31), date(2024, 3, 1)):
        printed(day)
    printed(date(2026, 1, 1), status=Article.Status.DRAFT)
    bars = months_picture().bars
    assert [(bar.key, bar.count) for bar in bars] == [("2024-01", 2), ("2024-02", 0), ("2024-03", 1)]
    assert [(bar.top, bar.height) for bar in bars] == [(0, 60), (60, 0), (30, 30)]


def test_there_is_no_picture_of_a_single_month_or_of_none():
    assert months_picture() is None
    printed(date(2024, 3, 1))
    printed(date(2024, 3, 2))
    assert months_picture() is None


def test_months_of_the_first_years_have_no_months_before_them():
    printed(date(1, 1, 1))
    printed(date(1, 2, 1))
    assert [bar.key for bar in months_picture().bars] == ["0001-01", "0001-02"]


def test_packages_are_ordered_by_their_published_articles_and_count_them():
    page = SourceDocument.objects.create(file_name="甲.txt", raw_text="甲", sha256="0" * 64)
    old, new, undated, hidden = (Feature.objects.create(source=page, title=title) for title in "旧新无藏")
    for feature, day in ((old, date(2023, 1, 1)), (new, date(2024, 1, 1)), (new, None), (undated, None)):
        printed(day, feature=feature)
    for feature in (old, hidden):
        printed(date(2026, 1, 1), feature=feature, status=Article.Status.WITHDRAWN)
    found = features().values_list("title", "day", "count")
    assert list(found) == [("新", date(2024, 1, 1), 2), ("旧", date(2023, 1, 1), 1), ("无", None, 1)]


@pytest.mark.parametrize("counted", [months_picture, lambda: list(features()), lambda: neighbours(date.max)])
def test_counting_reads_no_articles_beside_an_index(counted):
    """A row's status stands behind its texts: looking at it reads them, of every article of the library."""
    for month in (1, 2):
        printed(date(2024, month, 1))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        counted()
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            of_articles = [row[-1] for row in cursor.fetchall() if "articles_article" in row[-1] or " U0" in row[-1]]
            assert of_articles
            assert all("COVERING INDEX" in step for step in of_articles), of_articles
