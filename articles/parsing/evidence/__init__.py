"""What speaks for reading one block on in another: language statistics and marks, as features. Pure.

May import: articles.parsing.blocks, articles.parsing.dictionary, articles.parsing.types.
"""
