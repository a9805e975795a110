"""洞察: what is counted in a result, its figures and its page.

May import: articles, search.answers, search.engines, search.errors, search.excerpts, search.facets, search.index,
search.language, search.models, search.text, search.types, search.web.
"""
