"""Undoing imports, changes of many articles and deletions: snapshots, previews, restoring, and the orphans that remain.

May import: articles.batches, articles.changes, articles.curating, articles.exporting, articles.likeness,
articles.models, articles.parsing, articles.people, articles.themes.
"""
