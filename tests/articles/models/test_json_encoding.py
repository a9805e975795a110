"""The JSON of an article is kept as it reads, and what was kept otherwise is read as ever."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from articles.models.json_encoding import UnescapedJSONEncoder

TEXTS = st.text(st.one_of(st.characters(), st.characters(categories=["Cs"])))


@given(TEXTS)
def test_any_text_comes_back_and_can_be_encoded(text: str) -> None:
    written = json.dumps([text], cls=UnescapedJSONEncoder)
    assert json.loads(written.encode("utf-8")) == [text]


def kept(article: Article) -> str:
    """The body as it stands in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(body AS TEXT) FROM articles_article WHERE id = %s", [article.pk])
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_chinese_stands_in_the_database_as_itself() -> None:
    article = Article.objects.create(title="一篇", body=[{"kind": "paragraph", "text": "新质生产力"}])
    assert "新质生产力" in kept(article)


@pytest.mark.django_db
def test_what_was_written_escaped_is_read() -> None:
    article = Article.objects.create(title="一篇", body=[])
    old = json.dumps([{"kind": "paragraph", "text": "新质生产力"}])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET body = %s WHERE id = %s", [old, article.pk])
    assert Article.objects.get(pk=article.pk).body[0]["text"] == "新质生产力"
