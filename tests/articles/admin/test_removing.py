"""A file that should not have come in goes again, with its articles, by a 管理员's hand alone."""

from __future__ import annotations

from django.urls import reverse

from articles.importing.files import read_page
from articles.importing.pages import import_page
from articles.models import Article, Author, SourceDocument
from articles.roles import EDITOR, MANAGER
from tests.articles.admin.test_curating import edit
from tests.articles.admin.test_roles import person
from tests.search.seed_library import SEEDS


def page_of(row, deed: str = "delete") -> str:
    return reverse(f"admin:articles_{row._meta.model_name}_{deed}", args=[row.pk])


def test_a_manager_deletes_a_file_with_its_articles_and_their_authors(library, client):
    client.force_login(person(MANAGER))
    source = SourceDocument.objects.filter(articles__isnull=False).first()
    titles = list(source.articles.values_list("title", flat=True))
    others = Article.objects.exclude(source=source).count()
    preview = client.get(page_of(source)).content.decode()
    assert all(title in preview for title in titles)
    assert client.post(page_of(source), {"post": "yes"}).status_code == 302
    assert not SourceDocument.objects.filter(pk=source.pk).exists()
    assert Article.objects.count() == others
    assert not Author.objects.filter(authorships=None).exists()


def test_what_a_person_changed_is_named_before_it_goes(library, desk, first_article):
    edit(desk, first_article, title="改过的题目")
    preview = desk.get(page_of(first_article.source)).content.decode()
    assert "改过的题目（有人工修改）" in preview


def test_what_goes_with_an_article_is_counted_in_words_of_the_desk(library, desk, first_article):
    preview = desk.get(page_of(first_article)).content.decode()
    assert first_article.title in preview
    assert "原文片段" in preview
    assert "指纹" not in preview


def test_the_same_file_can_be_imported_again(library, desk):
    source = SourceDocument.objects.filter(articles__isnull=False).first()
    number = source.articles.count()
    desk.post(page_of(source), {"post": "yes"})
    import_page(read_page(SEEDS / source.file_name))
    assert SourceDocument.objects.get(file_name=source.file_name).articles.count() == number


def test_a_manager_deletes_one_article_of_a_page(library, client, first_article):
    client.force_login(person(MANAGER))
    assert first_article.title in client.get(page_of(first_article)).content.decode()
    assert client.post(page_of(first_article), {"post": "yes"}).status_code == 302
    assert not Article.objects.filter(pk=first_article.pk).exists()


def test_an_editor_deletes_neither(library, client, first_article):
    client.force_login(person(EDITOR))
    assert client.post(page_of(first_article), {"post": "yes"}).status_code == 403
    assert client.post(page_of(first_article.source), {"post": "yes"}).status_code == 403


def test_articles_are_listed_by_file(library, desk, first_article):
    source = first_article.source
    listed = desk.get(reverse("admin:articles_article_changelist"), {"source": source.pk})
    assert {row.source_id for row in listed.context["cl"].queryset} == {source.pk}


def test_quotation_marks_within_quotation_marks_are_the_inner_ones(library, desk, first_article):
    Article.objects.filter(pk=first_article.pk).update(title="读“西部算谷”有感")
    assert "要删除文章“读‘西部算谷’有感”吗" in desk.get(page_of(first_article)).content.decode()


def selected(desk, *rows, **said):
    address = reverse(f"admin:articles_{rows[0]._meta.model_name}_changelist")
    data = {"action": "delete_selected", "_selected_action": [row.pk for row in rows], **said}
    return desk.post(address, data)


def test_several_are_deleted_after_a_question_in_the_words_of_the_desk(library, desk):
    chosen = list(Article.objects.all()[:2])
    asked = selected(desk, *chosen).content.decode()
    assert all(row.title in asked for row in chosen)
    assert "要删除所选的文章吗？每一个会连同下列内容进回收站" in asked
    assert "原文片段" in asked
    assert selected(desk, *chosen, post="yes").status_code == 302
    assert not Article.objects.filter(pk__in=[row.pk for row in chosen]).exists()


def test_why_several_cannot_be_deleted_is_said_in_the_words_of_the_desk(library, desk):
    author = Author.objects.filter(authorships__isnull=False)[0]
    asked = selected(desk, author).content.decode()
    assert "现在不能删除所选的作者，一个也没有删除" in asked
    assert f"“{author.name}”还署着" in asked
    assert 'name="post"' not in asked
