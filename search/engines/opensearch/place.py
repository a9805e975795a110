"""Where the cluster is, and who asks: from the settings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_LOOPBACK = re.compile(r"localhost|127\.\d+\.\d+\.\d+|::1")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")


@dataclass(frozen=True, slots=True)
class Place:
    """Nodes of a cluster, and the alias of the index there. What is secret is in no text of it.

    Raises ImproperlyConfigured for what cannot be one, and for a password or a library's text sent over a network in
    the clear, unless `plain_http` says that the network is to be trusted.
    """

    hosts: tuple[str, ...]
    index: str
    shards: int = 3
    replicas: int = 1
    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    ca: str = ""
    plain_http: bool = False

    def __post_init__(self) -> None:
        if not self.hosts:
            raise ImproperlyConfigured("OPENSEARCH_HOSTS names no host")
        if not _NAME.fullmatch(self.index):
            raise ImproperlyConfigured(f"OPENSEARCH_INDEX {self.index!r} must be small letters, digits and hyphens")
        if self.ca and not Path(self.ca).is_file():
            raise ImproperlyConfigured(f"OPENSEARCH_CA {self.ca} is no file; it names an authority's certificate")
        for host in self.hosts:
            self._check(host)

    def _check(self, host: str) -> None:
        url = urlsplit(host)
        if url.scheme not in ("http", "https") or not url.hostname or url.username:
            raise ImproperlyConfigured(
                "OPENSEARCH_HOSTS must name hosts such as https://search-1.example.org:9200, without a user;"
                " OPENSEARCH_USER and OPENSEARCH_PASSWORD say who asks"
            )
        if url.scheme == "http" and not _LOOPBACK.fullmatch(url.hostname) and not self.plain_http:
            raise ImproperlyConfigured(
                f"OPENSEARCH_HOSTS: {url.hostname} would be spoken to without encryption; use https, or set"
                " OPENSEARCH_PLAIN_HTTP=true where nobody else is on the network between"
            )

    @classmethod
    def from_settings(cls) -> Place:
        return cls(
            hosts=tuple(settings.OPENSEARCH_HOSTS),
            index=settings.OPENSEARCH_INDEX,
            shards=settings.OPENSEARCH_SHARDS,
            replicas=settings.OPENSEARCH_REPLICAS,
            user=settings.OPENSEARCH_USER,
            password=settings.OPENSEARCH_PASSWORD,
            api_key=settings.OPENSEARCH_API_KEY,
            ca=settings.OPENSEARCH_CA,
            plain_http=settings.OPENSEARCH_PLAIN_HTTP,
        )

    def __str__(self) -> str:
        return f"{self.index} at {', '.join(self.hosts)}"
