"""The record: what an article is, how a page becomes one, how people correct it.

May import: nothing.
"""
