"""A notice stands at the head of every page, escaped, or not at all."""

from __future__ import annotations

import pytest

PAGES = ("/", "/search/?q=x", "/help/", "/nowhere/", "/admin/login/")
DESK = ("/admin/", "/admin/articles/author/", "/admin/articles/author/add/?_popup=1")


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES + DESK)
def test_every_page_carries_the_notice(request, settings, path):
    settings.SITE_NOTICE = "今夜 <22> 时维护"
    client = request.getfixturevalue("admin_client" if path in DESK else "client")
    notice = '<aside class="site-notice" aria-label="告示">今夜 &lt;22&gt; 时维护</aside>'
    assert client.get(path).content.decode().count(notice) == 1


@pytest.mark.django_db
def test_without_a_notice_nothing_stands_there(client):
    assert "site-notice" not in client.get("/").content.decode()
