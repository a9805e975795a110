"""The columnar mirror: a segment's columns in one memory-mapped file, and the snapshot of a generation.

May import: search.engines.parts, search.engines.sort_keys, search.engines.whoosh.kernels,
search.engines.whoosh.segments, search.errors, search.text, search.types.
"""
