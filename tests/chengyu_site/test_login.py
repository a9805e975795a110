"""Logging in leads to the admin, or back to where one was sent from; never to another site."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

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


def try_password(client, password: str, address: str = "192.0.2.1", **headers: str):
    fields = {"username": "admin", "password": password}
    return client.post(LOGIN, fields, REMOTE_ADDR=address, headers=headers)


@pytest.fixture
def locked(client, admin_user, settings) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    for _ in range(3):
        answer = try_password(client, "wrong")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3600


@pytest.mark.usefixtures("locked")
class TestTooManyWrongPasswords:
    def test_lock_the_account_for_that_address_alone(self, client):
        answer = try_password(client, "password")
        assert answer.status_code == 429
        assert "请管理员" in answer.content.decode()
        assert try_password(client, "password", "192.0.2.2").status_code == 302

    def test_are_unlocked_by_who_edits_users(self, client, admin_user):
        other = User.objects.create_superuser("other")
        client.force_login(other)
        page = client.get("/admin/auth/user/")
        listed = page.context["cl"].result_list
        assert page.content.decode().count("已锁定") == 1
        assert [user.username for user in listed if user.locks] == ["admin"]
        client.post("/admin/auth/user/", {"action": "unlock", "_selected_action": [admin_user.pk]})
        client.logout()
        assert try_password(client, "password").status_code == 302


def test_wrong_passwords_through_a_trusted_proxy_are_their_senders(client, admin_user, settings):
    settings.AXES_FAILURE_LIMIT, settings.TRUSTED_PROXIES = 2, ["127.0.0.1"]
    for _ in range(3):
        answer = try_password(client, "wrong", "127.0.0.1", x_forwarded_for="2001:db8:1:2::7")
    assert answer.status_code == 429
    assert try_password(client, "password", "127.0.0.1", x_forwarded_for="2001:db8:1:2::8").status_code == 429
    assert try_password(client, "password", "127.0.0.1", x_forwarded_for="2001:db8:1:3::7").status_code == 302
