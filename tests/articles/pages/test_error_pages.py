"""Error pages: in the site's own look, helpful, and made without the database, which may be what is down.

No test here is given the database: touching it would fail.
"""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405", "500"])
def test_an_error_page_needs_no_database_and_leads_on(name):
    page = render_to_string(f"{name}.html")
    assert "理论阅览室" in page
    assert 'href="/"' in page


@pytest.mark.parametrize(
    ("setting", "sent", "said"),
    [
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", {"username": "甲" * 20}, "表单里的文字太多，一次最多 10 字节"),
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", {"username": ["甲"] * 20}, "表单里的项目太多，一次最多 10 项"),
    ],
)
def test_who_sends_too_much_is_told_how_much_may_be_sent(settings, client, capsys, setting, sent, said):
    setattr(settings, setting, 10)
    response = client.post("/admin/login/", urlencode(sent, doseq=True), "application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert said in response.content.decode()
    assert "什么也没有保存" in response.content.decode()
    assert "Traceback" not in capsys.readouterr().err


def test_a_bad_host_gets_the_sites_own_page(client):
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "这个请求读不懂" in response.content.decode()
