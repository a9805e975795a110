"""Characters to words: folding, tokens, pinyin, sentences, periods. Pure.

May import: nothing.
"""
