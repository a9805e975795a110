"""语境 as a file holds every occurrence that its pages show, in their order, with what stands around it."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from search.exports.articles import BYTE_ORDER_MARK
from search.exports.lines import CSV_HEAD

pytestmark = pytest.mark.usefixtures("library")

ADDRESS = "/search/lines/"
SEARCH = {"q": "产业链", "column": "智库圆桌", "view": "context", "order": "right"}


def test_csv_has_every_line_in_the_order_of_its_pages(client):
    page = client.get("/search/", SEARCH).context["lines"]
    response = client.get(ADDRESS, {**SEARCH, "format": "csv"})
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].endswith(".csv")
    assert response.headers["X-Robots-Tag"] == "noindex"
    text = response.getvalue().decode()
    assert text.startswith(BYTE_ORDER_MARK)
    head, *rows = csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK)))
    assert tuple(head) == CSV_HEAD
    assert len(rows) == page.occurrences > 0
    shown = [[str(row.article.pk), row.line.match, row.line.right] for row in page.lines]
    assert [[row[0], row[4], row[5]] for row in rows[: len(shown)]] == shown


def test_no_cell_of_a_line_begins_as_a_formula(client):
    text = client.get(ADDRESS, {"q": "-", "mode": "exact", "format": "csv"}).getvalue().decode()
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'-" in cells
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@"))]


def test_json_says_how_many_articles_were_read_and_where_each_line_stands(client):
    answer = json.loads(client.get(ADDRESS, {**SEARCH, "format": "json"}).getvalue())
    assert answer["articles"] == answer["total"] == client.get("/search/", SEARCH).context["result"].total
    assert {line["match"] for line in answer["lines"]} == {"产业链"}
    address = answer["lines"][0]["url"]
    assert client.get(address).status_code == 200


def test_the_page_of_lines_links_to_both_and_the_list_to_neither(client):
    text = client.get("/search/", SEARCH).content.decode()
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/search/lines/[^"]+)"', text)]
    assert len(links) == 2
    assert all(client.get(link).status_code == 200 for link in links)
    assert ADDRESS not in client.get("/search/", {"q": "产业链"}).content.decode()


def test_another_format_is_refused_with_those_that_are(client):
    response = client.get(ADDRESS, {**SEARCH, "format": "xls"})
    assert response.status_code == 400
    assert len(re.findall(r'href="/search/lines/', response.content.decode())) == 2


def test_a_query_that_cannot_be_read_is_said_to_be(client):
    assert client.get(ADDRESS, {"format": "csv", "q": "产业" * 120}).status_code == 400


def test_an_engine_that_is_down_says_so(client, settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "none"
    assert client.get(ADDRESS, {**SEARCH, "format": "csv"}).status_code == 503
