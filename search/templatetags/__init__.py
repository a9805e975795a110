"""Template tags of searching.

May import: articles.templatetags, search.types, search.verifying.
"""
