"""Whatever is refused is refused in Chinese: as JSON in one shape where a program asked, as a page elsewhere."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path", "status", "error"),
    [
        ("get", "/api/", 404, "not_found"),
        ("get", "/api/%0Aanything", 404, "not_found"),
        ("post", "/api/search", 405, "method_not_allowed"),
        ("delete", "/api/articles/1", 405, "method_not_allowed"),
        ("post", "/api/docs", 403, "forbidden"),
    ],
)
def test_every_fault_of_the_api_has_its_one_shape(method, path, status, error):
    response = getattr(Client(enforce_csrf_checks=True), method)(path)
    fault = response.json()
    assert (response.status_code, fault["error"]) == (status, error)
    assert fault.keys() == {"error", "message", "at", "repaired"}


def test_a_host_that_is_not_the_sites_is_refused_in_the_same_shape(client):
    response = client.get("/api/search", headers={"host": "elsewhere.example"})
    assert (response.status_code, response.json()["error"]) == (400, "bad_request")


@pytest.mark.parametrize("path", ["/columns/%00/", "/lists/a%00b/", "/%00"])
def test_an_address_with_a_nul_cannot_be_read(client, path):
    response = client.get(path)
    assert response.status_code == 400
    assert "这个请求读不懂" in response.content.decode()
    assert client.get(f"/api{path}").json()["error"] == "bad_request"


@pytest.mark.parametrize(("method", "path"), [("put", "/lists/"), ("post", "/search/"), ("options", "/help/")])
def test_a_method_that_is_refused_gets_a_page_that_says_so(client, method, path):
    response = getattr(client, method)(path)
    assert response.status_code == 405
    assert response.headers["Allow"]
    assert "这里不能这样访问" in response.content.decode()
    assert "Content-Security-Policy" in response.headers
