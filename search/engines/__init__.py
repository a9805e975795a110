"""Engines: what keeps the index and answers from it. Each behind the interface of `base`.

May import: search.errors, search.language, search.text, search.types.
"""
