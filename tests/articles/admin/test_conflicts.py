"""Two curators at the same article: the second is told, and neither loses anything."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.articles.admin.conftest import form_data


@pytest.fixture
def address(first_article) -> str:
    return reverse("admin:articles_article_change", args=[first_article.pk])


@pytest.fixture
def other_desk(db) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("李编辑"))
    return client


@pytest.fixture
def opened(desk, other_desk, address) -> dict[str, str]:
    """The form as the first curator opened it; meanwhile the other one saves."""
    data = form_data(desk.get(address))
    other = form_data(other_desk.get(address)) | {"title": "对方的题目", "affiliation": "对方的单位"}
    assert other_desk.post(address, other).status_code == 302
    return data


def test_who_saves_second_is_told_who_was_first_and_nothing_is_saved(desk, address, first_article, opened):
    page = desk.post(address, opened | {"title": "我的题目"})
    assert page.status_code == 200
    text = page.content.decode()
    assert "李编辑在" in text
    assert "您的修改还没有保存" in text
    first_article.refresh_from_db()
    assert first_article.title == "对方的题目"


def test_what_both_changed_stands_beside_each_other_and_what_one_changed_is_taken_in(desk, address, opened):
    page = desk.post(address, opened | {"title": "我的题目", "abstract": "我的摘要"})
    form = page.context["adminform"].form
    assert form["title"].value() == "我的题目"
    assert form.errors["title"] == ["对方的是：对方的题目"]
    assert form["abstract"].value() == "我的摘要"
    assert form["affiliation"].value() == "对方的单位"
    assert set(form.errors) == {"__all__", "title"}


def test_saved_again_both_have_what_they_wrote(desk, address, first_article, opened):
    page = desk.post(address, opened | {"title": "我的题目", "abstract": "我的摘要"})
    assert desk.post(address, form_data(page)).status_code == 302
    first_article.refresh_from_db()
    assert (first_article.title, first_article.abstract) == ("我的题目", "我的摘要")
    assert first_article.affiliation == "对方的单位"


def test_a_form_that_was_tampered_with_is_refused(desk, address, opened):
    page = desk.post(address, opened | {"seen": "yesterday"})
    assert "这一页的表单不完整" in page.content.decode()
