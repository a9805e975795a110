"""Citing an article: reference lists for people, metadata for reference managers.

May import: articles.models, articles.parsing.
"""
