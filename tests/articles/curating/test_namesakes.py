"""Two authors of one name: what a merge of them settles, and what its undoing asks again."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from articles.admin.desk.namesakes import namesakes
from articles.curating import review
from articles.curating.merge_undo import undo_merge
from articles.curating.merging import merge_rows
from articles.models import Article, Author, Authorship, Problem
from articles.problems import NEAR_DUPLICATE, SAME_NAME

pytestmark = pytest.mark.django_db


def signed(name: str, affiliation: str) -> Article:
    article = Article.objects.create(
        title=f"{affiliation}的文章", body=[{"kind": "paragraph", "text": f"{affiliation}所写。"}]
    )
    author = Author.objects.create(name=name, distinction=affiliation)
    Authorship.objects.create(article=article, author=author, affiliation=affiliation)
    return article


@pytest.fixture
def user() -> User:
    return User.objects.create_superuser("wang")


@pytest.fixture
def two() -> list[Author]:
    return [signed("王希", place).authors.get() for place in ("重庆交通大学", "四川大学")]


@pytest.fixture
def finding(two) -> Problem:
    message = "“王希”（四川大学）与已有的同名作者（重庆交通大学）单位不同，暂作两人。如是一人，请合并。"
    article = Article.objects.get(authors=two[1])
    Article.objects.filter(pk=article.pk).update(needs_review=True)
    return Problem.objects.create(code=SAME_NAME, message=message, article=article)


def state(finding: Problem) -> str:
    return Problem.objects.get(pk=finding.pk).state


@pytest.mark.parametrize("kept", [0, 1])
def test_a_merge_settles_that_they_were_two_and_its_undoing_asks_again(two, finding, user, kept):
    merge = merge_rows(two[kept], two, user)
    assert state(finding) == "resolved"
    assert Problem.objects.get().settled_by == user
    assert not Article.objects.get(pk=finding.article_id).needs_review
    undo_merge(merge, user)
    assert state(finding) == "open"
    assert Article.objects.get(pk=finding.article_id).needs_review


def test_what_somebody_decided_before_or_since_stays(two, finding, user):
    other = Problem.objects.create(code=SAME_NAME, message="“王希”有 2 位同名作者", article=finding.article)
    review.settle([finding], Problem.State.DISMISSED, user)
    merge = merge_rows(two[0], two, user)
    review.settle([Problem.objects.get(pk=other.pk)], Problem.State.DISMISSED, user)
    undo_merge(merge, user)
    assert (state(finding), state(other)) == ("dismissed", "dismissed")


def test_a_merge_of_others_settles_nothing(two, finding, user):
    others = [signed("李明", place).authors.get() for place in ("甲校", "乙校")]
    merge_rows(others[0], others, user)
    assert state(finding) == "open"


def test_the_queue_shows_both_with_a_way_to_merge_them_and_leads_back(client, two, finding, user):
    client.force_login(user)
    address = reverse("admin:articles_problem_finding", args=[finding.pk])
    page = client.get(address).content.decode()
    assert all(said in page for said in ("重庆交通大学的文章", "四川大学的文章", "确是两人"))
    assert "没有原文可对照" not in page
    assert "不成问题" not in page
    merge = f"{reverse('admin:articles_author_merge', args=[two[1].pk])}?other={two[0].pk}&finding={finding.pk}"
    assert merge.replace("&", "&amp;") in page
    asked = client.get(merge)
    assert "请选择保留哪一个" in asked.content.decode()
    chosen = [str(author.pk) for author in two]
    done = client.post(merge, {"action": "merge", "kept": chosen[0], "_selected_action": chosen})
    assert done["Location"] == address
    assert Author.objects.filter(name="王希").count() == 1


def test_a_merge_on_an_authors_page_leads_to_who_is_kept(client, two, user):
    client.force_login(user)
    address = reverse("admin:articles_author_merge", args=[two[1].pk])
    done = client.post(f"{address}?other={two[0].pk}", {"action": "merge", "kept": two[0].pk})
    assert done["Location"] == reverse("admin:articles_author_change", args=[two[0].pk])


def test_the_queue_shows_what_an_article_is_nearly_the_same_as(client, two, user):
    first, second = Article.objects.order_by("pk")
    Article.objects.filter(pk=second.pk).update(duplicate_of=first)
    doubt = Problem.objects.create(code=NEAR_DUPLICATE, message="几乎相同", article=second)
    client.force_login(user)
    page = client.get(reverse("admin:articles_problem_finding", args=[doubt.pk])).content.decode()
    assert reverse("admin:articles_article_change", args=[first.pk]) in page
    assert "<del>" in page
    assert "<ins>" in page
    assert "不成问题" not in page


def test_while_there_is_a_third_a_merge_of_two_settles_nothing(two, finding, user):
    signed("王希", "西南大学")
    merge_rows(two[0], two, user)
    assert state(finding) == "open"


def test_whose_name_is_a_part_of_anothers_is_not_the_one_who_is_meant(two):
    longer = [signed("王希华", place).authors.get() for place in ("西南大学", "东北大学")]
    article = Article.objects.get(authors=longer[1])
    Authorship.objects.create(article=article, author=two[0])
    about = Problem.objects.create(code=SAME_NAME, message="“王希华”（东北大学）暂作两人。", article=article)
    assert [found.author for found in namesakes(about)] == [longer[1], longer[0]]
