"""A kept search says what it found on its day, and what came and went since."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from articles.models import Article
from search.models import SavedSearch
from search.saved.lists import compare
from search.types import SearchRequest
from tests.search.result_ids import result_ids

pytestmark = pytest.mark.usefixtures("library")

SEARCH = "?q=%E4%BA%A7%E4%B8%9A%E9%93%BE&column=%E6%99%BA%E5%BA%93%E5%9C%86%E6%A1%8C"  # 产业链, 智库圆桌
REQUEST = SearchRequest(query="产业链", filters={"column": ("智库圆桌",)})


def keep(client: Client, search: str = SEARCH) -> SavedSearch:
    response = client.post("/lists/", {"search": search})
    assert response.status_code == 302
    return SavedSearch.objects.get(token=response.headers["Location"].strip("/").rpartition("/")[2])


def page(client: Client, saved: SavedSearch) -> str:
    return client.get(saved.get_absolute_url()).content.decode()


def test_a_search_is_kept_with_what_it_found(client):
    saved = keep(client)
    assert saved.query_string == SEARCH
    assert saved.title == "“产业链”　栏目：智库圆桌"
    assert saved.article_ids == result_ids(REQUEST)
    assert saved.count == len(saved.article_ids) == 3
    assert saved.titles == [Article.objects.get(pk=pk).title for pk in saved.article_ids]
    assert saved.index_stamp


def test_nothing_came_or_went_right_away(client):
    saved = keep(client)
    assert compare(saved).is_unchanged
    text = page(client, saved)
    assert "这期间没有增减" in text
    for article in Article.objects.filter(pk__in=saved.article_ids):
        assert article.get_absolute_url() in text


def test_an_article_that_came_since_is_named(client):
    saved = keep(client)
    newcomer = saved.article_ids[0]
    SavedSearch.objects.update(article_ids=saved.article_ids[1:], count=2)
    saved.refresh_from_db()
    compared = compare(saved)
    assert compared.added == (newcomer,)
    assert not compared.gone
    assert "新增 1 篇" in page(client, saved)


def test_an_article_withdrawn_since_is_named_and_not_linked(client):
    saved = keep(client)
    other = Article.objects.published().exclude(pk__in=saved.article_ids).first()
    ids, titles = [other.pk, *saved.article_ids], [other.title, *saved.titles]
    SavedSearch.objects.update(article_ids=ids, titles=titles, count=4)
    Article.objects.filter(pk=other.pk).update(status=Article.Status.WITHDRAWN, title="从未发表的新题")
    text = page(client, saved)
    assert "不再列出 1 篇" in text
    assert "已撤下" in text
    assert other.title in text
    assert "从未发表的新题" not in text
    assert other.get_absolute_url() not in text


def test_one_client_keeps_a_quota_and_others_keep_theirs(client, settings, tmp_path):
    settings.DATA_DIR, settings.RATE_LIMITS = tmp_path, {"lists": (1, 86_400)}
    keep(client)
    refused = client.post("/lists/", {"search": "?q=%E4%BA%A7%E4%B8%9A"})
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 86_401
    assert "请稍后再来" in refused.content.decode()
    assert client.post("/lists/", {"search": ""}, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_an_article_that_no_longer_matches_can_still_be_read(client):
    other = Article.objects.published().exclude(pk__in=result_ids(REQUEST)).first()
    saved = keep(client)
    SavedSearch.objects.update(article_ids=[*saved.article_ids, other.pk], count=4)
    text = page(client, saved)
    assert "不再符合这次检索" in text
    assert other.get_absolute_url() in text


def test_a_deleted_article_is_named_by_its_number(client):
    saved = keep(client)
    SavedSearch.objects.update(article_ids=[*saved.article_ids, 987654], count=4)
    assert "编号 987654 的文章" in page(client, saved)


def test_the_list_leads_to_the_live_search(client):
    saved = keep(client)
    links = re.findall(r'href="([^"]+)">看现在的结果', page(client, saved))
    assert [link.replace("&amp;", "&") for link in links] == [f"/search/{SEARCH}"]


def test_a_search_that_found_nothing_can_be_kept(client):
    saved = keep(client, "?q=%E6%9C%88%E7%90%83")
    assert saved.count == 0
    assert client.get(saved.get_absolute_url()).status_code == 200


def test_everything_can_be_kept(client):
    saved = keep(client, "")
    assert saved.title == "全部文章"
    assert saved.count == 16


def test_only_what_a_search_page_says_is_kept_of_an_address(client):
    assert keep(client, "?q=a&evil=%3Cscript%3E&page=7&year=").query_string == "?q=a"


def test_lists_have_addresses_that_nobody_guesses(client):
    for search in (SEARCH, ""):
        client.post("/lists/", {"search": search})
    tokens = set(SavedSearch.objects.values_list("token", flat=True))
    assert len(tokens) == 2
    assert all(len(token) >= 22 for token in tokens)
    assert client.get("/lists/nothing-here/").status_code == 404


def test_the_same_search_with_the_same_answer_is_kept_once(client):
    assert keep(client) == keep(client) == keep(client, f"{SEARCH}&page=1")


def test_the_same_search_with_another_answer_is_another_list(client):
    keep(client)
    SavedSearch.objects.update(article_ids=[1, 2, 3])
    client.post("/lists/", {"search": SEARCH})
    assert SavedSearch.objects.count() == 2


def test_a_browser_that_keeps_as_many_lists_as_it_may_is_told_to_give_one_up(client, monkeypatch):
    monkeypatch.setattr("search.saved.lists.MOST_OWN", 1)
    first = keep(client)
    refused = client.post("/lists/", {"search": "?q=%E4%BA%A7%E4%B8%9A"})
    assert refused.status_code == 409
    assert "删去几份" in refused.content.decode()
    assert "/search/?q=%E4%BA%A7%E4%B8%9A" in refused.content.decode()
    assert keep(client) == first
    assert keep(Client()) != first


def test_when_the_site_holds_no_more_the_list_unopened_for_longest_makes_room(client, monkeypatch):
    monkeypatch.setattr("search.saved.lists.MOST_LISTS", 2)
    opened, forgotten = keep(client), keep(Client())
    SavedSearch.objects.filter(pk=opened.pk).update(opened_on=timezone.localdate() - timedelta(days=1))
    SavedSearch.objects.filter(pk=forgotten.pk).update(opened_on=timezone.localdate() - timedelta(days=2))
    new = keep(Client())
    assert set(SavedSearch.objects.all()) == {opened, new}


def test_lists_that_nobody_opens_can_be_cleared(client):
    saved, long_ago = keep(client), timezone.localdate() - timedelta(days=401)
    SavedSearch.objects.update(opened_on=long_ago)
    page(client, saved)
    call_command("clear_lists")
    assert SavedSearch.objects.exists()
    SavedSearch.objects.update(opened_on=long_ago)
    call_command("clear_lists")
    assert not SavedSearch.objects.exists()


def test_a_list_in_use_is_not_cleared():
    with pytest.raises(CommandError, match="must be 1 or more"):
        call_command("clear_lists", days=0)


@pytest.mark.parametrize("part", ["added", "gone", "page"])
def test_a_long_list_has_pages_of_its_own_for_each_part(client, monkeypatch, part):
    monkeypatch.setattr("search.saved.views.PER_PAGE", 2)
    saved = keep(client, "")
    ids = saved.article_ids
    SavedSearch.objects.update(article_ids=[*ids[:6], *range(90_001, 90_006)])
    assert f'href="?{part}=2"' in page(client, saved)
    text = client.get(saved.get_absolute_url(), {part: 2}).content.decode()
    assert f'href="?{part}=1"' in text
    assert f'href="?{part}=3"' in text


def test_a_list_is_not_for_robots(client):
    response = client.get(keep(client).get_absolute_url())
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert 'name="robots" content="noindex' in response.content.decode()
    assert "Disallow: /lists/" in client.get("/robots.txt").content.decode()


def test_keeping_takes_the_form_of_the_page():
    client = Client(enforce_csrf_checks=True)
    assert client.post("/lists/", {"search": SEARCH}).status_code == 403
    text = client.get(f"/search/{SEARCH}").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)[1]
    kept = re.search(r'name="search" value="([^"]*)"', text)[1].replace("&amp;", "&")
    assert client.post("/lists/", {"search": kept, "csrfmiddlewaretoken": token}).status_code == 302
    assert SavedSearch.objects.get().query_string == SEARCH


def test_a_browser_finds_the_lists_again_that_it_kept_and_no_others(client):
    client.post("/lists/", {"search": SEARCH, "name": " 产业 \n 链 "})
    saved = SavedSearch.objects.get()
    own = client.get("/lists/")
    assert f'<a href="{saved.get_absolute_url()}">产业 链</a>' in own.content.decode()
    assert "no-store" in own.headers["Cache-Control"]
    assert saved.get_absolute_url() not in Client().get("/lists/").content.decode()
    assert saved.keeper not in own.content.decode()


def test_only_the_browser_that_kept_a_list_names_it_and_gives_it_up(client):
    saved = keep(client)
    assert Client().post(saved.get_absolute_url(), {"name": "别人起的"}).status_code == 403
    assert "改名" not in page(Client(), saved)
    client.post(saved.get_absolute_url(), {"name": "我起的"})
    assert "<h1>我起的</h1>" in page(client, saved)
    assert Client().post(saved.get_absolute_url(), {"forget": "1"}).status_code == 403
    client.post(saved.get_absolute_url(), {"forget": "1"})
    assert not SavedSearch.objects.exists()


def test_titles_are_shown_as_they_were_kept(client):
    saved = keep(client)
    article = Article.objects.get(pk=saved.article_ids[0])
    Article.objects.filter(pk=article.pk).update(title="后来改的题目")
    text = page(client, saved)
    assert "后来改的题目" not in text
    assert saved.titles[0] == article.title


def test_no_version_of_the_index_is_shown(client):
    saved = keep(client)
    assert saved.index_stamp not in page(client, saved)


def test_more_than_a_list_holds_is_refused(client, monkeypatch):
    monkeypatch.setattr("search.exports.articles.MOST", 10)
    monkeypatch.setattr("search.saved.views.MOST", 10)
    assert client.post("/lists/", {"search": ""}).status_code == 422
    assert not SavedSearch.objects.exists()


def test_a_list_says_so_when_its_search_now_finds_more_than_it_holds(client, monkeypatch):
    saved = keep(client, "")
    monkeypatch.setattr("search.exports.articles.MOST", 10)
    monkeypatch.setattr("search.saved.lists.MOST", 10)
    compared = compare(saved)
    assert compared.uncounted
    assert not compared.gone
    assert "没有逐篇比较" in page(client, saved)


def test_a_query_that_cannot_be_read_is_not_kept(client):
    assert client.post("/lists/", {"search": "?q=" + "a" * 300}).status_code == 400
    assert not SavedSearch.objects.exists()


def test_curators_see_lists_in_the_admin_and_cannot_change_them(admin_client):
    saved = keep(admin_client)
    assert saved.title in admin_client.get("/admin/search/savedsearch/").content.decode()
    assert admin_client.get("/admin/search/savedsearch/add/").status_code == 403
    assert 'name="_save"' not in admin_client.get(f"/admin/search/savedsearch/{saved.pk}/change/").content.decode()
