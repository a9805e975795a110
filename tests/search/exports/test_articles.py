"""A file holds exactly the result it was asked for, in its order, and nothing that was not known."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from search.exports.articles import BYTE_ORDER_MARK, CSV_HEAD, FORMATS, neutralised
from search.types import SearchRequest
from tests.search.result_ids import result_ids

pytestmark = pytest.mark.usefixtures("library")

ADDRESS = "/search/export/"
SEARCH = {"q": "产业链", "column": "智库圆桌"}
REQUEST = SearchRequest(query="产业链", filters={"column": ("智库圆桌",)})


def exported(client, slug: str, **parameters: str) -> str:
    response = client.get(ADDRESS, {"format": slug, **parameters})
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK))))


@pytest.mark.parametrize("slug", FORMATS)
def test_every_format_is_streamed_as_a_file_of_its_kind(client, slug):
    response = client.get(ADDRESS, {"format": slug, **SEARCH})
    assert response.streaming
    assert response.headers["Content-Type"] == FORMATS[slug].content_type
    assert response.headers["Content-Disposition"].endswith(f".{FORMATS[slug].suffix}")
    assert response.headers["X-Robots-Tag"] == "noindex"
    response.close()


def test_csv_has_the_results_articles_in_their_order(client):
    text = exported(client, "csv", **SEARCH)
    assert text.startswith(BYTE_ORDER_MARK)
    rows = rows_of(text)
    assert tuple(rows[0]) == CSV_HEAD
    assert [int(row["编号"]) for row in rows] == result_ids(REQUEST)
    first = Article.objects.get(pk=rows[0]["编号"])
    assert rows[0]["标题"] == first.title
    assert rows[0]["栏目"] == "智库圆桌"
    assert rows[0]["网址"] == f"http://testserver{first.get_absolute_url()}"
    assert rows[0]["日期"] == ""


def test_csv_says_who_hosted_an_interview(client):
    [row] = rows_of(exported(client, "csv", author="郭险峰"))
    assert "朱涛（主持人）" in row["作者"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_begins_as_a_formula(client, sign):
    article = Article.objects.published().first()
    Article.objects.filter(pk=article.pk).update(title=f'{sign}HYPERLINK("x")')
    titles = {row["标题"] for row in rows_of(exported(client, "csv"))}
    assert f'\'{sign}HYPERLINK("x")' in titles
    assert not [title for title in titles if title.startswith(sign)]


def test_other_cells_stay_as_they_are():
    assert neutralised("2024—2025年") == "2024—2025年"
    assert neutralised("") == ""


def test_json_has_the_apis_hits_with_whole_articles(client):
    found = json.loads(exported(client, "json", **SEARCH))
    served = client.get("/api/search", SEARCH).json()
    assert found["total"] == served["total"] == len(found["hits"])
    assert found["search"] == {"q": "产业链", "mode": "words", "sort": "relevance", "column": ["智库圆桌"]}
    for hit, in_api in zip(found["hits"], served["hits"], strict=True):
        article = hit.pop("article")
        assert hit.pop("url") == "http://testserver" + in_api.pop("url")
        assert hit == in_api
        assert article["body"] == Article.objects.get(pk=hit["id"]).body


def test_json_of_nothing_is_still_json(client):
    assert json.loads(exported(client, "json", q="月球"))["hits"] == []


def test_json_of_several_batches_is_one_list(client, monkeypatch):
    monkeypatch.setattr("search.exports.articles.BATCH", 3)
    assert len(json.loads(exported(client, "json"))["hits"]) == 16


def test_bibtex_has_an_entry_for_each_article_and_makes_nothing_up(client):
    text = exported(client, "bibtex", **SEARCH)
    assert text.count("@article{") == len(result_ids(REQUEST))
    assert "year" not in text
    assert "缺日期" in text


def test_ris_has_a_record_for_each_article(client):
    text = exported(client, "ris", **SEARCH)
    assert text.count("TY  - NEWS\r\n") == text.count("ER  - \r\n") == len(result_ids(REQUEST))
    assert "PY  -" not in text


def test_the_list_of_references_is_numbered_and_says_what_is_missing(client):
    lines = exported(client, "gbt7714", **SEARCH).splitlines()
    assert [line.split(" ")[0] for line in lines] == [f"[{n}]" for n in range(1, len(result_ids(REQUEST)) + 1)]
    assert all("[N]" in line and "[缺日期]" in line for line in lines)


def test_an_article_withdrawn_since_is_not_in_the_file(client):
    gone = result_ids(REQUEST)[0]
    Article.objects.filter(pk=gone).update(status=Article.Status.WITHDRAWN)
    assert gone not in [int(row["编号"]) for row in rows_of(exported(client, "csv", **SEARCH))]


def test_more_than_a_file_holds_is_refused_with_ways_to_narrow(client, monkeypatch):
    monkeypatch.setattr("search.exports.articles.MOST", 10)
    monkeypatch.setattr("search.exports.views.MOST", 10)
    response = client.get(ADDRESS, {"format": "csv"})
    assert response.status_code == 422
    assert "一次最多 10 篇" in response.content.decode()
    assert "16 篇" in response.content.decode()


def test_a_format_that_is_not_there_is_refused_with_those_that_are(client):
    response = client.get(ADDRESS, {"format": "xls", **SEARCH})
    assert response.status_code == 400
    links = re.findall(r'href="(/search/export/[^"]+)"', response.content.decode())
    assert len(links) == len(FORMATS)
    for link in links:
        response = client.get(link.replace("&amp;", "&"))
        assert response.status_code == 200
        response.close()


def test_a_query_that_cannot_be_read_is_said_to_be(client):
    assert client.get(ADDRESS, {"format": "csv", "q": "产业" * 120}).status_code == 400


def test_the_search_page_links_to_every_format_of_its_result(client):
    text = client.get("/search/", SEARCH).content.decode()
    for slug in FORMATS:
        assert f"format={slug}" in text
    links = re.findall(r'href="(/search/export/[^"]+format=csv)"', text)
    assert [int(row["编号"]) for row in rows_of(b"".join(client.get(links[0].replace("&amp;", "&"))).decode())] == (
        result_ids(REQUEST)
    )


@pytest.mark.parametrize("kind", ["csv", "bibtex", "ris", "gbt7714"])
def test_a_list_of_thousands_reads_no_texts_and_no_evidence(client, kind):
    with CaptureQueriesContext(connection) as asked:
        b"".join(client.get("/search/export/", {"format": kind}).streaming_content)
    read = " ".join(query["sql"] for query in asked)
    assert not [name for name in ("body", "references", "evidence", "term_weights", "raw_text") if f'"{name}"' in read]
