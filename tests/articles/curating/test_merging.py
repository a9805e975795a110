"""Authors that are one become one, and what tells readers of articles hears of it."""

from __future__ import annotations

import pytest

from articles.curating.merge_undo import undo_merge
from articles.curating.merging import merge_authors
from articles.curating.splitting import split_row
from articles.models import Article, Author, Authorship

pytestmark = pytest.mark.django_db


def write(*names: str) -> tuple[Article, list[Author]]:
    article = Article.objects.create(title="题目", body=[])
    authors = [Author.objects.create(name=name) for name in names]
    for position, author in enumerate(authors):
        Authorship.objects.create(article=article, author=author, position=position)
    return article, authors


def test_merging_keeps_one_who_answers_to_all_names(told):
    first, (kept,) = write("朱旭森")
    second, (other,) = write("朱旭淼")
    told.clear()
    assert merge_authors(kept, [kept, other]) == 1
    assert Author.objects.get(pk=kept.pk).aliases == ["朱旭淼"]
    assert set(kept.articles.all()) == {first, second}
    assert told == [[first.pk, second.pk]]


def test_an_article_by_both_is_by_the_one_once():
    article, (kept, other) = write("朱旭森", "朱旭淼")
    merge_authors(kept, [other])
    assert list(article.authors.all()) == [kept]


def test_splitting_makes_a_second_person_of_the_same_name(told):
    write("王伟")
    article, _ = write("某人")
    author = Author.objects.get(name="王伟")
    kept = Authorship.objects.get(author=author)
    row = Authorship.objects.create(article=article, author=author, position=1)
    told.clear()
    other = Author(name="王伟", distinction="四川大学")
    split_row(author, other, [str(row.pk)])
    assert author.authorships.get() == kept
    assert str(other) == "王伟（四川大学）"
    assert other.pinyin == "wangwei"
    assert list(other.articles.all()) == [article]
    assert told == [[article.pk]]


@pytest.mark.parametrize(("printed", "aliases"), [("王伟", []), ("王玮", ["王玮"]), ("王玮华", [])])
def test_a_split_that_is_undone_leaves_no_name_that_nothing_prints(printed, aliases):
    write("王伟")
    article, _ = write("某人")
    author = Author.objects.get(name="王伟")
    row = Authorship.objects.create(article=article, author=author, position=1, printed_as=printed)
    undo_merge(split_row(author, Author(name="王玮"), [str(row.pk)]), None)
    author.refresh_from_db()
    assert author.aliases == aliases
    assert author.authorships.count() == 2
