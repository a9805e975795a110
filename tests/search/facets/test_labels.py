"""Which of a facet's values readers see, and in what order."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Author, Authorship, Column, Organisation
from search.facets.labels import UNKNOWN, facet_of, plain_name, top_values
from search.facets.names import indexed_filters, known_names, readable_facet, value_names
from search.types import MISSING, Facet, FacetValue

YEARS = [("2021", 9), ("2024", 4), (MISSING, 4), ("2023", 4), ("2020", 1)]


class Watched(Sequence[tuple[str, int]]):
    """Counts that know how many of them were looked at."""

    def __init__(self, counts: list[tuple[str, int]]) -> None:
        self._counts = counts
        self.seen: set[int] = set()

    def __len__(self) -> int:
        return len(self._counts)

    def __getitem__(self, place):
        self.seen.add(place)
        return self._counts[place]


def facet(counts: Sequence[tuple[str, int]], chosen: tuple[str, ...] = (), most: int | None = None) -> Facet:
    found = top_values(counts, chosen, most)
    return facet_of("year", found, {value: plain_name("year", value) for value in found.counts}, chosen, most)


def labels(of: Facet) -> list[str]:
    return [value.label for value in of.values]


def test_values_come_by_count_and_equal_ones_in_their_order_those_without_last() -> None:
    assert labels(facet(YEARS)) == ["2021", "2024", "2023", "年份不详", "2020"]


def test_the_first_values_are_the_same_as_of_all_and_the_rest_is_counted() -> None:
    assert labels(facet(YEARS, most=2)) == ["2021", "2024"]
    assert facet(YEARS, most=2).more == 3
    assert facet(YEARS, most=5).more == facet(YEARS).more == 0


def test_chosen_values_come_first_and_stay_where_no_article_has_them() -> None:
    found = facet(YEARS, chosen=("2020", "1999"), most=3)
    assert found.values[:2] == (FacetValue("2020", "2020", 1, True), FacetValue("1999", "1999", 0, True))
    assert labels(found)[2:] == ["2021"]
    assert found.more == 3


def test_every_chosen_value_is_shown_however_many_there_are() -> None:
    chosen = tuple(year for year, _ in YEARS if year != "2021")
    assert {value.value for value in facet(YEARS, chosen, most=2).values} == set(chosen)


def test_no_more_counts_are_looked_at_than_can_be_shown() -> None:
    counts = Watched([(str(year), 3000 - year) for year in range(1000, 2900)])
    assert labels(facet(counts, most=10)) == [str(year) for year in range(1000, 1010)]
    assert max(counts.seen) == 10


def test_names_of_columns_and_authors_are_read_with_one_query(db, django_assert_num_queries) -> None:
    columns = [Column.objects.create(name=name, slug=name, pinyin=name) for name in ("b", "a")]
    with django_assert_num_queries(1):
        found = readable_facet("column", [(str(column.pk), 2) for column in columns], ())
    assert labels(found) == ["a", "b"]
    author = Author.objects.create(name="严红", distinction="重庆大学", pinyin="yanhong")
    with django_assert_num_queries(1):
        assert value_names("author", [str(author.pk), MISSING])[str(author.pk)].label == "严红（重庆大学）"


def test_years_need_no_query(db, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        readable_facet("year", YEARS, ())


def test_an_organisation_is_meant_by_its_name_its_number_and_an_affiliation_that_names_it(db) -> None:
    article = Article.objects.create(title="题", body=[])
    Authorship.objects.create(
        article=article, author=Author.objects.create(name="某甲"), affiliation="甲大学法学院教授"
    )
    school = Organisation.objects.get(name="甲大学法学院")
    for value in ("甲大学法学院", str(school.pk), "甲大学法学院副院长、教授"):
        assert indexed_filters({"organisation": (value,)}) == {"organisation": (str(school.pk),)}
    assert indexed_filters({"organisation": ("甲大学",)}) == {"organisation": (str(school.parent_id),)}
    assert indexed_filters({"organisation": ("乙大学",)}) == {"organisation": (UNKNOWN + "乙大学",)}


def test_a_value_of_thousands_of_digits_is_one_that_no_article_has(db) -> None:
    digits = "9" * 5_000
    for name in ("year", "section", "printed_page"):
        (shown,) = readable_facet(name, [], (digits,)).values
        assert (shown.value, shown.count) == (digits, 0)


@pytest.mark.django_db(transaction=True)
def test_names_are_read_once_until_anything_changes() -> None:
    column = Column.objects.create(name="智库圆桌", slug="zhi")
    asked = [str(column.pk), "999999"]
    assert value_names("column", asked)[asked[0]].label == "智库圆桌"
    with CaptureQueriesContext(connection) as queries:
        assert value_names("column", asked[:1])[asked[0]].label == "智库圆桌"
    assert len(queries) == 1  # of the record's version
    Column.objects.filter(pk=column.pk).update(name="智库对话")
    assert value_names("column", asked)[asked[0]].label == "智库对话"
    with transaction.atomic():
        Column.objects.filter(pk=column.pk).update(name="不作数")
        assert value_names("column", asked)[asked[0]].label == "不作数"
        transaction.set_rollback(True)
    Column.objects.filter(pk=column.pk).update(name="资政参考")
    assert value_names("column", asked)[asked[0]].label == "资政参考"
    assert value_names("column", asked)["999999"].label == "999999"


@pytest.mark.django_db(transaction=True)
def test_all_facets_of_a_page_ask_for_the_record_s_version_once() -> None:
    column, author = Column.objects.create(name="智库圆桌", slug="zhi"), Author.objects.create(name="严红")
    for queries in (3, 1):
        with CaptureQueriesContext(connection) as asked:
            known = known_names()
            (shown,) = readable_facet("column", [(str(column.pk), 2)], (), None, known).values
            assert shown.label == "智库圆桌"
            assert value_names("author", [str(author.pk)], known)[str(author.pk)].label == "严红"
        assert len(asked) == queries
