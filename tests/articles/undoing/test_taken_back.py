"""What people took back again is as the import left it, and no reason to keep an article when its batch is undone."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from articles.curating.curated_fields import set_status
from articles.curating.references import signed
from articles.curating.saving import save_as_person
from articles.models import Article, ImportBatch, TrashItem
from articles.undoing import batches
from articles.undoing.batches import preview_undo, request_undo
from articles.undoing.trash import move_to_trash, restore
from tests.articles.undoing.test_batches import PAGE, again, imported

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return User.objects.create_user("wang")


@pytest.fixture
def batch() -> ImportBatch:
    return imported(PAGE)


def an_article() -> Article:
    return Article.objects.order_by("pk")[0]


def reasons(batch: ImportBatch) -> list[tuple[str, str]]:
    return [(kept.title, kept.reason) for kept in preview_undo(batch).kept]


def test_an_article_withdrawn_and_published_again_is_untouched(batch, person):
    article = an_article()
    set_status([article.pk], "withdrawn", person)
    assert reasons(batch) == [(article.title, "导入之后有人改过")]
    set_status([article.pk], "published", person)
    assert reasons(batch) == []


def test_a_preview_compares_so_many_and_says_how_many_it_did_not(batch, person, monkeypatch):
    monkeypatch.setattr(batches, "_COMPARED", 1)
    changed = list(Article.objects.order_by("pk").values_list("pk", flat=True)[:2])
    for status in ("withdrawn", "published"):
        set_status(changed, status, person)
    outlook = preview_undo(batch)
    assert [kept.article for kept in outlook.kept] == changed[1:]
    assert outlook.not_compared == 1
    request_undo(batch, person)
    assert batches.undo(batch).kept == ()


def test_an_article_whose_title_was_put_back_is_untouched(batch, person):
    article = an_article()
    printed, origin, reason = article.title, article.title_origin, article.title_reason
    article.title = "改过的题目"
    save_as_person(article, person)
    assert reasons(batch) == [("改过的题目", "导入之后有人改过")]
    article.title, article.title_origin, article.title_reason = printed, origin, reason
    save_as_person(article, person)
    assert reasons(batch) == []


def test_an_article_deleted_is_named_as_deleted_and_restored_as_untouched(batch, person):
    article = an_article()
    item = move_to_trash(article, person)
    assert reasons(batch) == [(article.title, "导入之后有人删除")]
    restore(TrashItem.objects.get(pk=item.pk), person)
    assert reasons(batch) == []


def test_one_changed_deleted_and_restored_is_changed_by_its_present_title(batch, person):
    article = an_article()
    article.title = "改过的题目"
    save_as_person(article, person)
    restore(move_to_trash(article, person), person)
    assert reasons(batch) == [("改过的题目", "导入之后有人改过")]


def test_a_byline_that_is_other_than_imported_keeps_its_article(batch, person):
    byline = an_article().authorships.all()[0]
    byline.affiliation = "另一单位"
    signed(byline, person).save()
    assert len(reasons(batch)) == 1


def test_one_that_a_later_batch_updated_is_kept_though_people_put_it_back(batch, person):
    article, other = an_article(), Article.objects.order_by("-pk")[0]
    opening = other.body[0]["text"][:8]
    later = again(PAGE, PAGE.read_text().replace(opening, f"另说{opening[2:]}"))
    set_status([article.pk], "withdrawn", person)
    set_status([article.pk], "published", person)
    assert (article.title, f"第 {later.pk} 批后来又更新过，要先撤销那一批") in reasons(batch)
