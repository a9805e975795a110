"""What is offered after an article shares something with it that a reader can be told."""

from __future__ import annotations

import pytest

from articles.models import Article, ThemeAssignment
from articles.pages.shared_topics import SharedTopics, shared_topics, theme_neighbours
from search.answers.related import related_to

pytestmark = pytest.mark.usefixtures("library")


def article_of(author: str) -> Article:
    return Article.objects.for_reading().get(authors__name=author)


def text_of(article: Article) -> str:
    return "\n".join([article.title, *article.lead, article.abstract, *(block["text"] for block in article.body)])


def test_every_shared_theme_and_term_is_in_both_articles():
    for article in Article.objects.for_reading():
        related = related_to(article)
        assert related, article
        assert len(related) <= 5
        for one in related:
            assert one.shared
            assert one.article != article
            for other in (article, one.article):
                assert set(one.shared.themes) <= {given.theme.name for given in other.theme_assignments.all()}
                assert all(term in text_of(other) + "".join(other.keywords) for term in one.shared.terms), other


def test_an_article_is_offered_once():
    found = [one.article.pk for one in related_to(article_of("朱旭森"))]
    assert len(found) == len(set(found))


def test_what_is_shared_is_said_in_words():
    assert (
        str(SharedTopics(("县域经济",), ("特色产业", "乡村振兴"))) == "同主题：县域经济；共同词语：特色产业、乡村振兴"
    )
    assert str(SharedTopics((), ("特色产业",))) == "共同词语：特色产业"
    assert not SharedTopics()


def test_of_terms_that_contain_one_another_one_is_named():
    article = article_of("朱旭森")
    for kin in shared_topics(article, [one.article for one in related_to(article)]):
        for term in kin.terms:
            assert not [other for other in kin.terms if other != term and term in other]


def test_a_theme_that_a_person_took_away_is_not_shared():
    article, other = article_of("朱旭森"), article_of("苗壮")
    assert "先进制造业集群" in shared_topics(article, [other])[0].themes
    ThemeAssignment.objects.filter(article=other, theme__name="先进制造业集群").update(removed=True)
    [kin] = shared_topics(article, list(Article.objects.for_reading().filter(pk=other.pk)))
    assert "先进制造业集群" not in kin.themes


def test_neighbours_by_theme_share_most_themes_first():
    article = article_of("苗壮")
    own = {given.theme_id for given in article.theme_assignments.all()}
    shared = [
        len(own & {given.theme_id for given in other.theme_assignments.all()}) for other in theme_neighbours(article, 8)
    ]
    assert shared == sorted(shared, reverse=True)
    assert min(shared) > 0


def test_withdrawn_articles_are_not_offered():
    article = article_of("苗壮")
    gone = theme_neighbours(article, 1)[0]
    Article.objects.filter(pk=gone.pk).update(status=Article.Status.WITHDRAWN)
    assert gone not in theme_neighbours(article, 20)


def test_an_article_can_be_read_while_the_engine_is_down(client, settings, tmp_path):
    article = article_of("苗壮")
    settings.INDEX_DIR = tmp_path / "none"
    related = related_to(article)
    response = client.get(article.get_absolute_url())
    assert related
    assert all(one.shared.themes for one in related)
    assert response.status_code == 200
    assert related[0].article.title in response.content.decode()


def test_the_article_page_says_why_each_is_offered(client):
    article = article_of("朱旭森")
    text = client.get(article.get_absolute_url()).content.decode()
    assert "相关文章" in text
    for one in related_to(article):
        assert one.article.get_absolute_url() in text
        assert str(one.shared) in text
