"""An index on a cluster of OpenSearch, for a library that outgrows one machine.

May import: search.engines, search.errors, search.excerpts, search.language, search.text, search.types.
"""

from search.engines.opensearch.engine import OpenSearchEngine

__all__ = ["OpenSearchEngine"]
