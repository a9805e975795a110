"""Chains of blocks become articles with titles. Pure.

May import: articles.parsing.blocks, articles.parsing.bylines, articles.parsing.chains, articles.parsing.chapters,
articles.parsing.dictionary, articles.parsing.evidence, articles.parsing.heads, articles.parsing.layout,
articles.parsing.problems, articles.parsing.types.
"""
