"""The index's commands: rebuild, sync, check; backups and bringing them back; clearing saved searches.

May import: articles, search.
"""
