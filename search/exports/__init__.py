"""Taking a result away as a file: its values and its views.

May import: articles, search.answers, search.api, search.engines, search.errors, search.language, search.types,
search.web.
"""
