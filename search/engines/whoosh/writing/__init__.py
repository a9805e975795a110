"""Writing an index: commits, merges, and whole rebuilds by several processes.

May import: search.engines.base, search.engines.fingerprints, search.engines.parts, search.engines.whoosh.mirror,
search.engines.whoosh.segments, search.errors, search.text, search.types.
"""
