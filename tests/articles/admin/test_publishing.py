"""Drafts that are published from a day on, and what only curators see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.curating import curated_fields
from articles.models import Article
from articles.tasks import publish_due
from tests.articles.admin.conftest import form_data
from tests.articles.admin.test_curating import edit


@pytest.fixture
def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def test_a_draft_is_published_when_its_day_begins(desk, work, first_article, tomorrow, monkeypatch):
    edit(desk, first_article, status="draft", publish_on=tomorrow.isoformat())
    work()
    first_article.refresh_from_db()
    assert first_article.status == "draft"
    waiting = DBTaskResult.objects.get(task_path="articles.tasks.publish_due")
    assert timezone.localtime(waiting.run_after).date() == tomorrow
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    publish_due.call(first_article.pk)
    first_article.refresh_from_db()
    assert (first_article.status, first_article.publish_on) == ("published", None)
    assert first_article.curated_fields.filter(field="status").exists()


def test_one_whose_day_is_past_is_published_at_once(desk, work, first_article):
    edit(desk, first_article, status="draft", publish_on=timezone.localdate().isoformat())
    work()
    first_article.refresh_from_db()
    assert first_article.status == "published"


def test_a_day_put_off_and_a_withdrawal_hold(desk, first_article, tomorrow):
    edit(desk, first_article, status="draft", publish_on=tomorrow.isoformat())
    publish_due.call(first_article.pk)
    first_article.refresh_from_db()
    assert first_article.status == "draft"
    Article.objects.filter(pk=first_article.pk).update(status="withdrawn", publish_on=timezone.localdate())
    publish_due.call(first_article.pk)
    first_article.refresh_from_db()
    assert first_article.status == "withdrawn"


def test_only_a_draft_has_a_day_to_be_published_on(desk, first_article, tomorrow):
    url = reverse("admin:articles_article_change", args=[first_article.pk])
    given = form_data(desk.get(url)) | {"publish_on": tomorrow.isoformat()}
    assert "发布日只对草稿有用" in desk.post(url, given).content.decode()
    past = {"status": "draft", "publish_on": (tomorrow - timedelta(days=2)).isoformat()}
    assert "这一天已经过去" in desk.post(url, given | past).content.decode()
    first_article.refresh_from_db()
    assert (first_article.status, first_article.publish_on) == ("published", None)
    for publish in (
        lambda: edit(desk, first_article, status="published"),
        lambda: curated_fields.set_status([first_article.pk], "published", None),
    ):
        edit(desk, first_article, status="draft", publish_on=tomorrow.isoformat())
        publish()
        first_article.refresh_from_db()
        assert (first_article.status, first_article.publish_on) == ("published", None)


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_curators_see_what_readers_do_not(desk, first_article, status):
    Article.objects.filter(pk=first_article.pk).update(status=status)
    page = desk.get(first_article.get_absolute_url())
    assert "这一篇只有编辑看得到" in page.content.decode()
    desk.logout()
    assert desk.get(first_article.get_absolute_url()).status_code in (404, 410)


def test_a_curator_withdraws_and_publishes_an_article_on_its_own_page(desk, first_article):
    address = first_article.get_absolute_url()
    deed = reverse("admin:articles_article_status", args=[first_article.pk])
    assert f'action="{deed}"' in desk.get(address).content.decode()
    assert desk.post(deed, {"status": "withdrawn"})["Location"] == address
    assert Client().get(address).status_code == 410
    assert "重新发布" in desk.get(address).content.decode()
    desk.post(deed, {"status": "published"})
    assert Client().get(address).status_code == 200
    assert desk.get(deed).status_code == 405
    desk.post(deed, {"status": "no such"})
    assert Article.objects.get(pk=first_article.pk).status == "published"


def test_a_reader_has_no_button_and_may_not(client, first_article):
    deed = reverse("admin:articles_article_status", args=[first_article.pk])
    assert deed not in client.get(first_article.get_absolute_url()).content.decode()
    assert client.post(deed, {"status": "withdrawn"}).status_code == 302
    assert Article.objects.get(pk=first_article.pk).status == "published"
