"""Which engines there are, by name, and which Python runs each."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module

from bench.peers.base import Peer

SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's, for which Debian packages Xapian's bindings
SITE = "site"


@dataclass(frozen=True, slots=True)
class Entry:
    """`kind_of` is module:class; importing the module raises ImportError where the engine is not installed.

    `warming`: seconds that it is asked before it is timed, of what is compiled only while it runs.
    """

    label: str
    kind_of: str
    python: str = sys.executable
    warming: float = 0.0

    def load(self) -> type[Peer]:
        module, name = self.kind_of.split(":")
        found: type[Peer] = getattr(import_module(module), name)
        return found


ENTRIES = {
    SITE: Entry("this site", "bench.peers.site:Site"),
    "tantivy": Entry("tantivy-py", "bench.peers.tantivy:Tantivy"),
    "tantivy-text": Entry("tantivy-py, text facets", "bench.peers.tantivy:TantivyText"),
    "lucene": Entry("Lucene", "bench.peers.lucene:Lucene", warming=15.0),
    "opensearch": Entry("OpenSearch", "bench.peers.opensearch:OpenSearch", warming=15.0),
    "xapian": Entry("Xapian", "bench.peers.xapian:Xapian", SYSTEM_PYTHON),
    "sqlite": Entry("SQLite FTS5", "bench.peers.sqlite:Sqlite"),
    "postgresql": Entry("PostgreSQL", "bench.peers.postgresql:PostgreSQL"),
    "whoosh": Entry("stock Whoosh", "bench.peers.whoosh:Whoosh"),
}
