"""What marks a test that needs a cluster of OpenSearch, or that is about the other engine's files."""

from __future__ import annotations

import os

import pytest

from tests.opensearch import cluster

NEEDS_OPENSEARCH = [
    pytest.mark.opensearch,
    pytest.mark.skipif(
        not cluster.is_possible(),
        reason="no JDK or no Maven is installed (Debian: apt-get install openjdk-17-jdk-headless maven)",
    ),
]


def of_the_embedded_engine(what: str) -> pytest.MarkDecorator:
    """For a test of what a cluster does not have, or has in another way."""
    return pytest.mark.skipif(os.environ.get("TEST_ENGINE") == "opensearch", reason=f"the embedded engine's: {what}")
