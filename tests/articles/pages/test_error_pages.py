"""Error pages: in the site's own look, helpful, and made without the database, which may be what is down.

No test here is given the database: touching it would fail.
"""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405", "500"])
def test_an_error_page_needs_no_database_and_leads_on(name):
    page = render_to_string(f"{name}.html")
    assert "理论阅览室" in page
    assert 'href="/"' in page


def test_a_bad_host_gets_the_sites_own_page(client):
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "这个请求读不懂" in response.content.decode()
