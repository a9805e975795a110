"""A site whose cluster is away: a search says so, the record's pages go on, what is saved waits."""

from __future__ import annotations

import socket

import pytest

from articles.models import Article
from search.engines.base import engine
from search.errors import EngineUnavailable
from search.models import PendingIndexing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_there(settings) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.SEARCH_ENGINE, settings.OPENSEARCH_HOSTS = "opensearch", [f"http://127.0.0.1:{port}"]


@pytest.mark.parametrize("address", ["/search/?q=产业", "/api/search?q=产业"])
def test_a_search_says_that_it_cannot_be_answered(client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 503
    assert "检索暂时不" in (answer.json()["message"] if "api" in address else answer.content.decode())


def test_the_records_pages_go_on(client) -> None:
    article = Article.objects.create(title="仍可阅读", body=[{"kind": "paragraph", "text": "正文在数据库里。"}])
    answer = client.get(article.get_absolute_url())
    assert answer.status_code == 200
    assert "正文在数据库里" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_waits(client) -> None:
    article = Article.objects.create(title="等候入库")
    assert PendingIndexing.objects.filter(article_id=article.pk).exists()
    assert client.get("/readyz").status_code == 503
    with pytest.raises(EngineUnavailable):
        engine().state()
