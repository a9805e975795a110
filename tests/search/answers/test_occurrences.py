"""语境 shows what reading every text of the result from beginning to end finds, in the order asked for."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator

import pytest
from django.http import QueryDict

from articles.models import Article
from search.answers.search import interpret
from search.excerpts.concordance import line_at, occurrences
from search.excerpts.highlighting import Marker
from search.index.documents import texts_of
from search.pages.result_page import WHERE_LABELS
from search.text.folding import fold_text
from search.types import WIDTH, LineOrder, Sort, Where
from search.web.forms import read_state
from search.web.state import SearchState
from tests.search.engines.corpus import cutting
from tests.search.result_ids import result_ids

pytestmark = pytest.mark.usefixtures("library")

SHOWN = (
    *(Where.TITLE, Where.LEAD, Where.ABSTRACT, Where.BODY, Where.BOX, Where.AFFILIATION, Where.FUNDING),
    *(Where.REFERENCES, Where.CAPTION, Where.FEATURE),
)
QUERIES = (
    *("产业", "发展 创新", "新质生产力 | 生产力", "“高质量发展” -重庆", "标题:发展", "图注:图 OR 正文:的", "ai*"),
    *("重慶", "2", "a", "《", "。", "5g OR 数字", "……", "产业 产业链 链", "作者:李 发展", "导语:发展 | 图注:人"),
    *("产业链供应链 OR 一体化", "发展创新 技术产业", "成渝地区双城"),
)

Line = tuple[str, ...]
"""Article, part, and what stands before, in and behind the match."""


def asked(query: str, order: LineOrder, sort: Sort = Sort.RELEVANCE) -> dict[str, str]:
    return {"q": query, "view": "context", "order": order.value, "sort": sort.value}


def read_from_the_texts(parameters: dict[str, str]) -> list[Line]:
    given = QueryDict(mutable=True)
    given.update(parameters)
    return [line for _, line in sorted(_lines(read_state(given)), key=lambda keyed: keyed[0])]


def _lines(state: SearchState) -> Iterator[tuple[str, Line]]:
    marker = Marker(interpret(state.request(per_page=1)).query.tree)
    ids = result_ids(state.request(per_page=1))
    texts_by_id = texts_of(ids)
    for article_id in ids:
        texts = texts_by_id[article_id]
        for where in SHOWN:
            for text in texts.get(where, ()):
                for start, end in occurrences(marker, text, where):
                    line = line_at(text, start, end)
                    found = (str(article_id), WHERE_LABELS[where], line.left, line.match, line.right)
                    yield _key(state.order, text, start, end), found


def _key(order: LineOrder, text: str, start: int, end: int) -> str:
    beside = "|"  # folding takes away white space where a text ends
    if order == LineOrder.LEFT:
        return fold_text(text[:start] + beside)[:-1].rpartition("\n")[2].removesuffix(" ")[::-1][:WIDTH]
    if order == LineOrder.RIGHT:
        return fold_text(beside + text[end:])[1:].partition("\n")[0].removeprefix(" ")[:WIDTH]
    return ""


def exported(client, parameters: dict[str, str], kind: str) -> str:
    return client.get("/search/lines/", {**parameters, "format": kind}).getvalue().decode()


@pytest.mark.parametrize("order", LineOrder)
@pytest.mark.parametrize("query", QUERIES)
def test_a_file_has_the_lines_that_the_texts_have(client, query, order):
    parameters = asked(query, order)
    expected = read_from_the_texts(parameters)
    answer = json.loads(exported(client, parameters, "json"))
    assert [_said(line) for line in answer["lines"]] == expected
    assert (answer["occurrences"], answer["articles"]) == (len(expected), len({line[0] for line in expected}))


def _said(line: dict[str, str]) -> Line:
    return str(line["id"]), line["where"], line["left"], line["match"], line["right"]


@pytest.mark.parametrize("order", LineOrder)
def test_pages_and_files_have_the_same_lines_for_any_query(client, order):
    chance, listed = random.Random(order.value), 0
    for _ in range(12):
        parameters = asked(cutting(chance, 3), order, chance.choice(list(Sort)))
        page = client.get("/search/", parameters, follow=True)
        shown = page.context["lines"] if page.status_code == 200 else None
        if shown is None:
            continue
        expected = read_from_the_texts(parameters)
        lines = [(str(row.article.pk), row.label, row.line.left, row.line.match, row.line.right) for row in shown.lines]
        assert lines == expected[: len(lines)]
        assert (shown.occurrences, len(lines)) == (len(expected), min(len(expected), 50))
        rows = list(csv.reader(io.StringIO(exported(client, parameters, "csv"))))[1:]
        assert [(row[0], row[2]) for row in rows] == [line[:2] for line in expected]
        listed += len(expected)
    assert listed > 50


def test_lines_that_are_gone_since_they_were_indexed_are_left_out(client):
    parameters = asked("发展", LineOrder.LEFT)
    before = json.loads(exported(client, parameters, "json"))["lines"]
    emptied, withdrawn = sorted({line["id"] for line in before})[:2]
    Article.objects.filter(pk=emptied).update(body=[])
    Article.objects.filter(pk=withdrawn).update(status=Article.Status.WITHDRAWN)
    kept = [line for line in before if line["id"] != withdrawn and (line["id"], line["where"]) != (emptied, "正文")]
    assert json.loads(exported(client, parameters, "json"))["lines"] == kept != before
