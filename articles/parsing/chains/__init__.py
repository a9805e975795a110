"""Which block continues which: the page stated as one assignment problem, solved and read back. Pure.

May import: articles.parsing.blocks, articles.parsing.bylines, articles.parsing.evidence, articles.parsing.layout,
articles.parsing.types.
"""
