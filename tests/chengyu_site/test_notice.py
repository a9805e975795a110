"""A notice stands at the head of every page, escaped, or not at all."""

from __future__ import annotations

import pytest

PAGES = ("/", "/search/?q=x", "/help/", "/nowhere/")


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_every_page_carries_the_notice(client, settings, path):
    settings.SITE_NOTICE = "今夜 <22> 时维护"
    notice = '<aside class="site-notice" aria-label="告示">今夜 &lt;22&gt; 时维护</aside>'
    assert notice in client.get(path).content.decode()


@pytest.mark.django_db
def test_without_a_notice_nothing_stands_there(client):
    assert "site-notice" not in client.get("/").content.decode()
