"""Organisations are one row each, however an affiliation writes them, and follow it when it changes."""

from __future__ import annotations

import pytest

from articles.models import Article, Author, Authorship, Organisation
from articles.people.organisation_rows import name_organisations

pytestmark = pytest.mark.django_db


def signed(*affiliations: str) -> list[Authorship]:
    article = Article.objects.create(title="题", body=[])
    author = [Author.objects.create(name=f"作者{n}") for n, _ in enumerate(affiliations)]
    rows = [
        Authorship(article=article, author=a, affiliation=text, position=n)
        for n, (a, text) in enumerate(zip(author, affiliations, strict=True))
    ]
    return Authorship.objects.bulk_create(rows)


def test_a_university_is_one_row_and_its_schools_are_below_it():
    name_organisations(signed("重庆大学商学院院长", "重庆大学商学院教授", "重庆大学法学院讲师", "重庆大学"))
    whole = Organisation.objects.get(name="重庆大学")
    assert set(whole.parts.values_list("name", flat=True)) == {"重庆大学商学院", "重庆大学法学院"}
    assert Organisation.objects.count() == 3


def test_all_of_it_takes_a_few_queries(django_assert_max_num_queries):
    rows = signed(*(f"重庆大学{name}学院院长" for name in "文理工商法医农"))
    with django_assert_max_num_queries(9):
        name_organisations(rows)


def test_a_second_time_changes_nothing():
    rows = signed("重庆大学教授、市教委处长")
    assert name_organisations(rows) == {rows[0].article_id}
    assert name_organisations(rows) == set()


def test_an_affiliation_that_a_person_corrects_has_other_organisations():
    (row,) = signed("重庆大学教授")
    row.affiliation = "四川大学教授"
    row.save()
    assert [organisation.name for organisation in row.organisations.all()] == ["四川大学"]
