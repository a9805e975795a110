"""What a page sets apart from running text: boxes, captions, interviews, packages. Pure.

May import: articles.parsing.blocks, articles.parsing.bylines, articles.parsing.evidence, articles.parsing.furniture,
articles.parsing.names, articles.parsing.numerals, articles.parsing.problems, articles.parsing.types.
"""
