"""Where a query stands in a printed text: highlighting, snippets, concordance lines. Pure.

May import: search.language, search.text, search.types.
"""
