"""Every page of the admin opens, in Chinese, under the site's policy, and without a query for each row."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Author, Authorship, CuratedField, Problem, SourceDocument
from tests.articles.admin.conftest import MADE
from tests.trials import EVERY

pytestmark = pytest.mark.usefixtures("library")

RECORD = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "articles"), key=lambda m: m.__name__
)
NAMES = [model.__name__ for model in RECORD]


def changelist(model) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_changelist")


def change(row) -> str:
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize("model", RECORD, ids=NAMES)
def test_every_list_opens_searches_and_speaks_chinese(desk, model):
    page = desk.get(changelist(model))
    assert page.status_code == 200
    assert f"<h1>{model._meta.verbose_name_plural}</h1>" in page.content.decode()
    assert "Search" not in page.content.decode()
    if page.context["cl"].model_admin.get_search_fields(page.wsgi_request):
        assert desk.get(changelist(model), {"q": "成渝"}).status_code == 200


def test_a_search_of_a_list_keeps_its_filters(desk):
    page = desk.get(changelist(Article), {"q": "成渝", "status__exact": "published"}).content.decode()
    assert '<input type="hidden" name="status__exact" value="published">' in page
    assert 'name="q" value="成渝"' in page


def some_of(choices):
    """Of a filter's choices, which are made in one way: none, the first and the last; or all where TRIALS=all."""
    found = list(choices)
    return found if EVERY else [*found[:2], *found[2:][-1:]]


@pytest.mark.parametrize("model", RECORD, ids=NAMES)
def test_every_filter_can_be_chosen(desk, model):
    shown = desk.get(changelist(model)).context["cl"]
    for choice in (choice for spec in shown.filter_specs for choice in some_of(spec.choices(shown))):
        assert desk.get(changelist(model) + choice["query_string"]).status_code == 200


@pytest.mark.parametrize("model", [m for m in RECORD if m is not CuratedField], ids=lambda m: m.__name__)
def test_every_form_and_history_opens(desk, model):
    row = model.objects.first() or MADE[model]()
    assert desk.get(change(row)).status_code == 200
    assert desk.get(reverse(f"admin:articles_{model._meta.model_name}_history", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("model", RECORD, ids=NAMES)
def test_no_page_holds_what_the_policy_forbids(desk, model):
    row = model.objects.first()
    for url in [changelist(model), *([change(row), change(row).replace("change/", "history/")] if row else [])]:
        page = desk.get(url)
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        html = page.content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|<style|\sstyle=|\son[a-z]+=", html)


@pytest.mark.parametrize("model", [Article, Author, Problem], ids=lambda m: m.__name__)
def test_a_longer_list_costs_no_more_queries(desk, model):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            desk.get(changelist(model))
        return len(captured)

    before = queries()
    author = Author.objects.first()
    articles = Article.objects.bulk_create(Article(title=f"加的一篇 {n}", body=[]) for n in range(20))
    Authorship.objects.bulk_create(Authorship(article=article, author=author) for article in articles)
    Author.objects.bulk_create(Author(name=f"某人{n}") for n in range(20))
    Problem.objects.bulk_create(Problem(article=article, code="doubtful-join", message="？") for article in articles)
    assert queries() <= before


def test_the_home_page_says_what_waits_for_review(desk):
    html = desk.get(reverse("admin:index")).content.decode()
    waiting = Article.objects.filter(needs_review=True).count()
    assert waiting > 0
    assert f"待复核文章 {waiting} 篇" in html
    assert "推定标题 3" in html


def test_the_home_page_leads_to_the_upload(desk):
    assert f'href="{reverse("admin:articles_importbatch_upload")}"' in desk.get(reverse("admin:index")).content.decode()


def test_articles_to_review_come_first(desk):
    shown = list(desk.get(changelist(Article)).context["cl"].result_list)
    flags = [article.needs_review for article in shown]
    assert flags == sorted(flags, reverse=True)


def test_a_list_links_to_the_pages_of_the_site(desk, first_article):
    assert f'href="{first_article.get_absolute_url()}"' in desk.get(changelist(Article)).content.decode()


def test_what_waits_for_a_look_is_said_in_words_and_is_no_green_tick(desk, first_article):
    Article.objects.update(needs_review=False)
    Article.objects.filter(pk=first_article.pk).update(needs_review=True)
    html = desk.get(changelist(Article)).content.decode()
    assert html.count('<td class="field-waits">待复核</td>') == 1
    assert "icon-yes" not in html
    assert "按待复核" in html


def test_an_article_shows_its_evidence(desk, first_article):
    html = desk.get(change(first_article)).content.decode()
    assert "原文片段" in html
    assert "协同构建更具韧性的产业链" in html


def test_a_source_shows_its_hash_and_lets_nobody_change_its_text(desk, first_article):
    page = desk.get(change(first_article.source))
    assert first_article.source.sha256 in page.content.decode()
    assert "raw_text" not in page.context["adminform"].form.fields


@pytest.mark.parametrize("model", RECORD, ids=NAMES)
def test_a_long_list_asks_no_more_often_than_a_short_one(desk, monkeypatch, model):
    asked = []
    for rows in (1, 50):
        monkeypatch.setattr(admin.site._registry[model], "list_per_page", rows)
        with CaptureQueriesContext(connection) as queries:
            desk.get(changelist(model))
        asked.append(len(queries))
    assert asked[1] <= asked[0]


def test_what_no_form_does_is_among_the_latest_actions(desk, library):
    kept, other = Author.objects.order_by("pk")[:2]
    merge = f"{reverse('admin:articles_author_merge', args=[kept.pk])}?other={other.pk}"
    desk.post(merge, {"action": "merge", "kept": kept.pk})
    source = SourceDocument.objects.filter(kind="newspaper_page", articles__isnull=False)[0]
    run = source.passages.filter(part="body").order_by("start")[0]
    chosen = {"run": f"{run.start}-{run.end}", "seen": source.fingerprint, "apply": ""}
    repair = {"operation": "mark", "part": "caption", **chosen}
    desk.post(reverse("admin:articles_sourcedocument_repair", args=[source.pk]), repair)
    noted = list(LogEntry.objects.order_by("pk").values_list("object_repr", "change_message"))
    assert [name for name, _ in noted] == [str(kept), str(source)]
    assert f"并入：{other}" in noted[0][1]
    assert "标为图注" in noted[1][1]


def test_the_filter_by_package_says_what_it_finds(desk, library):
    page = desk.get(reverse("admin:articles_article_changelist")).content.decode()
    assert "不属专题" in page
    assert "非空" not in page


def test_a_repair_that_lacks_something_stays_where_it_was_chosen(desk, library):
    source = SourceDocument.objects.filter(kind="newspaper_page", articles__isnull=False)[0]
    run = source.passages.filter(part="body").order_by("start")[1]
    asked = {"operation": "move", "run": f"{run.start}-{run.end}", "seen": source.fingerprint, "preview": ""}
    page = desk.post(reverse("admin:articles_sourcedocument_repair", args=[source.pk]), asked).content.decode()
    assert "请再点选“所指”的一段" in page
    assert f'value="{run.start}-{run.end}" checked autofocus' in page
