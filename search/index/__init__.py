"""The way from the database into the index: documents, pending rows, the curators' words.

May import: articles, search.engines, search.errors, search.language, search.models, search.text, search.types.
"""
