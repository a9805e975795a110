"""A query tree becomes a plan, the plan runs over a snapshot, its matches are counted and ranked.

May import: search.engines.parts, search.engines.questions, search.engines.sort_keys, search.engines.whoosh.kernels,
search.engines.whoosh.mirror, search.engines.whoosh.segments, search.errors, search.language, search.text, search.types.
"""
