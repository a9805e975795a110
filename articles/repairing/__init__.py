"""Repairs of a page's reading as people make them: looked at before, kept, undone.

May import: articles.changes, articles.curating, articles.importing, articles.integrity, articles.models,
articles.parsing.
"""
