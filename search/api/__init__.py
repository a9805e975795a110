"""The read-only JSON API: endpoints and their schemas.

May import: articles, search.answers, search.errors, search.language, search.suggestions, search.types, search.web.
"""
