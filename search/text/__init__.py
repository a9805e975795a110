"""Characters to words: folding, tokens, pinyin, sentences. Pure.

May import: nothing.
"""
