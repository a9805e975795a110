"""The query language: text to tree, tree to text, tree in words. Pure.

May import: articles.parsing.furniture, search.errors, search.text, search.types.
"""
