"""Logging in leads to the admin, or back to where one was sent from; never to another site."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"


@pytest.fixture
def log_in(client, admin_user):
    def post(path: str = LOGIN, **fields: str) -> str:
        response = client.post(path, {"username": "admin", "password": "password", **fields})
        assert response.status_code == 302
        return response.headers["Location"]

    return post


def test_who_logs_in_comes_to_the_admin(log_in):
    assert log_in() == "/admin/"


def test_who_was_sent_there_comes_back(log_in):
    assert log_in(f"{LOGIN}?next=/admin/articles/article/") == "/admin/articles/article/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/", "//elsewhere.example/", "///elsewhere.example", "http:elsewhere.example",
        "\\\\elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)", " //elsewhere.example",
        "\x08//elsewhere.example",
    ],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(log_in, elsewhere):
    assert log_in(next=elsewhere) == "/admin/"


def test_who_is_logged_in_already_is_not_sent_away_either(admin_client):
    response = admin_client.get(LOGIN, {"next": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/admin/"


def test_logging_out_leads_nowhere_else(admin_client):
    response = admin_client.post("/admin/logout/?next=https://elsewhere.example/")
    assert "elsewhere" not in response.headers.get("Location", "")
