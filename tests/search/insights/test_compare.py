"""Two searches beside each other: every number is what its search finds, and the words near a match are counted."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.urls import reverse

from articles.models import Article
from search.answers.search import count
from search.index.updating import rebuild
from search.insights.comparing import collocates, keywords
from search.insights.counts import CLEARLY
from search.insights.scope import scope_of
from search.web.forms import read_state
from search.web.state import SearchState

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def two_topics(settings, tmp_path) -> None:
    """Eight articles on ferries, at whose matches 石阶 stands near and 茶馆 far off; the others are as they were."""
    settings.INDEX_DIR = tmp_path / "index"
    text = "挑夫们沿着石阶走向渡口。" + "江上的雾慢慢散去，" * 6 + "人们在茶馆里说话。"
    for article in Article.objects.published()[:8]:
        Article.objects.filter(pk=article.pk).update(body=[{"kind": "paragraph", "text": text}])
    rebuild()


@pytest.mark.usefixtures("two_topics")
def test_the_words_of_one_search_are_those_that_its_articles_have_clearly_oftener():
    own, others = keywords(scope_of(SearchState("渡口")), scope_of(SearchState("产业 -渡口")))
    assert "茶馆" in [one.text for one in own]
    assert "茶馆" not in [one.text for one in others]
    for one in (*own, *others):
        assert one.score >= CLEARLY
        assert one.own.count / one.own.total > one.other.count / one.other.total
        if one.own.url:
            assert count(read_state(QueryDict(one.own.url.partition("?")[2])).request(per_page=1)) == one.own.count


@pytest.mark.usefixtures("two_topics")
def test_words_are_near_a_match_only_within_so_many_characters():
    near, _ = collocates(scope_of(SearchState("渡口")), scope_of(SearchState("产业 -渡口")), reach=5)
    assert "石阶" in [one.text for one in near]
    assert "茶馆" not in [one.text for one in near]
    assert all(one.own.total == 8 for one in near)


def test_the_page_has_four_pictures_and_their_tables(client):
    text = client.get(reverse("compare"), {"a": "产业链", "b": "川渝", "near": "20"}).content.decode()
    assert text.count("<figure") == 4
    assert "前后 20 字以内" in text


def test_the_page_asks_for_both_and_says_where_one_finds_nothing(client):
    assert "<figure" not in client.get(reverse("compare"), {"a": "产业链"}).content.decode()
    assert "有一边没有文章" in client.get(reverse("compare"), {"a": "产业链", "b": "月球"}).content.decode()
    assert client.get(reverse("compare"), {"a": "产业链", "b": "产业" * 120}).status_code == 400


def test_two_searches_with_more_occurrences_than_语境_lists_are_compared_by_the_first_of_them(client, monkeypatch):
    monkeypatch.setattr("search.answers.occurrences.MOST_LINES", 1)
    monkeypatch.setattr("search.insights.comparing.MOST_LINES", 7)
    near, others = collocates(scope_of(SearchState("产业")), scope_of(SearchState("发展")), reach=20)
    assert all(one.own.total == 7 for one in (*near, *others))
    assert client.get(reverse("compare"), {"a": "产业", "b": "发展"}).status_code == 200
