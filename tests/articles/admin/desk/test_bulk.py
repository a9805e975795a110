"""Changing many articles in the admin."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import Article, ImportBatch, Theme
from articles.roles import EDITOR
from tests.articles.admin.test_roles import person

LIST = reverse("admin:articles_article_changelist")


def sent(keys, **more) -> dict[str, object]:
    return {"action": "change_many", "_selected_action": keys[:1], "keys": ",".join(map(str, keys)), **more}


def all_keys() -> list[int]:
    return list(Article.objects.order_by("pk").values_list("pk", flat=True))


def test_chosen_articles_are_shown_changed_before_they_are(library, desk):
    keys = all_keys()[:2]
    form = desk.post(LIST, {"action": "change_many", "_selected_action": keys})
    assert "批量修改 2 篇文章" in form.content.decode()
    page = desk.post(LIST, sent(keys, status="draft", preview=""))
    assert "<del>已发布</del> → <ins>草稿</ins>" in page.content.decode()
    assert not Article.objects.filter(status="draft").exists()
    assert "还没有写要改什么" in desk.post(LIST, sent(keys, preview="")).content.decode()
    theme = Theme.objects.first()
    for said in ({"add_themes": theme.pk, "remove_themes": theme.pk}, {"date": "2026-01-02", "no_date": "on"}):
        assert "既要" in desk.post(LIST, sent(keys, **said, preview="")).content.decode()
    assert "批量修改 2 篇文章" in desk.post(LIST, sent([*keys, 999_999], status="draft", preview="")).content.decode()


def test_a_preview_waits_for_nobody_who_writes(library, desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as asked:
        desk.post(LIST, sent(all_keys(), status="draft", preview=""))
    assert {query["sql"].split()[0] for query in asked.captured_queries} == {"SELECT"}


def test_an_editor_changes_and_takes_it_back(library, client, work):
    client.force_login(person(EDITOR))
    keys = all_keys()[:3]
    client.post(LIST, sent(keys, status="draft", confirm=""))
    batch = ImportBatch.objects.get(kind="bulk")
    assert Article.objects.filter(status="draft").count() == 3
    assert client.get(reverse("admin:articles_importbatch_change", args=[batch.pk])).status_code == 200
    client.post(reverse("admin:articles_importbatch_undo", args=[batch.pk]))
    work()
    assert not Article.objects.filter(status="draft").exists()


def test_what_would_change_nothing_is_said_to_and_is_no_batch(library, desk, work, monkeypatch):
    keys = all_keys()
    Article.objects.filter(pk=keys[0]).update(status="draft")
    assert "没有改动" in desk.post(LIST, sent(keys[:1], status="draft", confirm=""), follow=True).content.decode()
    assert not ImportBatch.objects.filter(kind="bulk").exists()
    monkeypatch.setattr("articles.admin.desk.bulk.AT_ONCE", 5)
    desk.post(LIST, sent(keys, status="draft", confirm=""))
    work()
    (file,) = ImportBatch.objects.get(kind="bulk").files.all()
    assert file.report["updated"] == file.articles.count() == len(keys) - 1
    assert keys[0] not in file.articles.values_list("article", flat=True)


def test_many_are_left_to_the_worker(library, desk, work, monkeypatch):
    monkeypatch.setattr("articles.admin.desk.bulk.AT_ONCE", 5)
    desk.post(LIST, sent(all_keys(), no_date="on", status="withdrawn", confirm=""))
    assert not Article.objects.filter(status="withdrawn").exists()
    work()
    assert Article.objects.filter(status="withdrawn").count() == len(all_keys())


@pytest.mark.parametrize("keys", ["x", "1,²,9999999999999999999999", ""])
def test_what_is_no_key_is_no_article(library, desk, keys):
    data = sent(all_keys()[:1], status="draft", preview="") | {"keys": keys}
    assert desk.post(LIST, data).status_code == 200
