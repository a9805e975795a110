"""Whatever changes what readers find an article by is told, once, inside the transaction."""

from __future__ import annotations

import pytest
from django.db import connection

from articles.changes import mark_changed, one_change
from articles.models import Article, Author, Authorship, Column, Feature, SourceDocument, Theme, ThemeAssignment
from articles.signals import articles_changed

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    source = SourceDocument.objects.create(file_name="a.txt", sha256="1" * 64, kind="newspaper_page", raw_text="")
    column = Column.objects.create(name="智库头条")
    feature = Feature.objects.create(source=source, title="专题")
    article = Article.objects.create(title="题目", body=[], column=column, feature=feature)
    Authorship.objects.create(article=article, author=Author.objects.create(name="朱旭森"))
    ThemeAssignment.objects.create(article=article, theme=Theme.objects.create(name="体育产业"))
    return article


@pytest.fixture
def told(article):
    heard: list[tuple[list[int], bool]] = []

    def hear(sender, article_ids, **_):
        heard.append((article_ids, connection.in_atomic_block))

    articles_changed.connect(hear)
    yield heard
    articles_changed.disconnect(hear)


CHANGES = {
    "an article saved": lambda: Article.objects.get().save(),
    "an article deleted": lambda: Article.objects.get().delete(),
    "a column renamed": lambda: Column.objects.get().save(),
    "a column deleted": lambda: Column.objects.get().delete(),
    "an author renamed": lambda: Author.objects.get().save(),
    "an authorship deleted": lambda: Authorship.objects.get().delete(),
    "a theme renamed": lambda: Theme.objects.get().save(),
    "a theme deleted": lambda: Theme.objects.get().delete(),
    "a theme taken away": lambda: ThemeAssignment.objects.get().delete(),
    "a feature renamed": lambda: Feature.objects.get().save(),
    "a feature deleted": lambda: Feature.objects.get().delete(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_such_change_is_told_once_in_its_transaction(article, told, change):
    with one_change():
        change()
    assert told == [([article.pk], True)]


def test_a_distinction_is_nothing_that_readers_find_by(article, told):
    Author.objects.get().save(update_fields=["distinction"])
    assert told == []


def test_changes_inside_one_another_are_told_together(article, told):
    with one_change():
        mark_changed([3])
        with one_change():
            mark_changed([2])
        mark_changed([3, 1])
    assert [ids for ids, _ in told] == [[1, 2, 3]]


def test_what_fails_is_not_told(article, told):
    def fail() -> None:
        with one_change():
            mark_changed([1])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert told == []
    mark_changed([2])
    assert [ids for ids, _ in told] == [[2]]


def test_a_history_begins_with_what_was_imported(article):
    (imported,) = Article.objects.bulk_create([Article(title="导入的题目", body=[])])
    assert imported.history.count() == 0
    imported.title = "改过的题目"
    imported.save()
    newest, oldest = imported.history.all()
    assert (oldest.title, oldest.history_user, oldest.history_change_reason) == ("导入的题目", None, "导入")
    assert newest.title == "改过的题目"


def test_what_rules_do_makes_no_history_but_what_people_do_does(article, django_user_model):
    row = ThemeAssignment.objects.get()
    row.removed = True
    row._history_user = django_user_model.objects.create(username="li")  # type: ignore[attr-defined]
    row.save()
    assert row.history.first().history_user.username == "li"
    assert row.history.earliest().removed is False
