"""Who asks: the address that a request came from, which no header of the client's own can change."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104  # names nobody; nothing is bound to it
_SOCKET = "unix"
_OWN_NETWORK = 64  # bits: whoever has one IPv6 address has all of its network


def client_address(request: HttpRequest) -> str:
    """The last address that is none of TRUSTED_PROXIES: what stands further left in X-Forwarded-For, anybody may write.

    A proxy that speaks over a socket file has no address; TRUSTED_PROXIES names it `unix`.
    """
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    hops = [*(hop.strip() for hop in forwarded if hop.strip()), request.META.get("REMOTE_ADDR") or _SOCKET]
    while len(hops) > 1 and _is_trusted(hops[-1]):
        hops.pop()
    try:
        address = ip_address(hops[-1])
    except ValueError:
        return UNKNOWN
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(address)


def client_network(request: HttpRequest) -> str:
    """What requests are counted by: the address, of IPv6 its network."""
    address = client_address(request)
    return str(ip_network((address, _OWN_NETWORK), strict=False)) if ":" in address else address


def _is_trusted(hop: str) -> bool:
    if hop == _SOCKET:
        return _SOCKET in settings.TRUSTED_PROXIES
    try:
        address = ip_address(hop)
    except ValueError:
        return False
    return any(address in ip_network(proxy) for proxy in settings.TRUSTED_PROXIES if proxy != _SOCKET)
