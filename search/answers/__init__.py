"""One search from request to result; related articles; every occurrence. Imports pages of no kind.

May import: articles, search.engines, search.errors, search.excerpts, search.facets, search.index, search.language,
search.text, search.types, search.web.
"""
