"""A library of older rules is brought up to those of today."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from articles.integrity import check_library
from articles.models import Article, Author, Authorship, Organisation

pytestmark = pytest.mark.django_db


def written(name: str, affiliation: str) -> Author:
    """An author as older rules stored one: without organisations, under the name as printed."""
    author = Author.objects.bulk_create([Author(name=name, pinyin="?", initials="?")])[0]
    article = Article.objects.create(title="题", body=[{"kind": "paragraph", "text": "文"}])
    Authorship.objects.bulk_create([Authorship(article=article, author=author, affiliation=affiliation)])
    return author


def test_two_who_differ_by_a_dot_become_one_and_two_of_two_places_stay_two(capsys):
    one = written("古丽·艾力", "甲大学教授")
    written("古丽•艾力", "甲大学商学院副教授")
    other = written("古丽・艾力", "乙大学讲师")
    call_command("refresh_library")
    assert "3 authors respelled, 1 of them merged" in capsys.readouterr().out
    assert set(Author.objects.values_list("pk", "name")) == {(one.pk, "古丽·艾力"), (other.pk, "古丽·艾力")}
    assert one.authorships.count() == 2
    assert Author.objects.get(pk=one.pk).aliases == ["古丽•艾力"]


def test_affiliations_are_read_and_the_library_is_whole_again(capsys):
    author = written("薄明", "甲大学教授")
    assert [finding.rule for finding in check_library()] == ["organisations"]
    call_command("refresh_library")
    assert list(check_library()) == []
    assert Author.objects.get(pk=author.pk).pinyin == "boming"
    assert Organisation.objects.get().name == "甲大学"
    call_command("refresh_library")
    assert "0 authors respelled" in capsys.readouterr().out
