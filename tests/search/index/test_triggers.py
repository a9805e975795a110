"""The database notes every change that readers may find an article by, whoever makes it and however they die."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from articles.models import (
    Article,
    Author,
    Authorship,
    Column,
    Feature,
    Organisation,
    Passage,
    SourceDocument,
    Theme,
    ThemeAssignment,
)
from search import query_log
from search.index import triggers
from search.models import PendingIndexing
from tests.search.own_site import OwnSite

pytestmark = pytest.mark.django_db


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def articles() -> tuple[int, int]:
    """One article with all that it can be found by, and one that shares nothing with it; nothing is pending."""
    source = SourceDocument.objects.create(file_name="a.txt", sha256="1" * 64, kind="newspaper_page", raw_text="图片")
    column = Column.objects.create(name="智库头条")
    feature = Feature.objects.create(source=source, title="专题")
    article = Article.objects.create(title="题目", body=[], column=column, feature=feature, source=source)
    Authorship.objects.create(article=article, author=Author.objects.create(name="某甲"))
    ThemeAssignment.objects.create(article=article, theme=Theme.objects.create(name="低空经济"))
    Passage.objects.create(source=source, part="caption", start=0, end=2)
    other = Article.objects.create(title="别的", body=[])
    PendingIndexing.objects.all().delete()
    return article.pk, other.pk


CHANGES = {
    "a title, by update()": lambda: Article.objects.filter(title="题目").update(title="改过"),
    "a title, in plain SQL": lambda: sql("UPDATE articles_article SET title = '改过' WHERE title = '题目'"),
    "an author given, by bulk_create": lambda: Authorship.objects.bulk_create(
        [
            Authorship(
                article=Article.objects.get(title="题目"), author=Author.objects.bulk_create([Author(name="乙")])[0]
            )
        ]
    ),
    "an author taken, by a query": lambda: Authorship.objects.all()._raw_delete("default"),
    "an organisation given, by bulk_create": lambda: Authorship.organisations.through.objects.bulk_create(
        [
            Authorship.organisations.through(
                authorship=Authorship.objects.get(), organisation=Organisation.objects.create(name="某院", key="某院")
            )
        ]
    ),
    "a theme taken, by update()": lambda: ThemeAssignment.objects.update(removed=True),
    "a theme become another": lambda: ThemeAssignment.objects.update(theme=Theme.objects.create(name="体育产业")),
    "a theme taken, in plain SQL": lambda: sql("DELETE FROM articles_themeassignment"),
    "an author's name": lambda: Author.objects.update(name="某乙"),
    "an author's other names": lambda: Author.objects.update(aliases=["阿甲"]),
    "a column's name": lambda: Column.objects.update(name="学习"),
    "a theme's name": lambda: Theme.objects.update(name="体育产业"),
    "a package's note": lambda: Feature.objects.update(editor_note="编者按"),
    "a page's date": lambda: SourceDocument.objects.update(published_on=date(2025, 3, 10)),
    "a page's paper": lambda: SourceDocument.objects.update(publication="山城日报"),
    "a page's number": lambda: SourceDocument.objects.update(page="9"),
    "a page's section": lambda: SourceDocument.objects.update(section="理论"),
    "a caption of the page, gone": lambda: Passage.objects.all()._raw_delete("default"),
    "a caption become the article's": lambda: Passage.objects.update(article=Article.objects.get(title="题目")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_is_noted_for_its_article_and_no_other(articles, change):
    before = triggers.record_version()
    change()
    assert set(PendingIndexing.objects.values_list("article_id", flat=True)) == {articles[0]}
    assert triggers.record_version() != before


def test_articles_made_and_deleted_in_bulk_are_noted(articles):
    made = Article.objects.bulk_create([Article(title=f"第{number}篇", body=[]) for number in range(3)])
    Article.objects.filter(pk=articles[1]).delete()
    noted = set(PendingIndexing.objects.values_list("article_id", flat=True))
    assert noted == {articles[1], *(article.pk for article in made)}


UNSEEN = {
    "what an author is told apart by": lambda: Author.objects.update(distinction="在渝"),
    "what a column is": lambda: Column.objects.update(description="头条"),
    "a name written as it was": lambda: Theme.objects.update(name="低空经济"),
    "a file's name": lambda: SourceDocument.objects.update(file_name="b.txt"),
    "how strongly an article speaks of its theme": lambda: ThemeAssignment.objects.update(score=9.0, evidence=[]),
}


@pytest.mark.parametrize("change", UNSEEN.values(), ids=UNSEEN.keys())
def test_what_no_search_asks_is_not_pending_but_a_new_version(articles, change):
    before = triggers.record_version()
    change()
    assert not PendingIndexing.objects.exists()
    assert triggers.record_version() != before


def test_what_readers_search_for_is_no_change_of_the_record(articles):
    """It is written every minute: whatever is kept until anything changes would be made again as often."""
    before = triggers.record_version()
    query_log.write({"产业": query_log.Times(asked=1)})
    assert triggers.record_version() == before


def test_a_change_again_is_noted_once_and_anew(articles):
    """An index that is just taking in the first state does not take the second state's row away."""
    Article.objects.filter(pk=articles[0]).update(title="改过")
    applied = set(PendingIndexing.objects.values_list("pk", flat=True))
    with transaction.atomic():
        Article.objects.filter(pk=articles[0]).update(title="再改")
    PendingIndexing.objects.filter(pk__in=applied).delete()
    expected = 1 if connection.vendor == "sqlite" else 0  # PostgreSQL: the test is one transaction, and notes it once
    assert PendingIndexing.objects.count() == expected


def test_a_database_that_notes_nothing_is_said(articles):
    triggers.remove()
    assert not triggers.are_installed()
    with pytest.raises(CommandError, match=r"triggers are missing; run: manage\.py migrate"):
        call_command("sync_index")
    triggers.install()
    assert triggers.are_installed()


def test_a_version_is_never_named_twice_after_a_copy_was_brought_back(articles):
    before = triggers.record_version()
    triggers.install()
    assert triggers.record_version() != before


KILLED = """
import os, signal, django
django.setup()
from django.db.models.signals import post_save
from articles.models import Article
article = Article.objects.create(title="先有的", body=[])
print("ready", flush=True)
post_save.receivers.clear(); post_save.sender_receivers_cache.clear()  # it dies before the first of them
post_save.connect(lambda **_: os.kill(os.getpid(), signal.SIGKILL), sender=Article, weak=False)
{change}
"""
DEATHS = ("article.title = '改过'; article.save()", "Article.objects.create(title='改过', body=[])")


@pytest.mark.long
@pytest.mark.parametrize("change", DEATHS, ids=["saved", "created"])
def test_what_dies_before_it_tells_anybody_is_indexed_all_the_same(tmp_path, change):
    """No transaction around it: the row stands as soon as it is written, and the process dies in `post_save`."""
    site = OwnSite(tmp_path)
    with site.at_work(KILLED.format(change=change)) as child:
        assert child.wait(60) == -9
    count = "SELECT COUNT(*) FROM search_pendingindexing p JOIN articles_article a ON a.id = p.article_id"
    assert site.query(f"{count} WHERE a.title = '改过'") == [(1,)]
    site.manage("sync_index")
    assert "agree" in site.manage("check_index")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's choice of an index")
def test_what_waits_already_is_found_by_its_article_however_much_waits():
    """Or else what a row's change costs grows with all that waits, and a large import never ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE sql LIKE '%BEGIN DELETE FROM search_pending%'")
        deletions = [sql.split(" BEGIN ")[1].split(";")[0] for (sql,) in cursor.fetchall()]
        assert len(deletions) > 10
        for deletion in deletions:
            cursor.execute("EXPLAIN QUERY PLAN " + re.sub(r"\b(NEW|OLD)\.\w+", "1", deletion))
            assert "(article_id=?)" in cursor.fetchone()[3]
