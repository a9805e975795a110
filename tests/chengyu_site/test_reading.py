"""The API answers every method that reads."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("library")

ADDRESSES = ("/api/columns", "/api/search?q=%E4%BA%A7%E4%B8%9A", "/api/authors", "/api/openapi.json", "/api/docs")


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_head_of_an_answer_is_as_its_whole_without_its_text(client, address):
    head, whole = client.head(address), client.get(address)
    assert head.status_code == whole.status_code == 200
    assert head.headers["Content-Type"] == whole.headers["Content-Type"]
    assert not head.content


def test_the_head_of_a_fault_has_its_status(client):
    assert client.head("/api/articles/987654").status_code == 404
    assert client.head("/api/search?page=0").status_code == 400


def test_what_may_be_asked_is_said(client):
    asked = client.options("/api/search")
    assert asked.status_code == 204
    assert asked.headers["Allow"] == "GET, HEAD, OPTIONS"
    refused = client.delete("/api/search")
    assert refused.status_code == 405
    assert refused.headers["Allow"] == "GET, HEAD, OPTIONS"
