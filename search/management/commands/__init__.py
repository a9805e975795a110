"""The index's commands: rebuild, sync, check; clearing saved searches.

May import: search.
"""
