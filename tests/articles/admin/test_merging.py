"""Rows that are one become one in the admin, and part again: nothing printed is lost, no address dies."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from articles import tasks
from articles.importing.columns import column_named
from articles.models import (
    Article,
    Author,
    Authorship,
    Column,
    FormerAddress,
    Merge,
    Organisation,
    Theme,
    ThemeAssignment,
)
from tests.articles.admin.test_roles import person


def merge(desk, kept, *others):
    """Through the action and its question, as a person does it."""
    url = reverse(f"admin:articles_{kept._meta.model_name}_changelist")
    chosen = {"action": "merge", "_selected_action": [str(row.pk) for row in (kept, *others)]}
    assert "请选择保留哪一个" in desk.post(url, chosen).content.decode()
    assert desk.post(url, chosen | {"kept": str(kept.pk)}).status_code == 302
    return Merge.objects.first()


def undo(desk, merged) -> None:
    url = reverse("admin:articles_merge_undo", args=[merged.pk])
    assert "撤销以后" in desk.get(url).content.decode()
    assert desk.post(url).status_code == 302


def articles_of(author) -> set[int]:
    return set(Authorship.objects.filter(author=author).values_list("article", flat=True))


@pytest.fixture
def two(library) -> list[Author]:
    kept, other, *_ = Author.objects.filter(authorships__article__status="published").distinct().order_by("pk")
    return [kept, other]


def test_a_merge_is_in_the_log_and_the_old_address_leads_on(desk, curator, client, two):
    kept, other = two
    old = other.get_absolute_url()
    merged = merge(desk, kept, other)
    assert (merged.by, merged.kept_name, merged.gone_names) == (curator, str(kept), str(other))
    response = client.get(old + "?page=1")
    assert (response.status_code, response["Location"]) == (302, kept.get_absolute_url() + "?page=1")
    assert other.name in Author.objects.get(pk=kept.pk).aliases


def test_from_an_authors_own_page_the_other_is_found_that_no_list_shows_beside_it(desk, two):
    kept, other = two
    page = desk.get(reverse("admin:articles_author_change", args=[other.pk])).content.decode()
    url = reverse("admin:articles_author_merge", args=[other.pk])
    assert f'href="{url}"' in page
    assert "下一步" in desk.get(url).content.decode()
    assert "请选择保留哪一个" in desk.get(url, {"other": str(kept.pk)}).content.decode()
    for wrong in ("", str(other.pk), "0", "9" * 5_000, "一", "\0"):
        assert "下一步" in desk.get(url, {"other": wrong}).content.decode()


def test_a_search_for_the_author_that_is_gone_finds_the_one_that_stayed(desk, client, two):
    kept, other = two
    merge(desk, kept, other)
    found = client.get("/search/", {"author": str(other.pk)})
    assert f"<title>作者：{kept.name}" in found.content.decode()


def test_undone_everything_is_as_it_was(desk, client, two):
    kept, other = two
    before = [(row.pk, row.name, row.aliases, articles_of(row)) for row in (kept, other)]
    undo(desk, merge(desk, kept, other))
    now = Author.objects.in_bulk([kept.pk, other.pk])
    assert [(row.pk, row.name, row.aliases, articles_of(row)) for row in (now[kept.pk], now[other.pk])] == before
    assert client.get(other.get_absolute_url()).status_code == 200
    assert not FormerAddress.objects.exists()
    assert Merge.objects.get().undone_at


def test_a_byline_that_both_signed_comes_back_too(desk, two):
    kept, other = two
    article = Article.objects.filter(authorships__author=kept).first()
    Authorship.objects.create(article=article, author=other, affiliation="江州理工大学", position=9)
    merged = merge(desk, kept, other)
    assert article.authorships.filter(author=kept).count() == 1
    assert not Organisation.objects.filter(name="江州理工大学").exists()  # nothing else is signed from there
    undo(desk, merged)
    again = article.authorships.get(author=other)
    assert (again.affiliation, again.organisations.get().name) == ("江州理工大学", "江州理工大学")


def test_what_somebody_changed_since_stays_as_they_left_it(desk, two):
    kept, other = two
    third = Author.objects.create(name="第三人")
    merged = merge(desk, kept, other)
    row = Authorship.objects.get(pk=merged.rows.first().row)
    row.author = third
    row.save()
    page = desk.get(reverse("admin:articles_merge_undo", args=[merged.pk])).content.decode()
    assert "1 处后来又有人改过" in page
    undo(desk, merged)
    row.refresh_from_db()
    assert row.author == third


def test_merges_are_undone_in_the_reverse_order(desk, two):
    kept, other = two
    third = Author.objects.exclude(pk__in=[kept.pk, other.pk]).filter(authorships__isnull=False).first()
    first = merge(desk, kept, other)
    second = merge(desk, third, kept)
    undo(desk, first)
    assert not Author.objects.filter(pk=other.pk).exists()
    undo(desk, second)
    undo(desk, first)
    assert Author.objects.filter(pk=other.pk).exists()


def test_columns_merge_likewise_and_imports_of_the_old_name_follow(desk, client, library):
    kept, other = Column.objects.filter(articles__isnull=False).distinct()[:2]
    numbers = kept.articles.count(), other.articles.count()
    merged = merge(desk, kept, other)
    assert kept.articles.count() == sum(numbers)
    assert column_named(other.name) == kept
    assert client.get(other.get_absolute_url())["Location"] == kept.get_absolute_url()
    undo(desk, merged)
    assert (kept.articles.count(), other.articles.count()) == numbers


def test_themes_merge_likewise_with_their_terms(desk, library):
    kept, other = Theme.objects.filter(assignments__isnull=False).distinct()[:2]
    terms, numbers = kept.terms, [theme.assignments.count() for theme in (kept, other)]
    merged = merge(desk, kept, other)
    kept.refresh_from_db()
    assert set(kept.terms) == {*terms, *other.terms}
    undo(desk, merged)
    kept.refresh_from_db()
    assert kept.terms == terms
    assert [ThemeAssignment.objects.filter(theme=theme).count() for theme in (kept, other)] == numbers


@pytest.mark.parametrize("model", [Column, Theme], ids=["column", "theme"])
def test_an_address_that_was_changed_leads_to_the_new_one(desk, client, library, model):
    row = model.objects.filter(articles__isnull=False).first()
    old = row.get_absolute_url()
    row.slug = "xin-dizhi"
    row.save()
    assert client.get(old)["Location"] == row.get_absolute_url()
    row.slug = old.strip("/").split("/")[-1]
    row.save()
    assert client.get(old).status_code == 200


def test_a_split_without_a_choice_or_a_name_says_so(desk, library):
    author = Author.objects.filter(authorships__isnull=False).first()
    url = reverse("admin:articles_author_split", args=[author.pk])
    assert "还没有选" in desk.post(url, {"name": "某人", "distinction": "另一人"}).content.decode()
    everything = {"name": "某人", "distinction": "另一人", "all": "yes", "words": ""}
    assert "请直接改名" in desk.post(url, everything).content.decode()
    assert "这个字段是必填项" in desk.post(url, {"all": "yes"}).content.decode()
    assert not Merge.objects.exists()


@pytest.mark.parametrize("words", ["字 " * 2_000, "字" * 60_000, "\0字"], ids=["many", "long", "NUL"])
def test_any_words_are_looked_for_in_what_a_row_is_split_into(desk, library, words):
    author = Author.objects.filter(authorships__isnull=False).first()
    assert desk.post(reverse("admin:articles_author_split", args=[author.pk]), {"words": words}).status_code == 200


def test_who_may_only_look_undoes_no_merge(desk, client, two):
    merged = merge(desk, *two)
    client.force_login(person(rights=("view_merge", "view_author")))
    assert client.post(reverse("admin:articles_merge_undo", args=[merged.pk])).status_code == 403
    assert not Merge.objects.get().undone_at


def test_that_a_whole_cannot_go_into_its_part_is_said_however_many_articles_it_has(desk, library, monkeypatch):
    monkeypatch.setattr("articles.admin.merging.AT_ONCE", -1)
    whole = Organisation.objects.create(name="江心大学", key="江心大学")
    part = Organisation.objects.create(name="江心大学渡口学院", key="江心大学渡口学院", parent=whole)
    chosen = {"action": "merge", "_selected_action": [whole.pk, part.pk], "kept": part.pk}
    answer = desk.post(reverse("admin:articles_organisation_changelist"), chosen, follow=True)
    assert "的一部分，不能把" in answer.content.decode()
    assert not DBTaskResult.objects.filter(task_path__endswith="merge").exists()


def test_a_large_merge_is_begun_at_once_and_holds_its_rows_until_the_worker_has_done_it(
    desk, client, work, two, monkeypatch
):
    monkeypatch.setattr("articles.admin.merging.AT_ONCE", -1)
    kept, other = two
    before = articles_of(kept), articles_of(other)
    merged = merge(desk, kept, other)
    log = reverse("admin:articles_merge_changelist")
    assert "正在进行" in desk.get(log).content.decode()
    assert client.get(other.get_absolute_url()).status_code == 200
    chosen = {"action": "merge", "_selected_action": [kept.pk, other.pk], "kept": other.pk}
    again = desk.post(reverse("admin:articles_author_changelist"), chosen, follow=True).content.decode()
    assert "请等它完成再试" in again
    assert (
        "现在不能撤销"
        in desk.post(reverse("admin:articles_merge_undo", args=[merged.pk]), follow=True).content.decode()
    )
    deleting = reverse("admin:articles_author_delete", args=[other.pk])
    assert "请等它完成再试" in desk.get(deleting).content.decode()
    desk.post(deleting, {"post": "yes"})
    assert Author.objects.filter(pk=other.pk).exists()
    work()
    assert articles_of(kept) == before[0] | before[1]
    assert client.get(other.get_absolute_url())["Location"] == kept.get_absolute_url()
    undo(desk, merged)
    assert "正在撤销" in desk.get(log).content.decode()
    work()
    assert (articles_of(kept), articles_of(other)) == before


def test_what_an_earlier_release_left_in_the_queue_is_done(two, run_worker):
    kept, other = two
    before = articles_of(kept) | articles_of(other)
    tasks.merge.enqueue("author", kept.pk, [other.pk], None)
    run_worker()
    assert articles_of(kept) == before
    tasks.part.enqueue(Merge.objects.get().pk, None)
    run_worker()
    assert Author.objects.filter(pk=other.pk).exists()
    tasks.part.enqueue(Merge.objects.get().pk, None)
    run_worker()
    said = DBTaskResult.objects.filter(task_path__endswith=".part").values_list("return_value", flat=True)
    assert sorted(text[-6:] for text in said) == ["", "现在不能撤销。"[-6:]]
