"""The trash in the admin."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import Article, TrashItem
from articles.roles import EDITOR, MANAGER
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
