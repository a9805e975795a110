"""What marks a test that needs a cluster of OpenSearch."""

from __future__ import annotations

import pytest

from tests.opensearch import cluster

NEEDS_OPENSEARCH = [
    pytest.mark.opensearch,
    pytest.mark.skipif(
        not cluster.is_possible(),
        reason="no JDK or no Maven is installed (Debian: apt-get install openjdk-17-jdk-headless maven)",
    ),
]
