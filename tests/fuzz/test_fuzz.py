"""Whatever is asked of any page, it is answered or refused, never a fault of the server's. `make fuzz` asks longer."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PAGES = (
    "/", "/search/", "/search/export/", "/search/lines/", "/search/feed/", "/search/facets/column/", "/insights/",
    "/authors/", "/sources/", "/issues/", "/themes/", "/api/search", "/api/suggest", "/api/columns", "/admin/login/",
)  # fmt: skip
NAMES = st.sampled_from(
    (
        "q",
        "page",
        "sort",
        "column",
        "author",
        "theme",
        "year",
        "organisation",
        "mode",
        "view",
        "format",
        "term",
        "letter",
        "from",
        "to",
    )
)
WORDS = st.sampled_from(
    (
        "产业",
        "新质生产力",
        '"发展"',
        "标题:经济",
        "(甲 | 乙",
        "-党",
        "*",
        "9999999999999999999",
        "-1",
        "csv",
        "json",
        "2025-13-99",
        "\x00",
        "😀",
    )
)
VALUES = st.one_of(WORDS, st.lists(WORDS, max_size=4).map(" ".join), st.text(max_size=30))
HEADERS = st.dictionaries(
    st.sampled_from(("Accept", "HX-Request", "If-None-Match", "Range", "X-Forwarded-For", "Cookie", "X-Request-ID")),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30),
    max_size=3,
)


@pytest.mark.usefixtures("library")
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(PAGES),
    st.lists(st.tuples(NAMES, VALUES), max_size=4),
    HEADERS,
    st.sampled_from(("get", "get", "post")),
)
def test_nothing_that_is_asked_breaks_a_page(page, parameters, headers, method):
    fields: dict[str, list[str]] = {}
    for name, value in parameters:
        fields.setdefault(name, []).append(value.encode("utf-8", "replace").decode())
    answer = getattr(Client(raise_request_exception=True), method)(page, fields, headers=headers)
    assert answer.status_code < 500
    if answer.streaming:
        assert b"".join(answer) is not None


@pytest.mark.usefixtures("library")
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(("/api/verify", "/api/overlap")),
    st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)),
)
def test_a_body_that_is_no_json_is_refused_in_the_shape_of_the_interface(page, body):
    answer = Client().post(page, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json().keys() == {"error", "message", "at", "repaired"}
