"""Facet values: what they are called, how they are ordered and looked up.

May import: articles, search.index, search.text, search.types.
"""
