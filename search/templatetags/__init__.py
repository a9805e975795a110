"""Template tags of searching.

May import: articles.models, articles.templatetags, search.types, search.verifying.
"""
