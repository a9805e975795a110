"""沿革: where a passage was printed first and what became of it; passages that return, in an article and in all.

May import: articles, search.admission, search.api, search.engines, search.errors, search.index, search.language,
search.models, search.text, search.types, search.verifying, search.web.
"""
