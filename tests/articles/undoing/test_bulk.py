"""One change of many articles is a batch: as its preview says, undone as one, what people changed since kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection

from articles.curating import saving
from articles.importing import batches
from articles.models import (
    Article,
    Authorship,
    BatchArticle,
    Column,
    CuratedField,
    ImportBatch,
    SourceDocument,
    Theme,
    ThemeAssignment,
)
from articles.undoing.batches import request_undo, undo
from articles.undoing.bulk import BulkChange, begin, differences, run

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def person() -> User:
    return User.objects.create(username="李")


def made(change: BulkChange, articles, person: User | None = None) -> ImportBatch:
    batch = begin(change, [article.pk for article in articles], person)
    run(batch)
    return ImportBatch.objects.get(pk=batch.pk)


def undone(batch: ImportBatch):
    request_undo(batch, None)
    return undo(ImportBatch.objects.get(pk=batch.pk))


def state() -> list[tuple[object, ...]]:
    return [
        (article.pk, article.column_id, article.published_on, article.status,
         sorted(article.theme_assignments.values_list("theme", "origin", "removed")),
         sorted(article.curated_fields.values_list("field", flat=True)))
        for article in Article.objects.order_by("pk")
    ]  # fmt: skip


def some() -> list[Article]:
    return list(Article.objects.order_by("pk")[:4])


def test_fields_and_themes_of_many_are_changed_and_undone_as_one(person):
    before = state()
    column = Column.objects.create(name="新栏目")
    gained, lost = Theme.objects.order_by("pk")[:2]
    ThemeAssignment.objects.update_or_create(article=some()[0], theme=lost)
    change = BulkChange(
        column=column.pk, date="2025-03-10", status="draft", add_themes=(gained.pk,), remove_themes=(lost.pk,)
    )
    batch = made(change, some(), person)
    for article in some():
        assert (article.column, article.published_on, article.status) == (column, date(2025, 3, 10), "draft")
        assert article.theme_assignments.get(theme=gained).origin == ThemeAssignment.Origin.PERSON
        assert article.history.first().history_user == person
        assert set(article.curated_fields.values_list("field", flat=True)) == {"column", "published_on", "status"}
    assert some()[0].theme_assignments.get(theme=lost).removed
    assert undone(batch).restored == 4
    assert state() == before


def test_the_preview_names_what_differs_and_nothing_else():
    article = some()[0]
    Article.objects.filter(pk=article.pk).update(status="draft")
    chosen = Article.objects.filter(pk__in=[row.pk for row in some()])
    found = list(differences(BulkChange(status="draft"), chosen))
    assert article not in [difference.row for difference in found]
    assert len(found) == 3
    assert found[0].fields == (("状态", "已发布", "草稿"),)


def test_a_theme_that_stands_by_rule_becomes_the_persons_who_adds_it(person):
    article, theme = Article.objects.create(title="一篇", body=[]), Theme.objects.create(name="生态", slug="shengtai")
    given = ThemeAssignment.objects.create(article=article, theme=theme, origin=ThemeAssignment.Origin.RULE)
    change = BulkChange(add_themes=(theme.pk,))
    (said,) = differences(change, Article.objects.filter(pk=article.pk))
    assert [label for label, *_ in said.fields] == ["主题"]
    run(begin(change, [article.pk], person))
    given.refresh_from_db()
    assert given.origin == ThemeAssignment.Origin.PERSON
    assert list(differences(change, Article.objects.filter(pk=article.pk))) == []


def test_a_preview_asks_for_what_is_changed_once_not_for_each_article(django_assert_max_num_queries):
    column = Column.objects.create(name="新栏目")
    with django_assert_max_num_queries(4):
        found = list(differences(BulkChange(column=column.pk), Article.objects.all()))
    assert len(found) == Article.objects.count() > 4


def test_page_and_publication_are_those_of_the_files(person):
    source = some()[0].source
    batch = made(BulkChange(page="9", publication="江边晚报"), some()[:1], person)
    changed = SourceDocument.objects.get(pk=source.pk)
    assert (changed.page, changed.publication, changed.origins["page"]) == ("9", "江边晚报", "curated")
    undone(batch)
    back = SourceDocument.objects.get(pk=source.pk)
    assert (back.page, back.publication, back.origins) == (source.page, source.publication, source.origins)
    said = [(str(v.history_user), v.page, v.history_change_reason) for v in source.history.all()]
    assert said == [("None", "", "撤销批次"), ("李", "9", ""), ("None", "", "导入")]


def test_what_somebody_changed_since_is_kept(person):
    batch = made(BulkChange(status="draft"), some(), person)
    touched = some()[1]
    touched.title = "后来改的题目"
    saving.save_as_person(touched, person)
    outlook = undone(batch)
    assert [kept.article for kept in outlook.kept] == [touched.pk]
    assert Article.objects.get(pk=touched.pk).status == "draft"
    assert Article.objects.get(pk=some()[0].pk).status == "published"


def run_and_die(batch: ImportBatch, monkeypatch, number: int) -> None:
    """Run a batch in a process that dies when it has saved so many articles, two to a transaction."""
    saved: list[int] = []
    whole = saving.save_as_person

    def dying(article, user):
        if len(saved) == number:
            raise KeyboardInterrupt
        saved.append(article.pk)
        return whole(article, user)

    monkeypatch.setattr("articles.undoing.bulk._ARTICLES_PER_TRANSACTION", 2)
    monkeypatch.setattr(saving, "save_as_person", dying)
    with pytest.raises(KeyboardInterrupt):
        run(batch)
    monkeypatch.setattr(saving, "save_as_person", whole)


def test_a_process_that_died_goes_on_where_it_was(person, monkeypatch):
    batch = begin(BulkChange(status="draft"), [article.pk for article in some()], person)
    run_and_die(batch, monkeypatch, 3)
    run(batch)
    assert {article.status for article in some()} == {"draft"}
    assert CuratedField.objects.filter(field="status").count() == 4
    assert undone(ImportBatch.objects.get(pk=batch.pk)).restored == 4
    assert {article.status for article in some()} == {"published"}


def test_a_change_that_is_cancelled_half_way_stops_and_what_was_done_is_undone(person, monkeypatch):
    batch = begin(BulkChange(status="draft"), [article.pk for article in some()], person)
    monkeypatch.setattr("articles.undoing.bulk._ARTICLES_PER_TRANSACTION", 2)
    whole = saving.save_as_person

    def cancelling(article, user):
        batches.cancel(batch)
        return whole(article, user)

    monkeypatch.setattr(saving, "save_as_person", cancelling)
    run(batch)
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.CANCELLED
    assert [article.status for article in some()].count("draft") == 2
    assert undone(batch).restored == 2
    assert {article.status for article in some()} == {"published"}


def test_what_was_deleted_before_the_batch_ran_is_left_out_of_it():
    theme, column = Theme.objects.create(name="先有后无"), Column.objects.create(name="先有后无")
    article = Article.objects.filter(column__isnull=False)[0]
    batch = begin(BulkChange(column=column.pk, add_themes=(theme.pk,)), [article.pk], None)
    theme.delete()
    column.delete()
    run(batch)
    connection.check_constraints()
    assert Article.objects.get(pk=article.pk).column == article.column


def test_a_change_whose_process_died_is_undone_as_far_as_it_got_once_it_is_cancelled(person, monkeypatch):
    batch = begin(BulkChange(status="draft"), [article.pk for article in some()], person)
    run_and_die(batch, monkeypatch, 2)
    batches.cancel(batch)
    run(batch)  # as the next worker does
    assert [article.status for article in some()].count("draft") == 2
    assert undone(batch).restored == 2
    assert {article.status for article in some()} == {"published"}


def test_undoing_leaves_a_field_that_cannot_be_read_as_it_was_stored(person):
    article = some()[0]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET lead = %s WHERE id = %s", ['{"a": 1}', article.pk])
    assert undone(made(BulkChange(status="draft"), some(), person)).restored == 4
    assert Article.objects.get(pk=article.pk).lead.stored == {"a": 1}


def test_a_change_of_very_many_is_kept_in_pieces_and_no_step_writes_what_grows_with_it(person, monkeypatch):
    monkeypatch.setattr("articles.undoing.bulk._ARTICLES_PER_FILE", 2)
    monkeypatch.setattr("articles.undoing.bulk._ARTICLES_PER_TRANSACTION", 1)
    articles = list(Article.objects.order_by("pk"))
    sources = dict(SourceDocument.objects.values_list("pk", "page"))
    batch = made(BulkChange(page="9"), articles, person)
    assert batch.files.count() == (len(articles) + 1) // 2
    assert {len(file.articles.all()) for file in batch.files.all()} <= {1, 2}
    assert not batch.files.exclude(before=None).exists()
    assert batch.state == ImportBatch.State.DONE
    undone(batch)
    assert dict(SourceDocument.objects.values_list("pk", "page")) == sources


def test_articles_that_are_withdrawn_have_no_day_to_be_published_on(person):
    article = some()[0]
    Article.objects.filter(pk=article.pk).update(status="draft", publish_on=date(2030, 1, 1))
    batch = made(BulkChange(status="withdrawn"), some()[:1], person)
    assert Article.objects.get(pk=article.pk).publish_on is None
    undone(batch)
    assert Article.objects.get(pk=article.pk).publish_on == date(2030, 1, 1)


def test_undoing_what_was_noted_before_bylines_kept_their_prints_leaves_these(person):
    signed = Authorship.objects.first()
    Authorship.objects.filter(pk=signed.pk).update(printed_as="笔名")
    since = signed.added_at
    batch = made(BulkChange(status="draft"), [signed.article], person)
    noted = BatchArticle.objects.get(file__batch=batch)
    for row in noted.before["authorships"]:
        del row["fields"]["printed_as"]
    noted.save()
    assert undone(batch).restored == 1
    signed.refresh_from_db()
    assert (signed.printed_as, signed.added_at) == ("笔名", since)
