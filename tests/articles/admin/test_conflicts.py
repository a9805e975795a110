"""Two curators at the same article: the second is told, and neither loses anything."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article, Author, Column, Feature, SourceDocument, Theme
from search.models import DictionaryTerm, SynonymGroup
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


def both_save(desk, other_desk, address: str, mine: dict[str, str], theirs: dict[str, str]):
    """Both open the page; the other one saves first. Returns what the second one sees."""
    opened = form_data(desk.get(address))
    assert other_desk.post(address, form_data(other_desk.get(address)) | theirs).status_code == 302
    return desk.post(address, opened | mine)


def change_page(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


RECORDS = {
    "author": (lambda: Author.objects.get(name="朱旭森"), "name_en", "distinction"),
    "column": (lambda: Column.objects.first(), "description", "slug"),
    "theme": (lambda: Theme.objects.first(), "description", "term_lines"),
    "feature": (lambda: Feature.objects.first(), "editor_note", "title"),
    "source": (lambda: SourceDocument.objects.first(), "publication", "section"),
    "synonym": (lambda: SynonymGroup.objects.create(terms=["人工智能", "机器智能"]), "note", "terms"),
    "dictionary": (lambda: DictionaryTerm.objects.create(term="新质生产力甲"), "note", "term"),
}


@pytest.mark.parametrize(("row", "both", "one"), RECORDS.values(), ids=RECORDS)
def test_at_every_record_the_second_is_told_and_nothing_is_lost(library, desk, other_desk, row, both, one):
    record = row()
    address = change_page(record)
    theirs = {both: "对方所写", one: "对方另改\n对方又改" if one in ("terms", "term_lines") else "对方另改"}
    page = both_save(desk, other_desk, address, {both: "我所写"}, theirs)
    assert page.status_code == 200
    assert "您的修改还没有保存" in page.content.decode()
    form = page.context["adminform"].form
    assert form[both].value() == "我所写"
    assert form.errors[both] == ["对方的是：对方所写"]
    assert desk.post(address, form_data(page)).status_code == 302
    record.refresh_from_db()
    assert getattr(record, both) == "我所写"
    assert "对方另改" in str(getattr(record, "terms" if one == "term_lines" else one))


def test_a_byline_that_both_changed_is_told_of(desk, other_desk, address, first_article):
    field = "authorships-0-affiliation"
    page = both_save(desk, other_desk, address, {field: "我写的单位"}, {field: "对方写的单位"})
    assert page.status_code == 200
    assert "对方的是：对方写的单位" in page.content.decode()
    assert first_article.authorships.get().affiliation == "对方写的单位"
    assert desk.post(address, form_data(page)).status_code == 302
    assert first_article.authorships.get().affiliation == "我写的单位"


def test_a_byline_that_another_took_away_is_named_and_does_not_stand_in_the_way(
    desk, other_desk, address, first_article
):
    page = both_save(desk, other_desk, address, {"title": "我的题目"}, {"authorships-0-DELETE": "on"})
    assert page.status_code == 200
    assert "有人移除了 1 条署名" in page.content.decode()
    assert desk.post(address, form_data(page)).status_code == 302
    first_article.refresh_from_db()
    assert first_article.title == "我的题目"
    assert not first_article.authorships.exists()


def test_who_wrote_the_same_as_the_other_is_not_stopped(desk, other_desk, address):
    assert both_save(desk, other_desk, address, {"title": "同一题目"}, {"title": "同一题目"}).status_code == 302


def test_a_title_that_the_other_confirmed_stays_so_though_both_changed_something_else(
    desk, other_desk, address, first_article
):
    Article.objects.filter(pk=first_article.pk).update(title_origin="inferred", title_reason="版面上没有")
    theirs = {"title_origin": "curated", "title_reason": "", "abstract": "对方的摘要"}
    page = both_save(desk, other_desk, address, {"abstract": "我的摘要"}, theirs)
    assert desk.post(address, form_data(page)).status_code == 302
    first_article.refresh_from_db()
    assert (first_article.abstract, first_article.title_origin) == ("我的摘要", "curated")
