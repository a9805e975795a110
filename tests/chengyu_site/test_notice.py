"""A notice stands at the head of every page, escaped, or not at all."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.http import HttpResponse

from chengyu_site.server_error import server_error

PAGES = ("/", "/search/?q=x", "/help/", "/nowhere/", "/admin/login/", "/api/docs")
NOTICE = '<aside class="site-notice" aria-label="告示">今夜 &lt;22&gt; 时维护</aside>'
DESK = ("/admin/", "/admin/articles/author/", "/admin/articles/author/add/?_popup=1")


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES + DESK)
def test_every_page_carries_the_notice(request, settings, path):
    settings.SITE_NOTICE = "今夜 <22> 时维护"
    client = request.getfixturevalue("admin_client" if path in DESK else "client")
    assert client.get(path).content.decode().count(NOTICE) == 1


@pytest.mark.parametrize(("fault", "status"), [(ValueError("broken"), 500), (OperationalError("locked"), 503)])
def test_pages_of_faults_carry_it_though_they_are_written_without_the_request(rf, settings, fault, status):
    settings.SITE_NOTICE = "今夜 <22> 时维护"
    try:
        raise fault
    except type(fault):
        response = server_error(rf.get("/"))
    assert isinstance(response, HttpResponse)
    assert (response.status_code, response.content.decode().count(NOTICE)) == (status, 1)


def test_so_does_the_page_for_a_host_that_is_not_the_sites(client, settings):
    settings.SITE_NOTICE = "今夜 <22> 时维护"
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert (response.status_code, response.content.decode().count(NOTICE)) == (400, 1)


@pytest.mark.django_db
def test_without_a_notice_nothing_stands_there(client):
    assert "site-notice" not in client.get("/").content.decode()
