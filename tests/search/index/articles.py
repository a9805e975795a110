"""Articles that tests save, and what is found then."""

from __future__ import annotations

from articles.changes import mark_changed
from articles.models import Article
from search.types import SearchRequest
from tests.search.result_ids import result_ids


def paragraph(text: str) -> list[dict[str, str]]:
    return [{"kind": "paragraph", "text": text}]


def make_article(title: str, body: str = "正文", **fields) -> Article:
    article = Article.objects.create(title=title, body=paragraph(body), **fields)
    tell(article.pk)
    return article


def tell(*article_ids: int) -> None:
    mark_changed(article_ids)


def found(query: str) -> list[int]:
    return result_ids(SearchRequest(query))
