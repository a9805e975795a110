"""The record's commands: import, export, check, load themes.

May import: articles.
"""
