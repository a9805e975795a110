"""Whoosh on disk, compiled loops over arrays in front: the project's own engine.

Whoosh owns the index: schema, segments, commits, merges, deletions, the writer's lock. Beside each segment, which never
changes, lies a mirror of it in memory-mapped arrays, and those answer.

May import: search.engines, search.errors, search.language, search.text, search.types.
"""

from search.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
