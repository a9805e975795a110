"""The engine on OpenSearch as tests have it: each folder that would be an index has one of its own in the cluster."""

from __future__ import annotations

import hashlib

from django.conf import settings

from search.engines.opensearch import OpenSearchEngine
from search.engines.opensearch.place import Place


class EngineOfAFolder(OpenSearchEngine):
    """For a site whose tests name the place of their index by INDEX_DIR."""

    grace_seconds = 0.0

    @classmethod
    def place(cls) -> Place:
        return place_of(str(settings.INDEX_DIR), tuple(settings.OPENSEARCH_HOSTS))


def place_of(folder: str, hosts: tuple[str, ...], replicas: int = 0) -> Place:
    name = f"test-{hashlib.blake2b(folder.encode(), digest_size=8).hexdigest()}"
    return Place(hosts, name, shards=3, replicas=replicas)
