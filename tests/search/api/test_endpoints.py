"""The JSON API over the seed articles: its shapes, its faults, its bounds."""

from __future__ import annotations

import pytest

from articles.models import Article, Author, Column
from search.answers.search import search
from search.types import SearchRequest

pytestmark = pytest.mark.usefixtures("library")


def get(client, path: str, **parameters):
    response = client.get(path, parameters)
    assert response.headers["Content-Type"].startswith("application/json")
    return response.status_code, response.json()


def test_a_search_has_the_shape_that_is_promised(client) -> None:
    status, found = get(client, "/api/search", q="新质生产力", column="决策建议")
    assert status == 200
    assert {"total", "reading", "took_ms", "hits", "facets"} <= found.keys()
    hit = found["hits"][0]
    assert {"id", "url", "title", "title_origin", "column", "authors", "themes", "score", "passages"} <= hit.keys()
    assert hit["column"] == "决策建议"
    assert client.get(hit["url"]).status_code == 200
    assert any(matched and text == "新质生产力" for text, matched in hit["passages"][0]["spans"])
    assert {"value": "决策建议", "label": "决策建议", "count": found["total"], "selected": True} in found["facets"][
        "column"
    ]


def test_hits_and_counts_are_those_of_the_search_page(client) -> None:
    _, found = get(client, "/api/search", q="产业", per_page=100)
    result = search(SearchRequest("产业", per_page=100))
    assert [hit["id"] for hit in found["hits"]] == [hit.article_id for hit in result.hits]
    assert found["total"] == result.total


def test_a_parameter_may_be_repeated(client) -> None:
    both = get(client, "/api/search", column=["智库圆桌", "资政参考"])[1]
    one, other = (get(client, "/api/search", column=name)[1] for name in ("智库圆桌", "资政参考"))
    assert both["total"] == one["total"] + other["total"]


def test_browsing_needs_no_query(client) -> None:
    assert get(client, "/api/search")[1]["total"] == Article.objects.published().count()


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "title"])
def test_every_sort_is_known(client, sort: str) -> None:
    assert get(client, "/api/search", q="产业", sort=sort)[0] == 200


def test_pages_beyond_the_last_are_empty(client) -> None:
    status, found = get(client, "/api/search", q="产业", page=50)
    assert (status, found["hits"], found["total"]) == (200, [], 16)


@pytest.mark.parametrize(
    ("name", "value"),
    [("per_page", "101"), ("per_page", "0"), ("page", "a"), ("page", "-1"), ("sort", "x"), ("mode", "x")],
)
def test_a_bad_parameter_is_named_in_chinese(client, name: str, value: str) -> None:
    status, fault = get(client, "/api/search", **{name: value})
    assert status == 400
    assert fault.keys() == {"error", "message", "at", "repaired"}
    assert name in fault["message"]


def test_a_query_that_is_too_long_is_refused_with_one_that_can_be_read(client) -> None:
    status, fault = get(client, "/api/search", q="产业" * 150)
    assert (status, fault["error"], fault["at"]) == (400, "bad_query", 200)
    assert get(client, "/api/search", q=fault["repaired"])[0] == 200


def test_an_engine_that_is_down_says_so(client, settings, tmp_path) -> None:
    settings.INDEX_DIR = tmp_path / "no index"
    status, fault = get(client, "/api/search", q="产业")
    assert (status, fault["error"]) == (503, "engine_unavailable")
    assert get(client, "/readyz")[0] == 503
    assert get(client, "/healthz")[0] == 200


def test_an_article_is_given_whole(client) -> None:
    article = Article.objects.get(authors__name="朱旭森")
    status, found = get(client, f"/api/articles/{article.pk}")
    assert status == 200
    assert found["body"] == article.body
    assert found["authors"][0]["name"] == "朱旭森"
    assert found["themes"][0]["evidence"]


def test_what_is_not_there_or_not_published_is_not_found(client) -> None:
    Article.objects.filter(authors__name="朱旭森").update(status=Article.Status.DRAFT)
    draft = Article.objects.get(authors__name="朱旭森")
    for path in ("/api/articles/99999", f"/api/articles/{draft.pk}", "/api/nothing"):
        status, fault = get(client, path)
        assert (status, fault["error"]) == (404, "not_found")


def test_columns_authors_and_themes_are_listed_with_their_articles(client) -> None:
    columns = get(client, "/api/columns")[1]
    assert {column["name"]: column["articles"] for column in columns}["智库圆桌"] == 6
    assert len(columns) == Column.objects.count()
    assert [author["name"] for author in get(client, "/api/authors", q="zxs")[1]] == ["朱旭森"]
    for sound in ("baicaihui", "bocai"):
        assert [author["name"] for author in get(client, "/api/authors", q=sound)[1]] == ["柏才慧"]
    assert len(get(client, "/api/authors")[1]) == Author.objects.count()
    assert sum(theme["articles"] for theme in get(client, "/api/themes")[1]) >= 16


def test_control_characters_ask_for_nothing(client) -> None:
    whole = get(client, "/api/search")[1]["total"]
    for name in ("q", "column", "author", "theme", "organisation", "affiliation", "year"):
        assert get(client, "/api/search", **{name: "\x00"})[1]["total"] == whole
    assert get(client, "/api/authors", q="\x00")[1] == get(client, "/api/authors")[1]


def test_who_and_what_only_unpublished_articles_name_is_not_listed(client) -> None:
    hidden = Article.objects.filter(column__name="智库圆桌")
    names = set(hidden.values_list("authors__name", flat=True))
    hidden.update(status=Article.Status.DRAFT)
    assert not names & {author["name"] for author in get(client, "/api/authors")[1]}
    assert "智库圆桌" not in {column["name"] for column in get(client, "/api/columns")[1]}


def test_only_reading_is_allowed(client) -> None:
    assert client.post("/api/search").status_code == 405


def test_articles_nearly_the_same_are_one_hit_where_that_is_asked_for(client):
    first, second, *_ = (hit["id"] for hit in client.get("/api/search?q=重庆").json()["hits"])
    Article.objects.filter(pk=first).update(duplicate_of=second)
    apart, together = (client.get("/api/search", {"q": "重庆", "collapse": word}).json() for word in ("false", "true"))
    assert [hit["id"] for hit in together["hits"]] == [hit["id"] for hit in apart["hits"] if hit["id"] != second]
    assert together["hits"][0]["alike"] == [second]
    assert (together["total"], together["facets"]) == (apart["total"], apart["facets"])
