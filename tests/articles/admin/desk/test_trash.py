"""The trash in the admin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.curating.saving import save_as_person
from articles.models import Article, CuratedField, TrashItem
from articles.roles import EDITOR, MANAGER
from articles.undoing.trash import restore
from search.index.curated_words import vocabulary
from search.models import DictionaryTerm, SynonymGroup
from tests.articles.admin.conftest import form_data
from tests.articles.admin.test_roles import person

TRASH = reverse("admin:articles_trashitem_changelist")


def delete(client, article: Article) -> TrashItem:
    client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    return TrashItem.objects.get()


def test_a_deleted_article_is_in_the_trash_and_comes_back(desk, curator, first_article):
    item = delete(desk, first_article)
    assert (item.kind, item.name, item.by) == ("article", first_article.title, curator)
    assert first_article.title in desk.get(TRASH, {"kind__exact": "article"}).content.decode()
    page = desk.post(TRASH, {"action": "put_back", "_selected_action": [item.pk]}, follow=True)
    assert "已恢复文章" in page.content.decode()
    back = Article.objects.get(pk=first_article.pk)
    assert [row.author.name for row in back.signed] == ["朱旭森"]
    assert back.history.first().history_user == curator


def test_what_was_deleted_long_ago_is_found_by_its_age(desk, first_article):
    delete(desk, first_article)
    TrashItem.objects.update(at=timezone.now() - timedelta(days=31))
    number = [len(desk.get(TRASH, {"age": age}).context["cl"].queryset) for age in ("week", "month", "older", "x")]
    assert number == [0, 0, 1, 1]


def test_articles_deleted_together_are_each_in_the_trash(desk, first_article):
    pks = list(Article.objects.values_list("pk", flat=True)[:3])
    desk.post(
        reverse("admin:articles_article_changelist"),
        {"action": "delete_selected", "_selected_action": pks, "post": "yes"},
    )
    assert TrashItem.objects.count() == 3


@pytest.mark.parametrize(("role", "comes_back"), [(EDITOR, False), (MANAGER, True)])
def test_who_may_delete_may_restore(client, first_article, role, comes_back):
    client.force_login(person(MANAGER))
    item = delete(client, first_article)
    client.logout()
    other = person(role, name="zhao")
    client.force_login(other)
    client.post(TRASH, {"action": "put_back", "_selected_action": [item.pk]})
    assert Article.objects.filter(pk=first_article.pk).exists() == comes_back


def test_whoever_deletes_is_told_of_the_trash_before_and_after(desk, first_article):
    address = reverse("admin:articles_article_delete", args=[first_article.pk])
    asked = desk.get(address).content.decode()
    assert "进回收站，可以原样恢复" in asked
    assert "所有相关的项目都将被删除" not in asked
    told = desk.post(address, {"post": "yes"}, follow=True).content.decode()
    assert f"文章已移入回收站：{first_article.title}" in told
    assert reverse("admin:articles_trashitem_change", args=[TrashItem.objects.get().pk]) in told
    assert "成功删除" not in told


def test_an_item_of_the_trash_says_what_went_by_kind_and_is_restored_on_its_own_page(desk, first_article):
    bylines, passages = first_article.authorships.count(), first_article.passages.count()
    item = delete(desk, first_article)
    page = desk.get(reverse("admin:articles_trashitem_change", args=[item.pk])).content.decode()
    assert f"署名 {bylines}" in page
    assert f"原文片段 {passages}" in page
    restoring = reverse("admin:articles_trashitem_restore", args=[item.pk])
    assert f'formaction="{restoring}"' in page
    assert "已恢复文章" in desk.post(restoring, follow=True).content.decode()
    assert Article.objects.filter(pk=first_article.pk).exists()


def test_an_editor_does_not_restore_on_an_items_page(desk, first_article, client):
    item = delete(desk, first_article)
    client.force_login(person(EDITOR))
    page = client.get(reverse("admin:articles_trashitem_change", args=[item.pk])).content.decode()
    assert 'value="恢复"' not in page
    assert client.post(reverse("admin:articles_trashitem_restore", args=[item.pk])).status_code == 403


def test_the_page_of_a_deleted_article_is_gone_for_readers_and_not_mistyped(desk, first_article):
    address = first_article.get_absolute_url()
    item = delete(desk, first_article)
    assert Client().get(address).status_code == 410
    assert Client().get("/articles/99999/").status_code == 404
    restore(item, None)
    assert Client().get(address).status_code == 200


def test_a_restored_field_was_changed_when_it_was_changed(desk, first_article):
    CuratedField.objects.create(article=first_article, field="title", imported="x")
    before = timezone.now().replace(microsecond=0) - timedelta(days=3)
    CuratedField.objects.update(curated_at=before)
    restore(delete(desk, first_article), None)
    assert CuratedField.objects.get(field="title").curated_at == before


def test_a_history_names_no_byline_as_added_that_came_back(desk, first_article):
    restore(delete(desk, first_article), User.objects.get())
    changed = Article.objects.get(pk=first_article.pk)
    changed.status = Article.Status.WITHDRAWN
    save_as_person(changed, User.objects.get())
    page = desk.get(reverse("admin:articles_article_history", args=[first_article.pk]))
    labels = [change.label for entry in page.context["page_obj"].entries for change in entry.changes]
    assert labels == ["状态"]


def test_curators_words_have_a_history_and_come_back_from_the_trash(desk):
    group = SynonymGroup.objects.create(terms=["山城", "雾都"], note="地名")
    term = DictionaryTerm.objects.create(term="巴渝和美乡村")
    page = reverse("admin:search_synonymgroup_change", args=[group.pk])
    desk.post(page, form_data(desk.get(page)) | {"terms": "山城\n雾都\n江边城"})
    told = desk.get(reverse("admin:search_synonymgroup_history", args=[group.pk])).content.decode()
    assert "<ins>江边城" in told
    before = vocabulary().synonyms["山城"]
    for row in (group, term):
        kind = row._meta.model_name
        told = desk.post(reverse(f"admin:search_{kind}_delete", args=[row.pk]), {"post": "yes"}, follow=True)
        assert "已移入回收站" in told.content.decode()
        assert not type(row).objects.filter(pk=row.pk).exists()
    assert "山城" not in vocabulary().synonyms
    chosen = list(TrashItem.objects.values_list("pk", flat=True))
    desk.post(TRASH, {"action": "put_back", "_selected_action": chosen})
    assert vocabulary().synonyms["山城"] == before
    assert DictionaryTerm.objects.get(pk=term.pk).term == term.term
    assert not TrashItem.objects.exists()


def test_a_word_that_another_has_taken_stays_in_the_trash_and_says_so(desk):
    term = DictionaryTerm.objects.create(term="巴渝和美乡村")
    desk.post(reverse("admin:search_dictionaryterm_delete", args=[term.pk]), {"post": "yes"})
    DictionaryTerm.objects.create(term=term.term)
    item = TrashItem.objects.get()
    told = desk.post(TRASH, {"action": "put_back", "_selected_action": [item.pk]}, follow=True).content.decode()
    assert "库中已另有词典词“巴渝和美乡村”" in told
    assert TrashItem.objects.filter(pk=item.pk).exists()


def test_who_may_look_at_words_alone_brings_none_back(desk, client):
    term = DictionaryTerm.objects.create(term="巴渝和美乡村")
    desk.post(reverse("admin:search_dictionaryterm_delete", args=[term.pk]), {"post": "yes"})
    client.force_login(person(rights=("view_trashitem", "view_dictionaryterm", "delete_article")))
    told = client.post(TRASH, {"action": "put_back", "_selected_action": [TrashItem.objects.get().pk]}, follow=True)
    assert "您不能恢复词典词" in told.content.decode()
    assert not DictionaryTerm.objects.filter(pk=term.pk).exists()
