"""Heads of articles: where one begins, who signs it, and its headline's kicker, title, subtitle and column. Pure.

May import: articles.parsing.blocks, articles.parsing.bylines, articles.parsing.dictionary, articles.parsing.evidence,
articles.parsing.names, articles.parsing.types.
"""
