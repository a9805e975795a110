"""Completions while typing, and other spellings of a query that finds nothing.

May import: articles, search.admission, search.engines, search.errors, search.facets, search.index, search.language,
search.text, search.types.
"""
