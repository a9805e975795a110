"""A file of records has a page of its own, which lists its articles by the page and shows no empty page view."""

from __future__ import annotations

import pytest

from articles.models import Article, SourceDocument, SourceKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def records() -> SourceDocument:
    source = SourceDocument.objects.create(file_name="a.jsonl", sha256="2" * 64, kind=SourceKind.RECORDS, raw_text="")
    body = [{"kind": "paragraph", "text": "正文。"}]
    Article.objects.bulk_create(Article(title=f"第{n}条", body=body, source=source, position=n) for n in range(120))
    return source


def test_it_lists_its_articles_by_the_page(client, records):
    html = client.get(records.get_absolute_url()).content.decode()
    assert "共 120 篇" in html
    first, last = records.articles.earliest("position"), records.articles.latest("position")
    assert f'href="{first.get_absolute_url()}"' in html
    assert f'href="{last.get_absolute_url()}"' not in html


def test_its_articles_have_no_page_beside_them(client, records):
    page = client.get(records.articles.first().get_absolute_url())
    assert list(page.context["same_page"]) == []
    assert "对照版面原文" not in page.content.decode()
