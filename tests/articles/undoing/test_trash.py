"""What a person deleted is put back as it was, wherever that can be."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles.curating.merging import merge_rows
from articles.curating.references import row_of
from articles.importing.files import read_page
from articles.importing.pages import import_page, read_again
from articles.integrity import check_library
from articles.models import (
    Article,
    Author,
    Authorship,
    Column,
    CuratedField,
    Feature,
    Passage,
    Problem,
    SourceDocument,
    Theme,
    ThemeAssignment,
    TrashItem,
)
from articles.undoing.trash import CannotRestore, move_to_trash, restore
from search.models import PendingIndexing
from tests.search.seed_library import SEEDS

pytestmark = pytest.mark.usefixtures("library")


def record() -> str:
    """All of the record that is no history; times to the second, as they are kept."""
    kept = (SourceDocument, Author, Column, Theme, Feature, Article, Authorship, ThemeAssignment, Problem, Passage)
    rows = [row for model in kept for row in serializers.serialize("python", model.objects.order_by("pk"))]
    for row in rows:
        for name in ("parsed_at", "updated_at", "organisations"):
            row["fields"].pop(name, None)
        for name in ("created_at", "imported_at"):
            row["fields"][name] = str(row["fields"].get(name))[:19]
    return str(rows)


def one_with(model) -> Any:
    if model is Feature:
        return Feature.objects.first()
    article = Article.objects.filter(problems__isnull=False, column__isnull=False).first()
    return {Article: article, SourceDocument: article.source, Column: article.column}.get(
        model
    ) or Theme.objects.first()


@pytest.mark.parametrize("model", [Article, SourceDocument, Column, Theme, Feature], ids=lambda model: model.__name__)
def test_what_comes_back_is_as_it_was_and_nothing_is_lost_meanwhile(model):
    before = record()
    item = move_to_trash(one_with(model), None)
    assert record() != before
    assert list(check_library()) == []
    restore(TrashItem.objects.get(pk=item.pk), None)
    assert record() == before
    assert list(check_library()) == []
    assert not TrashItem.objects.exists()


def an_article() -> Article:
    return Article.objects.all()[0]


def test_both_ways_are_told_to_the_index():
    article = an_article()
    PendingIndexing.objects.all().delete()
    item = move_to_trash(article, None)
    assert PendingIndexing.objects.filter(article_id=item.rows[-1]["fields"]["article"]).exists()
    PendingIndexing.objects.all().delete()
    restored = restore(item, None)
    assert PendingIndexing.objects.filter(article_id=restored.pk).exists()


def test_who_restores_second_is_told():
    item = move_to_trash(Article.objects.all()[0], None)
    other = TrashItem.objects.defer("rows").get(pk=item.pk)
    restore(item, None)
    with pytest.raises(CannotRestore, match="已经恢复"):
        restore(other, None)


def test_an_author_who_was_merged_meanwhile_is_the_one_who_stays():
    article = an_article()
    author, other = article.authors.all()[0], Author.objects.exclude(articles=article)[0]
    Authorship.objects.create(article=Article.objects.exclude(pk=article.pk).last(), author=author, position=9)
    item = move_to_trash(article, None)
    merge_rows(other, [other, author])
    assert list(Author.objects.filter(articles=restore(item, None).pk)) == [other]


def test_a_theme_that_a_person_gave_comes_back_whichever_is_restored_first():
    article = an_article()
    theme = Theme.objects.exclude(assignments__article=article)[0]
    given = ThemeAssignment.objects.create(article=article, theme=theme, origin=ThemeAssignment.Origin.PERSON)
    first, second = move_to_trash(article, None), move_to_trash(theme, None)
    restore(first, None)
    assert not ThemeAssignment.objects.filter(pk=given.pk).exists()
    restore(TrashItem.objects.get(pk=second.pk), None)
    assert ThemeAssignment.objects.get(pk=given.pk).origin == ThemeAssignment.Origin.PERSON
    assert list(check_library()) == []


def test_a_package_takes_its_article_back_whichever_is_restored_first():
    feature = Feature.objects.filter(articles__isnull=False)[0]
    article, item_key = feature.articles.all()[0], feature.pk
    key = article.pk
    first, second = move_to_trash(article, None), move_to_trash(feature, None)
    restore(first, None)
    assert Article.objects.get(pk=key).feature is None
    restore(TrashItem.objects.get(pk=second.pk), None)
    assert Article.objects.get(pk=key).feature_id == item_key


def test_a_package_waits_for_its_file_and_is_never_lost_for_it():
    feature = Feature.objects.filter(articles__isnull=False)[0]
    first, second = move_to_trash(feature, None), move_to_trash(feature.source, None)
    with pytest.raises(CannotRestore, match="请先恢复那个文件"):
        restore(first, None)
    TrashItem.objects.filter(pk=second.pk).delete()
    with pytest.raises(CannotRestore, match="已不在库中"):
        restore(TrashItem.objects.get(pk=first.pk), None)
    assert TrashItem.objects.filter(pk=first.pk).exists()


def test_articles_of_a_column_go_to_the_one_that_has_its_name_now():
    column = one_with(Column)
    keys = sorted(column.articles.values_list("pk", flat=True))
    item = move_to_trash(column, None)
    other = Column.objects.create(name=column.name)
    assert restore(item, None) == other
    assert sorted(other.articles.values_list("pk", flat=True)) == keys


def test_an_article_waits_for_its_file_and_comes_back_without_one_that_is_gone():
    article = one_with(Article)
    first, second = move_to_trash(article, None), move_to_trash(article.source, None)
    with pytest.raises(CannotRestore, match="请先恢复那个文件"):
        restore(first, None)
    TrashItem.objects.filter(pk=second.pk).delete()
    restore(TrashItem.objects.get(pk=first.pk), None)
    restored = Article.objects.get(title=article.title)
    assert (restored.source, restored.passages.count()) == (None, 0)
    connection.check_constraints()


def test_marks_of_what_people_changed_come_back():
    article = an_article()
    CuratedField.objects.create(article=article, field="title", imported="x")
    restored = restore(move_to_trash(article, None), None)
    assert CuratedField.objects.get(article=restored.pk).imported == "x"


def test_a_file_that_was_imported_again_is_not_put_back_beside_itself():
    source = SourceDocument.objects.filter(articles__isnull=False)[0]
    item = move_to_trash(source, None)
    import_page(read_page(SEEDS / source.file_name))
    with pytest.raises(CannotRestore, match="又导入过"):
        restore(item, None)
    assert SourceDocument.objects.filter(file_name=source.file_name).count() == 1


def test_an_article_stays_deleted_when_its_file_is_read_again_and_comes_back_whole():
    article = one_with(Article)
    source, number, runs = article.source, article.pk, article.passages.count()
    item = move_to_trash(article, None)
    for _ in range(2):
        read_again(source)
        assert not Article.objects.filter(pk=number).exists()
    restore(item, None)
    assert Article.objects.get(pk=number).passages.count() == runs
    assert list(check_library()) == []


def test_a_file_that_came_back_is_still_found_as_the_former_of_a_corrected_copy(tmp_path):
    first = SourceDocument.objects.order_by("pk")[0]
    text = first.raw_text
    restore(move_to_trash(first, None), None)
    (tmp_path / "copy.txt").write_text(text[:1500] + "叾" + text[1501:], encoding="utf-8")
    assert import_page(read_page(tmp_path / "copy.txt")).replaced == first.file_name


def test_a_file_that_came_back_is_its_batch_s_again():
    source = SourceDocument.objects.order_by("pk")[0]
    files = set(source.batch_files.values_list("pk", flat=True))
    assert files
    back = SourceDocument.objects.get(pk=restore(move_to_trash(source, None), None).pk)
    assert set(back.batch_files.values_list("pk", flat=True)) == files


def test_what_is_old_is_forgotten_by_command(capsys):
    old, new = (move_to_trash(article, None) for article in Article.objects.all()[:2])
    TrashItem.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=40))
    call_command("empty_trash", days=30)
    assert list(TrashItem.objects.all()) == [new]
    assert "1 items" in capsys.readouterr().out


def test_a_repair_that_went_into_the_trash_under_an_older_name_comes_back_whole():
    row = {"model": "articles.pagerepair", "pk": 1, "fields": {"said": "第 1 处：把“甲”接到前一段", "options": {}}}
    item = TrashItem.objects.create(kind=TrashItem.Kind.SOURCE, name="一页", rows=[row])
    import_module("articles.migrations.0023_standard_names").forwards(apps, SimpleNamespace(connection=connection))
    item.refresh_from_db()
    assert row_of(item.rows[0]).summary == "第 1 处：把“甲”接到前一段"
