"""Who asks is told by the connection, and by proxies that are named; never by what a client writes itself."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from chengyu_site.client_address import UNKNOWN, client_address, client_network

CASES = {
    "no proxy is trusted: a forged header is nothing": ([], "198.51.100.1", "203.0.113.9", "198.51.100.1"),
    "a proxy on this machine": (["127.0.0.1"], "127.0.0.1", "203.0.113.9", "203.0.113.9"),
    "a header that the client began": (["127.0.0.1"], "127.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
    "two proxies": (["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", "6.6.6.6, 203.0.113.9, 10.1.2.3", "203.0.113.9"),
    "a socket file": (["unix"], "", "203.0.113.9", "203.0.113.9"),
    "a socket file that is not trusted": ([], "", "203.0.113.9", UNKNOWN),
    "words for an address": (["127.0.0.1"], "127.0.0.1", "nobody", UNKNOWN),
    "nobody but proxies": (["127.0.0.1"], "127.0.0.1", "", "127.0.0.1"),
    "IPv4 in IPv6": ([], "::ffff:203.0.113.9", "", "203.0.113.9"),
}  # fmt: skip


@pytest.mark.parametrize(("trusted", "peer", "header", "expected"), CASES.values(), ids=CASES.keys())
def test_the_client_is_the_last_address_that_is_no_trusted_proxy(settings, trusted, peer, header, expected):
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", REMOTE_ADDR=peer, **({"HTTP_X_FORWARDED_FOR": header} if header else {}))
    assert client_address(request) == expected


def test_all_addresses_of_one_ipv6_network_are_one_client():
    near, far = (RequestFactory().get("/", REMOTE_ADDR=end) for end in ("2001:db8:1:2::7", "2001:db8:1:2:ffff::1"))
    assert client_network(near) == client_network(far) == "2001:db8:1:2::/64"
