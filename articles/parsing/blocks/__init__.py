"""Blocks of a page, and what each looks like: a byline, a note, a column mark, text. Pure.

May import: articles.parsing.bylines, articles.parsing.dictionary, articles.parsing.files, articles.parsing.furniture,
articles.parsing.names, articles.parsing.problems, articles.parsing.types.
"""
