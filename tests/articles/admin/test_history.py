"""The history of an article: readable, with its bylines, and a way back even after it was deleted."""

from __future__ import annotations

import html
import re

from django.db import connection
from django.db.models import Count
from django.urls import reverse

from articles.curating.curated_fields import set_status
from articles.curating.merging import merge_rows
from articles.models import Article, Author, Column, SourceDocument, TrashItem
from articles.undoing.trash import move_to_trash
from tests.articles.admin.conftest import form_data
from tests.articles.admin.test_curating import edit, marks


def history(desk, article) -> str:
    page = desk.get(reverse("admin:articles_article_history", args=[article.pk])).content.decode()
    return html.unescape(re.sub(r"\s+", " ", page))


def new_text(shown: str) -> str:
    """The history's text as it became, without tags."""
    return re.sub(r"<[^>]*>|\s", "", re.sub(r"<del>.*?</del>", "", shown))


def version_page(article, version) -> str:
    return reverse("admin:articles_article_simple_history", args=[article.pk, version.pk])


def test_a_changed_body_is_shown_as_a_difference_of_texts(desk, first_article):
    text = "\n\n".join(block["text"] for block in first_article.body)
    edit(desk, first_article, body=text.replace("。", "！", 1))
    shown = history(desk, first_article)
    assert re.search(r"<del> ?。 ?</del>", shown)
    assert re.search(r"<ins> ?！ ?</ins>", shown)
    assert "'kind'" not in shown
    assert "{" not in re.sub(r"<script.*?</script>", "", shown)


def test_boxes_and_funding_are_shown_as_they_are_written(desk, first_article):
    edit(desk, first_article, funding="社科基金 | 123", boxes="# 小资料\n\n一段")
    shown = history(desk, first_article)
    assert "社科基金|123" in new_text(shown)
    assert "#小资料" in new_text(shown)


def test_a_changed_byline_stands_in_the_history_and_no_row_is_blank(desk, first_article):
    edit(desk, first_article, **{"authorships-0-affiliation": "重庆大学"})
    shown = history(desk, first_article)
    assert "重庆大学" in new_text(shown)
    assert "<strong>作者</strong>" in shown
    rows = re.findall(r"<tr>(?:(?!</tr>).)*<td>修改(?:(?!</tr>).)*</tr>", shown)
    assert rows
    assert all("<strong>" in row for row in rows)


def test_saving_without_a_change_adds_no_row(desk, first_article):
    edit(desk, first_article, title="新题目")
    before = history(desk, first_article).count("<tr>")
    edit(desk, first_article)
    assert history(desk, first_article).count("<tr>") == before


def test_a_deleted_article_is_brought_back_with_its_bylines(desk, first_article):
    edit(desk, first_article, title="改过的题目")
    key, name = first_article.pk, first_article.authorships.get().author
    first_article.delete()
    version = Article.history.filter(id=key, history_type="~").first()
    first_article.pk = key
    url = version_page(first_article, version)
    page = desk.get(url)
    assert page.status_code == 200
    form = page.context["adminform"].form
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    assert desk.post(url, data).status_code == 302
    article = Article.objects.get(pk=key)
    assert article.title == "改过的题目"
    assert article.authorships.get().author == name
    assert "title" in marks(article)


def test_what_is_in_the_trash_comes_back_from_there_whole(desk, first_article):
    edit(desk, first_article, title="改过的题目")
    key, passages = first_article.pk, first_article.passages.count()
    url = version_page(first_article, first_article.history.order_by("history_date", "pk").last())
    data = form_data(desk.get(url))
    move_to_trash(first_article, None)
    assert desk.post(url, data).status_code == 302
    article = Article.objects.get(pk=key)
    assert (article.title, article.passages.count(), article.authors.count()) == ("改过的题目", passages, 1)
    assert not TrashItem.objects.exists()


def test_a_version_whose_column_is_gone_with_it_comes_back_without(desk, library):
    column = Column.objects.annotate(number=Count("articles")).filter(number=1).first()
    article = column.articles.get()
    edit(desk, article, title="改过的题目")
    key, url = article.pk, version_page(article, article.history.order_by("history_date", "pk").last())
    move_to_trash(article, None)
    TrashItem.objects.all().delete()
    data = form_data(desk.get(url))
    data.pop("column", None)
    assert desk.post(url, data).status_code == 302
    assert Article.objects.get(pk=key).column is None


def test_a_version_whose_file_is_gone_comes_back_from_the_trash_without(desk, library):
    source = SourceDocument.objects.filter(articles__isnull=False)[0]
    article = source.articles.all()[0]
    edit(desk, article, title="改过的题目")
    key, url = article.pk, version_page(article, article.history.latest())
    move_to_trash(article, None)
    item = move_to_trash(source, None)
    data = form_data(desk.get(url))
    assert "请先恢复那个文件" in desk.post(url, data, follow=True).content.decode()
    item.delete()
    desk.post(url, data)
    restored = Article.objects.get(pk=key)
    assert (restored.title, restored.source) == ("改过的题目", None)
    connection.check_constraints()


def test_a_column_whose_place_another_took_comes_back_as_that(desk, library):
    column = Column.objects.filter(articles__isnull=False)[0]
    key, keys = column.pk, set(column.articles.values_list("pk", flat=True))
    column.name = "旧名"
    column.save()
    url = reverse("admin:articles_column_simple_history", args=[key, column.history.latest().pk])
    data = form_data(desk.get(url))
    move_to_trash(column, None)
    other = Column.objects.create(name="旧名")
    assert desk.post(url, data).status_code == 302
    assert not Column.objects.filter(pk=key).exists()
    assert set(other.articles.values_list("pk", flat=True)) == keys


def test_an_author_who_was_merged_away_is_not_brought_back_by_a_version(desk, library):
    kept, other = Author.objects.order_by("pk")[:2]
    other.pinyin = "x"
    other.save()
    url = reverse("admin:articles_author_simple_history", args=[other.pk, other.history.last().pk])
    data = form_data(desk.get(url))
    merge_rows(kept, [kept, other])
    answer = desk.post(url, data, follow=True)
    assert "不能由旧版恢复" in answer.content.decode()
    assert not Author.objects.filter(pk=other.pk).exists()


def test_going_back_to_what_was_imported_unlocks_the_fields(desk, first_article):
    imported = first_article.title
    edit(desk, first_article, title="改过的题目")
    assert "title" in marks(first_article)
    edit(desk, first_article, title=imported)
    assert marks(first_article) == set()


def test_a_title_that_a_person_writes_over_an_inferred_one_is_settled(desk, library):
    article = Article.objects.filter(title_origin="inferred").first()
    assert article.problems.filter(code="inferred-title", state="open").exists()
    edit(desk, article, title="编辑核定的题目")
    assert article.title_origin == "curated"
    assert not article.problems.filter(code="inferred-title", state="open").exists()
    others = article.problems.filter(state="open").exclude(code="suspicious-text").exists()
    assert article.needs_review == others


def test_a_name_as_printed_is_mended_shown_to_readers_and_in_the_history(desk, client, first_article):
    byline = first_article.authorships.first()
    assert byline.printed_as == byline.author.name
    assert "署名“" not in client.get(first_article.get_absolute_url()).content.decode()
    edit(desk, first_article, **{"authorships-0-printed_as": "晓雨"})
    assert "署名“晓雨”" in client.get(first_article.get_absolute_url()).content.decode()
    assert client.get(f"/api/articles/{first_article.pk}").json()["authors"][0]["printed_as"] == "晓雨"
    assert "署名“晓雨”" in new_text(history(desk, first_article))
    assert "authors" in marks(first_article)
    author = reverse("admin:articles_author_change", args=[byline.author_id])
    assert "署名“晓雨”" in desk.get(author).content.decode()
    edit(desk, first_article, **{"authorships-0-printed_as": ""})
    byline.refresh_from_db()
    assert byline.printed_as == byline.author.name


def test_one_of_several_values_is_shown_whole_before_and_after(desk, curator, first_article):
    set_status([first_article.pk], "withdrawn", curator)
    page = desk.get(reverse("admin:articles_article_history", args=[first_article.pk])).content.decode()
    assert re.search(r"<del>已发布</del>\s+→\s+<ins>已撤下</ins>", page)
    assert "选择一个日期" not in page


def test_lists_are_called_by_what_they_hold_and_counted_in_chinese(desk, library):
    page = desk.get(reverse("admin:articles_article_changelist")).content.decode()
    assert "来修改" not in page
    assert f"共 {Article.objects.count()} 项" in page


def test_an_old_version_is_shown_in_the_column_that_its_own_was_merged_into(desk, curator, first_article):
    kept, other = Column.objects.create(name="甲栏"), Column.objects.create(name="乙栏")
    edit(desk, first_article, column=str(other.pk))
    merge_rows(kept, [other], curator)
    version = first_article.history.filter(column_id=other.pk).first()
    page = version_page(first_article, version)
    shown = form_data(desk.get(page))
    assert shown["column"] == kept.pk
    desk.post(page, shown | {"_save": ""})
    first_article.refresh_from_db()
    assert first_article.column == kept
